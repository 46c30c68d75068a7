"""The postings of one field in memory, before they are packed for the file of a segment."""

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array
from index.engine.local.byte_rows import put_rows
from index.engine.local.field_arrays import FieldArrays, form_kind
from index.engine.local.place_rows import pack_slots
from index.engine.local.posting_rows import pack_postings
from index.engine.local.ragged import chunks, counted

# Postings or slots packed in one step.
_AT_ONCE = 1 << 20


class Forms(Struct, frozen=True):
    """The words as written that share a stem, as term numbers of the unstemmed field.

    Stem `i` has `counts[i]` of `numbers`, or none if its own slots are stored. `field_size` is the
    number of terms in the field of the words as written.
    """

    counts: Array
    numbers: Array
    field_size: int


class FieldPostings(Struct, frozen=True):
    """Terms with documents, frequencies and slots, as parallel arrays.

    `words` holds the terms in order of their bytes, each followed by a line feed; term `i` ends
    at `ends[i]`. Its postings are `docs[first[i]:first[i + 1]]`, with `freqs` parallel to them, and
    `slots[at[i]:at[i + 1]]` its slots. A stem that has `forms` has no slots here.
    """

    words: bytes
    ends: Array
    first: Array
    at: Array
    docs: Array
    freqs: Array
    slots: Array
    bases: Array
    lengths: Array
    total_length: int
    forms: Forms | None = None

    def packed(self) -> FieldArrays:
        """The same, packed."""
        count, size = len(self.ends), len(self.lengths)
        first, at = self.first.astype(np.int64), self.at.astype(np.int64)
        coding = np.zeros(count, np.uint8)
        posted_lengths, placed_lengths = (np.zeros(count, np.int64) for _ in range(2))
        posted, placed = [], []
        for low, high in chunks(np.maximum(first, at), _AT_ONCE):
            terms = slice(low, high)
            postings = slice(first[low], first[high])
            docs, freqs = self.docs[postings], self.freqs[postings]
            counts = np.diff(first[low : high + 1])
            coding[terms], posted_lengths[terms], part = pack_postings(counts, docs, freqs, size)
            posted.append(part)
            lengths, part = self._places(coding[terms], counts, docs, freqs, low, high)
            placed_lengths[terms] = lengths
            placed.append(part)
        return FieldArrays(
            self.words,
            self.ends,
            (np.diff(first) - 1).astype(np.uint16),
            coding,
            counted(posted_lengths),
            counted(placed_lengths),
            np.concatenate([*posted, np.empty(0, np.uint8)]),
            np.concatenate([*placed, np.empty(0, np.uint8)]),
            self.bases,
            self.lengths,
            self.total_length,
        )

    def _places(
        self, coding: Array, counts: Array, docs: Array, freqs: Array, low: int, high: int
    ) -> tuple[Array, Array]:
        """The lengths and the bytes of the slots or forms of some terms; completes `coding`."""
        at = self.at.astype(np.int64)[low : high + 1]
        times = np.diff(at)
        mine = times > 0
        posted = np.repeat(mine, counts)
        origins = np.repeat(self.bases[docs[posted]], freqs[posted])
        own_coding, own_lengths, own = pack_slots(times[mine], self.slots[at[0] : at[-1]], origins)
        coding[mine] |= own_coding
        if self.forms is None:
            return own_lengths, own
        lengths = np.zeros(len(times), np.int64)
        lengths[mine] = own_lengths
        kind = np.dtype(form_kind(self.forms.field_size))
        begin = int(self.forms.counts[:low].sum())
        numbers = self.forms.counts[low:high]
        listed = self.forms.numbers[begin : begin + int(numbers.sum())].astype(kind)
        lengths += numbers * kind.itemsize
        out = np.empty(int(lengths.sum()), np.uint8)
        begins = counted(lengths)[:-1].astype(np.int64)
        put_rows(out, begins[mine], own_lengths, own)
        others = ~mine
        put_rows(out, begins[others], lengths[others], listed)
        return lengths, out


__all__ = ["FieldPostings", "Forms"]
