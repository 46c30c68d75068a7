"""The actors of every article as a ragged array (CSR): the source of actor facets and filters.

Example: article 4 has the actors 7 and 9, of which 9 speaks; article 6 has 7:

    nums   = [4, 6]          article numbers, ascending
    starts = [0, 2, 3]       actors of article i: actors[starts[i]:starts[i + 1]]
    actors = [7, 9, 7]
    speaks = [F, T, F]       parallel to actors

`with_targets({9: 7})` counts actor 9 as 7. Article 4 would have 7 twice, so the second one is
removed and its flag is merged into the first: actors = [7, 7], speaks = [T, F], starts = [0, 1, 2].
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

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


class ActorTable:
    """The actors of every article; see the module for the layout."""

    def __init__(self, nums: Array, starts: Array, actors: Array, speaks: Array) -> None:
        self.nums, self.starts, self.actors, self.speaks = nums, starts, actors, speaks

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

    def with_targets(self, of: dict[int, int]) -> "ActorTable":
        """A table with the actors in `of` replaced by their targets, once an article."""
        if not of or not len(self.actors):
            return self
        whole = np.arange(max(*of, *of.values(), int(self.actors.max())) + 1, dtype=np.uint32)
        whole[list(of)] = list(of.values())
        actors = whole[self.actors]
        # only a target of a replacement can occur twice in an article
        meant = np.zeros(len(whole), bool)
        meant[list(of.values())] = True
        places = np.flatnonzero(meant[actors])
        own = np.searchsorted(self.starts, places.astype(self.starts.dtype), side="right") - 1
        order = np.lexsort((actors[places], own))
        places, own = places[order], own[order]
        first = np.ones(len(places), bool)
        first[1:] = (actors[places[1:]] != actors[places[:-1]]) | (own[1:] != own[:-1])
        leaders = places[first][np.cumsum(first) - 1]  # the first of the equal items at each place
        speaks = self.speaks.copy()
        np.logical_or.at(speaks, leaders[~first], self.speaks[places[~first]])
        keep = np.ones(len(actors), bool)
        keep[places[~first]] = False
        left = np.diff(self.starts).astype(np.int64) - np.bincount(
            own[~first], minlength=len(self.nums)
        )
        return ActorTable(self.nums, counted(left), actors[keep], speaks[keep])

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
        counts = np.bincount(actors, minlength=size)[:size]
        return self.counts(size) - counts if several else counts

    @cached_property
    def _all_counts(self) -> Array:
        """The number of articles with each actor. Raises IndexDamaged for absurd numbers."""
        if int(self.actors.max(initial=0)) > max(_LEAST_BOUND, _SPARSEST * len(self.actors)):
            raise IndexDamaged(
                "The numbers of actors in the tables of the library are damaged:"
                " `pressmark index --rebuild` makes them again."
            )
        return np.bincount(self.actors)

    def articles_of(self, actors: Iterable[int], speaking: bool) -> Array:
        """The numbers of the articles that mention, or quote (`speaking`), one of `actors`."""
        wanted = list(actors)
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
        places = np.flatnonzero(np.isin(self.actors, np.fromiter(actors, self.actors.dtype)))
        return self.nums[np.searchsorted(self.starts, places, side="right") - 1], self.actors[
            places
        ]


NO_ACTORS = ActorTable(
    np.empty(0, np.uint32), np.zeros(1, np.uint32), np.empty(0, np.uint32), np.empty(0, bool)
)

__all__ = ["NO_ACTORS", "ActorTable"]
