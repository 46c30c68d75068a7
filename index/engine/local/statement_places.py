"""Finds the words of statements while articles are indexed: offsets in the text become positions.

A word belongs to a statement if its first character does. A place is given as a piece of the text
and the positions of that piece before it; the number of positions of whole pieces is added for a
batch in one step. Pieces are the units of the index: runs between white space, or for a body that
extraction has split, the runs between blanks in its paragraphs.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.ragged import counted
from index.engine.local.segments import narrow
from index.engine.local.statement_spans import StatementSpans
from index.model import Analysis, Span, Statement, distinct_actors
from index.text import PUNCTUATION, SplitPiece

_PIECE_END = re.compile(r"\S*")
# Characters that no word begins with.
_MARKS = re.compile(f"{PUNCTUATION}*")


# A piece, and the number of positions in it before the offset.
PieceOffset = tuple[int, int]
# Gives the place of each offset.
FindPieceOffsets = Callable[[Sequence[int]], list[PieceOffset]]
_BLANK = ord(" ")


def between_spaces(text: str, field: Span, take: SplitPiece) -> FindPieceOffsets:
    """Offsets in the pieces of `text[field.start:field.end].split()`; linear in the text."""

    def places(offsets: Sequence[int]) -> list[PieceOffset]:
        at = end = field.start  # the piece that was read last, empty if it is white space
        number = 0
        found: dict[int, PieceOffset] = {}
        for offset in sorted(set(offsets)):
            if offset > end:
                begin = offset
                while begin > end and not text[begin - 1].isspace():
                    begin -= 1
                number += len(text[at:begin].split())
                at = begin
                match = _PIECE_END.match(text, at, field.end)
                end = match.end() if match else at
            found[offset] = _place(text, number, at, offset, end, take)
        return list(map(found.__getitem__, offsets))

    return places


def between_blanks(text: str, paragraphs: Sequence[Span], take: SplitPiece) -> FindPieceOffsets:
    """Offsets in the pieces of all paragraphs, split at blanks; linear in the text."""
    borders: list[_Borders] = []

    def places(offsets: Sequence[int]) -> list[PieceOffset]:
        if not borders:
            borders.append(_borders(text, paragraphs))
        blanks, starts, ends, before, first = borders[0]
        found: list[PieceOffset] = []
        for offset in offsets:
            own = bisect_left(ends, offset)
            number = first[own]
            if own == len(ends) or offset <= starts[own]:
                found.append((number, 0))
                continue
            following = bisect_left(blanks, offset)
            passed = following - before[own]
            number += passed
            begin = blanks[following - 1] + 1 if passed else starts[own]
            if begin == offset:
                found.append((number, 0))
                continue
            end = min(blanks[following], ends[own])
            if end == offset:
                found.append((number + 1, 0))  # the first position of the next piece
            else:
                found.append(_place(text, number, begin, offset, end, take))
        return found

    return places


class _Borders(NamedTuple):
    """The blanks of a text, and each paragraph with what is before it.

    A last blank is after the text. `before` counts the blanks before a paragraph, `first` the
    pieces in the paragraphs before it; its last number counts those of all.
    """

    blanks: list[int]
    starts: list[int]
    ends: list[int]
    before: list[int]
    first: list[int]


def _borders(text: str, paragraphs: Sequence[Span]) -> _Borders:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    blanks: list[int] = np.flatnonzero(codes == _BLANK).tolist()
    blanks.append(len(text))
    starts, ends = [one.start for one in paragraphs], [one.end for one in paragraphs]
    before = [bisect_left(blanks, start) for start in starts]
    first = [0]
    for end, passed in zip(ends, before, strict=True):
        first.append(first[-1] + bisect_left(blanks, end) - passed + 1)
    return _Borders(blanks, starts, ends, before, first)


def _place(text: str, number: int, at: int, offset: int, end: int, take: SplitPiece) -> PieceOffset:
    """The place of the first word at or after `offset` in piece `number`, which is `text[at:end]`.

    Most offsets have marks alone before them or after them in the piece: no need to split it.
    """
    if _MARKS.fullmatch(text, at, offset):
        return number, 0
    if at < end and _MARKS.fullmatch(text, offset, end):
        return number + 1, 0  # the first position of the next piece
    count, words = take(text[at:end])
    place = bisect_left(words, offset - at, key=lambda part: part.start)
    return number, words[place].position if place < len(words) else count


# A stretch of text (start and end), and the number of the statement or the actor that it is of.
OwnedSpan = tuple[tuple[int, int], int]


def statement_stretches(statements: Sequence[Statement]) -> list[OwnedSpan]:
    """The stretches of an article's statements."""
    return [(span, owner) for owner, one in enumerate(statements) for span in one.content]


def mention_stretches(analysis: Analysis) -> list[OwnedSpan]:
    """The mentions of an article, with the places of their actors in `distinct_actors`."""
    places = distinct_actors(analysis.actors)
    return [((one.start, one.end), places[one.actor]) for one in analysis.mentions]


class StretchBatch:
    """The stretches of statements or mentions of several articles that lie in one field."""

    def __init__(self) -> None:
        # how many stretches each article has
        self._counts: list[int] = []
        self._owners = array("I")
        # piece and position in it, in turns, of each stretch's beginning and of its end
        self._places = array("I"), array("I")

    def add(self, owned: Sequence[OwnedSpan], field: Span, places: FindPieceOffsets) -> None:
        """Add the stretches of an article that lie in `field`, a part of its text."""
        first, last = field
        inside = sorted(
            [
                (max(begin, first), min(end, last), owner)
                for (begin, end), owner in owned
                if begin < last and first < end
            ]
        )
        self._counts.append(len(inside))
        if not inside:
            return
        begins, ends, owners = zip(*inside, strict=True)
        self._owners.extend(owners)
        found = places([*begins, *ends])
        begin_places, end_places = found[: len(inside)], found[len(inside) :]
        for values, places_of in zip(self._places, (begin_places, end_places), strict=True):
            for place in places_of:
                values.extend(place)

    def spans(self, piece_slots: Array, pieces: Array) -> StatementSpans:
        """The stretches as positions; `piece_slots` are the slots of all pieces of the batch.

        Article `i` has the pieces numbered from `pieces[i]` up to `pieces[i + 1]`.
        """
        counts = np.array(self._counts, np.int64)
        base = np.repeat(pieces[:-1].astype(np.int64), counts)
        (piece, within), (last_piece, last) = (
            np.frombuffer(one, np.uint32).reshape(-1, 2).T for one in self._places
        )
        origin = piece_slots[base]
        begins = piece_slots[base + piece] + within - origin
        ends = piece_slots[base + last_piece] + last - origin
        return StatementSpans(
            counted(counts),
            narrow(begins),
            narrow(ends - begins),
            narrow(np.frombuffer(self._owners, np.uint32)),
        )


__all__ = [
    "FindPieceOffsets",
    "StretchBatch",
    "between_blanks",
    "between_spaces",
    "mention_stretches",
    "statement_stretches",
]
