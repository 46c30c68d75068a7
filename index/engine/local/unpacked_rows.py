"""Caches of unpacked rows: a phrase asks for them to match and to score, statements more often."""

from index.engine.local.array_files import Array
from index.platform import LruCache

# Bytes of slots and of postings that a segment keeps.
_KEPT_SLOTS, _KEPT_POSTINGS = 3 << 20, 1 << 20
# What a cached array takes besides its content.
_BYTES_AN_ARRAY = 200

# The name of a field and the number of a term in it.
TermKey = tuple[str, int]


def _bytes_of(array: Array) -> int:
    return array.nbytes + _BYTES_AN_ARRAY


def _bytes_of_both(arrays: tuple[Array, Array]) -> int:
    return _bytes_of(arrays[0]) + _bytes_of(arrays[1])


class UnpackedRows:
    """What searches have unpacked of a segment, bounded for all its fields together."""

    def __init__(self) -> None:
        self.postings: LruCache[TermKey, tuple[Array, Array]] = LruCache(
            _KEPT_POSTINGS, _bytes_of_both
        )
        self.slots: LruCache[TermKey, Array] = LruCache(_KEPT_SLOTS, _bytes_of)


__all__ = ["TermKey", "UnpackedRows"]
