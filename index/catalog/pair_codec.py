"""Stored form of actor pairs: 32-bit little-endian integers."""

import sys
from array import array
from collections.abc import Iterable

from index.model import Pair

# Beside how often: that the two are quoted next to each other.
BESIDE = 1 << 31


def pack_pairs(pairs: Iterable[Pair]) -> bytes:
    """The pairs of one article as 32 bits a number, little-endian."""
    packed = array("I")
    for pair in pairs:
        packed.extend((pair.actor, pair.other, pair.times | (BESIDE if pair.beside else 0)))
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
