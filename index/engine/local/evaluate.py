"""A Whoosh query over the arrays of an index: the same documents and scores as Whoosh's own matchers.

Where a matcher steps from document to document, a node here answers for a whole segment at once:
the documents that match, ascending, and a score for each. BM25F is computed as `whoosh.scoring`
does. What kinds of node are not known here go to Whoosh's matchers, which read the same segments.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from whoosh import query as wq

from index.engine.local.array_files import Array
from index.engine.local.codec import ArraySegment
from index.engine.local.plan import Alike, ArticleSet, Near, Without
from index.engine.local.postings import LENGTHS
from index.engine.local.ragged import targets
from index.engine.local.schema import boost_of
from index.engine.local.segments import FieldArrays, SegmentArrays
from index.query import glob_source

# The defaults of whoosh.scoring.BM25F.
_B, _K1 = 0.75, 1.2
# Slots whose places are marked at once, and documents whose neighbours are compared at once.
_SLOTS_AT_ONCE = 1 << 22
_DOCUMENTS_AT_ONCE = 1 << 11
# Up to this many times as many slots as are looked for, searching beats marking.
_SPARSE = 24
# Of a word with up to this many times as many documents as are asked about, all scores are worked out, and kept.
_WORTH_KEEPING = 16
# An Or of more terms is no word in several fields and languages.
_MOST_FIELDS = 4
# Bytes of documents and scores that are kept of words: some hundred words, or the thirty commonest of 100,000 articles.
_MOST_KEPT = 24 << 20

Check = Callable[[], None]


class OutOfTime(Exception):
    """The time of a search is up."""


@dataclass(frozen=True)
class Leaf:
    """A segment in an index: its arrays, its reader in Whoosh, and which of its documents are live (None: all)."""

    arrays: SegmentArrays
    segment: ArraySegment
    live: Array | None


@dataclass(frozen=True)
class Matched:
    """Documents of a segment, ascending, with their scores."""

    docs: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.docs)


class Within:
    """Documents of a segment that an answer is to be among, as it is handier: a mask, or their numbers, ascending."""

    def __init__(self, size: int, mask: Array | None = None, docs: Array | None = None) -> None:
        self._size, self._mask, self._docs = size, mask, docs

    @property
    def mask(self) -> Array:
        """For each document whether it is among them."""
        if self._mask is None:
            self._mask = np.zeros(self._size, bool)
            self._mask[self._docs] = True
        return self._mask

    @property
    def docs(self) -> Array:
        """Their numbers."""
        if self._docs is None:
            assert self._mask is not None
            self._docs = np.flatnonzero(self._mask)
        return self._docs

    def places_in(self, docs: Array) -> Array:
        """Where in `docs`, ascending, they stand."""
        if self._docs is not None and len(self._docs) * _SPARSE < len(docs):
            wanted = self._docs.astype(docs.dtype)
            places = np.searchsorted(docs, wanted)
            places = places[places < len(docs)]
            there: Array = places[docs[places] == wanted[: len(places)]]
            return there
        return self.mask[docs].nonzero()[0]


_NOTHING = Matched(np.empty(0, np.intp), np.empty(0))


# A word as it is looked up, in one field or several: field, term and boost of each, and a boost of all.
_Key = tuple[Any, ...]


class _Kept:
    """The documents and scores of words looked up lately: who types asks for the same words again and again.

    All are forgotten when they have grown to _MOST_KEPT.
    """

    def __init__(self) -> None:
        self._words: dict[_Key, Matched] = {}
        self._bytes = 0

    def get(self, key: _Key) -> Matched | None:
        return self._words.get(key)

    def add(self, key: _Key, matched: Matched) -> None:
        size = matched.docs.nbytes + matched.scores.nbytes
        if self._bytes + size > _MOST_KEPT:
            self._words, self._bytes = {}, 0
        self._words[key] = matched
        self._bytes += size


class Statistics:
    """What BM25F needs to know of an index as a whole: deleted documents count, as with Whoosh."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = segments
        self._documents = sum(map(len, segments))
        self._idf: dict[tuple[str, bytes], float] = {}
        self._norms: dict[tuple[int, str], Array] = {}
        self.kept = _Kept()

    def doc_frequency(self, field: str, word: bytes) -> int:
        """How many documents have the word."""
        total = 0
        for segment in self._segments:
            arrays = segment.field(field)
            term = arrays.find(word)
            total += arrays.doc_frequency(term) if term is not None else 0
        return total

    def idf(self, field: str, word: bytes) -> float:
        """The inverse document frequency, by Whoosh's formula."""
        key = (field, word)
        if key not in self._idf:
            self._idf[key] = float(
                np.log(self._documents / (self.doc_frequency(field, word) + 1)) + 1
            )
        return self._idf[key]

    def norms(self, segment: SegmentArrays, field: str) -> Array:
        """For each document what is added to a word's weight below the line of BM25F."""
        key = (id(segment), field)
        if key not in self._norms:
            mean = (
                sum(one.field(field).total_length for one in self._segments)
                / (self._documents or 1)
                or 1
            )
            lengths = np.maximum(LENGTHS, 1)
            self._norms[key] = (_K1 * ((1 - _B) + _B * lengths / mean))[
                segment.field(field).lengths
            ]
        return self._norms[key]


