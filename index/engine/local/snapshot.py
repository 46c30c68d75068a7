"""An index as it is at one moment: its segments side by side, and what is known of their articles."""

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import scoring
from whoosh.index import FileIndex
from whoosh.searching import Searcher as WhooshSearcher

from index.engine.local.array_files import Array
from index.engine.local.days import Days
from index.engine.local.evaluate import (
    Leaf,
    OutOfTime,
    SegmentSearch,
    Statistics,
    alike,
    term_bytes,
)
from index.engine.local.plan import is_normal
from index.engine.local.ragged import ranks
from index.engine.local.segments import SegmentArrays
from index.errors import Cancelled, IndexDamaged
from index.platform import mapped_bytes
from index.text import MARKED, stems_begin

# How often, and how far apart in seconds, an index is tried again whose segments were merged away meanwhile.
_TRIES, _PAUSE = 10, 0.05
# Seconds between two looks at how much is mapped, which take as long as a search for a rare word.
_BETWEEN_LOOKS = 0.05
# Bytes of mapped files above which what was read of them is given back.
_MOST_MAPPED = 64 << 20


class View:
    """Documents of all segments are numbered on end here. Nothing in a view ever changes."""

    def __init__(self, ix: Any, info: Any, arrays: list[SegmentArrays], days: Days) -> None:
        self._ix, self._info, self._days = ix, info, days
        self.statistics = Statistics(arrays)
        self.nums: Array = (
            np.concatenate([one.nums for one in arrays]) if arrays else np.empty(0, np.uint32)
        )
        self._first, self._last = self.days_of(self.nums)
        known = np.isin(self.nums, days.nums)
        self.leaves: list[tuple[int, Leaf]] = []
        offset = 0
        for one, segment in zip(arrays, info.segments, strict=True):
            live = known[offset : offset + len(one)].copy()
            live[list(segment.deleted_docs())] = False
            known[offset : offset + len(one)] = live
            self.leaves.append((offset, Leaf(one, segment, None if live.all() else live)))
            offset += len(one)
        self._live = known
        self.count = int(known.sum())
        self._looked = 0.0

    @classmethod
    def of(cls, ix: Any, days: Days, before: "View | None" = None) -> "View":
        """The index as it is now; what `before` had opened is used again. Raises IndexDamaged, OSError."""
        opened = (
            {leaf.segment.segment_id(): leaf.arrays for _, leaf in before.leaves} if before else {}
        )
        folder = Path(ix.storage.folder)
        for left in range(_TRIES - 1, -1, -1):
            try:
                info = ix._read_toc()
                arrays = [
                    opened.get(one.segment_id()) or one.open_in(folder) for one in info.segments
                ]
                return cls(ix, info, arrays, days)
            except FileNotFoundError:
                if not left:
                    raise
                time.sleep(
                    _PAUSE
                )  # merged just now: the next table of contents names what took its place
        raise AssertionError

    def __len__(self) -> int:
        return len(self.nums)

    @cached_property
    def newest(self) -> Array:
        """The place of each document among all, the newest first; those without a date last."""
        return ranks(np.lexsort((self.nums, -self._first)))

    @cached_property
    def oldest(self) -> Array:
        """The place of each document among all, the oldest first; those without a date last."""
        return ranks(np.lexsort((self.newest, self._first, self._first == 0)))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those of `language.MARKED` that there are articles in."""
        return tuple(
            code
            for code in sorted(MARKED)
            if any(
                low < high
                for _, leaf in self.leaves
                for low, high in [leaf.arrays.field("text").begun_by(term_bytes(stems_begin(code)))]
            )
        )

    def days_of(self, nums: Array) -> tuple[Array, Array]:
        """The first and the last day that the dates of these articles can mean (proleptic ordinals), 0 where there is none."""
        places = np.minimum(
            np.searchsorted(self._days.nums, nums), max(0, len(self._days.nums) - 1)
        )
        if not len(self._days.nums):
            return np.zeros(len(nums), np.int64), np.zeros(len(nums), np.int64)
        known = self._days.nums[places] == nums
        return np.where(known, self._days.first[places], 0), np.where(
            known, self._days.last[places], 0
        )

    def doc_frequency(self, field: str, word: str) -> int:
        """How many articles have a word in a field, deleted ones included."""
        return self.statistics.doc_frequency(field, term_bytes(word))

    def frequency(self, field: str, word: str) -> int:
        """How often a word stands in a field, in all articles."""
        total = 0
        for _, leaf in self.leaves:
            arrays = leaf.arrays.field(field)
            term = arrays.find(term_bytes(word))
            total += int(arrays.at[term + 1]) - int(arrays.at[term]) if term is not None else 0
        return total

    def length(self, field: str) -> int:
        """How many words a field has, in all articles."""
        return sum(leaf.arrays.field(field).total_length for _, leaf in self.leaves)

    def live_docs(self) -> Array:
        """The documents of all articles."""
        return np.flatnonzero(self._live)

    def live_nums(self) -> set[int]:
        """The numbers of all articles."""
        return set(self.nums[self._live].tolist())

    def between(self, first: int | None, last: int | None) -> Array:
        """The numbers of the articles whose date can fall between two days, both included, ascending."""
        found = self._live & (self._first > 0) & (self._last >= (first or 0))
        if last is not None:
            found &= self._first <= last
        return np.sort(self.nums[found])

    def knows(self, field: str, word: str) -> bool:
        """Whether any document has the word in the field."""
        return self.doc_frequency(field, word) > 0

    def nearest(self, word: str) -> str | None:
        """The commonest of the words that are spelt most nearly like `word`, with its first letter, in bodies or titles."""
        near: dict[tuple[str, bytes], int] = {}
        for field in ("exact", "title_exact"):
            for _, leaf in self.leaves:
                arrays = leaf.arrays.field(field)
                low, high = arrays.begun_by(term_bytes(word[:1]))
                for place, distance in alike(arrays, low, high, word, 2):
                    near[field, arrays.word(low + place)] = distance
        if not near:
            return None
        least = min(near.values())
        found = [
            (-self.statistics.doc_frequency(*term), term[1])
            for term, distance in near.items()
            if distance == least
        ]
        return min(found)[1].decode("utf-8", "surrogatepass")

    def keep_small(self) -> None:
        """Give the memory that was read into back to the system, once it is much; the system may still have it at hand."""
        now = time.monotonic()
        if now - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = now
        if mapped_bytes() > _MOST_MAPPED:
            for _, leaf in self.leaves:
                leaf.arrays.let_go()

    def whoosh(self, leaf: Leaf) -> Any:
        """Whoosh's own searcher over one segment."""
        leaves = {one.reader().segment(): one for one, _ in self._whoosh.leaf_searchers()}
        return leaves[leaf.segment]

    @cached_property
    def _whoosh(self) -> Any:
        reader = FileIndex._reader(
            self._ix.storage, self._info.schema, self._info.segments, self._info.generation
        )
        return WhooshSearcher(reader, weighting=scoring.BM25F())


