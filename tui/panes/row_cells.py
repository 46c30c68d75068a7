"""A row of a list as adjacent cells; the cells that identify the row are cut last."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui.draw import fit, from_right, shown

# Columns below which a cut text says nothing: it is left out instead.
_LEAST = 6
# From this rank on a cell is never left out.
_NEVER_OUT = 9

# Columns of a row at most where a key at its end belongs to words at its beginning.
WIDEST = 120


class Cell(Struct, frozen=True):
    """One text of a row.

    Where the row is too narrow, cells of low `rank` are cut first, and left out below a few
    columns; a `whole` one is left out where it does not fit. One of rank 9 or 10 is cut only if it
    is wider than the row. A cell is as wide as its text, or `wide`. The `fills` cell takes what is
    left.
    """

    text: str
    style: str = "plain"
    rank: int = 5
    wide: int = 0
    fills: bool = False
    right: bool = False
    whole: bool = False


def widths(cells: Sequence[Cell], width: int) -> list[int]:
    """The columns of each cell, `width` in all."""
    found = [max(cell.wide, cell_len(shown(cell.text))) for cell in cells]
    order = sorted(range(len(cells)), key=lambda place: (cells[place].rank, -place))
    for place in order:
        excess = sum(found) - width
        if excess <= 0:
            break
        left, cell = max(0, found[place] - excess), cells[place]
        keeps = cell.rank >= _NEVER_OUT or (left >= _LEAST and not cell.whole)
        found[place] = left if keeps else 0
    spare = width - sum(found)
    filler = next((place for place, cell in enumerate(cells) if cell.fills), len(cells) - 1)
    if spare > 0 and cells:
        found[filler] += spare
    return found


def draw_cells(cells: Sequence[Cell], width: int, style: Callable[[str], Style]) -> list[Segment]:
    """The cells in `width` columns; `style` returns the style of a name."""
    segments = []
    for cell, columns in zip(cells, widths(cells, width), strict=True):
        if columns:
            text = shown(cell.text)
            short = cell.right and cell_len(text) <= columns
            drawn = from_right(text, columns) if short else fit(text, columns)
            segments.append(Segment(drawn, style(cell.style)))
    return segments


__all__ = ["WIDEST", "Cell", "draw_cells", "widths"]
