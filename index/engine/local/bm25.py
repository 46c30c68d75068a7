"""BM25F over all segments of an index, by the formulas and defaults of `whoosh.scoring`.

Deleted documents count until their segment is merged, as they do in Whoosh.
"""

import math
from collections.abc import Sequence

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.index_fields import boost_of
from index.engine.local.inversion import LENGTHS
from index.engine.local.matched import MatchedCache
from index.engine.local.segments import SegmentArrays
from index.platform import LruCache

_B, _K1 = 0.75, 1.2
# Bytes of cached documents and scores: some hundred words, or the 30 commonest of 100,000 articles.
_CACHED_BYTES = 16 << 20
# Words whose inverse document frequency is cached.
_CACHED_WORDS = 10_000


class IndexStatistics:
    """Document frequencies, field lengths and caches of one snapshot. Thread-safe."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = segments
        self._documents = sum(map(len, segments))
        self._idf: LruCache[tuple[str, bytes], float] = LruCache(_CACHED_WORDS)
        self._norms: dict[str, Array] = {}
        # LRU cache of documents and scores by word: each key typed asks for them again
        self.words = MatchedCache(_CACHED_BYTES)

    def places_of(self, field: str, word: bytes) -> list[tuple[int, FieldArrays, int]]:
        """The segments that have a word in a field: place, field, and the number of the term."""
        found = []
        for place, segment in enumerate(self._segments):
            arrays = segment.field(field)
            term = arrays.find(word)
            if term is not None:
                found.append((place, arrays, term))
        return found

    def doc_frequency(self, field: str, word: bytes) -> int:
        """How many documents have the word."""
        return sum(arrays.doc_frequency(term) for _, arrays, term in self.places_of(field, word))

    def idf(self, field: str, word: bytes, frequency: int | None = None) -> float:
        """The inverse document frequency; `frequency` is that of the word, where it is known."""
        key = (field, word)
        known = self._idf.get(key)
        if known is None:
            if frequency is None:
                frequency = self.doc_frequency(field, word)
            known = math.log(self._documents / (frequency + 1)) + 1
            self._idf.put(key, known)
        return known

    def scores(self, place: int, field: str, word: bytes, docs: Array, freqs: Array) -> Array:
        """The BM25F scores of a word in documents of the segment at `place`."""
        return bm25f(field, freqs, self.norms(place, field, docs), self.idf(field, word))

    def norms(self, place: int, field: str, docs: Array) -> Array:
        """K1 * (1 - B + B * length / mean length) for some documents of the segment at `place`."""
        by_code = self._norms.get(field)
        if by_code is None:
            total = sum(one.field(field).total_length for one in self._segments)
            mean = total / (self._documents or 1) or 1
            by_code = _K1 * ((1 - _B) + _B * np.maximum(LENGTHS, 1) / mean)
            self._norms[field] = by_code
        norms: Array = by_code[self._segments[place].field(field).lengths[docs]]
        return norms


def bm25f(field: str, freqs: Array, norms: Array, idf: float) -> Array:
    """The scores of a word in some documents, by its frequency and the norm of each.

    With weight w = freq * field boost, a score is idf * w * (K1 + 1) / (w + norm).
    """
    weights = freqs * boost_of(field)
    scores: Array = weights + norms
    np.divide(weights * (_K1 + 1), scores, out=scores)
    scores *= idf
    return scores


__all__ = ["IndexStatistics", "bm25f"]
