"""A snapshot of an index: its segments at one moment, with the days of their articles."""

import time
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.engine.api import UNLIMITED, Budget, OutOfTime
from index.engine.local.array_files import Array
from index.engine.local.array_segment import ArraySegment
from index.engine.local.bm25 import IndexStatistics
from index.engine.local.day_arrays import DateRanges
from index.engine.local.evaluate import LiveSegment, SegmentSearch, key_of_terms, word_key
from index.engine.local.few_hits import few_hits, terms_of_word
from index.engine.local.matched import NOTHING, Matched
from index.engine.local.plan_nodes import PlanNode, Term
from index.engine.local.ragged import ranks
from index.engine.local.segments import SegmentArrays
from index.engine.local.spelling import term_bytes, within_distance
from index.engine.local.statement_plan import StatementPlan
from index.engine.local.statement_rows import NO_STATEMENTS, StatementSet
from index.engine.local.statement_search import StatementSearch
from index.engine.local.toc import LocalIndex
from index.errors import IndexDamaged
from index.platform import mapped_bytes, return_all_pages
from index.text import MARKED, stems_begin

# Attempts to open, and seconds between them, if a merge removes segments at the same time.
_TRIES, _PAUSE = 10, 0.05
# Seconds between two checks of the mapped memory: a check takes as long as a rare word.
_BETWEEN_LOOKS = 0.05
# In the key of a word's answer: that it is from all segments. It is kept up to so many documents:
# larger ones are kept by segment alone.
_EVERY, _MOST_KEPT = -1, 10_000
# Bytes of mapped memory above which it is released.
_MOST_MAPPED = 64 << 20


