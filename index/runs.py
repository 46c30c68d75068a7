"""Runs in arrays: stretches of an array that lie end to end or are picked out together."""

import numpy as np

from index.arrays import Array


def counted(counts: Array) -> Array:
    """Where each run begins, of runs so long that lie end to end; one more than there are, the last being the end of all."""
    starts = np.zeros(len(counts) + 1, np.uint32)
    np.cumsum(counts, out=starts[1:])
    return starts


def targets(begins: Array, counts: Array) -> Array:
    """The places in runs of `counts`, each from its own beginning on."""
    return np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))


__all__ = ["counted", "targets"]
