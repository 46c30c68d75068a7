"""The documents of terms with the frequency in each, packed: a row of bytes for each term.

Documents are a bitmap, gaps in 8 bits with escapes, or plain numbers of 16 bits, whichever is
smallest. Frequencies are left out where all are 1; else they are packed less 1, in 1, 2, 4 or more
bits by the largest. The frequencies of a row follow its documents. `coding` says how a row is
packed: the documents in bits 0 and 1, the frequencies in bits 2 to 4.

Example: the documents 3, 4 and 300 of a segment of 3,000 are the gaps 3, 1 and 296, in bytes
`03 01 ff` and `28 01` for the one that does not fit. The frequencies 1, 2, 1 are 0, 1, 0: `02`.
"""

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.byte_rows import (
    WIDTHS,
    pack_bits,
    pack_rows,
    put_rows,
    sizes_of_rows,
    take_rows,
    unpack_bits,
    unpack_bits_row,
    unpack_row,
    unpack_rows,
)
from index.engine.local.ragged import starts_of

_PLAIN, _GAPS, _BITMAP = range(3)
_GAP = WIDTHS[0]
# Frequencies: none, so many bits, or numbers with escapes.
_BITS = (0, 1, 2, 4)
_FREQUENT = {4: WIDTHS[0], 5: WIDTHS[1]}


