"""The matches of the query in the open article, each in its context, the matches in one column (KWIC)."""

from rich.cells import cell_len
from rich.segment import Segment

from index.passages import Kwic
from tui.draw import fit, from_right, glyphs, shown
from tui.panes.row_list import Line, RowList
from tui.session import Opened


class PassageList(RowList):
    """One line a match."""

    FOLLOWS = True

    def __init__(self) -> None:
        super().__init__("passages")
        self._opened: Opened | None = None
        self._filter: list[str] = []
        self._rows: list[tuple[int, Kwic]] = []

    @property
    def count(self) -> int:
        """Matches shown."""
        return len(self._rows)

    def match_at(self, index: int) -> int | None:
        """The place among the article's matches of a row."""
        return self._rows[index][0] if 0 <= index < len(self._rows) else None

    def row_of(self, match: int) -> int | None:
        """The row of a match, None where the filter hides it."""
        return next((row for row, (place, _) in enumerate(self._rows) if place == match), None)

    def show(self, opened: Opened | None) -> None:
        """Show the matches of another article."""
        self._opened = opened
        self._arrange()

    def narrow(self, text: str) -> None:
        """Show only lines with all these letters."""
        self._filter = text.casefold().split()
        self._arrange()

    def _arrange(self) -> None:
        kwics = self._opened.kwics if self._opened else ()
        self._rows = [
            (place, line)
            for place, line in enumerate(kwics)
            if all(word in f"{line.left}{line.match}{line.right}".casefold() for word in self._filter)
        ]
        self.rows_changed(0)

    def empty_text(self) -> str:
        """Why there are none."""
        return fit(" No matches to show." if self._opened else "", self.size.width)

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """Left context, match, right context."""
        _, line = self._rows[index]
        mark = glyphs().row if current else " "
        left = max(0, (width - 1) * 2 // 5)
        match = shown(line.match)
        room = max(0, width - 1 - left)
        match = fit(match, room) if cell_len(match) > room else match
        return [
            [
                Segment(mark, self.style("plain", current)),
                Segment(from_right(line.left, left), self.style("plain", current)),
                Segment(match, self.style("match", current)),
                Segment(fit(line.right, max(0, room - cell_len(match))), self.style("plain", current)),
            ]
        ]
