"""Groups of near-duplicate articles, from MinHash signatures: locality-sensitive hashing by bands.

Candidates come from bands of the signatures (Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", 3.4) and are then compared in full.
"""

import itertools
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from index.engine.local import HASH_MULTIPLIER, HASHES, Array

# Rows of a signature in one band.
_ROWS = 4
# The least share of equal hashes of two duplicates.
_ALIKE = 0.55
# Most rows in memory as objects at a time.
_ROWS_AT_ONCE = 4096
# Pairs of signatures compared in one step.
_PAIRS_AT_ONCE = 1 << 16


def duplicate_groups(rows: Iterable[tuple[int, bytes, str]]) -> dict[int, int]:
    """Maps each article with near-duplicates to the lowest number of its group.

    `rows` are (article number, MinHash signature, digest of the text), in order of number. They are
    read once, and kept as arrays. The digest may be empty where no other article has it.
    """
    leader: dict[int, int] = {}

    def find(num: int) -> int:
        while leader.get(num, num) != num:
            leader[num] = leader.get(leader[num], leader[num])
            num = leader[num]
        return num

    for one, other in _pairs(_arrays_of(rows)):
        first, second = sorted((find(one), find(other)))
        leader[first] = leader[second] = first
    return {num: find(num) for num in leader}


class _Rows(NamedTuple):
    """The articles that have a signature, the signatures; those with a digest, and the digests."""

    signed: Array
    signatures: Array
    digested: Array
    digests: Array


def _arrays_of(rows: Iterable[tuple[int, bytes, str]]) -> _Rows:
    signed, digested, packed = array("I"), array("I"), bytearray()
    digests = [np.empty(0, "S1")]
    left = iter(rows)
    while part := list(itertools.islice(left, _ROWS_AT_ONCE)):
        signed.extend([num for num, signature, _ in part if signature])
        packed += b"".join([signature for _, signature, _ in part])
        digested.extend([num for num, _, digest in part if digest])
        digests.append(np.array([digest for _, _, digest in part if digest], "S"))
    return _Rows(
        np.array(signed, np.uint32),
        np.frombuffer(packed, "<u4").reshape(-1, HASHES),
        np.array(digested, np.uint32),
        np.concatenate(digests),
    )


def _pairs(rows: _Rows) -> Iterator[tuple[int, int]]:
    """Pairs of duplicates, as numbers; every duplicate is in some pair."""
    firsts, others = _neighbours(rows.digests)
    yield from zip(rows.digested[firsts].tolist(), rows.digested[others].tolist(), strict=True)
    signed, signatures = rows.signed, rows.signatures
    compared = np.empty(0, np.int64)
    for low in range(0, HASHES, _ROWS):
        keys = np.zeros(len(signatures), np.uint64)
        for column in range(low, low + _ROWS):
            keys = keys * HASH_MULTIPLIER + signatures[:, column]
        several = _several(keys)
        firsts, others = (several[places] for places in _neighbours(keys[several]))
        # most pairs share several bands
        pairs = np.setdiff1d(firsts << 32 | others, compared)
        compared = np.concatenate((compared, pairs))
        for begin in range(0, len(pairs), _PAIRS_AT_ONCE):
            part = pairs[begin : begin + _PAIRS_AT_ONCE]
            one, other = part >> 32, part & 0xFFFFFFFF
            same = np.count_nonzero(signatures[one] == signatures[other], axis=1)
            alike = same >= _ALIKE * HASHES
            yield from zip(signed[one[alike]].tolist(), signed[other[alike]].tolist(), strict=True)


def _several(keys: Array) -> Array:
    """The places of the keys that share a bucket of a hash table with another, ascending.

    Nearly all keys of a library are unequal, and buckets take a fraction of the time of sorting.
    """
    bits = len(keys).bit_length() + 2
    buckets = (keys * HASH_MULTIPLIER >> np.uint64(64 - bits)).astype(np.intp)
    return np.flatnonzero(np.bincount(buckets, minlength=1 << bits)[buckets] > 1)


def _neighbours(keys: Array) -> tuple[Array, Array]:
    """Pairs of places with equal keys: each place with the first and with the previous one.

    Example: the places 0 to 4 have the keys 7, 5, 7, 9, 7. Sorted by key, the places are 1, 0, 2,
    4, 3, and groups begin at 0, 1 and 4. The group of 7 has the places 0, 2 and 4: the pairs are
    (0, 2), (0, 4) and (2, 4).
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.concatenate((np.ones(min(1, len(keys)), bool), ordered[1:] != ordered[:-1]))
    later = np.flatnonzero(~begins)
    first = np.flatnonzero(begins)[np.cumsum(begins) - 1][later]
    apart = first < later - 1  # the previous one is another than the first
    return (
        order[np.concatenate((first, later[apart] - 1))],
        order[np.concatenate((later, later[apart]))],
    )


__all__ = ["duplicate_groups"]