class SegmentSearch:
    """Answers queries on one segment. `check` is called now and then; what it raises ends the work."""

    def __init__(
        self, leaf: Leaf, statistics: Statistics, whoosh: Callable[[Leaf], Any], check: Check
    ) -> None:
        self._leaf = leaf
        self._arrays = leaf.arrays
        self._statistics = statistics
        self._whoosh = whoosh
        self._check = check
        self._size = len(leaf.arrays)
        self._cut = False  # whether time was up within an Or, so that its answer is not all of it

    def search(self, node: Any) -> Matched:
        """The live documents that match, and their scores."""
        live = self._leaf.live
        return self._evaluate(node, None if live is None else Within(self._size, mask=live), True)

    def _evaluate(self, node: Any, within: Within | None, scored: bool) -> Matched:
        """The documents in `within` (None: all) that match; without `scored` the scores mean nothing."""
        self._check()
        if scored and (key := _key(node)) is not None:
            return self._word((id(self._arrays), key), node, within)
        return self._found(node, within, scored)

    def _word(self, key: _Key, node: Any, within: Within | None) -> Matched:
        """What a word finds, from what is kept where that holds it."""
        kept = self._statistics.kept
        whole = kept.get(key)
        if whole is None:
            if within is not None and self._size_of(node) > _WORTH_KEEPING * len(within.docs):
                return self._found(node, within, True)
            whole = self._found(node, None, True)
            if not self._cut:
                kept.add(key, whole)
        return whole if within is None else self._among_those(whole, within)

    @staticmethod
    def _among_those(matched: Matched, within: Within) -> Matched:
        keep = within.places_in(matched.docs)
        return Matched(matched.docs[keep], matched.scores[keep])

    def _found(self, node: Any, within: Within | None, scored: bool) -> Matched:
        match node:
            case wq.Term():
                return self._term(node.fieldname, term_bytes(node.text), within, scored, node.boost)
            case wq.Or():
                return self._or(node, within, scored)
            case wq.And():
                return self._and(node, within, scored)
            case wq.Phrase() if node.slop == 1:
                return self._phrase(node, within, scored)
            case Near() if not node.ordered and node.mindist == 1 and _one_field(node.qs):
                return self._near(node, within, scored)
            case Without():
                return self._without(node, within, scored)
            case ArticleSet():
                docs = self._arrays_of(node.nums, within)
                return Matched(docs, np.ones(len(docs)))
            case wq.Every() if node.fieldname is None:
                docs = np.arange(self._size) if within is None else within.docs
                return Matched(docs, np.full(len(docs), node.boost))
            case Alike():
                matched = self._evaluate(node.child, within, False)
                return Matched(matched.docs, np.full(len(matched), float(node.score)))
            case wq.Prefix() | wq.Wildcard() | wq.FuzzyTerm() if not scored:
                return self._expanded(node, within)
        return _NOTHING if node == wq.NullQuery else self._by_whoosh(node, within)

    def _among(self, docs: Array) -> Within:
        return Within(self._size, docs=docs)

    def _size_of(self, node: Any) -> int:
        """About how many documents match: never far too few."""
        match node:
            case wq.Term():
                arrays = self._arrays.field(node.fieldname)
                term = arrays.find(term_bytes(node.text))
                return arrays.doc_frequency(term) if term is not None else 0
            case wq.Or():
                return min(self._size, sum(map(self._size_of, node.subqueries)))
            case wq.And():
                return min(map(self._size_of, node.subqueries))
            case wq.Phrase():
                return min(
                    (self._size_of(wq.Term(node.fieldname, word)) for word in node.words), default=0
                )
            case ArticleSet():
                return len(node.nums)
        return self._size

    def _term(
        self, name: str, word: bytes, within: Within | None, scored: bool, boost: float = 1.0
    ) -> Matched:
        field = self._arrays.field(name)
        term = field.find(word)
        if term is None:
            return _NOTHING
        docs, freqs = field.docs_of(term), field.freqs_of(term)
        if within is not None:
            keep = within.places_in(docs)
            docs, freqs = docs[keep], freqs[keep]
        docs = docs.astype(np.intp)
        if not scored:
            return Matched(docs, np.empty(len(docs)))
        weights = freqs * boost_of(name)
        idf = self._statistics.idf(name, word)
        scores = weights + self._statistics.norms(self._arrays, name)[docs]
        np.divide(weights * (_K1 + 1), scores, out=scores)
        scores *= idf * boost
        return Matched(docs, scores)

    def _or(self, node: Any, within: Within | None, scored: bool) -> Matched:
        parts: list[Matched] = []
        try:
            find = (
                self._found if _key(node) else self._evaluate
            )  # the terms of one word are kept as that word alone
            for sub in node.subqueries:
                self._check()
                parts.append(find(sub, within, scored))
        except OutOfTime:
            self._cut = True  # what was found of any by now is part of the answer
        parts = [part for part in parts if len(part)]
        if not parts:
            return _NOTHING
        if len(parts) == 1 and node.boost == 1:
            return parts[0]
        if len(parts) == 2 and scored:
            fewer, more = sorted(parts, key=len)
            return _both(fewer, more, node.boost)
        total, found = np.zeros(self._size), np.zeros(self._size, bool)
        for part in parts:
            found[part.docs] = True
            if scored:
                total[part.docs] += part.scores
        docs = np.flatnonzero(found)
        return Matched(docs, total[docs] * node.boost if node.boost != 1 else total[docs])

    def _and(self, node: Any, within: Within | None, scored: bool) -> Matched:
        first, *others = sorted(node.subqueries, key=self._size_of)
        found = self._evaluate(first, within, scored)
        among = self._among(found.docs)
        for sub in others:
            if not len(found):
                return _NOTHING
            matched = self._evaluate(sub, among, scored)
            among = among if len(matched) == len(found) else self._among(matched.docs)
            if scored:
                before = (
                    found.scores
                    if len(matched) == len(found)
                    else found.scores[among.places_in(found.docs)]
                )
                matched = Matched(matched.docs, before + matched.scores)
            found = matched
        return Matched(found.docs, found.scores * node.boost) if node.boost != 1 else found

    def _without(self, node: Any, within: Within | None, scored: bool) -> Matched:
        wanted = self._evaluate(node.a, within, scored)
        among = self._among(wanted.docs)
        unwanted = self._among(self._evaluate(node.b, among, False).docs)
        keep = ~unwanted.mask[wanted.docs]
        return Matched(wanted.docs[keep], wanted.scores[keep])

    def _arrays_of(self, nums: Array, within: Within | None) -> Array:
        """The documents of articles by their numbers, ascending."""
        held = self._arrays.nums
        if len(nums) < len(held):
            nums = nums[: np.searchsorted(nums, held[-1], side="right")]
            places = np.searchsorted(held, nums)
            docs: Array = places[held[places] == nums]
        else:
            docs = np.flatnonzero(np.isin(held, nums, assume_unique=True))
        return docs if within is None else docs[within.mask[docs]]

    # --- words side by side ---

    def _phrase(self, node: Any, within: Within | None, scored: bool) -> Matched:
        words = [term_bytes(word) for word in node.words]
        field = self._arrays.field(node.fieldname)
        terms = [field.find(word) for word in words]
        slots = [field.slots_of(term) for term in terms if term is not None]
        if len(slots) < len(words) or not slots:
            return _NOTHING
        steps = sorted(range(len(slots)), key=lambda step: len(slots[step]))
        rarest = slots[steps[0]]
        starts = rarest[bisect_left(rarest, steps[0]) :] - np.uint32(steps[0])
        for step in steps[1:]:
            starts = self._followed(starts, slots[step], step)
        docs = _documents_of(starts, field.bases, len(words))
        return self._scored_words(node.fieldname, words, docs, within, scored, node.boost)

    def _followed(self, starts: Array, slots: Array, step: int) -> Array:
        """Those of `starts` that have one of `slots` so many steps after them."""
        if not len(starts) or not len(slots):
            return starts[:0]
        if len(starts) * _SPARSE < len(slots):
            wanted = starts + np.uint32(step)
            places = np.searchsorted(slots, wanted)
            places[places == len(slots)] = 0
            there: Array = starts[slots[places] == wanted]
            return there
        found = []
        begin, end = int(starts[0]), int(starts[-1]) + 1
        marks = np.zeros(min(_SLOTS_AT_ONCE, end - begin), bool)
        for low in range(begin, end, _SLOTS_AT_ONCE):
            self._check()
            high = min(low + _SLOTS_AT_ONCE, end)
            part = starts[bisect_left(starts, low) : bisect_left(starts, high)] - np.uint32(low)
            other = slots[
                bisect_left(slots, low + step) : bisect_left(slots, high + step)
            ] - np.uint32(low + step)
            fewer, more = (part, other) if len(part) < len(other) else (other, part)
            marks[fewer] = True
            found.append(more[marks[more]] + np.uint32(low))
            marks[fewer] = False
        return np.concatenate(found)

    def _scored_words(
        self,
        name: str,
        words: Sequence[bytes],
        docs: Array,
        within: Within | None,
        scored: bool,
        boost: float,
    ) -> Matched:
        """Documents that have the words side by side, with the sum of the words' scores, as Whoosh gives it."""
        if within is not None:
            docs = docs[within.mask[docs]]
        total = np.zeros(len(docs))
        if scored and len(docs):
            among = self._among(docs)
            for word in words:
                total += self._term(name, word, among, True).scores
        return Matched(docs, total * boost)

    def _near(self, node: Any, within: Within | None, scored: bool) -> Matched:
        """Words in any order, each at most `slop` places outside the stretch that those before it take."""
        name = node.qs[0].fieldname
        words = [term_bytes(term.text) for term in node.qs]
        field = self._arrays.field(name)
        terms = [field.find(word) for word in words]
        slots = [field.slots_of(term) for term in terms if term is not None]
        if len(slots) < len(words):
            return _NOTHING
        found = []
        for first in range(0, self._size, _DOCUMENTS_AT_ONCE):
            self._check()
            bases = field.bases[first : first + _DOCUMENTS_AT_ONCE + 1].astype(np.int64)
            parts = [
                own[slice(*np.searchsorted(own, bases[[0, -1]].astype(own.dtype)))].astype(np.int64)
                for own in slots
            ]
            if all(map(len, parts)):
                found.append(first + _near_in(parts, bases, node.slop))
        docs = np.concatenate(found) if found else np.empty(0, np.intp)
        return self._scored_words(name, words, docs, within, scored, 1.0)

    # --- words by their spelling ---

    def _expanded(self, node: Any, within: Within | None) -> Matched:
        field = self._arrays.field(node.fieldname)
        found = np.zeros(self._size, bool)
        if isinstance(node, wq.Prefix):
            found[field.docs_between(*field.begun_by(term_bytes(node.text)))] = True
        else:
            terms = np.array(list(terms_like(field, node)), np.int64)
            found[field.docs_of_all(terms)] = True
        if within is not None:
            found &= within.mask
        docs = np.flatnonzero(found)
        return Matched(docs, np.empty(len(docs)))

    # --- anything else ---

    def _by_whoosh(self, node: Any, within: Within | None) -> Matched:
        searcher = self._whoosh(self._leaf)
        matcher = node.matcher(searcher, searcher.context())
        docs, scores = [], []
        while matcher.is_active():
            docs.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
            if len(docs) % 512 == 0:
                self._check()
        matched = Matched(np.array(docs, np.intp), np.array(scores))
        if within is None:
            return matched
        keep = within.mask[matched.docs]
        return Matched(matched.docs[keep], matched.scores[keep])


