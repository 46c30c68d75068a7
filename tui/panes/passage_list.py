"""Matches in context (KWIC), aligned in a column: of the open article or of all found.

A line is a text cut around its match, not a row of columns: the match keeps its place and is cut
last. The heads of groups are rows of cells.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding

from index.model import KWIC_ORDERS, KwicOrder
from index.query import Kwic
from tui.draw import fit, from_right, glyphs, shown
from tui.key_table import bindings
from tui.messages import LinesWanted, OrderChosen, ShowCollocates
from tui.panes.article_rows import Target, lead_of
from tui.panes.row_cells import Cell
from tui.panes.row_list import RowList, StyledLine
from tui.session_records import OpenArticle, Opened

if TYPE_CHECKING:
    from index.explore import Arranged, KwicRow

_TOLD: dict[KwicOrder, str] = {
    "place": "all articles",
    "right": "all, → right first",
    "left": "all, ← left first",
    "speaker": "all, by speaker",
    "publication": "all, by publication",
}
_NOBODY: dict[KwicOrder, str] = {
    "speaker": "not in a statement",
    "publication": "no publication stated",
}
# From this width in columns on, each line begins with its source.
_WITH_SOURCE, _SOURCE = 76, 22
# Lines whose words are remembered.
_REMEMBERED = 5000


class PassageList(RowList):
    """One line a match; where all articles are grouped, one for the name of each group."""

    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "passages")
    FOLLOWS = True

    def __init__(self, reading: OpenArticle) -> None:
        super().__init__("passages")
        self._reading = reading
        self.wanted: tuple[str, ...] = ()
        self._rows: list[tuple[int, Kwic]] = []
        self.order: KwicOrder | None = None
        self.arranged: Arranged | None = None
        self._words: dict[int, KwicRow] = {}
        self._asked: set[int] = set()

    @property
    def count(self) -> int:
        """Rows shown."""
        if self.order is None:
            return len(self._rows)
        return len(self.arranged.rows) if self.arranged else 0

    def match_at(self, index: int) -> int | None:
        """The place among the open article's matches of a row."""
        return self._rows[index][0] if self.order is None and 0 <= index < len(self._rows) else None

    def target_at(self, index: int) -> Target | None:
        """Where a row leads while all articles are shown."""
        line = self._line(index)
        if line is None or self.arranged is None:
            return None
        lines = self.arranged.lines
        return int(lines.nums[line]), int(lines.starts[line])

    def row_of(self, match: int) -> int | None:
        """The row of a match, None where it is not shown."""
        if self.order is not None:
            return None
        return next((row for row, (place, _) in enumerate(self._rows) if place == match), None)

    @property
    def _opened(self) -> Opened | None:
        return self._reading.opened

    def show(self) -> None:
        """Show the matches of the open article."""
        if self.order is None:
            self._arrange()

    def show_lines(self, arranged: "Arranged", fresh: bool) -> None:
        """Show the matches of all articles read so far; `fresh`: those of another search."""
        if arranged.by != self.order:
            return
        before = self.arranged
        if fresh:
            self._words.clear()
            self._asked.clear()
        self.arranged = arranged
        self.rows_changed(
            self.cursor if before is not None and before.by == arranged.by and not fresh else 0
        )

    def add_words(self, words: "Mapping[int, KwicRow]") -> None:
        """Words that were asked for have come."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
            self._asked.clear()
        self._words.update(words)
        self.refresh()

    def narrow(self, text: str) -> None:
        """Show only lines with every word of `text`.

        Over all articles, the words must be within five words of the match.
        """
        self.wanted = tuple(text.casefold().split())
        if self.order is None:
            self._arrange()
        else:
            self.post_message(OrderChosen())

    def told(self, articles: int) -> str:
        """What is shown, for the heading."""
        if self.order is None:
            narrowed = f", with “{' '.join(self.wanted)}”" if self.wanted else ""
            return f"{self.count:,}{narrowed}"
        arranged = self.arranged
        if arranged is None:
            return _TOLD[self.order]
        read = arranged.lines.articles
        more = f", {read:,} of {articles:,} read" if read < articles else ""
        narrowed = f", near “{' '.join(self.wanted)}”" if self.wanted else ""
        first = " (the first)" if arranged.lines.full else ""
        return f"{arranged.count:,}{first}, {_TOLD[self.order]}{more}{narrowed}"

    def _arrange(self) -> None:
        """Show the matches of the open article."""
        kwics = self._opened.kwics if self._opened else ()
        self._rows = [
            (place, line)
            for place, line in enumerate(kwics)
            if all(
                word in f"{line.left}{line.match}{line.right}".casefold() for word in self.wanted
            )
        ]
        self.rows_changed(0)

    def _line(self, index: int) -> int | None:
        """The line of the concordance in a row; None for the head of a group."""
        return (
            self.arranged.line(index)
            if self.order is not None and self.arranged is not None
            else None
        )

    def empty_text(self) -> str:
        """Why there are none."""
        if self._opened is None:
            return "No article is open."
        if self.wanted:
            return "No line has that. Esc in the filter line (f) removes it."
        if self.order is None:
            return "No matches in this article: / searches for words."
        return "No matches in these articles: / searches for words."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Left context, match, right context."""
        if self.order is None:
            return [self._draw(self._rows[index][1], width, current)]
        line = self._line(index)
        group = self.arranged.group(index) if self.arranged else None
        if line is None or group is not None:
            assert group is not None
            name = group.name if group.name is not None else _NOBODY.get(self.order, "")
            lead = glyphs().row if current else " "
            cells = [
                Cell(f"{lead}{name}", "group", rank=9),
                Cell(f" {group.count:,}", "group", rank=10),
            ]
            return [self.cells([*cells, Cell("", fills=True)], width, current)]
        known = self._words.get(line)
        if known is None:
            self._ask(index)
            lead = glyphs().row if current else " "
            return [self.cells([Cell(f"{lead}{glyphs().dots}", "dim", rank=9)], width, current)]
        if width < _WITH_SOURCE:
            return [self._draw(known.kwic, width, current)]
        source = [Segment(fit(f" {lead_of(known.card)}", _SOURCE), self.style("dim", current))]
        return [[*self._draw(known.kwic, width - _SOURCE, current), *source]]

    def _draw(self, line: Kwic, width: int, current: bool) -> StyledLine:
        mark = glyphs().row if current else " "
        left = max(0, (width - 1) * 2 // 5)
        match = shown(line.match)
        room = max(0, width - 1 - left)
        match = fit(match, room) if cell_len(match) > room else match
        return [
            Segment(mark, self.style("plain", current)),
            Segment(from_right(line.left, left), self.style("plain", current)),
            Segment(match, self.style("match", current)),
            Segment(fit(line.right, max(0, room - cell_len(match))), self.style("plain", current)),
        ]

    def _ask(self, index: int) -> None:
        """Ask for the words of the rows about this one."""
        rows = range(max(0, index - 2), index + max(self.page, 8) + 2)
        wanted = [
            line
            for row in rows
            if (line := self._line(row)) is not None and line not in self._asked
        ]
        if wanted:
            self._asked.update(wanted)
            self.post_message(LinesWanted(tuple(wanted)))

    def action_order(self) -> None:
        """The next order; after the last of those over all articles, the open article alone."""
        orders: list[KwicOrder | None] = [None, *KWIC_ORDERS]
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        if self.order is None:
            self.arranged = None
            self._arrange()
        self.post_message(OrderChosen())

    def action_collocates(self) -> None:
        """Ask for the words near the matches of all articles."""
        self.post_message(ShowCollocates())