def pack_postings(counts: Array, docs: Array, freqs: Array, size: int) -> tuple[Array, ...]:
    """The codings, the lengths in bytes and the bytes of the rows of some terms.

    `counts` are the postings of each term (none without any), `size` is the number of documents.
    """
    starts = starts_of(counts)
    gaps = docs.astype(np.uint32)
    gaps[1:] -= docs[:-1]
    gaps[starts] = docs[starts]
    less = freqs - freqs.dtype.type(1)
    of_documents = np.stack(
        (
            counts * 2,
            sizes_of_rows(_GAP, gaps, starts, counts),
            np.full(len(counts), -(-size // 8)),
        )
    )
    how = np.argmin(of_documents, axis=0)
    first = of_documents[how, np.arange(len(counts))]
    often, second = _frequency_codings(less, starts, counts)
    lengths = first + second
    out = np.empty(int(lengths.sum()), np.uint8)
    begins = starts_of(lengths)

    def rows(kind: Array) -> tuple[Array, Array]:
        """The terms and the postings of one kind."""
        return kind.nonzero()[0], np.repeat(kind, counts)

    terms, own = rows(how == _PLAIN)
    put_rows(out, begins[terms], first[terms], docs[own].astype("<u2"))
    terms, own = rows(how == _GAPS)
    pack_rows(out, begins[terms], _GAP, gaps[own], counts[terms])
    terms, own = rows(how == _BITMAP)
    bits = np.zeros((len(terms), size), bool)
    bits[np.repeat(np.arange(len(terms)), counts[terms]), docs[own]] = True
    put_rows(out, begins[terms], first[terms], np.packbits(bits, axis=1, bitorder="little").ravel())
    begins = begins + first
    for kind in np.unique(often).tolist():
        terms, own = rows(often == kind)
        if kind in _FREQUENT:
            pack_rows(out, begins[terms], _FREQUENT[kind], less[own], counts[terms])
        elif kind:
            packed = pack_bits(less[own].astype(np.uint8), counts[terms], _BITS[kind])
            put_rows(out, begins[terms], second[terms], packed)
    return (how + (often << 2)).astype(np.uint8), lengths, out


def _frequency_codings(less: Array, starts: Array, counts: Array) -> tuple[Array, Array]:
    """For each term how its frequencies less 1 are packed, and in how many bytes."""
    most = np.maximum.reduceat(less, starts)
    kinds = np.searchsorted([0, 1, 3, 15, 0xFFFE], most)
    lengths = np.zeros(len(counts), np.int64)
    for kind, bits in enumerate(_BITS):
        lengths = np.where(kinds == kind, -(-counts * bits // 8), lengths)
    for kind, width in _FREQUENT.items():
        if (kinds == kind).any():
            lengths = np.where(kinds == kind, sizes_of_rows(width, less, starts, counts), lengths)
    return kinds, lengths


def documents_of_row(data: Array, begin: int, coding: int, count: int, size: int) -> Array:
    """The documents of one row, ascending."""
    return _documents_and_end(data, begin, coding, count, size)[0]


def postings_of_row(
    data: Array, begin: int, coding: int, count: int, size: int
) -> tuple[Array, Array]:
    """The documents of one row, ascending, and the frequency in each."""
    docs, at = _documents_and_end(data, begin, coding, count, size)
    kind = (coding >> 2) & 7
    if not kind:
        return docs, np.ones(count, np.uint8)
    if kind in _FREQUENT:
        less = unpack_row(data, at, _FREQUENT[kind], count)
        return docs, less.astype(np.uint32) + np.uint32(1)
    bits = _BITS[kind]
    return docs, unpack_bits_row(data[at : at - (-count * bits // 8)], count, bits) + np.uint8(1)


def _documents_and_end(
    data: Array, begin: int, coding: int, count: int, size: int
) -> tuple[Array, int]:
    """The documents of one row, and where its frequencies begin."""
    how = coding & 3
    if how == _PLAIN:
        end = begin + 2 * count
        return data[begin:end].view("<u2"), end
    if how == _BITMAP:
        end = begin - (-size // 8)
        bits = np.unpackbits(data[begin:end], count=size, bitorder="little")
        return bits.view(bool).nonzero()[0], end
    gaps = unpack_row(data, begin, _GAP, count)
    end = begin + count
    if gaps.itemsize > 1:
        end += 2 * int(np.count_nonzero(data[begin:end] == _GAP.mark))
    return np.cumsum(gaps, dtype=np.intp), end


def needs_long_frequencies(coding: Array) -> bool:
    """Whether a frequency in one of the rows can be above 65,535."""
    return bool(((coding >> 2) & 7 == 5).any())


def unpack_documents(data: Array, begins: Array, coding: Array, counts: Array, size: int) -> Array:
    """The documents of rows, row after row (uint16)."""
    return _unpack_documents(data, begins, coding & 3, counts, size)[0]


def unpack_postings(
    data: Array, begins: Array, coding: Array, counts: Array, size: int
) -> tuple[Array, Array]:
    """The documents of rows and the frequencies in them, row after row."""
    docs, at = _unpack_documents(data, begins, coding & 3, counts, size)
    kinds = (coding >> 2) & 7
    freqs = np.ones(len(docs), np.uint32 if needs_long_frequencies(coding) else np.uint16)
    for kind in np.unique(kinds[kinds > 0]).tolist():
        of_kind = kinds == kind
        own = counts[of_kind]
        if kind in _FREQUENT:
            less = unpack_rows(data, at[of_kind], _FREQUENT[kind], own)
        else:
            lengths = -(-own * _BITS[kind] // 8)
            less = unpack_bits(take_rows(data, at[of_kind], lengths), own, _BITS[kind])
        freqs[np.repeat(of_kind, counts)] += less.astype(freqs.dtype)
    return docs, freqs


def _unpack_documents(
    data: Array, begins: Array, how: Array, counts: Array, size: int
) -> tuple[Array, Array]:
    """The documents of rows, and where the frequencies of each row begin."""
    docs = np.empty(int(counts.sum()), np.uint16)
    at = begins.astype(np.int64)
    plain, gaps, bitmaps = (how == kind for kind in (_PLAIN, _GAPS, _BITMAP))
    if plain.any():
        lengths = counts[plain] * 2
        docs[np.repeat(plain, counts)] = take_rows(data, begins[plain], lengths).view("<u2")
        at[plain] += lengths
    if gaps.any():
        own = counts[gaps]
        values = unpack_rows(data, begins[gaps], _GAP, own)
        starts = starts_of(own)
        escapes = np.add.reduceat((values >= _GAP.mark).view(np.uint8), starts, dtype=np.int64)
        totals = np.cumsum(values, dtype=np.uint32)  # may wrap: only differences count
        before = totals[starts] - values[starts]
        docs[np.repeat(gaps, counts)] = totals - np.repeat(before, own)
        at[gaps] += own + 2 * escapes
    if bitmaps.any():
        own, width = counts[bitmaps], -(-size // 8)
        rows = data[begins[bitmaps][:, None] + np.arange(width)]
        bits = np.unpackbits(rows, axis=1, count=size, bitorder="little").view(bool)
        docs[np.repeat(bitmaps, counts)] = np.flatnonzero(bits) - np.repeat(
            np.arange(len(own)) * size, own
        )
        at[bitmaps] += width
    return docs, at


def documents_of_any(data: Array, begins: Array, coding: Array, counts: Array, size: int) -> Array:
    """For each document of the segment whether it is in one of the rows (bool)."""
    bitmaps = (coding & 3) == _BITMAP
    found = np.zeros(size, bool)
    if bitmaps.any():
        rows = data[begins[bitmaps][:, None] + np.arange(-(-size // 8))]
        either = np.bitwise_or.reduce(rows, axis=0)
        found |= np.unpackbits(either, count=size, bitorder="little").view(bool)
    rest = ~bitmaps
    if rest.any():
        found[unpack_documents(data, begins[rest], coding[rest], counts[rest], size)] = True
    return found


__all__ = [
    "documents_of_any",
    "documents_of_row",
    "needs_long_frequencies",
    "pack_postings",
    "postings_of_row",
    "unpack_documents",
    "unpack_postings",
]