def _both(fewer: Matched, more: Matched, boost: float) -> Matched:
    """The documents of either, with the sum of their scores."""
    places = np.searchsorted(more.docs, fewer.docs)
    there = np.zeros(len(fewer), bool)
    inside = places < len(more)
    there[inside] = more.docs[places[inside]] == fewer.docs[inside]
    scores = more.scores.copy()
    scores[places[there]] += fewer.scores[there]
    docs = more.docs
    if not there.all():
        new = places[~there] + np.arange(len(fewer) - np.count_nonzero(there))
        old = np.ones(len(more) + len(new), bool)
        old[new] = False
        docs, scores = (
            _spread(old, docs, new, fewer.docs[~there]),
            _spread(old, scores, new, fewer.scores[~there]),
        )
    return Matched(docs, scores * boost if boost != 1 else scores)


def _spread(old: Array, values: Array, new: Array, others: Array) -> Array:
    """`values` where `old` says, `others` at the places `new`."""
    joined = np.empty(len(old), values.dtype)
    joined[old], joined[new] = values, others
    return joined


def _key(node: Any) -> _Key | None:
    """What a word is known by where its scores are kept: a Term, or an Or of nothing else; None for any other node."""
    if isinstance(node, wq.Term):
        return node.fieldname, node.text, node.boost
    if isinstance(node, wq.Or):
        terms = [
            (sub.fieldname, sub.text, sub.boost)
            for sub in node.subqueries
            if isinstance(sub, wq.Term)
        ]
        if len(terms) == len(node.subqueries) <= _MOST_FIELDS:
            return *terms, node.boost
    return None


