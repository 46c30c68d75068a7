"""Merge several segments into one, term by term, without the deleted documents.

Example: segment A has the articles 1 and 3, segment B has 2 and 4, and 3 is deleted. The new
document numbers are those of the sorted articles 1, 2, 4: A gets [0, -1], B gets [1, 2], with -1
for a deleted document. For each term the counts of A and B add up to offsets in the new arrays, and
both write their postings there, with the new document numbers; each slot moves by the difference
of the document's new and old base. Since A and B interleave, postings are sorted at the end.
"""

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.field_postings import FieldPostings, Forms
from index.engine.local.index_fields import EXACT_FIELDS
from index.engine.local.ragged import chunks, counted, ranks, targets
from index.engine.local.segment_limits import MOST_DOCUMENTS
from index.engine.local.segments import (
    SegmentArrays,
    SegmentStatements,
    join_words,
    write_segment,
)
from index.engine.local.statement_spans import (
    SAID_IN,
    StatementSpans,
    merge_counts,
    merge_spans,
)

# Postings or slots moved in one step. It bounds the memory beyond the new arrays.
_AT_ONCE = 1 << 20
# A field with at most so many postings is unpacked once, not to count and again to move: 8 MiB.
_KEPT_POSTINGS = 1 << 21
# The size of the first rank, and how many segments of a rank merge into one of the next rank: many
# during a build, where later merges move the same postings again, and few afterwards.
_FIRST_RANK, _FANOUT, FANOUT_IN_BUILDING = 256, 4, 40

# Values in place of a stem: no segment so far has the form; the form has no other stem.
_UNSEEN, _SEVERAL = -2, -1


def to_merge(sizes: Sequence[int], fanout: int = _FANOUT) -> list[int]:
    """The segments to merge next, as places in `sizes` (documents each); empty if none.

    The rank of a segment follows from its size. Each rank is `fanout` times as large as the one
    before, and `fanout` segments of one rank are merged.
    """
    by_rank: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        rank, limit = 0, _FIRST_RANK
        while size >= limit:
            rank, limit = rank + 1, limit * fanout
        by_rank.setdefault(rank, []).append(place)
    for rank in sorted(by_rank):
        places = sorted(by_rank[rank], key=lambda place: sizes[place])
        if len(places) < fanout:
            continue
        chosen: list[int] = []
        total = 0
        for place in places:
            if total + sizes[place] > MOST_DOCUMENTS:
                break
            chosen.append(place)
            total += sizes[place]
        if len(chosen) > 1:
            return sorted(chosen)
    return []


def to_merge_whole(sizes: Sequence[int]) -> list[int]:
    """Segments that fit into one, as places in `sizes` (documents each); empty if no two fit.

    Repeated calls leave the fewest segments possible: each one adds to the time of every search.
    """
    places = sorted(range(len(sizes)), key=lambda place: sizes[place], reverse=True)
    # Leave a large one alone if including it would not reduce the number of segments.
    while len(places) > 1 and 1 + _fewest(sizes, places[1:]) <= _fewest(sizes, places):
        places = places[1:]
    chosen: list[int] = []
    total = 0
    for place in places:
        if total + sizes[place] <= MOST_DOCUMENTS:
            chosen.append(place)
            total += sizes[place]
        elif len(chosen) == 1 and sizes[chosen[0]] + min(sizes) > MOST_DOCUMENTS:
            chosen, total = [place], sizes[place]  # the larger one is full
    return sorted(chosen) if len(chosen) > 1 else []


