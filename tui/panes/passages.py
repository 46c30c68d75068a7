"""The matches of the query in their context, the matches in one column (KWIC): of the open article, or of all that were found."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding

from index.arrays import Array
from index.article import KWIC_ORDERS, KwicOrder
from index.concordance import Concordance, Group
from index.explore import KwicRow
from index.passages import Kwic
from tui.draw import fit, from_right, glyphs, shown
from tui.keymap import bindings
from tui.messages import LinesWanted, OrderChosen, ShowCollocates
from tui.panes.entries import Target, lead_of
from tui.panes.row_list import Line, RowList
from tui.session import Opened

_TOLD: dict[KwicOrder, str] = {
    "place": "all articles",
    "right": "all, by the words to the right",
    "left": "all, by the words to the left",
    "speaker": "all, by speaker",
    "publication": "all, by publication",
}
_NOBODY: dict[KwicOrder, str] = {"speaker": "said by nobody", "publication": "no publication stated"}
# From so many columns on, the source of a line stands before it.
_WITH_SOURCE, _SOURCE = 76, 22
# Lines whose words are remembered.
_REMEMBERED = 5000


class PassageList(RowList):
    """One line a match; where all articles are grouped, one for the name of each group."""

    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "passages")
    FOLLOWS = True

    def __init__(self) -> None:
        super().__init__("passages")
        self._opened: Opened | None = None
        self._filter: list[str] = []
        self._rows: list[tuple[int, Kwic]] = []
        # what all articles have: the lines in order, and among them the heads of groups as -1, -2, …
        self.order: KwicOrder | None = None
        self.lines: Concordance | None = None
        self._order: Array = np.empty(0, np.int64)
        self._groups: list[Group] = []
        self._words: dict[int, KwicRow] = {}
        self._asked: set[int] = set()

    @property
    def count(self) -> int:
        """Rows shown."""
        return len(self._rows) if self.order is None else len(self._order)

    def match_at(self, index: int) -> int | None:
        """The place among the open article's matches of a row."""
        return self._rows[index][0] if self.order is None and 0 <= index < len(self._rows) else None

    def target_at(self, index: int) -> Target | None:
        """Where a row leads while all articles are shown."""
        line = self._line(index)
        return None if line is None or self.lines is None else (int(self.lines.nums[line]), int(self.lines.starts[line]))

    @property
    def lines_shown(self) -> list[int]:
        """The lines of the concordance in the order that they are shown in."""
        return [line for line in self._order.tolist() if line >= 0]

    def row_of(self, match: int) -> int | None:
        """The row of a match, None where it is not shown."""
        if self.order is not None:
            return None
        return next((row for row, (place, _) in enumerate(self._rows) if place == match), None)

    def show(self, opened: Opened | None) -> None:
        """Show the matches of another article."""
        self._opened = opened
        if self.order is None:
            self._arrange()

    def show_lines(self, lines: Concordance, fresh: bool) -> None:
        """Show the matches of all articles as far as they have been read; `fresh` begins with others."""
        self.lines = lines
        if fresh:
            self._words.clear()
            self._asked.clear()
        if self.order is not None:
            self._arrange(0 if fresh else self.cursor)

    def add_words(self, words: Mapping[int, KwicRow]) -> None:
        """Words that were asked for have come."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
            self._asked.clear()
        self._words.update(words)
        self.refresh()

    def narrow(self, text: str) -> None:
        """Show only lines with all these letters; of all articles those with them within five words of the match."""
        self._filter = text.casefold().split()
        self._arrange()

    def told(self, articles: int) -> str:
        """What is shown, for the heading."""
        if self.order is None:
            return f"{self.count:,}"
        lines = self.lines
        if lines is None:
            return _TOLD[self.order]
        read = f", {lines.articles:,} of {articles:,} read" if lines.articles < articles else ""
        more = " (the first)" if lines.full else ""
        return f"{len(self._order) - len(self._groups):,}{more}, {_TOLD[self.order]}{read}"

    def _arrange(self, cursor: int = 0) -> None:
        if self.order is None:
            kwics = self._opened.kwics if self._opened else ()
            self._rows = [
                (place, line)
                for place, line in enumerate(kwics)
                if all(word in f"{line.left}{line.match}{line.right}".casefold() for word in self._filter)
            ]
        elif self.lines is None:
            self._order, self._groups = np.empty(0, np.int64), []
        else:
            order = self.lines.ordered(self.order, self._filter)
            self._groups = self.lines.groups(self.order, order)
            firsts = [group.first for group in self._groups]
            self._order = np.insert(order, firsts, -1 - np.arange(len(firsts))) if firsts else order
        self.rows_changed(cursor)

    def _line(self, index: int) -> int | None:
        """The line of the concordance in a row; None for the head of a group."""
        if self.order is None or not 0 <= index < len(self._order) or self._order[index] < 0:
            return None
        return int(self._order[index])

    def empty_text(self) -> str:
        """Why there are none."""
        return fit(" No matches to show." if self._opened else "", self.size.width)

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """Left context, match, right context."""
        if self.order is None:
            return [self._draw(self._rows[index][1], width, current)]
        line = self._line(index)
        if line is None:
            group = self._groups[-1 - int(self._order[index])]
            name = group.name if group.name is not None else _NOBODY.get(self.order, "")
            lead = glyphs().row if current else " "
            return [[Segment(fit(f"{lead}{name} {group.count:,}", width), self.style("group", current))]]
        known = self._words.get(line)
        if known is None:
            self._ask(index)
            return [[Segment(fit(f"{glyphs().row if current else ' '}{glyphs().dots}", width), self.style("dim", current))]]
        if width < _WITH_SOURCE:
            return [self._draw(known.kwic, width, current)]
        source = [Segment(fit(f" {lead_of(known.card)}", _SOURCE), self.style("dim", current))]
        return [[*self._draw(known.kwic, width - _SOURCE, current), *source]]

    def _draw(self, line: Kwic, width: int, current: bool) -> Line:
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
        rows = range(max(0, index - 2), min(len(self._order), index + max(self.page, 8) + 2))
        wanted = [line for row in rows if (line := self._line(row)) is not None and line not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self.post_message(LinesWanted(tuple(wanted)))

    def action_order(self) -> None:
        """The next order; after the last of those over all articles, the open article alone."""
        orders: list[KwicOrder | None] = [None, *KWIC_ORDERS]
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._arrange()
        self.post_message(OrderChosen(self.order is not None))

    def action_collocates(self) -> None:
        self.post_message(ShowCollocates())
