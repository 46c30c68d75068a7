"""Stored form of actor pairs: 32-bit little-endian integers."""

import sys
from array import array
from collections.abc import Iterable

from index.model import Pair

# Flag in the count: the two are quoted next to each other.
ADJACENT = 1 << 31


def pack_pairs(pairs: Iterable[Pair]) -> bytes:
    """Pack the pairs of one article: three little-endian uint32 each."""
    packed = array("I")
    for pair in pairs:
        packed.extend((pair.actor, pair.other, pair.times | (ADJACENT if pair.adjacent else 0)))
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
