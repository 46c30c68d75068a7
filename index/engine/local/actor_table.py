"""The actors of every article as a ragged array (CSR): the source of actor facets and filters.

Example: article 4 has the actors 7 and 9, of which 9 speaks; article 6 has 7:

    nums   = [4, 6]          article numbers, ascending
    starts = [0, 2, 3]       actors of article i: actors[starts[i]:starts[i + 1]]
    actors = [7, 9, 7]
    speaks = [F, T, F]       parallel to actors

`with_targets({9: 7})` counts actor 9 as 7. The arrays stay, since they are large and mapped from a
file: article 4 has 7 at the places 0 and 1 then, so place 1 repeats it and is passed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct

from index.catalog import SPEAKS
from index.engine.local.array_files import Array
from index.engine.local.ragged import counted, distinct, is_among, joined_rows, targets
from index.errors import IndexDamaged

# From one in so many articles on, actors are taken by a mask over all, else by their places.
_MASK_FROM = 8
# Up to so many actors are compared with the whole table one by one.
_COMPARED = 8
# Numbers of actors are refused above this, and above so many times the mentions in the table.
_LEAST_BOUND, _SPARSEST = 1 << 24, 64


class ActorMerges(Struct, frozen=True, eq=False):
    """Actors that count as others: `of` as a dictionary, `sources` and their targets `meant`.

    `repeated` are the places in a table at which an article has an actor again, ascending; `rows`
    are the articles and `actors` the targets there.
    """

    of: Mapping[int, int]
    sources: Array
    meant: Array
    repeated: Array
    rows: Array
    actors: Array

    def targets_of(self, actors: Array) -> Array:
        """Some actors with the sources replaced by their targets."""
        most = max(int(actors.max(initial=0)), int(self.sources.max()))
        whole = np.arange(most + 1, dtype=actors.dtype)
        whole[self.sources] = self.meant
        return whole[actors]


class ActorTable:
    """The actors of every article; see the module for the layout."""

    def __init__(
        self,
        nums: Array,
        starts: Array,
        actors: Array,
        speaks: Array,
        merges: ActorMerges | None = None,
    ) -> None:
        self.nums, self.starts, self.actors, self.speaks = nums, starts, actors, speaks
        self._merges = merges

    @classmethod
    def of(cls, lists: Iterable[tuple[int, bytes]]) -> "ActorTable":
        """The table of (article number, packed actors), in order of number; see `pack_actors`."""
        nums, lengths, content = joined_rows(lists)
        flat = np.frombuffer(content, "<u4")
        return cls(nums, counted(lengths // 4), flat & np.uint32(SPEAKS - 1), flat >= SPEAKS)

    def with_added(self, lists: Iterable[tuple[int, bytes]]) -> "ActorTable":
        """A table extended by articles with higher numbers."""
        more = ActorTable.of(lists)
        if not len(more.nums):
            return self
        sizes = np.concatenate((np.diff(self.starts), np.diff(more.starts)))
        return ActorTable(
            np.concatenate((self.nums, more.nums)),
            counted(sizes),
            np.concatenate((self.actors, more.actors)),
            np.concatenate((self.speaks, more.speaks)),
        )

    def only(self, nums: Array) -> "ActorTable":
        """A table without the articles that are not among `nums`."""
        keep = is_among(self.nums, nums)
        if keep.all():
            return self
        sizes = np.diff(self.starts)
        kept = np.repeat(keep, sizes)
        return ActorTable(
            self.nums[keep], counted(sizes[keep]), self.actors[kept], self.speaks[kept]
        )

    def with_replaced(self, lists: Sequence[tuple[int, bytes]]) -> "ActorTable":
        """A table with the actors of some articles replaced."""
        if not lists:
            return self
        other = ActorTable.of(lists)
        nums = np.concatenate((self.nums, other.nums))
        begins = np.concatenate((self.starts[:-1], other.starts[:-1] + len(self.actors))).astype(
            np.int64
        )
        sizes = np.concatenate((np.diff(self.starts), np.diff(other.starts))).astype(np.int64)
        keep = np.ones(len(nums), bool)
        keep[: len(self.nums)] = ~np.isin(self.nums, other.nums)
        order = np.flatnonzero(keep)[np.argsort(nums[keep], kind="stable")]
        places = targets(begins[order], sizes[order])
        actors, speaks = (
            np.concatenate((self.actors, other.actors)),
            np.concatenate((self.speaks, other.speaks)),
        )
        return ActorTable(nums[order], counted(sizes[order]), actors[places], speaks[places])

    def with_targets(self, of: Mapping[int, int]) -> "ActorTable":
        """A table in which the actors in `of` count as their targets, once an article."""
        if not of or not len(self.actors):
            return self
        sources, meant = (np.array(list(part), np.int64) for part in (of.keys(), of.values()))
        whole = np.arange(max(int(sources.max()), int(meant.max())) + 1, dtype=np.uint32)
        whole[sources] = meant
        # only a target of a replacement can occur twice in an article
        concerned = np.zeros(max(len(whole), int(self.actors.max()) + 1), bool)
        concerned[sources] = concerned[meant] = True
        places = np.flatnonzero(concerned[self.actors])
        rows = np.searchsorted(self.starts, places.astype(self.starts.dtype), side="right") - 1
        actors = whole[self.actors[places]]
        order = np.lexsort((actors, rows))
        places, rows, actors = places[order], rows[order], actors[order]
        again = np.zeros(len(places), bool)
        again[1:] = (actors[1:] == actors[:-1]) & (rows[1:] == rows[:-1])
        by_place = np.flatnonzero(again)[np.argsort(places[again])]
        merges = ActorMerges(
            dict(of), sources, meant, places[by_place], rows[by_place], actors[by_place]
        )
        return ActorTable(self.nums, self.starts, self.actors, self.speaks, merges)

    def counts(self, size: int, nums: Array | None = None) -> Array:
        """The number of articles (of `nums`, or of all) with each actor numbered below `size`."""
        if nums is None:
            known = self._all_counts[:size]
            return np.concatenate((known, np.zeros(size - len(known), known.dtype)))
        chosen = is_among(self.nums, nums)
        several = int(chosen.sum()) * 2 > len(chosen)
        counted_ones = ~chosen if several else chosen
        sizes = np.diff(self.starts).astype(np.int64)
        if int(counted_ones.sum()) * _MASK_FROM > len(chosen):
            actors = self.actors[np.repeat(counted_ones, sizes)]
        else:
            few = np.flatnonzero(counted_ones)
            actors = self.actors[targets(self.starts[few].astype(np.int64), sizes[few])]
        counts = self._merged(np.bincount(actors, minlength=size), counted_ones)[:size]
        return self.counts(size) - counts if several else counts

    def _merged(self, counts: Array, rows: Array | None = None) -> Array:
        """Counts of the articles `rows` (a mask; None: all) with the merges applied."""
        merges = self._merges
        if merges is None:
            return counts
        most = max(int(merges.sources.max()), int(merges.meant.max()))
        counts = np.concatenate((counts, np.zeros(max(0, most + 1 - len(counts)), counts.dtype)))
        moved = counts[merges.sources]
        counts[merges.sources] = 0
        np.add.at(counts, merges.meant, moved)
        repeated = merges.actors if rows is None else merges.actors[rows[merges.rows]]
        np.subtract.at(counts, repeated, 1)
        return counts

    @cached_property
    def _all_counts(self) -> Array:
        """The number of articles with each actor. Raises IndexDamaged for absurd numbers."""
        if int(self.actors.max(initial=0)) > max(_LEAST_BOUND, _SPARSEST * len(self.actors)):
            raise IndexDamaged(
                "The numbers of actors in the tables of the library are damaged:"
                " `pressmark index --rebuild` makes them again."
            )
        return self._merged(np.bincount(self.actors))

    def _counted_as(self, actors: Iterable[int]) -> list[int]:
        """The numbers in the table that count as one of `actors`."""
        wanted = set(actors)
        of = self._merges.of if self._merges is not None else {}
        return sorted(
            {actor for actor in wanted if actor not in of}
            | {actor for actor, target in of.items() if target in wanted}
        )

    def columns_of(self, wanted: Array) -> Array:
        """For each number in the table the index of its actor in `wanted`; -1: it is none."""
        own = int(self.actors.max(initial=0))
        merges = self._merges
        if merges is None:
            columns = np.full(max(int(wanted.max()), own) + 1, -1, np.int64)
            columns[wanted] = np.arange(len(wanted))
            return columns
        most = max(int(wanted.max()), own, int(merges.sources.max()), int(merges.meant.max()))
        columns = np.full(most + 1, -1, np.int64)
        columns[wanted] = np.arange(len(wanted))
        columns[merges.sources] = columns[merges.meant]
        return columns

    def are_first(self, places: Array) -> Array:
        """For each of some places in the table whether its article has the actor there first."""
        if self._merges is None:
            return np.ones(len(places), bool)
        return ~np.isin(places, self._merges.repeated)

    def articles_of(self, actors: Iterable[int], speaking: bool) -> Array:
        """The numbers of the articles that mention, or quote (`speaking`), one of `actors`."""
        wanted = self._counted_as(actors)
        if len(wanted) <= _COMPARED:
            found = np.zeros(len(self.actors), bool)
            for actor in wanted:
                found |= self.actors == actor
        else:
            found = np.isin(self.actors, wanted)
        if speaking:
            found &= self.speaks
        places = np.flatnonzero(found).astype(self.starts.dtype)  # else the search converts starts
        return self.nums[distinct(np.searchsorted(self.starts, places, side="right") - 1)]

    def articles_of_each(self, actors: Iterable[int]) -> dict[int, Array]:
        """The numbers of the articles that mention each of `actors`, ascending."""
        wanted = np.unique(np.fromiter(actors, self.actors.dtype))
        nums, own = self.pairs_of(wanted)
        order = np.argsort(own, kind="stable")
        ends = np.searchsorted(own[order], wanted, side="right").tolist()
        begins = [0, *ends]
        return {
            actor: nums[order[begin:end]]
            for actor, begin, end in zip(wanted.tolist(), begins, ends, strict=False)
        }

    def pairs_of(self, actors: Iterable[int]) -> tuple[Array, Array]:
        """Each article that has one of `actors`, with that actor: two arrays of numbers."""
        wanted = np.array(self._counted_as(actors), self.actors.dtype)
        places = np.flatnonzero(np.isin(self.actors, wanted))
        places = places[self.are_first(places)]
        found = self.actors[places]
        if self._merges is not None:
            found = self._merges.targets_of(found)
        return self.nums[np.searchsorted(self.starts, places, side="right") - 1], found


NO_ACTORS = ActorTable(
    np.empty(0, np.uint32), np.zeros(1, np.uint32), np.empty(0, np.uint32), np.empty(0, bool)
)

__all__ = ["NO_ACTORS", "ActorMerges", "ActorTable"]
