"""Articles that are nearly the same: MinHash signatures (by rensa), gathered into groups.

Two articles are doubles where about half of their stretches of four words are the same (Broder
1997). Candidates come from bands of the signatures (Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", 3.4), and are then compared in full.
"""

import hashlib
import itertools
from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

from index.arrays import Array
from index.runs import targets

_HASHES, _ROWS, _SEED = 64, 4, 2004
_WORDS = 4
# Shorter texts, in words, are doubles only where they are the same.
_SHORTEST = 20
# Of a longer text, in words, the beginning is compared.
_LONGEST = 40_000
# Makes one hash of those of several words, in which their order counts (an odd multiplier: Knuth, TAOCP 3, 6.4).
_TIMES = np.uint64(0x9E3779B97F4A7C15)
# The share of equal hashes from which on two articles are doubles.
_ALIKE = 0.55


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
    mixed = words * _TIMES
    for _ in range(_WORDS - 1):
        mixed = (mixed[:-1] + words[len(words) - len(mixed) + 1 :]) * _TIMES
    rows = np.concatenate(([0], np.cumsum(taken)))
    stretches = mixed[targets(bounds[:-1], taken)]
    made = RMinHash.digest_matrix_from_flat_token_hashes(stretches, rows, _HASHES, _SEED).to_rows()
    return [
        np.array(row, "<u4").tobytes() if count else b""
        for row, count in zip(made, taken.tolist(), strict=True)
    ]


def groups(rows: Sequence[tuple[int, bytes, str]]) -> dict[int, int]:
    """For each article that has doubles the lowest number among them; `rows` are number, signature, digest of the text."""
    leader: dict[int, int] = {}

    def find(num: int) -> int:
        while leader.get(num, num) != num:
            leader[num] = leader.get(leader[num], leader[num])
            num = leader[num]
        return num

    def join(one: int, other: int) -> None:
        one, other = sorted((find(one), find(other)))
        leader[one] = one
        leader[other] = one

    same: dict[str, int] = {}
    for num, _, digest in rows:
        if (first := same.setdefault(digest, num)) != num:
            join(first, num)
    long = [(num, packed) for num, packed, _ in rows if packed]
    if long:
        nums = np.array([num for num, _ in long])
        matrix = np.frombuffer(b"".join(packed for _, packed in long), "<u4").reshape(-1, _HASHES)
        for one, other in _candidates(matrix):
            if (
                find(int(nums[one])) != find(int(nums[other]))
                and np.mean(matrix[one] == matrix[other]) >= _ALIKE
            ):
                join(int(nums[one]), int(nums[other]))
    return {num: find(num) for num in leader}


def _candidates(
    matrix: "np.ndarray[tuple[int, int], np.dtype[np.uint32]]",
) -> "set[tuple[int, int]]":
    """Rows that are the same in some band: each with the first of its like and with the one before it."""
    found: set[tuple[int, int]] = set()
    for first in range(0, _HASHES, _ROWS):
        keys = np.zeros(len(matrix), np.uint64)
        for column in range(first, first + _ROWS):
            keys = keys * _TIMES + matrix[:, column]
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        ends = np.append(begins[1:], len(ordered))
        for begin, end in zip(
            begins[ends - begins > 1].tolist(), ends[ends - begins > 1].tolist(), strict=True
        ):
            alike = order[begin:end].tolist()
            found.update((alike[0], other) for other in alike[1:])
            found.update(itertools.pairwise(alike))
    return found


__all__ = ["groups", "signatures", "word_hash"]
