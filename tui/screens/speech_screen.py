"""A table of which actor speaks about which, or is quoted next to which, in the results."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from index.model import Pair
from tui.draw import first_fitting, fit, glyphs
from tui.key_table import bindings, borrowed
from tui.panes import Cell, RowList, StyledLine
from tui.screens.list_screen import ListScreen

# Columns of a name on the left, and of a figure.
_NAME, _CELL = 22, 8
# Actors that are shown each way: those that speak, or are spoken about, most.
_MOST = 200


class SpeechGrid(RowList):
    """A row for each that speaks, a column for each spoken about; the cursor is on a cell."""

    BINDINGS: ClassVar[list[Binding]] = bindings("speech")

    def __init__(
        self, pairs: Sequence[Pair], names: Mapping[int, str], moved: Callable[[], None]
    ) -> None:
        super().__init__("speech")
        self._names, self._moved = names, moved
        self.show(pairs)

    def show(self, pairs: Sequence[Pair]) -> None:
        """Show other pairs; an undirected pair is listed both ways."""
        self._cells: dict[tuple[int, int], Pair] = {}
        for pair in pairs:
            self._cells[pair.actor, pair.other] = pair
            if pair.adjacent:
                self._cells[pair.other, pair.actor] = pair
        by_row: dict[int, int] = {}
        by_column: dict[int, int] = {}
        for (actor, other), pair in self._cells.items():
            if actor in self._names and other in self._names:
                by_row[actor] = by_row.get(actor, 0) + pair.times
                by_column[other] = by_column.get(other, 0) + pair.times
        self._rows = sorted(by_row, key=lambda actor: (-by_row[actor], self._names[actor]))[:_MOST]
        self._columns = sorted(
            by_column, key=lambda actor: (-by_column[actor], self._names[actor])
        )[:_MOST]
        self._adjacent = any(pair.adjacent for pair in pairs)
        self.cursor = 0
        filled = (
            place
            for place, other in enumerate(self._columns)
            if (self._rows[0], other) in self._cells
        )
        self.column = next(filled, 0)

    @property
    def count(self) -> int:
        """Rows."""
        return len(self._rows)

    @property
    def pair(self) -> Pair | None:
        """The pair in the cell under the cursor; None where the cell is empty."""
        if not self._rows or not self._columns:
            return None
        return self._cells.get((self._rows[self.cursor], self._columns[self.column]))

    def told(self) -> str:
        """The cell under the cursor in words."""
        if not self._rows or not self._columns:
            return ""
        one, other = self._names[self._rows[self.cursor]], self._names[self._columns[self.column]]
        pair = self.pair
        relation = "quoted with" if self._adjacent else "about"
        return f"{one} {relation} {other}: {pair.times if pair else 0:,}"

    def empty_text(self) -> str:
        """Why there are none."""
        return " No speaker in these articles names another actor."

    @property
    def _first(self) -> int:
        """The first column visible."""
        sight = max(1, (self.size.width - _NAME) // _CELL)
        return max(0, min(self.column - sight // 2, len(self._columns) - sight))

    def head(self) -> list[tuple[str, bool]]:
        """The names above the visible columns, and which one the cursor is on."""
        sight = max(1, (self.size.width - _NAME) // _CELL)
        shown = self._columns[self._first : self._first + sight]
        return [
            (
                fit(_short(self._names[actor]).rjust(_CELL - 1), _CELL - 1) + " ",
                actor == self._columns[self.column],
            )
            for actor in shown
        ]

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Name and figures."""
        actor = self._rows[index]
        mark = glyphs().row if current else " "
        name = fit(f"{mark}{self._names[actor]}", min(_NAME, width))
        cells = [Cell(name, "strong", rank=10)]
        sight = max(0, (width - _NAME) // _CELL)
        for place in range(self._first, min(len(self._columns), self._first + sight)):
            pair = self._cells.get((actor, self._columns[place]))
            figure = f"{pair.times:,}" if pair else glyphs().separator
            here = current and place == self.column
            text = f"[{figure}]" if here else f"{figure} "
            style = "match" if here else "plain" if pair else "dim"
            cells.append(Cell(text, style, rank=9, wide=_CELL, right=True))
        cells.append(Cell("", fills=True))
        return [self.cells(cells, width, current)]

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, and say so."""
        super().move_to(index)
        self._moved()

    def _step_filled(self, step: int) -> None:
        """Put the cursor on the next cell that has a figure, or the one before, row by row."""
        size = len(self._columns)
        at = self.cursor * size + self.column
        while 0 <= (at := at + step) < len(self._rows) * size:
            row, column = divmod(at, size)
            if (self._rows[row], self._columns[column]) in self._cells:
                self.column = column
                self.move_to(row)
                self.refresh()
                self._moved()
                return

    def action_left(self) -> None:
        """Go one column to the left."""
        self._step_column(-1)

    def action_right(self) -> None:
        """Go one column to the right."""
        self._step_column(1)

    def action_next_filled(self) -> None:
        """Go to the next pair."""
        self._step_filled(1)

    def action_previous_filled(self) -> None:
        """Go to the pair before."""
        self._step_filled(-1)

    def _step_column(self, step: int) -> None:
        """Put the cursor on another column."""
        self.column = max(0, min(self.column + step, len(self._columns) - 1))
        self.refresh()
        self._moved()


def _short(name: str) -> str:
    """The last word of a name that is too long for a column."""
    return name if cell_len(name) < _CELL else name.rsplit(maxsplit=1)[-1]


class ColumnNames(Widget):
    """The names above the columns."""

    DEFAULT_CSS = """
    ColumnNames { height: 1; color: $dim; }
    """

    def __init__(self, table: SpeechGrid) -> None:
        super().__init__()
        self._table = table

    def render_line(self, y: int) -> Strip:
        """The one line."""
        segments = [Segment(" " * min(_NAME, self.size.width), self.rich_style)]
        for name, current in self._table.head():
            segments.append(
                Segment(name, self._table.style("match") if current else self.rich_style)
            )
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)


class SpeechScreen(ListScreen[Pair]):
    """Closes with the pair whose passages are wanted; `S` changes between the two tables."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *ListScreen.BINDINGS,
        *borrowed("passages.order"),
    ]
    FOOTER = (
        ("lists.choose", "passages"),
        ("passages.order", "other table"),
        ("speech.next_filled", "next pair"),
    )
    PLACE = "speech table"
    TITLES = ("Who speaks about whom", "Who is quoted with whom")

    def __init__(
        self, pairs: Sequence[Sequence[Pair]], names: Mapping[int, str], adjacent: bool = False
    ) -> None:
        self._pairs, self.adjacent = pairs, adjacent
        self.list = SpeechGrid(pairs[adjacent], names, self._tell)
        self._head = ColumnNames(self.list)
        super().__init__(self.TITLES[adjacent], self.list)

    def compose(self) -> ComposeResult:
        """Heading, names of the columns, rows."""
        yield self.heading
        yield self._head
        yield self.rows
        yield self.status

    def on_mount(self) -> None:
        """The table has the keys."""
        super().on_mount()
        self._tell()

    def on_resize(self) -> None:
        """Another width has room for more or less of the heading."""
        self._tell()

    def _tell(self) -> None:
        pair = self.list.told()
        whole = f"{self.TITLES[self.adjacent]}  {pair}"
        self.heading.title = first_fitting(self.size.width - 1, whole, pair) if pair else whole
        self.heading.refresh()
        self._head.refresh()

    def action_order(self) -> None:
        """The other table."""
        self.adjacent = not self.adjacent
        self.list.show(self._pairs[self.adjacent])
        self.list.rows_changed()
        self._tell()

    def result(self, index: int) -> Pair | None:
        """The pair under the cursor."""
        return self.list.pair
