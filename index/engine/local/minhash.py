"""Articles that are nearly the same: MinHash signatures (by rensa), gathered into groups.

Two articles are doubles where about half of their stretches of four words are the same (Broder
1997). Candidates come from bands of the signatures (Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", 3.4), and are then compared in full.
"""

import hashlib

import numpy as np
from rensa import RMinHash

from index.engine.local.array_files import Array
from index.engine.local.ragged import targets

# Hashes in a signature, and the seed of their permutations.
HASHES, _SEED = 64, 2004
_WORDS = 4
# Shorter texts, in words, are doubles only where they are the same.
_SHORTEST = 20
# Of a longer text, in words, the beginning is compared.
_LONGEST = 40_000
# Makes one hash of those of several words, in which their order counts (an odd multiplier: Knuth, TAOCP 3, 6.4).
HASH_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def word_hash(word: bytes) -> int:
    """The same 64 bits for a word in every process."""
    return int.from_bytes(hashlib.blake2b(word, digest_size=8).digest())


def signatures(words: Array, bounds: Array) -> list[bytes]:
    """What texts are compared by: 64 hashes of 32 bits for each; nothing for one too short for it.

    `words` has the hash of each word (uint64); those of text `i` go from `bounds[i]` up to `bounds[i + 1]`.
    """
    counts = np.diff(bounds)
    taken = np.where(counts < _SHORTEST, 0, np.minimum(counts, _LONGEST) - _WORDS + 1)
    if not taken.any():
        return [b""] * len(taken)
    mixed = words * HASH_MULTIPLIER
    for _ in range(_WORDS - 1):
        mixed = (mixed[:-1] + words[len(words) - len(mixed) + 1 :]) * HASH_MULTIPLIER
    rows = np.concatenate(([0], np.cumsum(taken)))
    stretches = mixed[targets(bounds[:-1], taken)]
    made = RMinHash.digest_matrix_from_flat_token_hashes(stretches, rows, HASHES, _SEED).to_rows()
    return [
        np.array(row, "<u4").tobytes() if count else b""
        for row, count in zip(made, taken.tolist(), strict=True)
    ]


__all__ = ["signatures", "word_hash"]
