"""Numbers for the pieces of text between spaces, and the terms of the words in each piece."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.minhash import word_hashes
from index.text import MARKED, Part, PlainWords, parts_in, split_plain

if TYPE_CHECKING:
    from index.extract import PieceNumbers

# No term: larger than any term's number.
NO_TERM = 0xFFFFFFFF


class _Numbers(dict[str, int]):
    """The number of each term; `words` grows with the terms."""

    def __init__(self, words: list[bytes]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._words)
        self._words.append(word.encode("utf-8", "surrogatepass"))
        return number


class Vocabulary:
    """Numbers terms in order of first occurrence."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self._numbers = _Numbers(self.words)
        # The number of a term, the next free one for a new term.
        self.number = self._numbers.__getitem__
        self._hashes: Array = np.empty(0, np.uint64)
        self._sorted: Array = np.empty(0, object)
        self._order: Array = np.empty(0, np.intp)

    def hashes(self) -> Array:
        """The hash of each term (uint64), by number."""
        if new := self.words[len(self._hashes) :]:
            self._hashes = np.concatenate((self._hashes, word_hashes(new)))
        return self._hashes

    def order(self) -> Array:
        """The numbers of all terms in the byte order of the terms; new ones are sorted in."""
        if (first := len(self._sorted)) < len(self.words):
            words = self.words
            new = sorted(range(first, len(words)), key=words.__getitem__)
            added = np.array([words[number] for number in new], object)
            places = self._sorted.searchsorted(added)
            self._order = np.insert(self._order, places, new)
            self._sorted = np.insert(self._sorted, places, added)
        return self._order


class PieceCodes:
    """Numbers each piece of text in each language, and holds its tokens by number."""

    def __init__(self) -> None:
        self._languages: dict[str, _OfLanguage] = {}
        self.exact, self.stems = Vocabulary(), Vocabulary()
        self.positions = array("I", [0])  # number 0 is no piece
        self.begins = array("I", [0, 0])
        self.part_positions, self.part_exact, self.part_stems = array("I"), array("I"), array("I")
        self.part_bare = array(
            "I"
        )  # the exact form of a possessive without its ending, else NO_TERM
        self.part_doubled = array("B")  # 1 if another token in the same position has the same stem

    def __len__(self) -> int:
        return len(self.positions)

    def of(self, language: str | None) -> "_OfLanguage":
        """The numbers of the pieces of texts in a language."""
        code = language if language in MARKED else ""
        if code not in self._languages:
            self._languages[code] = _OfLanguage(self, code)
        return self._languages[code]

    def add(self, count: int, found: Sequence[Part]) -> int:
        """A number for tokens that take so many positions."""
        number = len(self.positions)
        self.positions.append(count)
        times = Counter([(part[0], part.stem) for part in found]) if len(found) > 1 else {}
        for part in found:
            self.part_positions.append(part.position)
            self.part_exact.append(self.exact.number(part.exact))
            self.part_stems.append(self.stems.number(part.stem))
            self.part_bare.append(self.exact.number(part.bare) if part.bare else NO_TERM)
            self.part_doubled.append(times.get((part.position, part.stem), 1) > 1)
        self.begins.append(len(self.part_positions))
        return number

    def add_plain(self, words: PlainWords) -> range:
        """Numbers for pieces of one plain word each."""
        count = len(words.pieces)
        number, end = len(self.positions), len(self.part_positions)
        self.positions.extend([1] * count)
        self.part_positions.extend([0] * count)
        self.part_exact.extend(map(self.exact.number, words.exact))
        self.part_stems.extend(map(self.stems.number, words.stems))
        self.part_bare.extend([NO_TERM] * count)
        self.part_doubled.extend([0] * count)
        self.begins.extend(range(end + 1, end + count + 1))
        return range(number, number + count)


class _OfLanguage(dict[str, int]):
    def __init__(self, codes: PieceCodes, language: str) -> None:
        super().__init__()
        self._codes, self._language, self._take = codes, language, parts_in(language)
        self._of_pieces = np.zeros(
            0, np.uint32
        )  # the same by the numbers of `PieceNumbers`; 0 where not looked up yet
        self._generation = -1

    def __missing__(self, piece: str) -> int:
        number = self[piece] = self._codes.add(*self._take(piece))
        return number

    def learn(self, pieces: Iterable[str]) -> None:
        """Number new pieces, many at a time."""
        new = [piece for piece in dict.fromkeys(pieces) if piece not in self]
        plain, others = split_plain(new, self._language)
        self.update(zip(plain.pieces, self._codes.add_plain(plain), strict=True))
        for piece in others:
            self[piece] = self._codes.add(*self._take(piece))

    def of_pieces(self, pieces: "PieceNumbers") -> Array | None:
        """The numbers of the pieces; None if the cache was cleared since."""
        if not pieces.is_current():
            return None
        asked = np.array(pieces.numbers, np.int64)
        if not len(asked):
            return asked
        if not asked.all():
            return None
        if self._generation != pieces.generation:
            self._of_pieces, self._generation = np.zeros(0, np.uint32), pieces.generation
        if (most := int(asked.max())) >= len(self._of_pieces):
            more = np.zeros(max(most + 1, 2 * len(self._of_pieces)), np.uint32)
            more[: len(self._of_pieces)] = self._of_pieces
            self._of_pieces = more
        found = self._of_pieces[asked]
        if not found.all():
            from index.extract import piece_text  # a search needs no extractor

            new = list(dict.fromkeys(asked[found == 0].tolist()))
            texts = list(map(piece_text, new))
            self.learn(texts)
            self._of_pieces[new] = list(map(self.__getitem__, texts))
            found = self._of_pieces[asked]
        return found


__all__ = ["NO_TERM", "PieceCodes", "Vocabulary"]
