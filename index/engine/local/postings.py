"""Postings (inverted lists) from the words of articles, a whole batch at a time.

Each piece of text between spaces is mapped to a number once; all further steps work on arrays of
these numbers. A batch lists its words by document and position. One stable sort by term number
brings them into the order of an inverted file.

Example: document 0 is "war peace war", document 1 is "peace", and war = 0, peace = 1:

    terms     = [0, 1, 0, 1]    documents = [0, 0, 0, 1]    slots = [0, 1, 2, 3]
    sorted by term (stable):
    terms     = [0, 0, 1, 1]    documents = [0, 0, 0, 1]    slots = [0, 2, 1, 3]

War occurs twice in document 0, peace once in documents 0 and 1.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.engine.local.array_files import Array
from index.engine.local.minhash import signatures, word_hash
from index.engine.local.ragged import counted, targets
from index.engine.local.segments import (
    MOST_DOCUMENTS,
    FieldArrays,
    SegmentStatements,
    join_words,
    narrow,
    write_segment,
)
from index.engine.local.statement_places import (
    StatementBatch,
    between_blanks,
    between_spaces,
)
from index.engine.local.whoosh_schema import EXACT_FIELDS
from index.model import Analysis, Span, said_statements, title_of
from index.text import MARKED, Part, SplitPiece, parts_in

if TYPE_CHECKING:
    from index.extract import PieceNumbers

# The cache of words is cleared when it has this many pieces.
_MOST_KNOWN = 1_000_000

# No term: larger than the number of any.
_NONE = 0xFFFFFFFF

# Texts with more code points are split lazily.
_LONG = 2_000_000
_PIECE = re.compile(r"\S+")

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


# An analysis, with the pieces of its body if the analysis computed them.
Analysed = tuple[Analysis, "PieceNumbers | None"]


def _pieces(text: str, start: int) -> Iterable[str]:
    """The pieces between spaces in `text[start:]`; lazily for a very long text."""
    if len(text) < _LONG:
        return text[start:].split()
    return (match[0] for match in _PIECE.finditer(text, start))


def length_bytes(lengths: Array) -> Array:
    """Field lengths as Whoosh keeps them: the byte whose meaning is not below the length."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


