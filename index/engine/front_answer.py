"""The answer of a front page: what the record holds from the record, the rest from an engine.

The engine is loaded when it is first needed. So a reader paints its first screen without numpy.
"""

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from index.engine.api import (
    UNLIMITED,
    ActorCounts,
    Answer,
    Budget,
    CoMentions,
    Condition,
    FacetField,
    FieldCount,
    Hit,
    InferredField,
)
from index.engine.field_counts import ranked_values
from index.engine.front_page import FrontPage
from index.engine.timeline import Counted, Timeline
from index.errors import IndexDamaged
from index.model import ActorKind, ActorRow, Pair, Unit


class DeferredAnswer:
    """Implements `Answer` for the empty query with the engine's own answer. Thread-safe.

    `compute` returns that; it may raise IndexDamaged. A subclass answers what it can without it.
    """

    note: str | None = None
    suggestion: str | None = None
    partial = False
    added_words: tuple[str, ...] = ()

    def __init__(self, page: FrontPage, compute: Callable[[], Answer]) -> None:
        self._page, self._compute = page, compute

    @cached_property
    def computed(self) -> Answer:
        """The engine's own answer. Raises IndexDamaged."""
        return self._compute()

    @property
    def total(self) -> int:
        return self.computed.total

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        return self.computed.page(first, last)

    def keys(self) -> list[int]:
        return list(self.computed.keys())

    def place_of(self, key: int) -> int | None:
        return self.computed.place_of(key)

    def first_between(self, first: datetime.date, last: datetime.date) -> int | None:
        return self.computed.first_between(first, last)

    def ends(self) -> tuple[int, int] | None:
        return self.computed.ends()

    def narrowed(self, *conditions: Condition) -> Answer:
        return self.computed.narrowed(*conditions)

    def collapsed(self, open_groups: Collection[int] = ()) -> Answer:
        return self.computed.collapsed(open_groups)

    def actors(self, budget: Budget = UNLIMITED) -> ActorCounts:
        return self.computed.actors(budget)

    def fields(self, tags: Mapping[str, Collection[int]]) -> dict[FacetField, list[FieldCount]]:
        return self.computed.fields(tags)

    def timeline(
        self,
        unit: Unit | None = None,
        most: int = 100,
        overlays: Sequence[Answer] = (),
        counted: Counted = "articles",
    ) -> Timeline:
        return self.computed.timeline(unit, most, overlays, counted)

    def pairs(self, adjacent: bool = False) -> list[Pair]:
        return self.computed.pairs(adjacent)

    def co_mentions(self, actors: Collection[int]) -> list[CoMentions]:
        return self.computed.co_mentions(actors)

    def with_pair(self, pair: Pair) -> Answer:
        return self.computed.with_pair(pair)

    def inferred(self, field: InferredField) -> tuple[int, Answer]:
        return self.computed.inferred(field)


class FrontAnswer(DeferredAnswer):
    """One hit for each group of duplicates: hits, actors of a list, periods, fields as stored."""

    @property
    def total(self) -> int:
        return len(self._page)

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        others = self._page.duplicates
        return tuple(Hit(key, 0.0, others.get(key, 0)) for key in self._page.keys(first, last))

    def keys(self) -> list[int]:
        return self._page.keys(0, self.total)

    def place_of(self, key: int) -> int | None:
        return self._page.place_of(key)

    def actors(self, budget: Budget = UNLIMITED) -> ActorCounts:
        budget.check_cancelled()
        return FrontActorCounts(self._page, super().actors)

    def fields(self, tags: Mapping[str, Collection[int]]) -> dict[FacetField, list[FieldCount]]:
        if self._page.fields is None:
            return super().fields(tags)
        found = {
            name: [FieldCount(name, value, articles) for value, articles in rows]
            for name, rows in self._page.fields.items()
        }
        hits = set(self.keys()) if tags else set()
        counts: dict[str | None, int] = {
            tag: len(hits.intersection(own)) for tag, own in tags.items()
        }
        found["tag"] = ranked_values("tag", counts)
        return found

    def timeline(
        self,
        unit: Unit | None = None,
        most: int = 100,
        overlays: Sequence[Answer] = (),
        counted: Counted = "articles",
    ) -> Timeline:
        is_stored = counted == "articles" and not overlays
        line = self._page.timeline(unit, most) if is_stored else None
        return line if line is not None else super().timeline(unit, most, overlays, counted)


class WholeFrontAnswer(DeferredAnswer):
    """Every duplicate as a hit of its own: only its number and the rest collapsed are stored."""

    @property
    def total(self) -> int:
        return self._page.articles

    def collapsed(self, open_groups: Collection[int] = ()) -> Answer:
        if open_groups:
            return super().collapsed(open_groups)
        return FrontAnswer(self._page, super().collapsed)


class FrontActorCounts(ActorCounts):
    """The actors of a front page: the first of each kind from the record.

    Where the engine turns out to be damaged, those in the record are all that it lists: a reader
    repairs the index and searches again.
    """

    __slots__ = ("_compute", "_page", "_rows", "_total")

    def __init__(
        self, page: FrontPage, compute: Callable[[], ActorCounts], kind: ActorKind | None = None
    ) -> None:
        self._page, self._compute = page, compute
        self._rows: tuple[ActorRow, ...] = ()
        if kind is None:
            self._total = sum(stored.count for stored in page.actors.values())
        else:
            self._total, self._rows = page.actor_rows(kind)

    def _all(self) -> Sequence[ActorRow]:
        try:
            return self._compute()
        except IndexDamaged:
            return self._rows

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> ActorRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[ActorRow]: ...

    def __getitem__(self, place: int | slice) -> ActorRow | Sequence[ActorRow]:
        wanted = range(self._total)[place]
        if isinstance(wanted, int):
            return self._rows[wanted] if wanted < len(self._rows) else self._all()[wanted]
        if not wanted or max(wanted[0], wanted[-1]) < len(self._rows):
            return tuple(self._rows[at] for at in wanted)
        return self._all()[place]

    def __iter__(self) -> Iterator[ActorRow]:
        return iter(self._all() if len(self._rows) < self._total else self._rows)

    def of_kind(self, kind: ActorKind) -> ActorCounts:
        return FrontActorCounts(self._page, lambda: self._compute().of_kind(kind), kind)


def computed(answer: Answer) -> Answer:
    """The engine's own answer in place of that of a front page. Raises IndexDamaged."""
    return answer.computed if isinstance(answer, DeferredAnswer) else answer


__all__ = ["DeferredAnswer", "FrontActorCounts", "FrontAnswer", "WholeFrontAnswer", "computed"]
