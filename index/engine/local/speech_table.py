"""Pairs of actors (speaks about, quoted next to), counted over any set of articles.

Example: in article 4 actor 7 speaks twice about 9, in article 6 once about 3, and 3 means 9:

    nums = [4, 6]    rows = [[7, 9, 2], [7, 3, 1]]    actor, other actor, count

With the merge applied both rows are the pair 7 << 32 | 9, whose counts add up to 3.
"""

import threading
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.catalog import ADJACENT, CorrectedLists
from index.engine.local.array_files import Array
from index.model import Pair


def _unpacked(packs: Sequence[tuple[int, bytes]]) -> tuple[Array, Array]:
    """The number of the article of each pair, and the pairs."""
    sizes = [len(packed) // 12 for _, packed in packs]
    rows = np.frombuffer(b"".join(packed for _, packed in packs), "<u4").reshape(-1, 3)
    return np.repeat(np.array([num for num, _ in packs], np.uint32), sizes), rows


class SpeechStore(Protocol):
    """The part of a catalogue that the table reads."""

    def actors_revision(self) -> tuple[int, int]:
        """A value that differs after every change."""

    def speech_after(self, after: int) -> list[tuple[int, bytes]]:
        """Articles with higher numbers than `after`, each with its packed pairs."""

    def corrected_lists(self) -> Sequence[CorrectedLists]:
        """The articles with judgements or split names; see `ActorOverlay`."""

    def merged_into(self) -> dict[int, int]:
        """The numbers of merged actors, each with the number of the actor it counts as."""

    def ignored(self) -> frozenset[int]:
        """The numbers of the actors that the reader ignores."""


class SpeechTable:
    """The pairs of all articles as arrays, read on first use; article numbers only grow."""

    def __init__(self, store: SpeechStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._revision = (-1, 0)
        self._nums: Array = np.empty(0, np.uint32)
        self._rows: Array = np.empty((0, 3), np.uint32)
        self._whole: dict[int, int] = {}
        self._ignored: Array = np.empty(0, np.int64)
        self._as_read = self._nums, self._rows

    def _refresh(self) -> None:
        revision = self._store.actors_revision()
        if revision == self._revision:
            return
        nums, rows = self._as_read
        more_nums, more = _unpacked(self._store.speech_after(int(nums[-1]) if len(nums) else 0))
        self._as_read = nums, rows = np.concatenate((nums, more_nums)), np.concatenate((rows, more))
        judged = self._store.corrected_lists()
        if judged:
            own_nums, own = _unpacked([(one.num, one.pairs) for one in judged])
            keep = ~np.isin(nums, [one.num for one in judged])
            nums, rows = np.concatenate((nums[keep], own_nums)), np.concatenate((rows[keep], own))
        self._nums, self._rows = nums, rows
        self._whole = self._store.merged_into()
        self._ignored = np.array(sorted(self._store.ignored()), np.int64)
        self._revision = revision

    def _chosen(self, nums: Array, adjacent: bool) -> tuple[Array, Array, Array, Array]:
        """Article, actor, other actor and count of each pair in these articles."""
        with self._lock:
            self._refresh()
            numbers, rows, whole = self._nums, self._rows, self._whole
            ignored = self._ignored
        keep = np.isin(numbers, nums) & ((rows[:, 2] >= ADJACENT) == adjacent)
        rows = rows[keep].astype(np.int64)
        actors, others = rows[:, 0], rows[:, 1]
        if whole and len(rows):
            as_one = np.arange(max(int(rows[:, :2].max()), *whole, *whole.values()) + 1)
            as_one[list(whole)] = list(whole.values())
            actors, others = as_one[actors], as_one[others]
        if adjacent:
            actors, others = np.minimum(actors, others), np.maximum(actors, others)
        apart = (actors != others) & ~np.isin(actors, ignored) & ~np.isin(others, ignored)
        return (
            numbers[keep][apart],
            actors[apart],
            others[apart],
            (rows[:, 2] & (ADJACENT - 1))[apart],
        )

    def pairs(self, nums: Array, adjacent: bool = False) -> list[Pair]:
        """The pairs in these articles added up, most first."""
        _, actors, others, times = self._chosen(nums, adjacent)
        keys, at = np.unique(actors << 32 | others, return_inverse=True)
        sums = np.bincount(at, weights=times, minlength=len(keys)).astype(np.int64)
        order = np.lexsort((keys, -sums))
        return [
            Pair(int(keys[i]) >> 32, int(keys[i]) & 0xFFFFFFFF, int(sums[i]), adjacent)
            for i in order
        ]

    def articles_of(self, nums: Array, pair: Pair) -> Array:
        """Those of the articles that have a pair, ascending."""
        numbers, actors, others, _ = self._chosen(nums, pair.adjacent)
        return np.unique(numbers[(actors == pair.actor) & (others == pair.other)])


__all__ = ["SpeechTable"]