class _Vocabulary:
    """Numbers terms in order of first occurrence."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.hashes = array("Q")
        self._numbers: dict[str, int] = {}
        self._sorted: list[int] = []
        self._order: Array = np.empty(0, np.intp)

    def number(self, word: str) -> int:
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


class _Codes:
    """Numbers each piece of text in each language, and holds its tokens by number."""

    def __init__(self) -> None:
        self._languages: dict[str, _OfLanguage] = {}
        self.exact, self.stems = _Vocabulary(), _Vocabulary()
        self.positions = array("I", [0])  # number 0 is no piece
        self.begins = array("I", [0, 0])
        self.part_positions, self.part_exact, self.part_stems = array("I"), array("I"), array("I")
        self.part_bare = array("I")  # the exact form of a possessive without its ending, else _NONE

    def __len__(self) -> int:
        return len(self.positions)

    def of(self, language: str | None) -> "_OfLanguage":
        """The numbers of the pieces of texts in a language."""
        code = language if language in MARKED else ""
        if code not in self._languages:
            self._languages[code] = _OfLanguage(self, parts_in(code))
        return self._languages[code]

    def add(self, count: int, found: Iterable[Part]) -> int:
        """A number for tokens that take so many positions."""
        number = len(self.positions)
        self.positions.append(count)
        for part in found:
            self.part_positions.append(part.position)
            self.part_exact.append(self.exact.number(part.exact))
            self.part_stems.append(self.stems.number(part.stem))
            self.part_bare.append(self.exact.number(part.bare) if part.bare else _NONE)
        self.begins.append(len(self.part_positions))
        return number


class _OfLanguage(dict[str, int]):
    def __init__(self, codes: _Codes, take: SplitPiece) -> None:
        super().__init__()
        self._codes, self._take = codes, take
        self._of_pieces = np.zeros(
            0, np.uint32
        )  # the same by the numbers of `PieceNumbers`; 0 where not asked yet
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


class PostingsBuilder:
    """Turns articles into postings. Keeps the known words between batches. Not thread-safe."""

    def __init__(self) -> None:
        self._codes = _Codes()

    def write(
        self, path: Path, analyses: Iterable[Analysed], nums: Sequence[int] | None = None
    ) -> list[bytes]:
        """Write a segment of these articles; return their MinHash signatures.

        `nums` are their numbers, ascending. Without them they are numbered from 0, and the process
        that adopts the segment sets the offset. Raises OSError, ValueError for too many of them.
        """
        title, text = _Batch(), _Batch()
        in_title, in_text = StatementBatch(), StatementBatch()
        statements: list[int] = []
        if len(self._codes) > _MOST_KNOWN:
            self._codes = _Codes()
        for analysis, pieces in analyses:
            article = analysis.article
            codes = self._codes.of(article.language)
            number = codes.__getitem__
            title.add(map(number, title_of(article).split()))
            known = codes.of_pieces(pieces) if pieces else None
            body = Span(article.body_start, len(article.text))
            take = parts_in(article.language)
            if known is None:
                text.add(map(number, _pieces(article.text, article.body_start)))
                places = between_spaces(article.text, body, take)
            else:
                text.add_array(known)
                places = between_blanks(article.text, article.paragraphs, take)
            said = said_statements(analysis)
            statements.append(len(said))
            heading = article.title_span
            in_title.add(said, heading, between_spaces(article.text, heading, take))
            in_text.add(said, body, places)
        count = len(text.counts)
        if count > MOST_DOCUMENTS:
            raise ValueError(f"{count} documents in one segment")
        fields: list[tuple[str, Callable[[], FieldArrays]]] = []
        headings, bodies = self._words(title), self._words(text)
        for words, (name, exact) in zip((headings, bodies), EXACT_FIELDS.items(), strict=True):
            fields.append((name, partial(words.invert, words.stems, self._codes.stems)))
            fields.append((exact, partial(words.invert_exact, self._codes.exact)))
        spans = {
            "title": in_title.spans(headings.piece_slots, headings.pieces),
            "text": in_text.spans(bodies.piece_slots, bodies.pieces),
        }
        write_segment(
            path,
            np.arange(count) if nums is None else np.array(nums),
            fields,
            SegmentStatements(narrow(np.array(statements, np.int64)), spans),
        )
        hashes = np.frombuffer(self._codes.exact.hashes, np.uint64)[bodies.exact]
        sizes = np.bincount(bodies.documents, minlength=count)
        return signatures(hashes, np.concatenate(([0], np.cumsum(sizes))))

    def _words(self, batch: "_Batch") -> "_Words":
        """Every token of a batch, in order: its document, slot and terms."""
        codes = self._codes
        piece = np.frombuffer(batch.pieces, np.uint32)
        positions = np.frombuffer(codes.positions, np.uint32)[piece]
        slots = np.zeros(len(piece) + 1, np.int64)
        np.cumsum(positions, out=slots[1:])
        begins = np.frombuffer(codes.begins, np.uint32).astype(np.int64)
        counts = begins[piece + 1] - begins[piece]
        places = targets(begins[piece], counts)
        of_document = np.array(batch.counts, np.int64)
        first = counted(of_document)
        # narrow types, since most of the time goes into moving these arrays
        documents = np.repeat(np.arange(len(of_document), dtype=np.uint16), of_document)
        return _Words(
            np.repeat(documents, counts),
            np.repeat(slots[:-1].astype(np.uint32), counts)
            + np.frombuffer(codes.part_positions, np.uint32)[places],
            np.frombuffer(codes.part_exact, np.uint32)[places],
            np.frombuffer(codes.part_stems, np.uint32)[places],
            np.frombuffer(codes.part_bare, np.uint32)[places],
            slots[first],
            slots,
            first,
        )


class _Batch:
    """The concatenated pieces of several documents, and the number of pieces of each."""

    def __init__(self) -> None:
        self.pieces = array("I")
        self.counts: list[int] = []

    def add(self, numbers: Iterable[int]) -> None:
        before = len(self.pieces)
        self.pieces.extend(numbers)
        self.counts.append(len(self.pieces) - before)

    def add_array(self, numbers: Array) -> None:
        self.pieces.frombytes(numbers.astype(np.uint32, copy=False).tobytes())
        self.counts.append(len(numbers))


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of a batch as parallel arrays; `bases` are the first slots of documents.

    `piece_slots` are the first slots of pieces; document `d` has those from `pieces[d]` on.
    """

    documents: Array
    slots: Array
    exact: Array
    stems: Array
    bare: Array
    bases: Array
    piece_slots: Array
    pieces: Array

    def invert_exact(self, vocabulary: _Vocabulary) -> FieldArrays:
        """The postings of exact forms; a possessive has a second one, without its ending.

        Both have the same slot: "Clinton's" is found as `clintons` and as `clinton`.
        """
        possessive = self.bare != _NONE
        if not possessive.any():
            return self.invert(self.exact, vocabulary)
        places = np.repeat(np.arange(len(possessive)), 1 + possessive)
        second = np.flatnonzero(places[1:] == places[:-1]) + 1
        numbers = self.exact[places]
        numbers[second] = self.bare[places[second]]
        doubled = replace(self, documents=self.documents[places], slots=self.slots[places])
        return doubled.invert(numbers, vocabulary)

    def invert(self, numbers: Array, vocabulary: _Vocabulary) -> FieldArrays:
        """The postings of terms: `numbers`, one for each token, in `vocabulary`."""
        frequencies = np.bincount(numbers, minlength=len(vocabulary.words))
        order = vocabulary.order()
        present = order[frequencies[order] > 0]
        ranks = np.zeros(len(frequencies), np.uint16 if len(present) <= 1 << 16 else np.uint32)
        ranks[present] = np.arange(len(present))
        terms = ranks[numbers]
        order = np.argsort(terms, kind="stable")
        terms, documents = terms[order], self.documents[order]
        begins = np.ones(len(order), bool)
        begins[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
        postings = np.flatnonzero(begins)
        words, ends = join_words(map(vocabulary.words.__getitem__, present.tolist()))
        lengths = np.bincount(self.documents, minlength=len(self.bases) - 1)
        return FieldArrays(
            words,
            ends,
            counted(np.bincount(terms[postings], minlength=len(present))),
            counted(frequencies[present]),
            documents[postings],
            narrow(np.diff(postings, append=len(order))),
            self.slots[order],
            self.bases.astype(np.uint32),
            length_bytes(lengths),
            int(lengths.sum()),
        )


__all__ = ["LENGTHS", "Analysed", "PostingsBuilder", "length_bytes"]
