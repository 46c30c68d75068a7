"""Counts of actors over any set of articles, from arrays that grow with the catalogue."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast, overload

import numpy as np

from index.catalog import Catalog
from index.engine.api import UNLIMITED, ActorCounts, Budget, CoMentions
from index.engine.local.actor_table import NO_ACTORS
from index.engine.local.array_files import Array
from index.engine.local.article_tables import actor_table
from index.engine.local.co_mentions import co_mentions_among
from index.engine.local.mentioned_actors import MentionedActors
from index.model import ACTOR_KINDS, ActorKind, ActorRow

_KIND_NUMBERS = {kind: number for number, kind in enumerate(ACTOR_KINDS)}


# The number of actors that are selected without sorting all.
_AT_FIRST = 256


class LocalActorCounts(ActorCounts):
    """Counts of actors as arrays; they are sorted, and rows created, on access.

    `ranks` are the places of the actors by name; `in_order` says that they are in order already.
    """

    def __init__(
        self,
        actors: Array,
        counts: Array,
        kinds: Array,
        ranks: Array,
        names: Mapping[int, tuple[str, ActorKind]],
        in_order: bool = False,
    ) -> None:
        self._actors, self._counts, self._kinds, self._ranks = actors, counts, kinds, ranks
        self._names = names
        if in_order:
            self._order = np.arange(len(actors))

    @cached_property
    def _keys(self) -> Array:
        """Ascend with the order: most articles first, then by name. No two are equal."""
        keys: Array = self._ranks - (self._counts << 32)
        return keys

    @cached_property
    def _order(self) -> Array:
        return np.argsort(self._keys)

    @cached_property
    def _first(self) -> Array:
        """The beginning of `_order`: at least _AT_FIRST actors, or all."""
        if len(self) <= 2 * _AT_FIRST or "_order" in self.__dict__:
            return self._order
        chosen = np.argpartition(self._keys, _AT_FIRST - 1)[:_AT_FIRST]
        return chosen[np.argsort(self._keys[chosen])]

    def __len__(self) -> int:
        return len(self._actors)

    @overload
    def __getitem__(self, place: int) -> ActorRow: ...

    @overload
    def __getitem__(self, place: slice) -> "LocalActorCounts": ...

    def __getitem__(self, place: int | slice) -> "ActorRow | LocalActorCounts":
        if isinstance(place, slice):
            wanted = range(*place.indices(len(self)))
            is_early = not wanted or max(wanted[0], wanted[-1]) < len(self._first)
            order = self._first if is_early else self._order
            return self._chosen(order[np.asarray(wanted, np.intp)], in_order=True)
        at = range(len(self))[place]
        actor = (self._first if at < len(self._first) else self._order)[at]
        return self._row(int(self._actors[actor]), int(self._counts[actor]))

    def __iter__(self) -> Iterator[ActorRow]:
        order = self._order
        return map(self._row, self._actors[order].tolist(), self._counts[order].tolist())

    def _row(self, actor: int, count: int) -> ActorRow:
        return ActorRow(actor, *self._names[actor], count)

    def _chosen(self, places: Array, in_order: bool = False) -> "LocalActorCounts":
        return LocalActorCounts(
            self._actors[places],
            self._counts[places],
            self._kinds[places],
            self._ranks[places],
            self._names,
            in_order,
        )

    def of_kind(self, kind: ActorKind) -> "LocalActorCounts":
        """The actors of one kind."""
        of_kind = self._kinds == _KIND_NUMBERS[kind]
        if "_order" in self.__dict__:  # a slice, which need not be in the usual order
            return self._chosen(self._order[of_kind[self._order]], in_order=True)
        return self._chosen(np.flatnonzero(of_kind))


class ActorFacets:
    """The actors of each article, read from the catalogue on first use."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = (-1, 0)
        self._table = self._as_read = NO_ACTORS
        self._names: Mapping[int, tuple[str, ActorKind]] = {}
        self._kinds = self._ranks = np.empty(0, np.int64)

    def _refresh(self) -> None:
        """Read the new articles. Numbers only grow, so what was read before stays valid."""
        revision = self._catalog.actors_revision()
        if revision == self._revision:
            return
        before = self._as_read
        if len(before.nums):
            self._as_read = before.with_added(self._catalog.actor_lists(int(before.nums[-1])))
        else:
            self._as_read = actor_table(self._catalog)
        self._names = self._catalog.actor_names()
        most = max(self._names, default=0)
        judged = [(one.num, one.actors) for one in self._catalog.corrected_lists()]
        self._table = self._as_read.with_replaced(judged).with_targets(self._catalog.merged_into())
        self._kinds = np.full(most + 1, -1, np.int8)
        self._ranks = np.zeros(most + 1, np.int32)
        for rank, (actor, (_, kind)) in enumerate(
            sorted(self._names.items(), key=lambda item: item[1][0])
        ):
            self._kinds[actor], self._ranks[actor] = _KIND_NUMBERS[kind], rank
        self._revision = revision

    def articles_of(self, actors: Iterable[int], speaking: bool = False) -> Array:
        """The articles that mention one of `actors`, or in which one speaks: numbers, ascending."""
        with self._lock:
            self._refresh()
            table = self._table
        return table.articles_of(actors, speaking)

    def pairs_of(self, actors: Iterable[int]) -> tuple[Array, Array]:
        """Each article that mentions one of `actors`, with that actor: two arrays of numbers."""
        with self._lock:
            self._refresh()
            table = self._table
        return table.pairs_of(actors)

    def co_mentions(self, nums: Array, actors: Collection[int]) -> list[CoMentions]:
        """For each two of `actors` the articles of `nums` that mention both, most first."""
        with self._lock:
            self._refresh()
            table = self._table
        return co_mentions_among(table, nums, actors)

    def mentioned(
        self, actors: Iterable[int] | None = None, kind: str | None = None
    ) -> MentionedActors:
        """The mentions of some actors, or of all actors of a kind."""
        with self._lock:
            self._refresh()
            table, kinds = self._as_read, self._kinds
            targets, split = self._catalog.merged_into(), self._catalog.split_actors()
        listed = int(table.actors.max()) if len(table.actors) else 0
        most = max(listed, len(kinds) - 1, *targets, *targets.values())
        whole = np.arange(most + 1)
        whole[list(targets)] = list(targets.values())
        meant = np.zeros(most + 1, bool)
        if kind is not None:
            meant[: len(kinds)] = kinds == _KIND_NUMBERS.get(cast("ActorKind", kind), len(kinds))
        else:
            asked = [actor for actor in actors or () if actor <= most]
            meant[asked] = True
        return MentionedActors(table, meant[whole], split)

    def counts(self, nums: Array, budget: Budget = UNLIMITED) -> LocalActorCounts:
        """The actors of these articles with the number of articles that mention each.

        Most frequent first, then by name. Raises Cancelled.
        """
        with self._lock:
            self._refresh()
            table, names, kinds, ranks = self._table, self._names, self._kinds, self._ranks
        budget.check_cancelled()
        counts = table.counts(len(kinds), nums)
        found = np.flatnonzero((counts > 0) & (kinds >= 0))
        return LocalActorCounts(found, counts[found], kinds[found], ranks[found], names)


__all__ = ["ActorFacets", "LocalActorCounts"]
