"""Two columns of a PDF page whose text is stored row by row: one column, then the other.

Where pieces of text are drawn tells that a page has columns, and in which order they are stored.
The words of each column are those of pypdf's layout mode, which keeps the space between columns.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

# What a page needs to count as two columns of prose: rows with text in both, letters in a half row.
_FEWEST_ROWS = 3
_LEAST_LETTERS = 15
# The share of a column's signs that are letters.
_MOST_LETTERS = 0.75
# Of so many rows it need not be shown that their lines go on.
_MANY_ROWS = 6
# The share of rows, between the first and the last with both columns, that have both.
_MOST_ROWS = 0.6
# The share of a column's lines that go on with a small letter, as wrapped prose does.
_CONTINUED = 0.34
# How far apart, in points, the left edges of a column's lines and the heights of a row may be.
_SAME_EDGE = 4.0
_SAME_ROW = 2.0
# How far to the right of a row's begin, in points, a second column begins at least.
_NARROWEST = 90.0
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")


class Drawn(NamedTuple):
    """Where a piece of text is drawn, in points from the lower left corner, in stored order."""

    x: float
    y: float


def text_of(page: Any) -> tuple[str, list[Drawn]]:
    """The text of a pypdf page in stored order, and where its pieces are drawn."""
    found: list[Drawn] = []

    def visit(operator: bytes, _: object, cm: Sequence[float], tm: Sequence[float]) -> None:
        if operator in {b"Tj", b"TJ", b"'", b'"'}:
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            found.append(Drawn(x, y))

    return page.extract_text(visitor_operand_before=visit) or "", found


def lines_by_column(page: Any, text: str, drawn: Sequence[Drawn]) -> list[str] | None:
    """The lines of a page by column; None unless it has two columns of prose stored in rows.

    Lines above the first and below the last row with both columns keep their places.
    """
    spaced = sum(1 for line in text.split("\n") if _GAP.search(line)) >= _FEWEST_ROWS
    if not spaced and not _in_rows(drawn):
        return None
    shown = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    lines = [line.rstrip() for line in str(shown or "").split("\n") if line.strip()]
    # layout mode leaves out text that is drawn off the page or rotated
    if Counter("".join(lines).replace(" ", "")) != Counter("".join(text.split())):
        return None
    return parted_columns(lines)


def _in_rows(drawn: Sequence[Drawn]) -> bool:
    """Whether pieces at a common edge are stored after pieces of their row further to the left."""
    begins: dict[int, float] = {}
    for piece in drawn:
        row = round(piece.y / _SAME_ROW)
        begins[row] = min(piece.x, begins.get(row, piece.x))
    edges: Counter[int] = Counter()
    last = Drawn(0.0, -1.0)
    for piece in drawn:
        inside = abs(piece.y - last.y) <= _SAME_ROW and piece.x > last.x
        if inside and piece.x - begins[round(piece.y / _SAME_ROW)] >= _NARROWEST:
            edges[round(piece.x / _SAME_EDGE)] += 1
        last = piece
    return any(edges[at] + edges[at + 1] >= _FEWEST_ROWS for at in list(edges))


def parted_columns(lines: Sequence[str]) -> list[str] | None:
    """The lines of a page in layout, with spaces between columns, one column after the other.

    None unless they are two columns of prose.
    """
    halves = [_halves(line) for line in lines]
    both = [at for at, half in enumerate(halves) if half]
    if len(both) < _FEWEST_ROWS or len(both) < _MOST_ROWS * (both[-1] - both[0] + 1):
        return None
    pairs = [half for half in halves if half]
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if not (_is_prose(left) and _is_prose(right)):
        return None
    edge = min(len(lines[at]) - len(pair[1]) for at, pair in zip(both, pairs, strict=True))
    columns: tuple[list[str], list[str]] = ([], [])
    for at in range(both[0], both[-1] + 1):
        half = halves[at]
        if half:
            columns[0].append(half[0])
            columns[1].append(half[1])
        else:
            columns[_is_right(lines[at], edge)].append(_collapsed(lines[at]))
    below = list(lines[both[-1] + 1 :])
    # lines that only the right column has left continue it
    while below and _is_right(below[0], edge):
        columns[1].append(_collapsed(below.pop(0)))
    above = [_collapsed(line) for line in lines[: both[0]]]
    return [*above, *columns[0], *columns[1], *map(_collapsed, below)]


def _halves(line: str) -> tuple[str, str] | None:
    """A line's text left and right of its gap; None for a line without one, or with many."""
    bare = line.strip()
    gaps = sorted(_GAP.finditer(bare), key=lambda gap: -len(gap[0]))
    if not gaps or (len(gaps) > 1 and len(gaps[1][0]) * 3 > len(gaps[0][0])):
        return None
    widest = gaps[0]
    left, right = _collapsed(bare[: widest.start()]), _collapsed(bare[widest.end() :])
    lettered = any(map(str.isalpha, left)) and any(map(str.isalpha, right))
    return (left, right) if lettered else None


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether the lines of a column are long, and if they are few, some begin inside a sentence."""
    signs = "".join(lines).replace(" ", "")
    letters = sum(map(str.isalpha, signs))
    if letters < _LEAST_LETTERS * len(lines) * 0.8 or letters < _MOST_LETTERS * len(signs):
        return False
    inside = sum(line[0].isalpha() and not line[0].isupper() for line in lines)
    return len(lines) >= _MANY_ROWS or inside >= _CONTINUED * (len(lines) - 1)


def _is_right(line: str, edge: int) -> bool:
    """Whether a line has nothing left of the right column."""
    return len(line) - len(line.lstrip()) >= max(4, edge - 4)


def _collapsed(line: str) -> str:
    return " ".join(line.split())


__all__ = ["Drawn", "lines_by_column", "parted_columns", "text_of"]
