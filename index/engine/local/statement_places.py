"""Finds the words of statements while articles are indexed: offsets in the text become positions.

A word belongs to a statement if its first character does. A place is given as a piece of the text
and the positions of that piece before it; the number of positions of whole pieces is added for a
batch in one step. Pieces are what was indexed: runs between white space, or for a body that
extraction has split, the runs between blanks in its paragraphs.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

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


PieceOffset = tuple[int, int]
# Gives the place of each offset; offsets ascend.
FindPieceOffsets = Callable[[Iterable[int]], Iterator[PieceOffset]]


def between_spaces(text: str, field: Span, take: SplitPiece) -> FindPieceOffsets:
    """Offsets in the pieces of `text[field.start:field.end].split()`; linear in the text."""

    def places(offsets: Iterable[int]) -> Iterator[PieceOffset]:
        at = end = field.start  # the piece that was read last, empty if it is white space
        number = 0
        for offset in offsets:
            if offset > end:
                begin = offset
                while begin > end and not text[begin - 1].isspace():
                    begin -= 1
                number += len(text[at:begin].split())
                at = begin
                found = _PIECE_END.match(text, at, field.end)
                end = found.end() if found else at
            yield _place(text, number, at, offset, end, take)

    return places


def between_blanks(text: str, paragraphs: Sequence[Span], take: SplitPiece) -> FindPieceOffsets:
    """Offsets in the pieces of all paragraphs, split at blanks; linear in the text."""

    def places(offsets: Iterable[int]) -> Iterator[PieceOffset]:
        rest = iter(paragraphs)
        paragraph = next(rest, None)
        number = 0  # of the piece that begins at `at`
        at = end = paragraph.start if paragraph else 0
        inside = False  # whether `end` is that of the piece
        for offset in offsets:
            while paragraph is not None and paragraph.end < offset:
                number += text.count(" ", at, paragraph.end) + 1
                paragraph = next(rest, None)
                if paragraph is not None:
                    at = end = paragraph.start
                inside = False
            if paragraph is None or offset <= paragraph.start:
                yield number, 0
                continue
            if not inside or offset > end:
                begin = max(text.rfind(" ", at, offset) + 1, at)
                number += text.count(" ", at, begin)
                at = begin
                end = text.find(" ", offset, paragraph.end)
                end = paragraph.end if end < 0 else end
                inside = True
            yield _place(text, number, at, offset, end, take)

    return places


def _place(text: str, number: int, at: int, offset: int, end: int, take: SplitPiece) -> PieceOffset:
    """The place of the first word at or after `offset` in piece `number`, which is `text[at:end]`.

    Most offsets have marks alone before them or behind them in the piece: no need to split it.
    """
    if _MARKS.fullmatch(text, at, offset):
        return number, 0
    if at < end and _MARKS.fullmatch(text, offset, end):
        return number + 1, 0  # the first position of the next piece
    count, words = take(text[at:end])
    place = bisect_left(words, offset - at, key=lambda part: part.start)
    return number, words[place].position if place < len(words) else count


# A stretch of text and the number of the statement, or of the actor, that it belongs to.
OwnedSpan = tuple[Span, int]


def statement_stretches(statements: Sequence[Statement]) -> list[OwnedSpan]:
    """The stretches of an article's statements."""
    return [(span, owner) for owner, one in enumerate(statements) for span in one.content]


def mention_stretches(analysis: Analysis) -> list[OwnedSpan]:
    """The mentions of an article, with the places of their actors in `distinct_actors`."""
    places = distinct_actors(analysis.actors)
    return [(Span(one.start, one.end), places[one.actor]) for one in analysis.mentions]


class StretchBatch:
    """The stretches of statements or mentions of several articles that lie in one field."""

    def __init__(self) -> None:
        # how many stretches each article has
        self._counts: list[int] = []
        self._owners = array("I")
        # piece and position in it of each stretch's beginning and end
        self._places = tuple(array("I") for _ in range(4))

    def add(self, owned: Sequence[OwnedSpan], field: Span, places: FindPieceOffsets) -> None:
        """Add the stretches of an article that lie in `field`, a part of its text."""
        inside = sorted(
            (max(span.start, field.start), min(span.end, field.end), owner)
            for span, owner in owned
            if span.touches(field)
        )
        self._counts.append(len(inside))
        if not inside:
            return
        offsets = sorted({offset for begin, end, _ in inside for offset in (begin, end)})
        found = dict(zip(offsets, places(offsets), strict=True))
        for begin, end, owner in inside:
            self._owners.append(owner)
            for values, value in zip(self._places, (*found[begin], *found[end]), strict=True):
                values.append(value)

    def spans(self, piece_slots: Array, pieces: Array) -> StatementSpans:
        """The stretches as positions; `piece_slots` are the slots of all pieces of the batch.

        Article `i` has the pieces numbered from `pieces[i]` up to `pieces[i + 1]`.
        """
        counts = np.array(self._counts, np.int64)
        base = np.repeat(pieces[:-1].astype(np.int64), counts)
        piece, within, last_piece, last = (np.frombuffer(one, np.uint32) for one in self._places)
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
