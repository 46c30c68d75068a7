"""Finds the words of a text that a query can match without taking the whole text apart.

A search in the text's ASCII letters, in lower case, gives the few pieces that begin as a word of
the query does. Only these are taken apart. Letters that are not ASCII can fold to any others, so
pieces with such letters are taken apart too.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from msgspec import Struct

from index.platform import LruCache
from index.text import Part, SplitPiece, Token, WantedParts, placed_parts, tokenise

# Letters of a beginning that are compared: more save nothing.
_COMPARED = 6
# A text with more letters outside ASCII, and a query whose words begin with more letters, are left
# to `tokenise`.
_MOST_OTHER, _MOST_LETTERS = 64, 10
# Every character outside ASCII but the usual punctuation.
_OTHER = re.compile("[^\x00-\x7f\u201c\u201d\u2018\u2019\u2013\u2014\u2026\xab\xbb\xa0\u2022]")
_USUAL_OTHER = frozenset("\u201c\u201d\u2018\u2019\u2013\u2014\u2026\xab\xbb\xa0\u2022")
_ASCII = bytes(range(128))
_PIECE = re.compile(r"\S*")
# What folding drops between letters, and hyphens; "?" replaces other characters.
_DROPPED = rb"[-'`.,?]*"
# Code points of texts whose letters are kept, and of the longest of them: a key typed searches many
# of the same articles again.
_KEPT, _LONGEST_KEPT = 1_000_000, 50_000


class _Letters(Struct, frozen=True):
    """What is searched of a text: a byte a code point, in lower case, with "?" for other letters.

    `others` are the offsets of other letters; None where they are more than _MOST_OTHER.
    """

    small: bytes
    others: tuple[int, ...] | None


_letters: LruCache[str, _Letters] = LruCache(_KEPT, lambda letters: len(letters.small))


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
        if start and not text[start - 1].isspace():  # a word of the text may be cut there
            own = self.tokens(text[start:end], 0, end - start)
            return [one._replace(start=one.start + start, end=one.end + start) for one in own]
        places = self._places(text, start, end)
        if places is None:
            return tokenise(text, start, end, self)
        tokens: list[Token] = []
        done, position = start, 0
        for place in places:
            if place < done:
                continue
            begin = place
            while begin > start and not text[begin - 1].isspace():
                begin -= 1
            if begin - done > 1 and self._reach >= 0:
                position += self._positions(text, done, begin)
            match = _PIECE.match(text, place, end)
            assert match
            done = match.end()
            count, found = self(text[begin:done])
            if found:
                tokens += placed_parts(found, position, begin)
            position += count
        return tokens

    def _places(self, text: str, start: int, end: int) -> list[int] | None:
        """Ascending offsets in all pieces that may be wanted; None where they are too many."""
        if len(text) <= _LONGEST_KEPT:
            letters, first = _letters_of(text), 0
        else:
            letters, first = _read_letters(text[start:end]), start
        if letters.others is None or len(self._patterns) > _MOST_LETTERS:
            return None
        low, high = start - first, end - first
        places = [place for place in letters.others if low <= place < high]
        for pattern in self._patterns:
            places += [match.start() for match in pattern.finditer(letters.small, low, high)]
        places.sort()
        return [place + first for place in places] if first else places

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


def _letters_of(text: str) -> _Letters:
    """The letters of a text, kept."""
    letters = _letters.get(text)
    if letters is None:
        letters = _read_letters(text)
        _letters.put(text, letters)
    return letters


def _read_letters(text: str) -> _Letters:
    others: list[int] | None = []
    if not text.isascii():
        # a few characters in a text of thousands: a set of the characters outside ASCII is fastest
        rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
        if not _USUAL_OTHER.issuperset(rest.decode("utf-8", "surrogatepass")):
            others = _other_places(text)
    small = text.encode("ascii", "replace").lower()
    return _Letters(small, None if others is None else tuple(others))


def _other_places(text: str) -> list[int] | None:
    """The offsets of other letters; None where they are too many."""
    places: list[int] = []
    for match in _OTHER.finditer(text):
        places.append(match.start())
        if len(places) > _MOST_OTHER:
            return None
    return places


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
