"""Two actors side by side: roles, activity, company, outlets, quotations.

Each side is drawn as the rows of a dossier are, in half of the width.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding

from index.explore import Dossier
from tui.draw import glyphs
from tui.key_table import bindings
from tui.panes import RowList, StyledLine
from tui.screens.dossier_rows import DossierRow, draw, facts, said, said_style, shown_day_said
from tui.screens.list_screen import ListScreen
from tui.wording import with_noun

_NOTHING = DossierRow("plain", "", "")


_SECTIONS = ("", "Actor", "Roles", "Articles", "Said by year", "Named", "Quoted", "Said")


class CompareList(RowList):
    """The lines of both, in two columns; `h` and `l` change sides."""

    BINDINGS: ClassVar[list[Binding]] = bindings("compare")

    def __init__(self, dossiers: Sequence[Dossier], about: tuple[int, int]) -> None:
        super().__init__("compare")
        self._dossiers, self._about = dossiers, about
        self._width = 0
        self._rows: list[tuple[DossierRow, DossierRow]] = []
        self.side = 0

    @property
    def count(self) -> int:
        """Lines."""
        if self._width != self.size.width:
            self._width = self.size.width
            columns = [self._column(place, max(12, self._width // 2 - 16)) for place in (0, 1)]
            self._rows = [
                pair
                for parts in zip(*columns, strict=True)
                for pair in zip_longest(*parts, fillvalue=_NOTHING)
            ]
        return len(self._rows)

    def _column(self, place: int, width: int) -> list[list[DossierRow]]:
        """The parts of one side; each part begins on the same line on both."""
        dossier, other = self._dossiers[place], self._dossiers[1 - place]
        parts: dict[str, list[DossierRow]] = {
            "": [DossierRow("strong", "", dossier.entry.actor.name)]
        }
        top = max(max(one.activity.peaks, default=0) for one in self._dossiers)
        for row in facts(dossier, width, top):
            parts.setdefault(row.section, []).append(row)
        about = f"speaks about {other.entry.actor.name}: {with_noun(self._about[place], 'time')}"
        quotations = [
            DossierRow(
                said_style(q),
                shown_day_said(q),
                said(q),
                (q.analysis.article.id, q.quotation.start),
            )
            for q in dossier.quotations
        ]
        parts["Said"] = [
            DossierRow("group", "", f"Said ({len(quotations):,})"),
            DossierRow("plain", "", about),
            *quotations,
        ]
        return [parts.get(name, []) for name in _SECTIONS]

    def target(self, index: int) -> tuple[str, int] | None:
        """Where the line on the side of the cursor leads."""
        target = self._rows[index][self.side].target
        return target if isinstance(target, tuple) else None

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Left and right."""
        left, right = self._rows[index]
        half = (width - 1) // 2
        return [
            [
                *draw(left, half, current and self.side == 0, self),
                Segment(glyphs().bar, self.style("dim")),
                *draw(right, width - 1 - half, current and self.side == 1, self),
            ]
        ]

    def action_left(self) -> None:
        """Go to the left column."""
        self._go_to(0)

    def action_right(self) -> None:
        """Go to the right column."""
        self._go_to(1)

    def _go_to(self, side: int) -> None:
        self.side = side
        self.refresh_row(self.cursor)


class CompareScreen(ListScreen[tuple[str, int]]):
    """Closes with the passage that was chosen."""

    FOOTER = (("lists.choose", "open"), ("compare.left", "left"), ("compare.right", "right"))
    PLACE = "comparison"

    def __init__(self, one: Dossier, other: Dossier, about: tuple[int, int]) -> None:
        self.list = CompareList((one, other), about)
        super().__init__(f"{one.entry.actor.name} and {other.entry.actor.name}", self.list)

    def result(self, index: int) -> tuple[str, int] | None:
        """Where the line under the cursor leads."""
        return self.list.target(index)
