"""Numbers for the pieces of text between spaces, and the terms of the words in each piece."""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.minhash import word_hash
from index.text import MARKED, Part, SplitPiece, parts_in

if TYPE_CHECKING:
    from index.extract import PieceNumbers

# No term: larger than any term's number.
NO_TERM = 0xFFFFFFFF


class Vocabulary:
    """Numbers terms in order of first occurrence."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.hashes = array("Q")
        self._numbers: dict[str, int] = {}
        self._sorted: list[int] = []
        self._order: Array = np.empty(0, np.intp)

    def number(self, word: str) -> int:
        """The number of a term, the next free one for a new term."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word.encode("utf-8", "surrogatepass"))
            self.hashes.append(word_hash(self.words[-1]))
        return number

    def order(self) -> Array:
        """The numbers of all terms in the byte order of the terms; new ones are sorted in."""
        if len(self._sorted) < len(self.words):
            self._sorted += range(len(self._sorted), len(self.words))
            self._sorted.sort(key=self.words.__getitem__)
            self._order = np.array(self._sorted, np.intp)
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
            self._languages[code] = _OfLanguage(self, parts_in(code))
        return self._languages[code]

    def add(self, count: int, found: Sequence[Part]) -> int:
        """A number for tokens that take so many positions."""
        number = len(self.positions)
        self.positions.append(count)
        times = Counter((part.position, part.stem) for part in found) if len(found) > 1 else {}
        for part in found:
            self.part_positions.append(part.position)
            self.part_exact.append(self.exact.number(part.exact))
            self.part_stems.append(self.stems.number(part.stem))
            self.part_bare.append(self.exact.number(part.bare) if part.bare else NO_TERM)
            self.part_doubled.append(times.get((part.position, part.stem), 1) > 1)
        self.begins.append(len(self.part_positions))
        return number


class _OfLanguage(dict[str, int]):
    def __init__(self, codes: PieceCodes, take: SplitPiece) -> None:
        super().__init__()
        self._codes, self._take = codes, take
        self._of_pieces = np.zeros(
            0, np.uint32
        )  # the same by the numbers of `PieceNumbers`; 0 where not looked up yet
        self._generation = -1

    def __missing__(self, piece: str) -> int:
        number = self[piece] = self._codes.add(*self._take(piece))
        return number

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

            for number in np.unique(asked[found == 0]).tolist():
                self._of_pieces[number] = self[piece_text(number)]
            found = self._of_pieces[asked]
        return found


__all__ = ["NO_TERM", "PieceCodes", "Vocabulary"]
