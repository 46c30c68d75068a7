"""Facets of the results with counts: conditions of the search, actors by kind, other fields."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding

from index import FACET_FIELDS, ActorCounts, FacetField, FieldCount
from index.model import ACTOR_KINDS, ActorRow
from tui.draw import glyphs
from tui.key_table import bindings
from tui.messages import (
    ActorFilter,
    CompareActors,
    ConditionDropped,
    FieldFilter,
    MovedTo,
    NoActor,
    Notice,
    SameActor,
    ShowDossier,
    ShowSpeech,
    ShowTogether,
)
from tui.panes.row_cells import Cell
from tui.panes.row_list import RowList, StyledLine

# Actors of a kind that are shown until "more" is asked for.
_FIRST = 8
_PLURAL = {
    "person": "persons", "organisation": "organisations", "state": "states",
    "outlet": "outlets", "publication": "publications", "date": "years",
    "source": "cited outlets", "author": "authors", "tag": "tags",
}  # fmt: skip
_NARROWED = "filters"
# Most actors that can be chosen together.
_CHOSEN = 2


class _Group(Struct, frozen=True):
    kind: str
    count: int
    closed: bool


class _More(Struct, frozen=True):
    kind: str
    count: int


class _Condition(Struct, frozen=True):
    """What the search is narrowed by, as the query has it."""

    text: str


_Row = _Group | _More | _Condition | ActorRow | FieldCount


class ActorList(RowList):
    """Groups that open and close: conditions; actors by kind, most articles first; other facets."""

    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "actors")
    FOLLOWS = True

    def __init__(self) -> None:
        super().__init__("actors")
        self._actors: ActorCounts | None = None
        self._filter: list[str] = []
        self._closed_groups: set[str] = set()
        self._whole: set[str] = set()
        self._rows: list[_Row] = []
        self._fields: Mapping[FacetField, Sequence[FieldCount]] = {}
        self._conditions: tuple[str, ...] = ()
        # the row of the last narrowing key, and the row to return to when it is undone
        self._origin: _Row | None = None
        self._awaited: object = None
        # Until the reader moves the cursor, it stays on the first actor.
        self._unmoved = True
        self.chosen: list[ActorRow] = []

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

    def show_fields(self, fields: Mapping[FacetField, Sequence[FieldCount]]) -> None:
        """Show new counts of publications, years and so on."""
        self._fields = fields
        self._arrange()

    def show_conditions(self, conditions: Sequence[str]) -> None:
        """Show what the search is narrowed by."""
        if tuple(conditions) != self._conditions:
            self._conditions = tuple(conditions)
            self._arrange()

    def narrow(self, text: str) -> None:
        """Show only names that contain every word of `text`."""
        self._filter = text.casefold().split()
        self._arrange()

    def _arrange(self) -> None:
        before, fresh = self._row, not self._rows
        rows: list[_Row] = []
        if self._conditions and not self._filter:
            rows.append(_Group(_NARROWED, len(self._conditions), False))
            rows += map(_Condition, self._conditions)
        for kind in ACTOR_KINDS:
            rows += self._group(kind, self._actors.of_kind(kind) if self._actors else ())
        for field in FACET_FIELDS:
            rows += self._group(field, self._fields.get(field, ()))
        self._rows = rows
        self.rows_changed(self._place(before, fresh))

    def _group(self, kind: str, own: Sequence[ActorRow] | Sequence[FieldCount]) -> list[_Row]:
        """The head of a group and its visible rows."""
        listed: Sequence[ActorRow | FieldCount] = own
        if self._filter:
            listed = [
                row for row in own if all(word in _name(row).casefold() for word in self._filter)
            ]
        if not listed:
            return []
        known = sum(_is_stated(row) for row in listed)
        closed = kind in self._closed_groups and not self._filter
        rows: list[_Row] = [_Group(kind, known, closed)]
        if closed:
            return rows
        first = listed if kind in self._whole or self._filter else listed[:_FIRST]
        rows.extend(first)
        if len(first) < len(listed):
            rows.append(_More(kind, len(listed) - len(first)))
        return rows

    def _place(self, before: _Row | None, fresh: bool) -> int:
        """The row for the cursor: it stays on its row.

        Where that is gone because a key has made a condition of it, to the condition; once that is
        undone, back to the row, which may come only with the next counts.
        """
        if isinstance(before, _Condition) and before not in self._rows and self._origin is not None:
            self._awaited = _identity(self._origin)
        place = self._row_of(self._awaited) if self._awaited is not None else None
        if place is not None:
            self._awaited, self._unmoved = None, False
            return place
        place = self._row_of(_identity(before)) if before and not self._unmoved else None
        if place is None and self._origin is not None and before == self._origin:
            place = next(
                (
                    i
                    for i in reversed(range(len(self._rows)))
                    if isinstance(self._rows[i], _Condition)
                ),
                None,
            )
        if place is not None:
            return place
        if before or self._filter or fresh:
            self._unmoved = True
            return next((i for i, row in enumerate(self._rows) if isinstance(row, ActorRow)), 0)
        return min(self.cursor, max(0, len(self._rows) - 1))

    def _row_of(self, key: object) -> int | None:
        return next((i for i, row in enumerate(self._rows) if _identity(row) == key), None)

    def move_to(self, index: int) -> None:
        """Put the cursor on a row and forget the row to return to."""
        self._awaited, self._unmoved = None, False
        super().move_to(index)

    @property
    def _row(self) -> _Row | None:
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def empty_text(self) -> str:
        """The line for an empty list."""
        if self._actors is None:
            return ""
        wanted = " ".join(self._filter)
        return (
            f" No name here has “{wanted}”: Esc in the filter line (f) removes it."
            if wanted
            else " No actors here."
        )

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """The head of a group, "more", or name and count."""
        lead = glyphs().row if current else " "
        return [self.cells(self._cells_of(self._rows[index], lead), width, current)]

    def _cells_of(self, row: _Row, lead: str) -> list[Cell]:
        """The cells of a row, the first one with `lead` before it."""
        mark = glyphs()
        match row:
            case _Group(kind, count, closed):
                sign = mark.closed if closed else mark.opened
                return [Cell(f"{lead}{sign} {_PLURAL.get(kind, kind)} {count:,}", "group", rank=9)]
            case _More(_, count):
                return [Cell(f"{lead}  {mark.dots} {count:,} more", "dim", rank=9)]
            case _Condition(text):
                return [Cell(f"{lead}{text}", "match", rank=9)]
        chosen = isinstance(row, ActorRow) and self._is_chosen(row)
        style = "dim" if not _is_stated(row) else "strong" if chosen else "plain"
        name = f"{lead}{mark.chosen if chosen else ''}{_name(row)}"
        return [
            Cell(name, style, rank=9, fills=True),
            Cell(f" {row.articles:,}", "dim", rank=10),
        ]

    def action_only(self) -> None:
        """Enter: narrow by the row, close or open a group, show all of it, drop a condition."""
        row = self._row
        match row:
            case _Group(kind, _, _) if kind != _NARROWED:
                self._closed_groups ^= {kind}
                self._arrange_at(self.cursor)
            case _More(kind, _):
                self._whole.add(kind)
                self._arrange_at(self.cursor)
            case _:
                self._narrow_by(row, "actor")

    def action_choose(self) -> None:
        """Enter is bound to both: the pane's own meaning holds."""
        self.action_only()

    def _narrow_by(self, row: _Row | None, field: str, negated: bool = False) -> None:
        self._unmoved = False
        self._origin = self._origin if isinstance(row, _Condition) else row
        match row:
            case ActorRow():
                self.post_message(ActorFilter(row.name, field, negated))
            case FieldCount(name, value) if value is not None:
                self.post_message(FieldFilter(name, value, negated))
            case _Condition(text):
                self.post_message(ConditionDropped(text))
            case FieldCount():
                self.post_message(Notice("What is not stated cannot be searched for."))
            case _:
                pass

    def _arrange_at(self, cursor: int) -> None:
        self._arrange()
        self.rows_changed(cursor)
        self.post_message(MovedTo(str(self.name), self.cursor))

    def action_without(self) -> None:
        """Keep only articles without this actor or value."""
        if isinstance(self._row, _Group | _More | None):
            self.post_message(Notice("This key needs an actor or a value under the cursor."))
        else:
            self._narrow_by(self._row, "actor", negated=True)

    def action_speaks(self) -> None:
        """Keep only articles in which this actor speaks."""
        if isinstance(self._row, _Condition) or self._actor_here() is not None:
            self._narrow_by(self._row, "speaker")

    def _actor_here(self) -> ActorRow | None:
        """The actor under the cursor; where none is, a notice says that the key needs one."""
        if self.actor is None:
            self.post_message(Notice("This key needs an actor under the cursor."))
        return self.actor

    def action_dossier(self) -> None:
        """Ask for the dossier of the actor under the cursor."""
        if (actor := self._actor_here()) is not None:
            self.post_message(ShowDossier(actor.actor))

    def action_next_group(self) -> None:
        """Move to the head of the next group."""
        self._to_group(1)

    def action_previous_group(self) -> None:
        """Move to the head of the previous group."""
        self._to_group(-1)

    def _to_group(self, step: int) -> None:
        """To the head of the next group, or of the one before."""
        beyond = (
            range(self.cursor + 1, len(self._rows)) if step > 0 else range(self.cursor - 1, -1, -1)
        )
        place = next((row for row in beyond if isinstance(self._rows[row], _Group)), None)
        if place is not None:
            self.move_to(place)

    def _is_chosen(self, row: ActorRow) -> bool:
        return any(one.actor == row.actor for one in self.chosen)

    def action_choose_actor(self) -> None:
        """Choose the actor under the cursor; a third replaces the one chosen first."""
        actor = self._actor_here()
        if actor is None:
            return
        others = [one for one in self.chosen if one.actor != actor.actor]
        self.chosen = others if self._is_chosen(actor) else [*others, actor][-_CHOSEN:]
        self.refresh()

    def _two(self) -> tuple[ActorRow, ActorRow] | None:
        """Both chosen actors, or the chosen one and the one under the cursor.

        None if there are not two; a notice then says how to choose.
        """
        pair = (
            self.chosen
            if len(self.chosen) == _CHOSEN or self.actor is None
            else [*self.chosen, self.actor]
        )
        if len(pair) == _CHOSEN and pair[0].actor != pair[1].actor:
            return pair[0], pair[1]
        self.post_message(
            Notice("Choose two actors with v: then w shows where both are named, c compares.")
        )
        return None

    def action_together(self) -> None:
        """Ask for the paragraphs that name both chosen actors."""
        if two := self._two():
            one, other = two
            self.post_message(ShowTogether((one.actor, one.name), (other.actor, other.name)))

    def action_compare(self) -> None:
        """Ask for the two chosen actors side by side."""
        if two := self._two():
            self.post_message(CompareActors(two[0].actor, two[1].actor))

    def action_same(self) -> None:
        """Merge the actor under the cursor into the chosen one."""
        chosen = [
            one for one in self.chosen if self.actor is not None and one.actor != self.actor.actor
        ]
        if self.actor is None or len(chosen) != 1 or chosen[0].kind != self.actor.kind:
            self.post_message(
                Notice(
                    "Choose the actor with v, then = on another name of the same kind merges them."
                )
            )
        else:
            self.post_message(SameActor(self.actor.kind, chosen[0].name, self.actor.name))

    def action_ignore(self) -> None:
        """Record that this name is not an actor."""
        if (actor := self._actor_here()) is not None:
            self.post_message(NoActor(actor.kind, actor.name))

    def action_speech(self) -> None:
        """Ask for the table of who speaks about which actor."""
        self.post_message(ShowSpeech())


def _is_stated(row: ActorRow | FieldCount) -> bool:
    """Whether a row is a value, and not the count of articles without one."""
    return isinstance(row, ActorRow) or row.value is not None


def _name(row: ActorRow | FieldCount) -> str:
    if isinstance(row, ActorRow):
        return row.name
    return row.value if row.value is not None else "(not stated)"


def _identity(row: _Row) -> object:
    """The identity of a row, which survives new counts."""
    match row:
        case ActorRow():
            return row.actor
        case FieldCount(field, value):
            return field, value
        case _Group(kind, _, _):
            return kind
    return row