class Run:
    """One search over all segments, which can be dropped or run out of time (`deadline`, monotonic seconds)."""

    def __init__(self, view: View, cancelled: Callable[[], bool], deadline: float | None) -> None:
        self._view = view
        self._cancelled = cancelled
        self._deadline = deadline
        self.ran_out = False

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled
        if self._deadline is not None and time.monotonic() > self._deadline:
            self.ran_out = True
            raise OutOfTime

    def matched(self, compiled: Any) -> tuple[Array, Array]:
        """The documents that match, ascending, and their scores. Raises Cancelled, IndexDamaged."""
        docs, scores = [np.empty(0, np.intp)], [np.empty(0)]
        try:
            node = compiled if is_normal(compiled) else compiled.normalize()
            for offset, leaf in self._view.leaves:
                search = SegmentSearch(leaf, self._view.statistics, self._view.whoosh, self._check)
                matched = search.search(node)
                docs.append(matched.docs + offset)
                scores.append(matched.scores)
        except OutOfTime:
            pass
        except (Cancelled, IndexDamaged):
            raise
        except Exception as error:
            raise IndexDamaged(
                f"The index is damaged ({type(error).__name__}: {error})."
            ) from error
        return np.concatenate(docs), np.concatenate(scores)


__all__ = ["Run", "View"]
