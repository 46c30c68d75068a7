"""Finds the words of a text that a query can match without taking the whole text apart.

A search in the text's ASCII letters, in lower case, gives the few pieces that begin as a word of
the query does. Only these are taken apart. Letters that are not ASCII can fold to any others, so
pieces with such letters are taken apart too.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from index.text import Part, SplitPiece, Token, WantedParts, placed_parts, tokenise

# Letters of a beginning that are compared: more save nothing.
_COMPARED = 6
# A text with more letters outside ASCII, and a query whose words begin with more letters, are left
# to `tokenise`.
_MOST_OTHER, _MOST_LETTERS = 64, 10
# Every character outside ASCII but the usual punctuation.
_OTHER = re.compile("[^\x00-\x7f\u201c\u201d\u2018\u2019\u2013\u2014\u2026\xab\xbb\xa0\u2022]")
_PIECE = re.compile(r"\S*")
# What folding drops between letters, and hyphens; "?" replaces what is not ASCII.
_DROPPED = rb"[-'`.,?]*"


class ScannedParts(WantedParts):
    """`WantedParts` whose tokens are found by a search for the beginnings of words.

    `beginnings` are those of all words that `wanted` accepts, in lower case. Words up to `reach`
    positions apart can belong to one match; with `reach` -1 no match has several words.
    """

    def __init__(
        self,
        take: SplitPiece,
        wanted: Callable[[Part], bool],
        others: Callable[[str], list[str]],
        beginnings: Iterable[str],
        reach: int,
    ) -> None:
        super().__init__(take, wanted, others)
        self._reach = reach
        self._patterns = _patterns(beginnings)

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The wanted words of `text[start:end]` in order, with spans in `text`.

        Positions of words at most `reach` apart differ as they do in `tokenise`; those of others
        differ by more than `reach`.
        """
        own = text[start:end]
        places = self._places(own)
        if places is None:
            return tokenise(text, start, end, self)
        tokens: list[Token] = []
        done = position = 0
        for place in places:
            if place < done:
                continue
            begin = place
            while begin and not own[begin - 1].isspace():
                begin -= 1
            if begin - done > 1 and self._reach >= 0:
                position += self._positions(own, done, begin)
            match = _PIECE.match(own, place)
            assert match
            done = match.end()
            count, found = self(own[begin:done])
            tokens.extend(placed_parts(found, position, start + begin))
            position += count
        return tokens

    def _places(self, text: str) -> Sequence[int] | None:
        """Ascending offsets in all pieces that may be wanted; None where they are too many."""
        places = []
        for match in _OTHER.finditer(text):
            places.append(match.start())
            if len(places) > _MOST_OTHER:
                return None
        if len(self._patterns) > _MOST_LETTERS:
            return None
        letters = text.encode("ascii", "replace").lower()
        for pattern in self._patterns:
            places += [match.start() for match in pattern.finditer(letters)]
        places.sort()
        return places

    def _positions(self, text: str, begin: int, end: int) -> int:
        """How many positions the pieces between two offsets take, counted up to `reach` + 1."""
        count = 0
        while count <= self._reach:
            while begin < end and text[begin].isspace():
                begin += 1
            match = _PIECE.match(text, begin, end)
            assert match
            if not (piece := match.group()):
                break
            count += 1 if piece.isascii() and piece.isalpha() else self(piece)[0]
            begin = match.end()
        return count


def _patterns(beginnings: Iterable[str]) -> list[re.Pattern[bytes]]:
    """A pattern for each first letter, which finds words at their first letter.

    No word begins right after a letter. Beginnings outside ASCII need no pattern.
    """
    short = sorted({one[:_COMPARED] for one in beginnings if one.isascii()})
    patterns = []
    for first, same in groupby(short, key=lambda one: one[0]):
        rests = (_DROPPED.join(re.escape(c.encode()) for c in one[1:]) for one in same)
        letter = re.escape(first.encode())
        either = b"|".join(rests)
        patterns.append(
            re.compile(letter + b"(?<![a-z]" + letter + b")" + _DROPPED + b"(?:" + either + b")")
        )
    return patterns


def beginning_of(stem: str) -> str:
    """The longest beginning that all English words with a stem share with it.

    The stemmer puts "i" for "y" ("happi"), "bl" for "bil" ("possibl"), and adds "e" to what is left
    of a word with a vowel ("hope" of "hoping").
    """
    if len(stem) == 1:
        return stem
    if stem.endswith("ble"):
        return stem[:-2]
    if stem.endswith(("i", "bl")) or stem == "sky":
        return stem[:-1]
    if stem.endswith("e") and any(letter in "aeiouy" for letter in stem[:-1]):
        return stem[:-1]
    return stem


__all__ = ["ScannedParts", "beginning_of"]
