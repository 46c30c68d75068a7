"""Rows of whole numbers packed into bytes, many in one call: numbers of one width with escapes.

A row has 8, 16 or 32 bits a number. A number that does not fit is written as an escape, all bits
set, and follows in a wider form after the row, so that one large number does not widen the others.

Example: 3, 300, 7 in 8 bits with escapes of 16 bits is `03 ff 07` followed by `2c 01`.
"""

from typing import NamedTuple

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.ragged import targets


class Width(NamedTuple):
    """How the numbers of a row are written: bytes of each number, and of each escaped one.

    `escape` is 0 where there are no escapes. `mark` is the smallest number that is escaped.
    """

    plain: int
    escape: int
    mark: int


WIDTHS = (
    Width(1, 2, 0xFF),
    Width(1, 4, 0xFF),
    Width(2, 4, 0xFFFF),
    Width(4, 0, 1 << 32),
)
_TOO_LARGE = 1 << 62
# Rows are copied by a mask up to so many times their bytes.
_SPARSE = 4


def _kind_of(width: int) -> str:
    """The numpy type of an unsigned number of so many bytes, little-endian."""
    return f"<u{width}"


def sizes_of_rows(width: Width, values: Array, starts: Array, counts: Array) -> Array:
    """The bytes of each row of `values`; 2 ** 62 for a row with a number too large to escape.

    `starts` are the rows' offsets in `values`. No row is empty.
    """
    if not width.escape:
        return counts * width.plain
    escapes = np.add.reduceat((values >= width.mark).view(np.uint8), starts, dtype=np.int64)
    sizes: Array = counts * width.plain + escapes * width.escape
    if width.escape < 4:
        limit = 1 << (8 * width.escape)
        sizes[np.maximum.reduceat(values, starts) >= limit] = _TOO_LARGE
    return sizes


def pack_rows(out: Array, begins: Array, width: Width, values: Array, counts: Array) -> None:
    """Write rows into the bytes `out`; row `i` begins at `begins[i]`."""
    if not width.escape:
        put_rows(out, begins, counts * width.plain, values.astype(_kind_of(width.plain)))
        return
    large = values >= width.mark
    main = np.minimum(values, width.mark).astype(_kind_of(width.plain))
    put_rows(out, begins, counts * width.plain, main)
    if large.any():
        escapes = _sums(large, counts)
        put_rows(
            out,
            begins + counts * width.plain,
            escapes * width.escape,
            values[large].astype(_kind_of(width.escape)),
        )


def unpack_rows(data: Array, begins: Array, width: Width, counts: Array) -> Array:
    """The numbers of rows that `pack_rows` wrote, row after row (uint32)."""
    main = take_rows(data, begins, counts * width.plain).view(_kind_of(width.plain))
    values = main.astype(np.uint32)
    if width.escape:
        large = main == width.mark
        if large.any():
            escapes = _sums(large, counts)
            values[large] = take_rows(
                data, begins + counts * width.plain, escapes * width.escape
            ).view(_kind_of(width.escape))
    return values


def unpack_row(data: Array, begin: int, width: Width, count: int) -> Array:
    """The numbers of one row, in the narrowest of the row's types that holds them."""
    end = begin + count * width.plain
    main = data[begin:end].view(_kind_of(width.plain))
    if not width.escape:
        return main
    places = (main == width.mark).nonzero()[0]
    if not len(places):
        return main
    values = main.astype(_kind_of(width.escape))
    values[places] = data[end : end + len(places) * width.escape].view(_kind_of(width.escape))
    return values


def put_rows(out: Array, begins: Array, lengths: Array, values: Array) -> None:
    """Write the bytes of `values` as rows of these lengths in bytes, each from its begin on.

    Rows begin in ascending order, and none begins before the end of the one before.
    """
    if not len(begins):
        return
    first, last = int(begins[0]), int(begins[-1] + lengths[-1])
    out[first:last][_are_in_rows(begins, lengths)] = values.view(np.uint8)


def take_rows(data: Array, begins: Array, lengths: Array) -> Array:
    """The bytes of rows, row after row, which are ordered as for `put_rows` or lie far apart."""
    if not len(begins):
        return data[:0]
    first, last = int(begins[0]), int(begins[-1] + lengths[-1])
    if last - first > _SPARSE * int(lengths.sum()) or (begins[1:] < (begins + lengths)[:-1]).any():
        return data[targets(begins, lengths)]
    return data[first:last][_are_in_rows(begins, lengths)]


def _are_in_rows(begins: Array, lengths: Array) -> Array:
    """For each byte from the first row to the end of the last one whether it is in a row (bool).

    Copying by such a mask takes a third of the time of copying by the places of the bytes.
    """
    runs = np.empty(2 * len(begins) - 1, np.int64)  # rows, and the gaps between them
    runs[::2] = lengths
    runs[1::2] = begins[1:] - (begins + lengths)[:-1]
    inside = np.zeros(len(runs), bool)
    inside[::2] = True
    return np.repeat(inside, runs)


def _sums(flags: Array, counts: Array) -> Array:
    """How many flags of each row are set."""
    totals = np.concatenate(([0], np.cumsum(flags)))
    ends = np.cumsum(counts)
    sums: Array = totals[ends] - totals[ends - counts]
    return sums


def pack_bits(values: Array, counts: Array, bits: int) -> Array:
    """Rows of numbers of 1, 2 or 4 bits, each row filled up to whole bytes (uint8)."""
    each = 8 // bits
    lengths = -(-counts // each)
    spread = np.zeros(int(lengths.sum()) * each, np.uint8)
    spread[targets((np.cumsum(lengths) - lengths) * each, counts)] = values
    packed = np.zeros(len(spread) // each, np.uint8)
    for place in range(each):
        packed |= spread[place::each] << np.uint8(place * bits)
    return packed


def unpack_bits(packed: Array, counts: Array, bits: int) -> Array:
    """The numbers of rows that `pack_bits` packed (uint8)."""
    spread = _SPREAD[bits][packed].ravel()
    each = 8 // bits
    lengths = -(-counts // each)
    return spread[targets((np.cumsum(lengths) - lengths) * each, counts)]


def unpack_bits_row(packed: Array, count: int, bits: int) -> Array:
    """The numbers of one row that `pack_bits` packed (uint8)."""
    return _SPREAD[bits][packed].ravel()[:count]


def _numbers_of_bytes(bits: int) -> Array:
    """For each byte the numbers of so many bits in it, the lowest first."""
    shifts = np.arange(0, 8, bits)
    return ((np.arange(256)[:, None] >> shifts) & ((1 << bits) - 1)).astype(np.uint8)


_SPREAD = {bits: _numbers_of_bytes(bits) for bits in (1, 2, 4)}


__all__ = [
    "WIDTHS",
    "Width",
    "pack_bits",
    "pack_rows",
    "put_rows",
    "sizes_of_rows",
    "take_rows",
    "unpack_bits",
    "unpack_bits_row",
    "unpack_row",
    "unpack_rows",
]
