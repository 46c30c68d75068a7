"""Runs in arrays, stretches that lie end to end or are picked out together, and places in an order."""

import numpy as np

from index.engine.local.array_files import Array


def counted(counts: Array) -> Array:
    """Where each run begins, of runs so long that lie end to end; one more than there are, the last being the end of all."""
    starts = np.zeros(len(counts) + 1, np.uint32)
    np.cumsum(counts, out=starts[1:])
    return starts


def targets(begins: Array, counts: Array) -> Array:
    """The places in runs of `counts`, each from its own beginning on."""
    return np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))


def ranks(order: Array) -> Array:
    """The place of each item in an `order`, a permutation as argsort gives it."""
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


__all__ = ["counted", "ranks", "targets"]