def _fewest(sizes: Sequence[int], places: Sequence[int]) -> int:
    """How many segments the documents of these need at least."""
    return -(-sum(sizes[place] for place in places) // MOST_DOCUMENTS)


def merge_segments(
    path: Path,
    segments: Sequence[SegmentArrays],
    deleted: Sequence[frozenset[int]],
    at_once: int = 1,
) -> int:
    """Write the documents of `segments` that are not in `deleted` as one segment.

    Returns the number of documents. Up to `at_once` fields are merged in parallel. Raises
    ValueError for more than MOST_DOCUMENTS, OSError.
    """
    kept = [_kept(len(segment), gone) for segment, gone in zip(segments, deleted, strict=True)]
    nums = np.concatenate(
        [segment.nums[keep] for segment, keep in zip(segments, kept, strict=True)]
    )
    if len(nums) > MOST_DOCUMENTS:
        raise ValueError(f"{len(nums)} documents in one segment")
    order = np.argsort(nums, kind="stable")
    places = ranks(order)
    news, begin = [], 0
    for segment, keep in zip(segments, kept, strict=True):
        new = np.full(len(segment), -1, np.int64)
        new[keep] = places[begin : begin + len(keep)]
        begin += len(keep)
        news.append(new)
    fields = _Fields(segments, news, len(nums))
    write_segment(
        path,
        nums[order],
        [(name, partial(fields.merge, name)) for name in segments[0].fields],
        _merge_said([segment.said for segment in segments], news, len(nums)),
        _merge_stretches([segment.mentions for segment in segments], news, len(nums)),
        at_once,
    )
    return len(nums)


def _merge_said(
    sources: Sequence[SegmentStatements], news: Sequence[Array], count: int
) -> SegmentStatements:
    """The stretches of statements in the documents of all segments."""
    return SegmentStatements(
        merge_counts([source.counts for source in sources], news, count),
        _merge_stretches([source.spans for source in sources], news, count),
    )


def _merge_stretches(
    sources: Sequence[Mapping[str, StatementSpans]], news: Sequence[Array], count: int
) -> dict[str, StatementSpans]:
    """The stretches of statements, or of mentions, in the documents of all segments."""
    return {
        name: merge_spans([source[name] for source in sources], news, count) for name in SAID_IN
    }


def _kept(size: int, gone: frozenset[int]) -> Array:
    keep = np.ones(size, bool)
    keep[list(gone)] = False
    return np.flatnonzero(keep)


class _Vocabulary:
    """The merged terms of one field, with the share of each segment.

    `terms` has the new number of each segment's terms, -1 for one that only deleted documents have.
    `first` are the offsets of the postings that stay.
    """

    def __init__(
        self, name: str, segments: Sequence[SegmentArrays], news: Sequence[Array], count: int
    ) -> None:
        self.sources = [segment.field(name) for segment in segments]
        spans = np.zeros(count, np.int64)
        self.lengths = np.zeros(count, np.uint8)
        for source, new in zip(self.sources, news, strict=True):
            stay = new >= 0
            spans[new[stay]] = np.diff(source.bases.astype(np.int64))[stay]
            self.lengths[new[stay]] = source.lengths[stay]
        self.bases = counted(spans)
        few = sum(int(one.counts.sum()) + len(one) for one in self.sources) <= _KEPT_POSTINGS
        self.parts = [
            _Part(source, new, self.bases, few)
            for source, new in zip(self.sources, news, strict=True)
        ]
        listed = [source.words_between(0, len(source)) for source in self.sources]
        words = sorted(set().union(*listed))
        numbers = {word: number for number, word in enumerate(words)}
        terms = [np.fromiter(map(numbers.__getitem__, own), np.int64, len(own)) for own in listed]
        del numbers, listed
        postings = np.zeros(len(words), np.int64)
        for part, own in zip(self.parts, terms, strict=True):
            postings[own] += part.postings
        live = np.flatnonzero(postings)
        kept = np.full(len(words), -1, np.int64)
        kept[live] = np.arange(len(live))
        self.words = [words[number] for number in live.tolist()]
        self.terms = [kept[own] for own in terms]
        self.first = counted(postings[live])


class _Fields:
    """Merges the fields of several segments; a field of stems needs that of its forms."""

    def __init__(
        self, segments: Sequence[SegmentArrays], news: Sequence[Array], count: int
    ) -> None:
        self._segments, self._news, self._count = segments, news, count
        self._interleaved = bool(
            np.any(np.diff(np.concatenate([new[new >= 0] for new in news])) < 0)
        )
        self._lock = threading.Lock()
        self._written: dict[str, _Vocabulary] = {}

    def merge(self, name: str) -> FieldArrays:
        """One field of all segments, packed."""
        written = EXACT_FIELDS.get(name)
        if written is None:
            vocabulary = self._vocabulary(name)
            found = self._merged(vocabulary, np.ones(len(vocabulary.words), bool), None)
        else:
            vocabulary = _Vocabulary(name, self._segments, self._news, self._count)
            forms, own = _merged_forms(vocabulary, self._vocabulary(written))
            found = self._merged(vocabulary, own, forms)
            with self._lock:
                del self._written[written]
        for segment in self._segments:
            segment.let_go()  # release the mapped pages of this field
        return found

    def _vocabulary(self, name: str) -> _Vocabulary:
        """The terms of a field of forms, computed once for both fields that need them."""
        with self._lock:
            if name not in self._written:
                self._written[name] = _Vocabulary(name, self._segments, self._news, self._count)
            return self._written[name]

    def _merged(self, vocabulary: _Vocabulary, own: Array, forms: Forms | None) -> FieldArrays:
        """A field packed; the terms in `own` have slots in the file."""
        count = len(vocabulary.words)
        places = np.zeros(count, np.int64)
        for part, terms in zip(vocabulary.parts, vocabulary.terms, strict=True):
            stay = terms >= 0
            wanted = np.zeros(len(terms), bool)
            wanted[stay] = own[terms[stay]]
            part.count_places(wanted)
            places[terms[stay]] += part.places[stay]
        first, at = vocabulary.first, counted(places)
        docs = np.empty(int(first[-1]), np.uint16)
        freqs = np.empty(len(docs), np.result_type(*(part.kind for part in vocabulary.parts)))
        slots = np.empty(int(at[-1]), np.uint32)
        to_post, to_place = first[:-1].astype(np.int64), at[:-1].astype(np.int64)
        for part, terms in zip(vocabulary.parts, vocabulary.terms, strict=True):
            part.move(terms, to_post, to_place, docs, freqs, slots)
            stay = terms >= 0
            to_post[terms[stay]] += part.postings[stay]
            to_place[terms[stay]] += part.places[stay]
        if self._interleaved:
            _sort_postings(first, at, docs, freqs, slots)
        total = sum(int(part.occurrences) for part in vocabulary.parts)
        return FieldPostings(
            *join_words(vocabulary.words),
            first,
            at,
            docs,
            freqs,
            slots,
            vocabulary.bases,
            vocabulary.lengths,
            total,
            forms,
        ).packed()


def _merged_forms(stems: _Vocabulary, written: _Vocabulary) -> tuple[Forms, Array]:
    """The forms of the merged stems, and which stems need their own slots.

    A form belongs to a stem if every segment that has the form lists it under that stem. A stem
    needs its own slots if it has some in one of the segments, or if one of its forms does not
    belong to it.
    """
    own = np.zeros(len(stems.words), bool)
    stem_of = np.full(len(written.words), _UNSEEN, np.int64)
    for source, terms, forms in zip(stems.sources, stems.terms, written.terms, strict=True):
        by_forms = source.is_by_forms(np.arange(len(source)))
        own[terms[~by_forms & (terms >= 0)]] = True
        how_many, listed = source.forms_of_all(np.flatnonzero(by_forms))
        labels = np.full(len(forms), _SEVERAL, np.int64)
        stems_of_listed = terms[by_forms]
        stems_of_listed[stems_of_listed < 0] = _UNSEEN  # in deleted documents alone
        labels[listed] = np.repeat(stems_of_listed, how_many)
        there = (forms >= 0) & (labels != _UNSEEN)
        before, label = stem_of[forms[there]], labels[there]
        stem_of[forms[there]] = np.where((before == _UNSEEN) | (before == label), label, _SEVERAL)
        # the stems of forms that other segments list elsewhere: those before and this one
        for stem in (before, label):
            own[stem[(stem >= 0) & (before != _UNSEEN) & (before != label)]] = True
    belongs = stem_of >= 0
    belongs[belongs] = ~own[stem_of[belongs]]
    numbers = np.flatnonzero(belongs)
    numbers = numbers[np.argsort(stem_of[numbers], kind="stable")]
    counts = np.bincount(stem_of[numbers], minlength=len(stems.words))
    return Forms(counts, numbers, len(written.words)), own


class _Part:
    """One segment's share of a field: how many postings and places of each term stay."""

    def __init__(self, source: FieldArrays, new: Array, bases: Array, keeps: bool) -> None:
        """`keeps` says that postings unpacked to be counted stay in memory until they move."""
        self._source, self._new, self._keeps = source, new, keeps
        self._kept: dict[int, tuple[Array, Array]] = {}  # by the first term of a chunk
        self._all_stay = bool(np.all(new >= 0))
        # the offset to add to the slots of each document
        self._shifts = np.where(
            new >= 0, bases[np.maximum(new, 0)].astype(np.int64) - source.bases[:-1], 0
        )
        every = np.arange(len(source))
        counts = source.doc_frequencies(every)
        self._chunks = list(
            chunks(np.concatenate(([0], np.cumsum(source.sizes_of(every)))), _AT_ONCE)
        )
        self.postings = counts
        self.places = np.zeros(len(source), np.int64)
        self.kind = source.frequency_kind
        self._with_places = np.zeros(len(source), bool)
        self._frequencies: Array | None = None
        self.occurrences = source.total_length
        if not self._all_stay:
            self.postings, self._frequencies = self._counted(counts)
            self.occurrences = int(self._frequencies.sum())

    def _counted(self, counts: Array) -> tuple[Array, Array]:
        """The postings and the occurrences of each term that stay; `counts` are all postings."""
        found = np.zeros((2, len(counts)), np.int64)
        for low, high in self._chunks:
            docs, freqs = self._source.postings_of_all(np.arange(low, high))
            if self._keeps:
                self._kept[low] = docs, freqs
            rows = np.repeat(np.arange(high - low), counts[low:high])
            if not self._all_stay:
                stay = self._new[docs] >= 0
                rows, freqs = rows[stay], freqs[stay]
            found[0, low:high] = np.bincount(rows, minlength=high - low)
            found[1, low:high] = np.bincount(rows, weights=freqs, minlength=high - low)
        return found[0], found[1]

    def count_places(self, wanted: Array) -> None:
        """Count the slots that stay, of the terms in `wanted` alone."""
        self._with_places = wanted
        if not wanted.any():
            return
        if self._frequencies is None:
            self._frequencies = self._counted(self.postings)[1]
        self.places = self._frequencies * wanted

    def move(
        self, own: Array, to_post: Array, to_place: Array, docs: Array, freqs: Array, slots: Array
    ) -> None:
        """Write this share into the new arrays; `own` are the new numbers of its terms."""
        source = self._source
        for low, high in self._chunks:
            terms = np.arange(low, high)
            kept = self._kept.pop(low) if low in self._kept else None
            old, often = source.postings_of_all(terms) if kept is None else kept
            placed = self._with_places[low:high]
            posted = np.repeat(placed, source.doc_frequencies(terms))
            its, times = old[posted], often[posted]
            _, places = source.slots_of_all(terms[placed], its, times)
            places = places.astype(np.int64) + np.repeat(self._shifts[its], times)
            new = self._new[old]
            if not self._all_stay:
                places = places[np.repeat(self._new[its] >= 0, times)]
                stay = new >= 0
                new, often = new[stay], often[stay]
            there = own[low:high] >= 0
            target = targets(to_post[own[low:high][there]], self.postings[low:high][there])
            docs[target], freqs[target] = new, often
            target = targets(to_place[own[low:high][there]], self.places[low:high][there])
            slots[target] = places


def _sort_postings(first: Array, at: Array, docs: Array, freqs: Array, slots: Array) -> None:
    """Sort the postings of each term by document, for segments that interleave."""
    begins, places = first.astype(np.int64), at.astype(np.int64)
    for low, high in chunks(np.maximum(begins, places), _AT_ONCE):
        terms = np.repeat(np.arange(high - low), np.diff(begins[low : high + 1]))
        part = slice(begins[low], begins[high])
        order = np.lexsort((docs[part], terms))
        docs[part], freqs[part] = docs[part][order], freqs[part][order]
        part = slice(places[low], places[high])
        terms = np.repeat(np.arange(high - low), np.diff(places[low : high + 1]))
        slots[part] = slots[part][np.lexsort((slots[part], terms))]


__all__ = ["FANOUT_IN_BUILDING", "merge_segments", "to_merge", "to_merge_whole"]
