"""Helpers for ragged arrays (CSR): offsets from counts, gather indices, ranks; sets of numbers.

Example: rows of 2, 0 and 3 items have the counts [2, 0, 3] and the offsets [0, 2, 2, 5].
`targets([10, 20, 30], [2, 0, 3])` is [10, 11, 30, 31, 32].
"""

from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from index.engine.local.array_files import Array


def counted(counts: Array) -> Array:
    """The offsets of rows with these counts: one more than there are rows (uint32)."""
    starts = np.zeros(len(counts) + 1, np.uint32)
    np.cumsum(counts, out=starts[1:])
    return starts


def joined_rows(rows: Iterable[tuple[int, bytes]]) -> tuple[Array, Array, bytearray]:
    """The numbers (uint32), the lengths in bytes (int64) and the joined bytes of packed rows."""
    nums, lengths, content = array("I"), array("q"), bytearray()
    for num, packed in rows:
        nums.append(num)
        lengths.append(len(packed))
        content += packed
    return np.array(nums, np.uint32), np.array(lengths, np.int64), content


def starts_of(counts: Array) -> Array:
    """The offset of each row with these counts (int64)."""
    return np.cumsum(counts, dtype=np.int64) - counts


def targets(begins: Array, counts: Array) -> Array:
    """The indices of rows that begin at `begins` and have `counts` items, row after row."""
    return np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))


def chunks(offsets: Array, most: int) -> Iterator[tuple[int, int]]:
    """Rows with these offsets as ranges of about `most` items each, a larger row alone."""
    low, last = 0, len(offsets) - 1
    while low < last:
        high = int(np.searchsorted(offsets, offsets[low] + most, side="right")) - 1
        high = min(max(high, low + 1), last)
        yield low, high
        low = high


def ranks(order: Array) -> Array:
    """The inverse of a permutation from argsort: the rank of each item."""
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


def is_among(numbers: Array, wanted: Array) -> Array:
    """For each of some article numbers whether it is among `wanted` (bool), without sorting."""
    if not len(numbers) or not len(wanted):
        return np.zeros(len(numbers), bool)
    mask = np.zeros(max(int(numbers.max()), int(wanted.max())) + 1, bool)
    mask[wanted] = True
    return mask[numbers]


def distinct(ascending: Array) -> Array:
    """Ascending numbers, each once: many times as fast as `np.unique`."""
    new = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return ascending if new.all() else ascending[new]


__all__ = [
    "chunks",
    "counted",
    "distinct",
    "is_among",
    "joined_rows",
    "ranks",
    "starts_of",
    "targets",
]
