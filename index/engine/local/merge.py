"""Merge several segments into one, term by term, without the deleted documents.

Example: segment A has the articles 1 and 3, segment B has 2 and 4, and 3 is deleted. The new
document numbers are those of the sorted articles 1, 2, 4: A gets [0, -1], B gets [1, 2], with -1
for a deleted document. For each term the counts of A and B add up to offsets in the new arrays, and
both write their postings there, with the new document numbers; each slot moves by the difference
of the document's new and old base. Since A and B interleave, postings are sorted at the end.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.ragged import counted, ranks, targets
from index.engine.local.segments import (
    MOST_DOCUMENTS,
    FieldArrays,
    SegmentArrays,
    SegmentStatements,
    join_words,
    narrow,
    write_segment,
)
from index.engine.local.statement_spans import SAID_IN, merge_counts, merge_spans

# Postings or slots that are moved at once. It bounds the memory beyond the new arrays.
_AT_ONCE = 1 << 20
# The size of the first rank, and how many segments of a rank merge into one of the next rank: many
# during a build, where later merges move the same postings again, and few afterwards.
_FIRST_RANK, _FANOUT, FANOUT_IN_BUILDING = 256, 4, 40


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
    names = segments[0].fields
    write_segment(
        path,
        nums[order],
        [(name, partial(_merge_field, name, segments, news, len(nums))) for name in names],
        _merge_said([segment.said for segment in segments], news, len(nums)),
        at_once,
    )
    return len(nums)


def _merge_said(
    sources: Sequence[SegmentStatements], news: Sequence[Array], count: int
) -> SegmentStatements:
    """Where statements stand in the documents of all segments."""
    spans = {
        name: merge_spans([source.spans[name] for source in sources], news, count)
        for name in SAID_IN
    }
    return SegmentStatements(
        merge_counts([source.counts for source in sources], news, count), spans
    )


def _kept(size: int, gone: frozenset[int]) -> Array:
    keep = np.ones(size, bool)
    keep[list(gone)] = False
    return np.flatnonzero(keep)


def _merge_field(
    name: str, segments: Sequence[SegmentArrays], news: Sequence[Array], count: int
) -> FieldArrays:
    """Merge one field. `news` are the new document numbers of each segment, -1 for deleted ones."""
    sources = [segment.field(name) for segment in segments]
    spans = np.zeros(count, np.int64)
    lengths = np.zeros(count, np.uint8)
    for source, new in zip(sources, news, strict=True):
        stay = new >= 0
        spans[new[stay]] = np.diff(source.bases.astype(np.int64))[stay]
        lengths[new[stay]] = source.lengths[stay]
    bases = counted(spans)
    parts = [_Part(source, new, bases) for source, new in zip(sources, news, strict=True)]
    listed = [source.words_between(0, len(source)) for source in sources]
    words = sorted(set().union(*listed))
    numbers = {word: number for number, word in enumerate(words)}
    terms = [np.fromiter(map(numbers.__getitem__, own), np.int64, len(own)) for own in listed]
    del numbers, listed
    postings = np.zeros(len(words), np.int64)
    places = np.zeros(len(words), np.int64)
    for part, own in zip(parts, terms, strict=True):
        postings[own] += part.postings
        places[own] += part.places
    first, at = counted(postings), counted(places)
    docs, freqs = (
        np.empty(int(first[-1]), kind)
        for kind in (np.uint16, np.result_type(*(one.freqs for one in sources)))
    )
    slots = np.empty(int(at[-1]), np.uint32)
    to_post, to_place = first[:-1].astype(np.int64), at[:-1].astype(np.int64)
    for part, own in zip(parts, terms, strict=True):
        part.move(own, to_post, to_place, docs, freqs, slots)
        to_post[own] += part.postings
        to_place[own] += part.places
    if np.any(np.diff(np.concatenate([new[new >= 0] for new in news])) < 0):
        _sort_postings(first, at, docs, freqs, slots)
    live = np.flatnonzero(postings)
    if len(live) < len(words):
        words = [words[number] for number in live.tolist()]
        first, at = counted(postings[live]), counted(places[live])
    for segment in segments:
        segment.let_go()  # release the mapped pages of this field
    return FieldArrays(
        *join_words(words), first, at, docs, narrow(freqs), slots, bases, lengths, len(slots)
    )


class _Part:
    """One segment's share of a field: how many postings and places of each term stay."""

    def __init__(self, source: FieldArrays, new: Array, bases: Array) -> None:
        self._source, self._new = source, new
        self._all_stay = bool(np.all(new >= 0))
        # the offset to add to the slots of each document
        self._shifts = np.where(
            new >= 0, bases[np.maximum(new, 0)].astype(np.int64) - source.bases[:-1], 0
        )
        first, at = source.first.astype(np.int64), source.at.astype(np.int64)
        if self._all_stay:
            self.postings, self.places = np.diff(first), np.diff(at)
            return
        self.postings = np.zeros(len(source), np.int64)
        self.places = np.zeros(len(source), np.int64)
        for low, high in _chunks(at):
            stay = new[source.docs[first[low] : first[high]]] >= 0
            terms = np.repeat(np.arange(low, high), np.diff(first[low : high + 1]))[stay]
            self.postings[low:high] = np.bincount(terms - low, minlength=high - low)
            freqs = source.freqs[first[low] : first[high]][stay]
            self.places[low:high] = np.bincount(terms - low, weights=freqs, minlength=high - low)

    def move(
        self, own: Array, to_post: Array, to_place: Array, docs: Array, freqs: Array, slots: Array
    ) -> None:
        """Write this share into the new arrays; `own` are the new numbers of its terms."""
        source = self._source
        first, at = source.first.astype(np.int64), source.at.astype(np.int64)
        for low, high in _chunks(at):
            old = source.docs[first[low] : first[high]]
            often = source.freqs[first[low] : first[high]]
            places = source.slots[at[low] : at[high]].astype(np.int64) + np.repeat(
                self._shifts[old], often
            )
            new = self._new[old]
            if not self._all_stay:
                stay = new >= 0
                places = places[np.repeat(stay, often)]
                new, often = new[stay], often[stay]
            target = targets(to_post[own[low:high]], self.postings[low:high])
            docs[target], freqs[target] = new, often
            slots[targets(to_place[own[low:high]], self.places[low:high])] = places


def _chunks(at: Array) -> list[tuple[int, int]]:
    """The terms in chunks that have about _AT_ONCE slots each."""
    chunks, low, last = [], 0, len(at) - 1
    while low < last:
        high = int(np.searchsorted(at, at[low] + _AT_ONCE, side="right")) - 1
        high = min(max(high, low + 1), last)
        chunks.append((low, high))
        low = high
    return chunks


def _sort_postings(first: Array, at: Array, docs: Array, freqs: Array, slots: Array) -> None:
    """Sort the postings of each term by document, for segments that interleave."""
    begins, places = first.astype(np.int64), at.astype(np.int64)
    for low, high in _chunks(places):
        terms = np.repeat(np.arange(high - low), np.diff(begins[low : high + 1]))
        part = slice(begins[low], begins[high])
        order = np.lexsort((docs[part], terms))
        docs[part], freqs[part] = docs[part][order], freqs[part][order]
        part = slice(places[low], places[high])
        terms = np.repeat(np.arange(high - low), np.diff(places[low : high + 1]))
        slots[part] = slots[part][np.lexsort((slots[part], terms))]


__all__ = ["FANOUT_IN_BUILDING", "merge_segments", "to_merge", "to_merge_whole"]
