"""Helpers for ragged arrays (CSR): offsets from counts, gather indices, ranks.

Example: rows of 2, 0 and 3 items have the counts [2, 0, 3] and the offsets [0, 2, 2, 5].
`targets([10, 20, 30], [2, 0, 3])` is [10, 11, 30, 31, 32].
"""

import numpy as np

from index.engine.local.array_files import Array


def counted(counts: Array) -> Array:
    """The offsets of rows with these counts: one more than there are rows (uint32)."""
    starts = np.zeros(len(counts) + 1, np.uint32)
    np.cumsum(counts, out=starts[1:])
    return starts


def targets(begins: Array, counts: Array) -> Array:
    """The indices of rows that begin at `begins` and have `counts` items, row after row."""
    return np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))


def ranks(order: Array) -> Array:
    """The inverse of a permutation from argsort: the rank of each item."""
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


__all__ = ["counted", "ranks", "targets"]