def term_bytes(text: Any) -> bytes:
    """A term as the segments hold it."""
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogatepass")


def _one_field(nodes: Iterable[Any]) -> bool:
    nodes = list(nodes)
    return (
        all(isinstance(node, wq.Term) for node in nodes)
        and len({node.fieldname for node in nodes}) == 1
    )


def _documents_of(starts: Array, bases: Array, length: int) -> Array:
    """The documents in which stretches of `length` slots lie whole, that begin at `starts` (ascending)."""
    if len(starts) < len(bases):
        docs = np.searchsorted(bases, starts, side="right") - 1
        docs = docs[starts.astype(np.int64) + length <= bases[docs + 1]]
        return np.unique(docs)
    ends = np.maximum(bases[1:].astype(np.int64) - length + 1, bases[:-1])
    inside = np.searchsorted(starts, ends.astype(starts.dtype)) > np.searchsorted(
        starts, bases[:-1]
    )
    return np.flatnonzero(inside)


def _near_in(slots: Sequence[Array], bases: Array, slop: int) -> Array:
    """The documents, counted from the first of `bases`, that have a slot of each list near the others."""
    low = high = slots[0]
    docs = np.searchsorted(bases, low, side="right") - 1
    for own in slots[1:]:
        begin = np.searchsorted(own, np.maximum(low - slop, bases[docs]))
        end = np.searchsorted(own, np.minimum(high + slop, bases[docs + 1] - 1), side="right")
        counts = np.maximum(end - begin, 0)
        here = own[targets(begin, counts)]
        low, high, docs = np.repeat(low, counts), np.repeat(high, counts), np.repeat(docs, counts)
        outside = (here < low) | (here > high)
        here, low, high, docs = here[outside], low[outside], high[outside], docs[outside]
        low, high = np.minimum(low, here), np.maximum(high, here)
        if len(slots) > 2:
            order = np.lexsort((high, low))
            low, high, docs = low[order], high[order], docs[order]
            new = np.ones(len(low), bool)
            new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
            low, high, docs = low[new], high[new], docs[new]
    return np.unique(docs)


