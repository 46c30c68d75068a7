"""The actors in the articles that were found, by kind, with the number of articles that mention each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding

from index.article import ACTOR_KINDS
from index.catalog import ActorRow
from index.facets import ActorCounts
from tui.draw import fit, glyphs
from tui.keymap import bindings
from tui.messages import ActorFilter, MovedTo, ShowDossier
from tui.panes.row_list import Line, RowList

# Actors of a kind that are shown until "more" is asked for.
_FIRST = 8
_PLURAL = {"person": "persons", "organisation": "organisations", "state": "states", "outlet": "outlets"}


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    count: int
    folded: bool


@dataclass(frozen=True, slots=True)
class _More:
    kind: str
    count: int


class ActorList(RowList):
    """Groups that fold; under each its actors, those in most articles first."""

    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "actors")
    FOLLOWS = True

    def __init__(self) -> None:
        super().__init__("actors")
        self._actors: ActorCounts | None = None
        self._filter: list[str] = []
        self._folded: set[str] = set()
        self._whole: set[str] = set()
        self._rows: list[_Group | _More | ActorRow] = []

    @property
    def count(self) -> int:
        """Rows, with those of the groups."""
        return len(self._rows)

    @property
    def actor(self) -> ActorRow | None:
        """The actor under the cursor."""
        row = self._rows[self.cursor] if self._rows else None
        return row if isinstance(row, ActorRow) else None

    def at(self, index: int) -> ActorRow | None:
        """The actor in a row; None for the head of a group."""
        row = self._rows[index] if index < len(self._rows) else None
        return row if isinstance(row, ActorRow) else None

    def show(self, actors: ActorCounts) -> None:
        """Show new counts; the cursor stays on its actor."""
        self._actors = actors
        self._arrange()

    def narrow(self, text: str) -> None:
        """Show only the names that have all these letters in words of theirs."""
        self._filter = text.casefold().split()
        self._arrange()

    def _arrange(self) -> None:
        before, fresh = self.actor, not self._rows
        rows: list[_Group | _More | ActorRow] = []
        for kind in ACTOR_KINDS:
            own: Sequence[ActorRow] = self._actors.of_kind(kind) if self._actors else ()
            if self._filter:
                own = [row for row in own if all(word in row.name.casefold() for word in self._filter)]
            if not own:
                continue
            folded = kind in self._folded and not self._filter
            rows.append(_Group(kind, len(own), folded))
            if folded:
                continue
            first = own if kind in self._whole or self._filter else own[:_FIRST]
            rows.extend(first)
            if len(first) < len(own):
                rows.append(_More(kind, len(own) - len(first)))
        self._rows = rows
        place = next(
            (i for i, row in enumerate(rows) if before and isinstance(row, ActorRow) and row.actor == before.actor), None
        )
        first_actor = next((i for i, row in enumerate(rows) if isinstance(row, ActorRow)), 0)
        self.rows_changed(
            place
            if place is not None
            else first_actor
            if before or self._filter or fresh
            else min(self.cursor, max(0, len(rows) - 1))
        )

    def empty_text(self) -> str:
        """Why there is nobody."""
        return " Nobody." if self._actors else ""

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """The head of a group, "more", or name and count."""
        row, mark = self._rows[index], glyphs()
        lead = mark.row if current else " "
        match row:
            case _Group(kind, count, folded):
                sign = mark.closed if folded else mark.opened
                return [[Segment(fit(f"{lead}{sign} {_PLURAL[kind]} {count:,}", width), self.style("group", current))]]
            case _More(_, count):
                return [[Segment(fit(f"{lead}  {mark.dots} {count:,} more", width), self.style("dim", current))]]
        number = f" {row.articles:,}"
        name = fit(f"{lead}{row.name}", max(0, width - len(number)))
        return [[Segment(name, self.style("plain", current)), Segment(number, self.style("dim", current))]]

    def action_only(self) -> None:
        """Enter: narrow by the actor; fold or unfold a group; show the rest of one."""
        row = self._rows[self.cursor] if self._rows else None
        match row:
            case _Group(kind, _, _):
                self._folded ^= {kind}
                self._arrange_at(self.cursor)
            case _More(kind, _):
                self._whole.add(kind)
                self._arrange_at(self.cursor)
            case ActorRow():
                self.post_message(ActorFilter(row.name, "actor"))

    def action_choose(self) -> None:
        """Enter is bound to both: the pane's own meaning holds."""
        self.action_only()

    def _arrange_at(self, cursor: int) -> None:
        self._arrange()
        self.rows_changed(cursor)
        self.post_message(MovedTo(str(self.name), self.cursor))

    def action_without(self) -> None:
        if self.actor:
            self.post_message(ActorFilter(self.actor.name, "actor", negated=True))

    def action_speaks(self) -> None:
        if self.actor:
            self.post_message(ActorFilter(self.actor.name, "speaker"))

    def action_dossier(self) -> None:
        if self.actor:
            self.post_message(ShowDossier(self.actor.actor))
