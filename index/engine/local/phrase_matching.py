"""Phrases and proximity, evaluated by comparing slots.

A slot is the position of a word in a whole field. The slots of document `d` run from `bases[d]` up
to `bases[d + 1]`, so words in the slots 17 and 18 are adjacent.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.matched import SPARSE
from index.engine.local.ragged import distinct, targets

# Slots marked in one step, and documents whose words are compared in one step.
_SLOTS_AT_ONCE = 1 << 22
_DOCUMENTS_AT_ONCE = 1 << 11

Check = Callable[[], None]


def phrase_documents(bases: Array, slots: Sequence[Array], check: Check) -> Array:
    """The documents in which the words are adjacent; `slots[i]` are those of word i.

    The rarest word gives candidates for the slot at which the phrase starts: "new york times" with
    "york" in slots 18 and 40 can start in 17 and 39. Each other word then keeps the candidates it
    confirms: "new" in 17 and "times" in 19 keep 17.
    """
    steps = sorted(range(len(slots)), key=lambda step: len(slots[step]))
    rarest = slots[steps[0]]
    starts = rarest[bisect_left(rarest, steps[0]) :] - np.uint32(steps[0])
    for step in steps[1:]:
        starts = _confirmed(starts, slots[step], step, check)
    return _documents_of(starts, bases, len(slots))


def _confirmed(starts: Array, slots: Array, step: int, check: Check) -> Array:
    """Those of `starts` for which `starts + step` is in `slots`."""
    if not len(starts) or not len(slots):
        return starts[:0]
    if len(starts) * SPARSE < len(slots):
        wanted = starts + np.uint32(step)
        places = np.searchsorted(slots, wanted)
        places[places == len(slots)] = 0
        there: Array = starts[slots[places] == wanted]
        return there
    found = []
    begin, end = int(starts[0]), int(starts[-1]) + 1
    marks = np.zeros(min(_SLOTS_AT_ONCE, end - begin), bool)
    for low in range(begin, end, _SLOTS_AT_ONCE):
        check()
        high = min(low + _SLOTS_AT_ONCE, end)
        part = starts[bisect_left(starts, low) : bisect_left(starts, high)]
        other = slots[bisect_left(slots, low + step) : bisect_left(slots, high + step)]
        # as indices: numpy would convert them each time that it uses them
        ours, others = part.astype(np.intp) - low, other.astype(np.intp) - (low + step)
        fewer, more = (ours, others) if len(ours) < len(others) else (others, ours)
        marks[fewer] = True
        found.append((more[marks.take(more)] + low).astype(np.uint32))
        marks[fewer] = False
    return np.concatenate(found)


def _documents_of(starts: Array, bases: Array, length: int) -> Array:
    """The documents that contain all `length` slots from one of `starts` (ascending) on."""
    if len(starts) < len(bases):
        docs = np.searchsorted(bases, starts, side="right") - 1
        return distinct(docs[starts.astype(np.int64) + length <= bases[docs + 1]])
    ends = np.maximum(bases[1:].astype(np.int64) - length + 1, bases[:-1])
    inside = np.searchsorted(starts, ends.astype(starts.dtype)) > np.searchsorted(
        starts, bases[:-1]
    )
    return np.flatnonzero(inside)


def near_documents(every: Array, slots: Sequence[Array], slop: int, check: Check) -> Array:
    """The documents with words in any order, each at most `slop` slots outside those before it.

    `every` are the bases of all documents.
    """
    found = []
    for first in range(0, len(every) - 1, _DOCUMENTS_AT_ONCE):
        check()
        bases = every[first : first + _DOCUMENTS_AT_ONCE + 1].astype(np.int64)
        parts = [
            own[slice(*np.searchsorted(own, bases[[0, -1]].astype(own.dtype)))].astype(np.int64)
            for own in slots
        ]
        if all(map(len, parts)):
            found.append(first + _near_in(parts, bases, slop))
    return np.concatenate(found) if found else np.empty(0, np.intp)


def _near_in(slots: Sequence[Array], bases: Array, slop: int) -> Array:
    """The documents that have a slot of each list near the others, counted from `bases[0]`.

    `low` and `high` bound the slots taken so far, one row for each combination. With slop 2, the
    row 10..10 is extended by 8 and 12 but not by 13, giving the rows 8..10 and 10..12.
    """
    low = high = slots[0]
    docs = np.searchsorted(bases, low, side="right") - 1
    for own in slots[1:]:
        begin = np.searchsorted(own, np.maximum(low - slop, bases[docs]))
        end = np.searchsorted(own, np.minimum(high + slop, bases[docs + 1] - 1), side="right")
        counts = np.maximum(end - begin, 0)
        here = own[targets(begin, counts)]
        low, high, docs = np.repeat(low, counts), np.repeat(high, counts), np.repeat(docs, counts)
        outside = (here < low) | (here > high)
        here, low, high, docs = here[outside], low[outside], high[outside], docs[outside]
        low, high = np.minimum(low, here), np.maximum(high, here)
        if len(slots) > 2:
            order = np.lexsort((high, low))
            low, high, docs = low[order], high[order], docs[order]
            new = np.ones(len(low), bool)
            new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
            low, high, docs = low[new], high[new], docs[new]
    return np.unique(docs)


__all__ = ["Check", "near_documents", "phrase_documents"]