# One character of UTF-8, as a pattern of bytes spelt in Latin-1.
_ANY = r"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"


def terms_like(field: FieldArrays, node: Any) -> Iterable[int]:
    """The numbers of the terms that a wildcard or a fuzzy term stands for."""
    if isinstance(node, wq.Wildcard):
        fixed = re.split(r"[*?]", node.text, maxsplit=1)[0]
        low, high = field.begun_by(term_bytes(fixed)) if fixed else (0, len(field))
        lines = field.lines_between(low, high)
        pattern = glob_source(
            node.text, _ANY, r"[^\n]*", lambda c: re.escape(term_bytes(c)).decode("latin-1")
        ).encode("latin-1")
        starts = [match.start() for match in re.finditer(rb"^" + pattern + rb"$", lines, re.M)]
        begin = int(field.ends[low - 1]) if low else 0
        terms = np.searchsorted(field.ends, np.array(starts, np.int64) + begin, side="right")
        return cast("list[int]", terms.tolist())
    low, high = (
        field.begun_by(term_bytes(node.text[: node.prefixlength]))
        if node.prefixlength
        else (0, len(field))
    )
    return [low + place for place, _ in alike(field, low, high, node.text, int(node.maxdist))]


def alike(field: FieldArrays, low: int, high: int, word: str, limit: int) -> list[tuple[int, int]]:
    """(place from `low`, Levenshtein distance) of the terms between `low` and `high` not further than `limit` from `word`."""
    words = field.lines_between(low, high).decode("utf-8", "surrogatepass").split("\n")[:-1]
    if not words:
        return []
    distances = process.cdist(
        [word], words, scorer=Levenshtein.distance, score_cutoff=limit, dtype=np.uint8
    )[0]
    places = np.flatnonzero(distances <= limit)
    return list(zip(places.tolist(), distances[places].tolist(), strict=True))


__all__ = [
    "Leaf",
    "Matched",
    "OutOfTime",
    "SegmentSearch",
    "Statistics",
    "alike",
    "term_bytes",
    "terms_like",
]
