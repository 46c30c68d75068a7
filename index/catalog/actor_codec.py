"""Stored form of the actors of an article: 32-bit little-endian integers."""

import sys
from array import array
from collections.abc import Iterable

# Flag in the number of an actor: the article quotes it.
SPEAKS = 1 << 31


def pack_actors(actors: Iterable[tuple[int, bool]]) -> bytes:
    """Pack the actors of one article: a little-endian uint32 each, with a flag for speakers."""
    packed = array("I", [number | SPEAKS if speaks else number for number, speaks in actors])
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_actors(packed: bytes) -> list[int]:
    """The numbers of the actors that `pack_actors` packed."""
    packed_numbers = array("I", packed)
    if sys.byteorder == "big":
        packed_numbers.byteswap()
    return [number & (SPEAKS - 1) for number in packed_numbers]
