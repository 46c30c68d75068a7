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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.index_fields import EXACT_FIELDS
from index.engine.local.inversion import BatchWords
from index.engine.local.minhash import signatures
from index.engine.local.piece_codes import NO_TERM, PieceCodes
from index.engine.local.ragged import counted, targets
from index.engine.local.segment_limits import MOST_DOCUMENTS
from index.engine.local.segments import (
    SegmentStatements,
    narrow,
    write_segment,
)
from index.engine.local.statement_places import (
    StretchBatch,
    between_blanks,
    between_spaces,
    mention_stretches,
    statement_stretches,
)
from index.model import Analysis, Span, said_statements, title_of
from index.text import parts_in

if TYPE_CHECKING:
    from index.extract import PieceNumbers

# The cache of words is cleared when it has this many pieces; each process has one.
_MOST_KNOWN = 400_000

# Texts with more code points are split lazily.
_LONG = 2_000_000
_PIECE = re.compile(r"\S+")

# An analysis, with the pieces of its body if the analysis computed them.
Analysed = tuple[Analysis, "PieceNumbers | None"]


def _pieces(text: str, start: int) -> Iterable[str]:
    """The pieces between spaces in `text[start:]`; lazily for a very long text."""
    if len(text) < _LONG:
        return text[start:].split()
    return (match[0] for match in _PIECE.finditer(text, start))


class PostingsBuilder:
    """Turns articles into postings. Keeps the known words between batches. Not thread-safe."""

    def __init__(self) -> None:
        self._codes = PieceCodes()

    def write(
        self, path: Path, analyses: Iterable[Analysed], nums: Sequence[int] | None = None
    ) -> list[bytes]:
        """Write a segment of these articles; return their MinHash signatures.

        `nums` are their numbers, ascending. Without them they are numbered from 0, and the process
        that adopts the segment sets the offset. Raises OSError, ValueError for too many of them.
        """
        title, text = _Batch(), _Batch()
        said_in = {name: StretchBatch() for name in EXACT_FIELDS}
        named_in = {name: StretchBatch() for name in EXACT_FIELDS}
        statements: list[int] = []
        if len(self._codes) > _MOST_KNOWN:
            self._codes = PieceCodes()
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
            stretches, mentions = statement_stretches(said), mention_stretches(analysis)
            heading = article.title_span
            in_heading = between_spaces(article.text, heading, take)
            for name, field, find in (("title", heading, in_heading), ("text", body, places)):
                said_in[name].add(stretches, field, find)
                named_in[name].add(mentions, field, find)
        count = len(text.counts)
        if count > MOST_DOCUMENTS:
            raise ValueError(f"{count} documents in one segment")
        fields: list[tuple[str, Callable[[], FieldArrays]]] = []
        headings, bodies = self._words(title), self._words(text)
        for words, (name, exact) in zip((headings, bodies), EXACT_FIELDS.items(), strict=True):
            fields.append((exact, partial(_packed_exact, words, self._codes)))
            fields.append((name, partial(_packed_stems, words, self._codes)))
        words_of = {"title": headings, "text": bodies}
        spans, mentioned = (
            {
                name: own.spans(words_of[name].piece_slots, words_of[name].pieces)
                for name, own in batches.items()
            }
            for batches in (said_in, named_in)
        )
        write_segment(
            path,
            np.arange(count) if nums is None else np.array(nums),
            fields,
            SegmentStatements(narrow(np.array(statements, np.int64)), spans),
            mentioned,
        )
        hashes = self._codes.exact.hashes()[bodies.exact]
        sizes = np.bincount(bodies.documents, minlength=count)
        return signatures(hashes, np.concatenate(([0], np.cumsum(sizes))))

    def _words(self, batch: "_Batch") -> "BatchWords":
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
        return BatchWords(
            np.repeat(documents, counts),
            np.repeat(slots[:-1].astype(np.uint32), counts)
            + np.frombuffer(codes.part_positions, np.uint32)[places],
            np.frombuffer(codes.part_exact, np.uint32)[places],
            np.frombuffer(codes.part_stems, np.uint32)[places],
            np.frombuffer(codes.part_bare, np.uint32)[places],
            slots[first],
            slots,
            first,
            *self._forms(places),
        )

    def _forms(self, places: Array) -> tuple[Array, Array, Array]:
        """The forms of the stems in a batch, their stems, and stems that occur twice in a slot."""
        codes = self._codes
        occurs = np.zeros(len(codes.part_exact), bool)
        occurs[places] = True
        exact, stems, bare, doubled = (
            np.frombuffer(values, kind)[occurs]
            for values, kind in (
                (codes.part_exact, np.uint32),
                (codes.part_stems, np.uint32),
                (codes.part_bare, np.uint32),
                (codes.part_doubled, np.uint8),
            )
        )
        possessive = bare != NO_TERM
        return (
            np.concatenate((exact, bare[possessive])),
            np.concatenate((stems, stems[possessive])),
            stems[doubled.astype(bool)],
        )


def _packed_exact(words: "BatchWords", codes: PieceCodes) -> FieldArrays:
    return words.invert_exact(codes.exact).packed()


def _packed_stems(words: "BatchWords", codes: PieceCodes) -> FieldArrays:
    return words.invert_stems(codes.stems, codes.exact).packed()


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


__all__ = ["Analysed", "PostingsBuilder"]