class Snapshot:
    """The segments of one generation, with continuous document numbers. Immutable."""

    def __init__(
        self, segments: list[ArraySegment], arrays: list[SegmentArrays], days: DateRanges
    ) -> None:
        self._days = days
        self.statistics = IndexStatistics(arrays)
        self.nums: Array = (
            np.concatenate([one.nums for one in arrays]) if arrays else np.empty(0, np.uint32)
        )
        self._first, self._last = (days.astype(np.int32) for days in self.days_of(self.nums))
        known = np.isin(self.nums, days.nums)
        self.leaves: list[tuple[int, LiveSegment]] = []
        offset = 0
        for place, (one, segment) in enumerate(zip(arrays, segments, strict=True)):
            live = known[offset : offset + len(one)].copy()
            deleted = list(segment.deleted_docs())
            if max(deleted, default=0) >= max(1, len(one)):
                raise IndexDamaged("The index is damaged (deleted documents that are not there).")
            live[deleted] = False
            known[offset : offset + len(one)] = live
            self.leaves.append(
                (offset, LiveSegment(place, one, segment, None if live.all() else live))
            )
            offset += len(one)
        self._verify_if_changed = [one.verify_if_changed for one in arrays]
        self._live = known
        self.count = int(known.sum())
        self._looked = 0.0

    @classmethod
    def of(cls, ix: LocalIndex, days: DateRanges, before: "Snapshot | None" = None) -> "Snapshot":
        """The current index, sharing the segments that `before` has open. Raises IndexDamaged."""
        opened = (
            {leaf.segment.segment_id(): leaf.arrays for _, leaf in before.leaves} if before else {}
        )
        folder = ix.folder
        for left in range(_TRIES - 1, -1, -1):
            try:
                segments = ix.segments()
                arrays = [opened.get(one.segment_id()) or one.open_in(folder) for one in segments]
                return cls(segments, arrays, days)
            except FileNotFoundError as error:
                if not left:
                    raise IndexDamaged(f"A file of the index in {folder} is missing.") from error
                time.sleep(
                    _PAUSE
                )  # a merge removed it: the next table of contents names the new one
            except OSError as error:
                raise IndexDamaged(f"The index in {folder} cannot be read ({error}).") from error
        raise AssertionError

    def __len__(self) -> int:
        return len(self.nums)

    @cached_property
    def newest(self) -> Array:
        """The rank of each document by date, newest first, undated ones last."""
        return ranks(np.lexsort((self.nums, -self._first))).astype(np.int32)

    @cached_property
    def oldest(self) -> Array:
        """The rank of each document by date, oldest first, undated ones last."""
        return ranks(np.lexsort((self.newest, self._first, self._first == 0))).astype(np.int32)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of `index.text.MARKED` that articles are in."""
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
        """The first and the last day that the dates of these articles can mean; 0: no date."""
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
        """The number of occurrences of a word in a field, over all articles."""
        total = 0
        for _, leaf in self.leaves:
            arrays = leaf.arrays.field(field)
            term = arrays.find(term_bytes(word))
            total += arrays.frequency(term) if term is not None else 0
        return total

    def length(self, field: str) -> int:
        """How many words a field has, in all articles."""
        return sum(leaf.arrays.field(field).total_length for _, leaf in self.leaves)

    def without_deleted(self, matched: Matched) -> Matched:
        """The documents of `matched` whose articles are there."""
        if self.count == len(self):
            return matched
        keep = self._live[matched.docs]
        return Matched(matched.docs[keep], matched.scores[keep])

    def live_docs(self) -> Array:
        """The documents of all articles."""
        return np.flatnonzero(self._live)

    def live_nums(self) -> Array:
        """The numbers of all articles, ascending."""
        return np.sort(self.nums[self._live])

    def between(self, first: int | None, last: int | None) -> Array:
        """The numbers of the articles whose date can fall between two days (inclusive)."""
        found = self._live & (self._first > 0) & (self._last >= (first or 0))
        if last is not None:
            found &= self._first <= last
        return np.sort(self.nums[found])

    def statements(self, docs: Array, plan: StatementPlan) -> StatementSet:
        """The statements of some documents that match a plan."""
        found = [
            StatementSearch(
                leaf.arrays,
                leaf.place,
                self.statistics,
                UNLIMITED.check,
                np.sort(docs[(docs >= offset) & (docs < offset + len(leaf.arrays))]) - offset,
            ).statements(plan)
            for offset, leaf in self.leaves
        ]
        if not found:
            return NO_STATEMENTS.chosen(np.empty(0, bool))
        return StatementSet(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        """The folded words of bodies that begin with `prefix`, in order, at most `most`."""
        words: set[bytes] = set()
        for _, leaf in self.leaves:
            arrays = leaf.arrays.field("exact")
            low, high = arrays.begun_by(term_bytes(prefix)) if prefix else (0, len(arrays))
            words.update(arrays.words_between(low, min(high, low + most)))
        return tuple(word.decode("utf-8", "surrogatepass") for word in sorted(words)[:most])

    def knows(self, field: str, word: str) -> bool:
        """Whether any document has the word in the field."""
        return self.doc_frequency(field, word) > 0

    def nearest(self, word: str) -> str | None:
        """The most frequent of the words with the fewest edits to `word`, in bodies or titles.

        At most two edits; the first letter has to be the same.
        """
        near: dict[tuple[str, bytes], int] = {}
        for field in ("exact", "title_exact"):
            for _, leaf in self.leaves:
                arrays = leaf.arrays.field(field)
                low, high = arrays.begun_by(term_bytes(word[:1]))
                for place, distance in within_distance(arrays, low, high, word, 2):
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

    def verify_if_changed(self) -> None:
        """Check the segments whose files were written to since. Raises IndexDamaged."""
        for verify in self._verify_if_changed:
            verify()

    def keep_small(self) -> None:
        """Release the mapped pages once they are many; the system may still have them cached."""
        now = time.monotonic()
        if now - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = now
        if mapped_bytes() > _MOST_MAPPED:
            return_all_pages()


class SearchRun:
    """One search over all segments of a snapshot. `ran_out` says whether the budget was used up."""

    def __init__(self, snapshot: Snapshot, budget: Budget) -> None:
        self._snapshot = snapshot
        self._budget = budget
        self.ran_out = False

    def _check(self) -> None:
        try:
            self._budget.check()
        except OutOfTime:
            self.ran_out = True
            raise

    def matched(self, plan: PlanNode) -> tuple[Array, Array]:
        """The matching documents, ascending, and their scores; partial results at the deadline.

        Raises Cancelled, IndexDamaged.
        """
        cache, terms = self._snapshot.statistics.words, terms_of_word(plan)
        key = word_key(plan) if terms is None else key_of_terms(terms)
        try:
            if key is not None and (known := cache.get((_EVERY, key))) is not None:
                self._check()
                return known.docs, known.scores
            few = None if terms is None else self._few(terms)
            found = self._by_segment(plan) if few is None else few
        except OutOfTime:
            found = NOTHING
        if key is not None and len(found) <= _MOST_KEPT and not self.ran_out:
            cache.put((_EVERY, key), found)
        return found.docs, found.scores

    def _few(self, terms: Sequence[Term]) -> Matched | None:
        """As `matched`, for the terms of a word that few articles have; None for any other."""
        snapshot = self._snapshot
        offsets = [offset for offset, _ in snapshot.leaves]
        found = few_hits(terms, snapshot.statistics, offsets, _MOST_KEPT, self._check)
        return None if found is None else snapshot.without_deleted(found)

    def _by_segment(self, plan: PlanNode) -> Matched:
        docs, scores = [np.empty(0, np.intp)], [np.empty(0)]
        try:
            for offset, leaf in self._snapshot.leaves:
                search = SegmentSearch(leaf, self._snapshot.statistics, self._check)
                matched = search.search(plan)
                docs.append(matched.docs + offset)
                scores.append(matched.scores)
        except OutOfTime:
            pass
        return Matched(np.concatenate(docs), np.concatenate(scores))


__all__ = ["SearchRun", "Snapshot"]
