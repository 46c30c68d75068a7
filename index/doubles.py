"""Articles that are nearly the same: MinHash signatures (by rensa), gathered into groups.

Two articles are doubles where about half of their stretches of four words are the same (Broder
1997). Candidates come from bands of the signatures (Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", 3.4), and are then compared in full.
"""

import itertools
import re
from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

_HASHES, _ROWS, _SEED = 64, 4, 2004
_WORDS = 4
# Shorter texts, in words, are doubles only where they are the same.
_SHORTEST = 20
# Of a longer text, in code points, the beginning is compared.
_LONGEST = 200_000
# The share of equal hashes from which on two articles are doubles.
_ALIKE = 0.55
_WORD = re.compile(r"[^\W_]+")


def signature(text: str) -> bytes:
    """What a text is compared by: 64 hashes of 32 bits; nothing for one too short for it."""
    words = _WORD.findall(text[:_LONGEST].casefold())
    if len(words) < _SHORTEST:
        return b""
    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(list(map(" ".join, zip(*(words[at:] for at in range(_WORDS)), strict=False))))
    return np.array(sketch.digest(), "<u4").tobytes()


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
            if find(int(nums[one])) != find(int(nums[other])) and np.mean(matrix[one] == matrix[other]) >= _ALIKE:
                join(int(nums[one]), int(nums[other]))
    return {num: find(num) for num in leader}


def _candidates(matrix: "np.ndarray[tuple[int, int], np.dtype[np.uint32]]") -> "set[tuple[int, int]]":
    """Rows that are the same in some band: each with the first of its like and with the one before it."""
    found: set[tuple[int, int]] = set()
    for first in range(0, _HASHES, _ROWS):
        keys = np.zeros(len(matrix), np.uint64)
        for column in range(first, first + _ROWS):
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + matrix[:, column]
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        ends = np.append(begins[1:], len(ordered))
        for begin, end in zip(begins[ends - begins > 1].tolist(), ends[ends - begins > 1].tolist(), strict=True):
            alike = order[begin:end].tolist()
            found.update((alike[0], other) for other in alike[1:])
            found.update(itertools.pairwise(alike))
    return found


__all__ = ["groups", "signature"]
