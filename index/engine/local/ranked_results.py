"""Search results, sorted lazily: the best 64 first, then 256, the rest on demand."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, partial
from itertools import repeat

import numpy as np

from index.engine.api import Hit
from index.engine.local.array_files import Array
from index.engine.local.ragged import is_among

# The numbers of hits that are selected without sorting all: a screen of rows, and some pages.
_SCREEN, _PAGES = 64, 256
# Makes a hit of (key, score, duplicates), five times as fast as calling `Hit`.
_hit: Callable[[tuple[int, float, int]], Hit] = partial(tuple.__new__, Hit)


class RankedResults:
    """The hits of a search, in order.

    `docs` are the hits in no particular order, as places in `all_nums` (the articles' numbers) and
    `all_ranks`; `scores` and `keys` have an entry for each of `docs`. Hits are ordered by `keys`,
    lowest first, ties by rank. `duplicates` gives for a hit that leads a group of duplicates how
    many others the group has among the hits.
    """

    def __init__(
        self,
        docs: Array,
        scores: Array,
        keys: Array,
        all_nums: Array,
        all_ranks: Array,
        duplicates: Mapping[int, int] | None = None,
    ) -> None:
        self._docs, self._scores, self._keys = docs, scores, keys
        self._all_nums, self._all_ranks = all_nums, all_ranks
        self._duplicates = duplicates or {}
        # the hits of a screen, made once: each search asks for them, and again for their rows
        self._screen: tuple[Hit, ...] | None = None

    @property
    def docs(self) -> Array:
        """The documents, in no particular order."""
        return self._docs

    @cached_property
    def nums(self) -> Array:
        """The articles' numbers, in no particular order."""
        return self._all_nums[self._docs]

    @cached_property
    def _ranks(self) -> Array:
        return self._all_ranks[self._docs]

    def __len__(self) -> int:
        return len(self._docs)

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        """The hits from place `first` up to `last`."""
        first, last = max(0, first), min(max(0, last), len(self._docs))
        if last <= _SCREEN:
            if self._screen is None:
                self._screen = self._hits(self._order_to(_SCREEN)[:_SCREEN])
            return self._screen[first:last]
        return self._hits(self._order_to(last)[first:last])

    def _hits(self, chosen: Array) -> tuple[Hit, ...]:
        """The hits at places in `_docs`."""
        nums, scores = self._all_nums[self._docs[chosen]].tolist(), self._scores[chosen].tolist()
        others: Iterable[int] = repeat(0)
        if self._duplicates:
            others = map(self._duplicates.get, nums, others)
        return tuple(map(_hit, zip(nums, scores, others, strict=False)))

    def ordered_nums(self) -> list[int]:
        """The articles' numbers, first hit first."""
        found: list[int] = self.nums[self._order].tolist()
        return found

    def place_of(self, num: int) -> int | None:
        """The place of an article; None if it is no hit. Counts the hits before it, no sorting."""
        found = np.flatnonzero(self.nums == num)
        if not len(found):
            return None
        key, rank = self._keys[found[0]], self._ranks[found[0]]
        return int(((self._keys < key) | ((self._keys == key) & (self._ranks < rank))).sum())

    def first_of(self, chosen: Array) -> int | None:
        """The number of the first hit among those `chosen`, a mask over `nums`; None: none is."""
        places = np.flatnonzero(chosen)
        if not len(places):
            return None
        return int(self.nums[places[np.lexsort((self._ranks[places], self._keys[places]))[0]]])

    def collapsed(
        self, groups: Mapping[int, int], members: Array, open_groups: Collection[int]
    ) -> "RankedResults":
        """The first hit of each group of duplicates, and all hits of the groups in `open_groups`.

        `groups` gives the group of each article that is in one; `members` are these articles.
        """
        among = np.flatnonzero(is_among(self.nums, members))
        among = among[np.lexsort((self._ranks[among], self._keys[among]))]
        firsts: dict[int, int] = {}
        others: dict[int, int] = {}
        drop = []
        for at in among.tolist():
            num = int(self.nums[at])
            group = groups[num]
            first = firsts.setdefault(group, num)
            if first != num:
                others[first] = others.get(first, 0) + 1
                if group not in open_groups:
                    drop.append(at)
        keep = np.ones(len(self), bool)
        keep[drop] = False
        return self._kept(keep, others)

    def only(self, wanted: Array) -> "RankedResults":
        """The hits among these articles, given by number."""
        return self._kept(is_among(self.nums, wanted), self._duplicates)

    def _kept(self, keep: Array, duplicates: Mapping[int, int]) -> "RankedResults":
        return RankedResults(
            self._docs[keep],
            self._scores[keep],
            self._keys[keep],
            self._all_nums,
            self._all_ranks,
            duplicates,
        )

    @cached_property
    def _order(self) -> Array:
        return np.lexsort((self._ranks, self._keys))

    def _order_to(self, last: int) -> Array:
        """The beginning of `_order`, at least up to place `last`."""
        if last > _PAGES or len(self) <= 2 * _SCREEN or "_order" in self.__dict__:
            return self._order
        return self._beginning(_SCREEN) if last <= _SCREEN else self._pages

    @cached_property
    def _pages(self) -> Array:
        return self._order if len(self) <= 2 * _PAGES else self._beginning(_PAGES)

    def _beginning(self, most: int) -> Array:
        """The first `most` places of `_order`, of fewer than all."""
        keys = self._keys.copy()
        keys.partition(most - 1)
        last = keys[most - 1]
        (chosen,) = (self._keys <= last).nonzero()
        if len(chosen) > 2 * most:  # many hits share the last key
            (sure,) = (self._keys < last).nonzero()
            (ties,) = (self._keys == last).nonzero()
            wanted = most - len(sure)
            ties = ties[np.argpartition(self._all_ranks[self._docs[ties]], wanted - 1)[:wanted]]
            chosen = np.concatenate((sure, ties))
        ranks = self._all_ranks[self._docs[chosen]]
        order: Array = chosen[np.lexsort((ranks, self._keys[chosen]))]
        return order


__all__ = ["RankedResults"]
