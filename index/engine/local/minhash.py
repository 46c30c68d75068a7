"""MinHash signatures: near-duplicate articles have many hashes in common.

Two articles are near-duplicates if about half of their shingles (runs of four words) are the same
(Broder 1997). A signature holds the least value of 64 hash functions over the shingles of a text.
The share of equal values estimates the Jaccard similarity. `ingest.duplicates` groups articles.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.ragged import targets

# Increased whenever equal texts would get other signatures: libraries are then rebuilt.
SIGNATURE_VERSION = 2
# Hash functions in a signature.
HASHES = 64
_WORDS = 4
# Shorter texts, in words, are duplicates only if they are the same.
_SHORTEST = 20
# Of a longer text, in words, the beginning is compared.
_LONGEST = 40_000
# Shingles hashed at a time: the batch fits into the processor's cache.
_AT_ONCE = 1 << 16
# Combines the hashes of several words so that their order counts (an odd multiplier: Knuth, TAOCP
# volume 3, 6.4).
HASH_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def _coefficients() -> Array:
    """Odd multipliers and addends of the hash functions; they never change."""
    digest = hashlib.shake_128(b"pressmark minhash").digest(8 * HASHES)
    return np.frombuffer(digest, "<u4").reshape(2, HASHES) | np.array([[1], [0]], np.uint32)


_FACTORS, _ADDENDS = _coefficients()


def word_hash(word: bytes) -> int:
    """The same 64 bits for a word in every process."""
    return int.from_bytes(hashlib.blake2b(word, digest_size=8).digest())


def word_hashes(words: Iterable[bytes]) -> Array:
    """As `word_hash`, for several words (uint64)."""
    blake2b = hashlib.blake2b
    digests = b"".join([blake2b(word, digest_size=8).digest() for word in words])
    return np.frombuffer(digests, ">u8").astype(np.uint64)


def signatures(words: Array, bounds: Array) -> list[bytes]:
    """The signature of each text, 64 hashes of 32 bits; empty for one that is too short.

    `words` has the hash of each word (uint64); text `i` has those from `bounds[i]` up to
    `bounds[i + 1]`.
    """
    counts = np.diff(bounds)
    taken = np.where(counts < _SHORTEST, 0, np.minimum(counts, _LONGEST) - _WORDS + 1)
    if not taken.any():
        return [b""] * len(taken)
    mixed = words * HASH_MULTIPLIER
    for _ in range(_WORDS - 1):
        mixed = (mixed[:-1] + words[len(words) - len(mixed) + 1 :]) * HASH_MULTIPLIER
    shingles = (mixed[targets(bounds[:-1], taken)] >> np.uint64(32)).astype(np.uint32)
    long = np.flatnonzero(taken)
    rows = _least(shingles, np.cumsum(taken[long]))
    found = [b""] * len(taken)
    for text, row in zip(long.tolist(), rows, strict=True):
        found[text] = row.tobytes()
    return found


def _least(shingles: Array, ends: Array) -> Array:
    """The least value of each hash function over the shingles of each text: a row a text (<u4).

    The shingles of text `i` end before `ends[i]`; no text has none. A hash function is
    `a * shingle + b` modulo 2**32 with an odd `a`. Batches of texts have up to `_AT_ONCE` shingles.
    """
    rows = np.empty((len(ends), HASHES), "<u4")
    text = begin = 0
    while text < len(ends):
        last = max(text + 1, int(np.searchsorted(ends, begin + _AT_ONCE, side="right")))
        part = shingles[begin : ends[last - 1]]
        starts = np.concatenate(([0], ends[text : last - 1] - begin))
        hashed = np.empty_like(part)
        for number in range(HASHES):
            np.multiply(part, _FACTORS[number], out=hashed)
            np.add(hashed, _ADDENDS[number], out=hashed)
            rows[text:last, number] = np.minimum.reduceat(hashed, starts)
        text, begin = last, int(ends[last - 1])
    return rows


__all__ = [
    "HASHES",
    "HASH_MULTIPLIER",
    "SIGNATURE_VERSION",
    "signatures",
    "word_hash",
    "word_hashes",
]
