"""The articles that a search found, put in order only as far as somebody looks."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array

# The first so many are found without putting all the others in order.
_AT_FIRST = 256


class Hit(Struct, frozen=True):
    """An article that a query found: its number in the catalogue, and its score (0 where all are alike)."""

    num: int
    score: float


class Hits(Sequence[Hit]):
    """Every hit of a search, in order.

    `docs` are the hits in no certain order, as places in `all_nums`, the articles' numbers, and `all_ranks`;
    `scores` stand beside them. The first is the one with the lowest `keys` value, of equals the one with the
    lowest rank.
    """

    def __init__(
        self, docs: Array, scores: Array, keys: Array, all_nums: Array, all_ranks: Array
    ) -> None:
        self.scores = scores
        self._docs, self._keys, self._all_nums, self._all_ranks = docs, keys, all_nums, all_ranks

    @cached_property
    def nums(self) -> Array:
        """The articles' numbers, in no certain order."""
        return self._all_nums[self._docs]

    @cached_property
    def _ranks(self) -> Array:
        return self._all_ranks[self._docs]

    def __len__(self) -> int:
        return len(self._docs)

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(place, int):
            at = range(len(self))[place]
            return self._hit((self._first if at < len(self._first) else self._order)[at])
        begin, end, step = place.indices(len(self))
        order = self._first if max(begin, end) <= len(self._first) else self._order
        chosen = order[begin:end:step]
        return tuple(
            map(Hit, self._all_nums[self._docs[chosen]].tolist(), self.scores[chosen].tolist())
        )

    def __iter__(self) -> Iterator[Hit]:
        return map(self._hit, self._order)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)
        )

    __hash__ = None  # type: ignore[assignment]

    def _hit(self, at: int) -> Hit:
        return Hit(int(self._all_nums[self._docs[at]]), float(self.scores[at]))

    def ordered_nums(self) -> list[int]:
        """The numbers of the articles, first hit first."""
        found: list[int] = self.nums[self._order].tolist()
        return found

    def place_of(self, num: int | None) -> int | None:
        """The place of an article, None where it was not found."""
        found = np.flatnonzero(self.nums == num) if num is not None else self.nums[:0]
        if not len(found):
            return None
        # those before it are counted, which needs no order of all
        key, rank = self._keys[found[0]], self._ranks[found[0]]
        return int(((self._keys < key) | ((self._keys == key) & (self._ranks < rank))).sum())

    def first_of(self, chosen: Array) -> int | None:
        """The number of the first hit among those that are `chosen`, a mask beside `nums`; None where none is."""
        places = np.flatnonzero(chosen)
        if not len(places):
            return None
        return int(self.nums[places[np.lexsort((self._ranks[places], self._keys[places]))[0]]])

    def folded(
        self, doubles: dict[int, int], unfolded: Collection[int]
    ) -> "tuple[Hits, dict[int, int]]":
        """The first hit of each group of doubles in place of the whole group, unless its number is in `unfolded`.

        `doubles` gives the group's number for each article that is in one. Also returns for each
        hit that has doubles among the hits how many.
        """
        among = np.flatnonzero(np.isin(self.nums, list(doubles)))
        among = among[np.lexsort((self._ranks[among], self._keys[among]))]
        firsts: dict[int, int] = {}
        others: dict[int, int] = {}
        drop = []
        for at in among.tolist():
            num = int(self.nums[at])
            group = doubles[num]
            first = firsts.setdefault(group, num)
            if first != num:
                others[first] = others.get(first, 0) + 1
                if group not in unfolded:
                    drop.append(at)
        keep = np.ones(len(self), bool)
        keep[drop] = False
        return self._kept(keep), others

    def only(self, wanted: set[int]) -> "Hits":
        """The hits among these articles."""
        keep = np.isin(self.nums, list(wanted))
        return self._kept(keep)

    def _kept(self, keep: Array) -> "Hits":
        return Hits(
            self._docs[keep], self.scores[keep], self._keys[keep], self._all_nums, self._all_ranks
        )

    @cached_property
    def _order(self) -> Array:
        return np.lexsort((self._ranks, self._keys))

    @cached_property
    def _first(self) -> Array:
        """As `_order`, the first of it."""
        if len(self) <= 2 * _AT_FIRST:
            return self._order
        last = np.partition(self._keys, _AT_FIRST - 1)[_AT_FIRST - 1]
        sure = np.flatnonzero(self._keys < last)
        ties = np.flatnonzero(self._keys == last)
        wanted = _AT_FIRST - len(sure)
        if wanted < len(ties):
            ties = ties[np.argpartition(self._all_ranks[self._docs[ties]], wanted - 1)[:wanted]]
        chosen = np.concatenate((sure, ties))
        return chosen[np.lexsort((self._all_ranks[self._docs[chosen]], self._keys[chosen]))]


__all__ = ["Hit", "Hits"]
