"""Words and mentions near each other in the documents of one segment.

A part is a list of stretches of slots, from a first to a last one: a word has stretches of one
slot, a mention those of its words. With slop 2, the stretch 10..11 is extended by 8..9 and by 13,
but not by 11 (inside) or by 14.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.mentioned_actors import MentionedActors
from index.engine.local.phrase_matching import Check
from index.engine.local.ragged import targets
from index.engine.local.segments import SegmentArrays
from index.engine.local.statement_spans import SAID_IN

_BASE_OF = {exact: base for base, exact in SAID_IN.items()}
# Documents whose stretches are compared in one step.
_DOCUMENTS_AT_ONCE = 1 << 11


class Stretches(NamedTuple):
    """Stretches of slots in order of the first, and the place of the document of each."""

    firsts: Array
    lasts: Array
    places: Array

    def between(self, low: int, high: int) -> "Stretches":
        """Those of the documents at places from `low` up to `high`."""
        begin, end = np.searchsorted(self.places, (low, high))
        return Stretches(*(array[begin:end] for array in self))


class MentionPlaces:
    """The places of parts in a field of words as written, for the documents `docs`, ascending."""

    def __init__(self, arrays: SegmentArrays, fieldname: str, docs: Array) -> None:
        self._arrays, self._docs = arrays, docs
        self._field = arrays.field(fieldname)
        self._mentions = arrays.mentions[_BASE_OF[fieldname]]
        bases = self._field.bases.astype(np.int64)
        self._begins, self._ends = bases[docs], bases[docs + 1]

    def of_part(self, part: bytes | MentionedActors) -> Stretches:
        """The stretches of a word or of the mentions of actors."""
        return self._of_word(part) if isinstance(part, bytes) else self._of_actors(part)

    def _of_word(self, word: bytes) -> Stretches:
        term = self._field.find(word)
        slots = np.empty(0, np.uint32) if term is None else self._field.slots_of(term)
        begins = np.searchsorted(slots, self._begins.astype(slots.dtype))
        counts = np.searchsorted(slots, self._ends.astype(slots.dtype)) - begins
        own = slots[targets(begins, counts)].astype(np.int64)
        return Stretches(own, own, np.repeat(np.arange(len(self._docs)), counts))

    def _of_actors(self, actors: MentionedActors) -> Stretches:
        rows, places = self._mentions.rows(self._docs)
        nums = self._arrays.nums[self._docs][places]
        lengths = self._mentions.lengths[rows].astype(np.int64)
        meant = (lengths > 0) & actors.are_meant(nums, self._mentions.owners[rows])
        rows, places = rows[meant], places[meant]
        firsts = self._begins[places] + self._mentions.begins[rows]
        return Stretches(firsts, firsts + lengths[meant] - 1, places)

    def near(self, parts: Sequence[Stretches], slop: int, check: Check) -> Array:
        """The documents with a stretch of each part, each at most `slop` outside those before."""
        if not parts:
            return self._docs[:0]
        found = [np.empty(0, np.intp)]
        for low in range(0, len(self._docs), _DOCUMENTS_AT_ONCE):
            check()
            own = [part.between(low, low + _DOCUMENTS_AT_ONCE) for part in parts]
            if all(len(part.firsts) for part in own):
                found.append(_near_in(own, slop))
        return self._docs[np.concatenate(found)]


def _near_in(parts: Sequence[Stretches], slop: int) -> Array:
    """The places of the documents that have a stretch of each part near the others."""
    reached = parts[0]
    if len(parts) == 1:
        return np.unique(reached.places)
    for part in parts[1:-1]:
        reached = _extended(reached, part, slop)
    return np.unique(reached.places[_has_near(reached, parts[-1], slop)])


def _extended(reached: Stretches, part: Stretches, slop: int) -> Stretches:
    """Each stretch extended by each one of `part` near it; those that differ."""
    low, high, places = reached
    longest = int((part.lasts - part.firsts).max())
    begin = np.maximum(
        np.searchsorted(part.firsts, low - slop - longest), np.searchsorted(part.places, places)
    )
    end = np.minimum(
        np.searchsorted(part.firsts, high + slop, side="right"),
        np.searchsorted(part.places, places, side="right"),
    )
    counts = np.maximum(end - begin, 0)
    taken = targets(begin, counts)
    first, last = part.firsts[taken], part.lasts[taken]
    low, high, places = (np.repeat(values, counts) for values in reached)
    near = ((last < low) & (last >= low - slop)) | (first > high)
    rows = np.stack((places, np.minimum(low, first), np.maximum(high, last)))[:, near]
    places, low, high = np.unique(rows, axis=1)
    return Stretches(low, high, places)


def _has_near(reached: Stretches, part: Stretches, slop: int) -> Array:
    """For each stretch whether one of `part` is near it: the next after it, or the last before.

    Documents have slots apart from those of others, so that sorted ends belong to the documents in
    the same order as sorted beginnings.
    """
    after = np.searchsorted(part.firsts, reached.lasts, side="right")
    inside = after < len(part.firsts)
    after[~inside] = 0
    found: Array = (
        inside
        & (part.firsts[after] <= reached.lasts + slop)
        & (part.places[after] == reached.places)
    )
    ends = np.sort(part.lasts)
    before = np.searchsorted(ends, reached.firsts) - 1
    found |= (
        (before >= 0)
        & (ends[before] >= reached.firsts - slop)
        & (part.places[before] == reached.places)
    )
    return found


__all__ = ["MentionPlaces", "Stretches"]
