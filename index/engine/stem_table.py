"""Counts the stems of some texts: which, how often, in which of the texts.

A piece is a span of text between white space. Pieces are numbered, and what was found in them
is kept for later texts; an array of their numbers then represents a text, and all counts are sums
over arrays. Most pieces are one word of Latin letters without accents: one regular expression finds
these among all new pieces, and the stemmer gets them in one call. The others go through `parts_in`,
one by one. Both give the same stems.

Example: the pieces "war,", "well-known" and "80" have the numbers 0, 1 and 2:

    words  = [1, 2, 1]                number of words of each piece
    owners = [0, 1, 1]                pieces in which a stem occurs, by number
    stems  = [0, 1, 2]                that stem: stem_names = ["war", "well", "known"]
"""

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.text import MARKED, PUNCTUATION, parts_in, stem_all

Numbers = npt.NDArray[Any]

# A line that is one word of small Latin letters, or its possessive, with punctuation around it. The
# group is the word without the possessive's ending. Any other line gives an empty group.
# `index.text.split_plain` leaves out possessives and takes a quarter more time here.
_AROUND: Final = f"{PUNCTUATION}*+"
_LATIN_WORD: Final = re.compile(
    rf"^(?:{_AROUND}([a-z]++)(?:['\u2019]s)?{_AROUND}|.*)$", re.MULTILINE
)
# Separates the language of a piece from the piece, which has no white space.
_APART: Final = "\t"
# Stems with fewer letters are not counted.
SHORTEST: Final = 3
# Pieces that are kept: 5 to 10 MB.
_MOST_PIECES: Final = 30_000


class StemCounts(Struct, frozen=True):
    """The pieces of some texts, and the stems in them; see the module.

    `pieces` are the numbers of the pieces of all texts, `texts` the text of each. `keys` and
    `stem_numbers` may grow while other texts are counted.
    """

    pieces: Numbers
    texts: Numbers
    keys: Sequence[str]
    stem_numbers: "_NumberOf"
    words: Numbers
    owners: Numbers
    stems: Numbers

    def lengths(self, texts: int) -> Numbers:
        """The number of words of each of so many texts."""
        return np.bincount(self.texts, self.words[self.pieces], minlength=texts)

    def heaviest(self, weights: Numbers, most: int) -> dict[str, float]:
        """The heaviest stems with their weights, at most `most`; of equal ones those by name.

        A stem weighs the sum of the weights of the texts in which it occurs, once an occurrence.
        """
        by_piece = np.bincount(self.pieces, weights[self.texts], minlength=len(self.words))
        by_stem = np.bincount(self.stems, by_piece[self.owners])
        found = np.flatnonzero(by_stem)
        if len(found) > most:
            least = np.partition(by_stem[found], -most)[-most]
            found = found[by_stem[found] >= least]
        names = self.stem_numbers.order
        named = [
            (-weight, names[stem])
            for stem, weight in zip(found.tolist(), by_stem[found].tolist(), strict=True)
        ]
        return {name: -weight for weight, name in sorted(named)[:most]}

    def spellings(self, wanted: Iterable[str]) -> dict[str, str]:
        """The commonest spelling of each of these stems; of equal ones the first by name."""
        spelt: dict[str, Counter[str]] = {stem: Counter() for stem in wanted}
        asked = np.zeros(len(self.stem_numbers), bool)
        asked[[self.stem_numbers[stem] for stem in spelt]] = True
        times = np.bincount(self.pieces, minlength=len(self.words))
        chosen = self.owners[asked[self.stems]]
        for number in np.unique(chosen[times[chosen] > 0]).tolist():
            language, _, piece = self.keys[number].rpartition(_APART)
            for part in parts_in(language)(piece)[1]:
                if part.stem in spelt and not part.joined:
                    word = part.bare or piece[part.start : part.end].casefold()
                    spelt[part.stem][word] += int(times[number])
        return {
            stem: min((-count, word) for word, count in words.items())[1]
            for stem, words in spelt.items()
        }


class _NumberOf(dict[str, int]):
    """Numbers texts: a new one gets the next number. `order` lists them by number."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        self.order.append(key)
        return number


class StemTable:
    """The stems of all pieces that were asked for. Safe to share between threads."""

    def __init__(self, most: int = _MOST_PIECES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._pieces, self._stems = _NumberOf(), _NumberOf()
        self._words = self._owners = self._stem_of = np.empty(0, np.int64)

    def count(self, texts: Iterable[tuple[str, str | None]]) -> StemCounts:
        """The counts of some texts, each with the code of its language.

        A hyphenated word is its parts. Numbers and stems of fewer than SHORTEST letters count as
        words only.
        """
        split = [_keys(text, language) for text, language in texts]
        with self._lock:
            if len(self._pieces) > self._most:
                self._forget()
            numbers = map(self._pieces.__getitem__, chain.from_iterable(split))
            pieces = np.fromiter(numbers, np.int64, sum(map(len, split)))
            self._learn(self._pieces.order[len(self._words) :])
            return StemCounts(
                pieces,
                np.repeat(np.arange(len(split)), list(map(len, split))),
                self._pieces.order,
                self._stems,
                self._words,
                self._owners,
                self._stem_of,
            )

    def _learn(self, keys: Sequence[str]) -> None:
        """Take the pieces apart that follow those that are known."""
        first = len(self._words)
        words = np.ones(len(keys), np.int64)
        owners: list[Numbers] = []
        stems: list[str] = []
        for language, (places, pieces) in _by_language(keys).items():
            latin = _LATIN_WORD.findall("\n".join(pieces).lower())
            is_latin = np.fromiter(map(bool, latin), bool, len(latin))
            owners.append(places[is_latin])
            stems += stem_all(list(filter(None, latin)), language)
            take = parts_in(language)
            for at in np.flatnonzero(~is_latin).tolist():
                own = [part for part in take(pieces[at])[1] if not part.joined]
                words[places[at]] = len(own)
                telling = [part.stem for part in own if not part.exact.isdigit()]
                owners.append(np.full(len(telling), places[at]))
                stems += telling
        if not owners:
            return
        long = np.fromiter(map(len, stems), np.int64, len(stems)) >= SHORTEST
        numbers = map(self._stems.__getitem__, compress(stems, long))
        self._words = np.concatenate((self._words, words))
        self._owners = np.concatenate((self._owners, np.concatenate(owners)[long] + first))
        self._stem_of = np.concatenate((self._stem_of, np.fromiter(numbers, np.int64)))


def _keys(text: str, language: str | None) -> list[str]:
    pieces = text.split()
    return [f"{language}{_APART}{one}" for one in pieces] if language in MARKED else pieces


def _by_language(keys: Sequence[str]) -> dict[str, tuple[Numbers, list[str]]]:
    """The pieces of each language, with their places among the keys."""
    if not any(_APART in key for key in keys):
        return {"": (np.arange(len(keys)), list(keys))} if keys else {}
    found: defaultdict[str, list[int]] = defaultdict(list)
    pieces = []
    for place, key in enumerate(keys):
        language, _, piece = key.rpartition(_APART)
        found[language].append(place)
        pieces.append(piece)
    return {
        language: (np.array(places), [pieces[place] for place in places])
        for language, places in found.items()
    }


__all__ = ["SHORTEST", "StemCounts", "StemTable"]
