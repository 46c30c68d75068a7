"""Groups of near-duplicate articles, from MinHash signatures: locality-sensitive hashing by bands.

Candidates come from bands of the signatures (Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", 3.4) and are then compared in full.
"""

import itertools
from collections.abc import Sequence

import numpy as np

from index.engine.local import HASH_MULTIPLIER, HASHES

# Rows of a signature in one band.
_ROWS = 4


# The least share of equal hashes of two duplicates.
_ALIKE = 0.55


def duplicate_groups(rows: Sequence[tuple[int, bytes, str]]) -> dict[int, int]:
    """Maps each article with near-duplicates to the lowest number of its group.

    `rows` are (article number, MinHash signature, digest of the text).
    """
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
        matrix = np.frombuffer(b"".join(packed for _, packed in long), "<u4").reshape(-1, HASHES)
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
    """Pairs of rows that agree in some LSH band: each row with the first and the previous one.

    Example: in one band the rows 0 to 4 have the keys 7, 5, 7, 9, 7. Sorted by key, the rows are
    1, 0, 2, 4, 3, and groups begin at 0, 1 and 4. The group of 7 has the rows 0, 2 and 4: the
    candidates are (0, 2), (0, 4) and (2, 4).
    """
    found: set[tuple[int, int]] = set()
    for first in range(0, HASHES, _ROWS):
        keys = np.zeros(len(matrix), np.uint64)
        for column in range(first, first + _ROWS):
            keys = keys * HASH_MULTIPLIER + matrix[:, column]
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
