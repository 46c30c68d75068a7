"""The slots of terms, packed: a row of bytes for each term.

The slots of a term are gaps, or positions within their documents, in 8 to 32 bits with escapes,
whichever is smallest. Gaps suit common words, positions suit rare ones. A stem has the numbers of
its forms in place of slots: its slots are those of its forms. `coding` says in bits 5 to 7 how a
row is packed.

Example: the slots 5, 17 and 1020, in documents with the first slots 0, 0 and 1000, are the gaps 5,
12 and 1003, or the positions 5, 17 and 20. The positions take three bytes, the gaps five.
"""

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.byte_rows import (
    WIDTHS,
    Width,
    pack_rows,
    sizes_of_rows,
    unpack_row,
    unpack_rows,
)
from index.engine.local.ragged import starts_of

# The widths of gaps, then those of positions, by the number in `coding` less 1.
_GAPS = WIDTHS
_POSITIONS = (WIDTHS[0], WIDTHS[2])
_SHIFT = 5
# The lowest coding of a row of slots: below it are rows of forms.
FIRST_OF_SLOTS = 1 << _SHIFT


def is_by_forms(coding: Array) -> Array:
    """Which rows hold forms in place of slots."""
    found: Array = np.less(coding, FIRST_OF_SLOTS)
    return found


def _width(kind: int) -> tuple[Width, bool]:
    """The width of a kind of row, and whether its numbers are gaps."""
    at = kind - 1
    return (_GAPS[at], True) if at < len(_GAPS) else (_POSITIONS[at - len(_GAPS)], False)


def pack_slots(counts: Array, slots: Array, origins: Array) -> tuple[Array, ...]:
    """The codings, the lengths in bytes and the bytes of the rows of some terms.

    `counts` are the slots of each term (none without any), `origins` the first slots of the
    documents in which the slots are.
    """
    starts = starts_of(counts)
    gaps = slots.astype(np.uint32)
    gaps[1:] -= slots[:-1]
    gaps[starts] = slots[starts]
    positions = slots - origins
    sizes = np.stack(
        [sizes_of_rows(width, gaps, starts, counts) for width in _GAPS]
        + [sizes_of_rows(width, positions, starts, counts) for width in _POSITIONS]
    )
    kinds = np.argmin(sizes, axis=0)
    lengths = sizes[kinds, np.arange(len(counts))]
    out = np.empty(int(lengths.sum()), np.uint8)
    begins = starts_of(lengths)
    kinds += 1
    for kind in np.unique(kinds).tolist():
        of_kind = kinds == kind
        width, by_gaps = _width(kind)
        values = (gaps if by_gaps else positions)[np.repeat(of_kind, counts)]
        pack_rows(out, begins[of_kind], width, values, counts[of_kind])
    return (kinds << _SHIFT).astype(np.uint8), lengths, out


def slots_of_row(
    data: Array, begin: int, coding: int, docs: Array, freqs: Array, bases: Array
) -> Array:
    """The slots of one row, ascending (uint32); `docs` and `freqs` are the term's postings."""
    width, by_gaps = _width(coding >> _SHIFT)
    values = unpack_row(data, begin, width, int(freqs.sum()))
    if by_gaps:
        slots = values.astype(np.uint32)
        return np.cumsum(slots, out=slots)  # in place: five times as fast
    origins = bases[docs]
    if len(values) != len(docs):
        origins = np.repeat(origins, freqs)
    return origins + values.astype(np.uint32, copy=False)


def unpack_slots(data: Array, begins: Array, coding: Array, counts: Array, origins: Array) -> Array:
    """The slots of rows, row after row (uint32), as `pack_slots` has the arguments."""
    slots = np.empty(int(counts.sum()), np.uint32)
    kinds = coding >> _SHIFT
    for kind in np.unique(kinds).tolist():
        of_kind = kinds == kind
        width, by_gaps = _width(kind)
        own = counts[of_kind]
        values = unpack_rows(data, begins[of_kind], width, own)
        places = np.repeat(of_kind, counts)
        if by_gaps:
            totals = np.cumsum(values, dtype=np.uint32)  # may wrap: only differences count
            starts = starts_of(own)
            slots[places] = totals - np.repeat(totals[starts] - values[starts], own)
        else:
            slots[places] = values + origins[places]
    return slots


__all__ = ["FIRST_OF_SLOTS", "is_by_forms", "pack_slots", "slots_of_row", "unpack_slots"]
