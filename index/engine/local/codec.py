"""Array segments as a codec of Whoosh: its searchers, matchers and correctors read them.

The codec only reads. `index.engine.local.postings` and `index.engine.local.merge` write whole
segments; `index.engine.local.whoosh_index` adds them to Whoosh's table of contents.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import columns
from whoosh.codec import base
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from index.engine.local.array_files import Array
from index.engine.local.array_segment import ArraySegment
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.index_fields import boost_of
from index.engine.local.inversion import LENGTHS
from index.engine.local.segments import SegmentArrays

NUMBER = "num"  # the column of article numbers


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads array segments for Whoosh."""

    def __init__(self) -> None:
        self._opened: dict[str, SegmentArrays] = {}

    def arrays(self, storage: Any, segment: ArraySegment) -> SegmentArrays:
        """The segment's arrays, opened once."""
        name = segment.segment_id()
        if name not in self._opened:
            self._opened[name] = segment.open_in(Path(storage.folder))
        return self._opened[name]

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTerms":
        return ArrayTerms(self.arrays(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocuments":
        return ArrayDocuments(self.arrays(storage, segment), segment)

    def new_segment(self, _storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)


class _Numbers(columns.ColumnReader):  # type: ignore[misc]
    """The column of article numbers."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self._arrays = arrays

    def __len__(self) -> int:
        return len(self._arrays)

    def __getitem__(self, document: int) -> int:
        return int(self._arrays.nums[document])

    def sort_key(self, document: int) -> int:
        return self[document]

    def load(self) -> list[int]:
        found: list[int] = self._arrays.nums.tolist()
        return found


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's interface for documents."""

    def __init__(self, arrays: SegmentArrays, segment: ArraySegment) -> None:
        self.arrays = arrays
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.doc_count()

    def doc_count_all(self) -> int:
        return len(self.arrays)

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> frozenset[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == NUMBER

    def list_columns(self) -> list[str]:
        return [NUMBER]

    def column_reader(self, _fieldname: str, _column: Any) -> _Numbers:
        return _Numbers(self.arrays)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in self.arrays.fields:
            return default
        return int(LENGTHS[self.arrays.field(fieldname).lengths[docnum]])

    def field_length(self, fieldname: str) -> int:
        return self.arrays.field(fieldname).total_length if fieldname in self.arrays.fields else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(LENGTHS[self.arrays.field(fieldname).lengths.min()])

    def max_field_length(self, fieldname: str) -> int:
        return int(LENGTHS[self.arrays.field(fieldname).lengths.max()])

    def stored_fields(self, _docnum: int) -> dict[str, Any]:
        return {}


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """Whoosh's interface for terms."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldArrays, int | None]:
        field = self.arrays.field(fieldname)
        return field, field.find(text)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        return fieldname in self.arrays.fields and self._find(fieldname, text)[1] is not None

    def indexed_field_names(self) -> list[str]:
        return sorted(self.arrays.fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> "_Cursor":
        return _Cursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self.indexed_field_names():
            yield from self._terms_of(name, 0)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        yield from self._terms_of(fieldname, self.arrays.field(fieldname).place(prefix))
        for name in self.indexed_field_names():
            if name > fieldname:
                yield from self._terms_of(name, 0)

    def _terms_of(self, name: str, begin: int) -> Iterator[tuple[str, bytes]]:
        field = self.arrays.field(name)
        return ((name, field.word(term)) for term in range(begin, len(field)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        if fieldname not in self.arrays.fields:
            raise KeyError((fieldname, text))
        field, term = self._find(fieldname, text)
        if term is None:
            raise KeyError((fieldname, text))
        (docs, freqs), boost = field.postings_of(term), boost_of(fieldname)
        lengths = LENGTHS[field.lengths[docs]]
        return TermInfo(
            weight=float(freqs.sum()) * boost,
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(freqs.max()) * boost,
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return self.term_info(fieldname, text).weight()  # type: ignore[no-any-return]

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        if fieldname not in self.arrays.fields:
            return 0
        field, term = self._find(fieldname, text)
        return field.doc_frequency(term) if term is not None else 0

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> "ArrayMatcher":
        field, term = self._find(fieldname, text)
        if term is None:
            raise KeyError((fieldname, text))
        return ArrayMatcher(field, term, (fieldname, text), format_, scorer)


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """A cursor over the terms of a field, for Whoosh's fuzzy search."""

    def __init__(self, terms: ArrayTerms, fieldname: str, fieldobj: Any) -> None:
        self._terms, self._name, self._object = terms, fieldname, fieldobj
        self._field = terms.arrays.field(fieldname)
        self._term = 0

    def first(self) -> Any:
        self._term = 0
        return self.text()

    def find(self, text: Any) -> Any:
        self._term = self._field.place(
            text if isinstance(text, bytes) else self._object.to_bytes(text)
        )
        return self.text()

    def next(self) -> Any:
        self._term += 1
        return self.text()

    def is_valid(self) -> bool:
        return self._term < len(self._field)

    def text(self) -> Any:
        return self._object.from_bytes(self._field.word(self._term)) if self.is_valid() else None

    def term_info(self) -> Any:
        return (
            self._terms.term_info(self._name, self._field.word(self._term))
            if self.is_valid()
            else None
        )


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Steps through the postings of one term."""

    def __init__(
        self, field: FieldArrays, number: int, term: tuple[str, bytes], format_: Any, scorer: Any
    ) -> None:
        self.format, self.scorer = format_, scorer
        self._field, self._number, self._term = field, number, term
        self._docs, self._freqs = field.postings_of(number)
        self._slots: Array | None = None
        self._boost = boost_of(term[0])
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        other = ArrayMatcher(self._field, self._number, self._term, self.format, self.scorer)
        other._at = self._at
        return other

    def reset(self) -> None:
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def id(self) -> int:
        if not self.is_active():
            raise ReadTooFar
        return int(self._docs[self._at])

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs[self._at :].tolist())

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(self._docs[self._at :].searchsorted(id))

    def weight(self) -> float:
        return float(self._freqs[self._at]) * self._boost

    def _positions(self) -> list[int]:
        if self._slots is None:
            self._slots = self._field.slots_of(self._number)
        slots, document = self._slots, self.id()
        begin, end = slots.searchsorted(self._field.bases[document : document + 2])
        return (slots[begin:end] - self._field.bases[document]).tolist()  # type: ignore[no-any-return]

    def value(self) -> bytes:
        return self.format.encode(self._positions())  # type: ignore[no-any-return]

    def spans(self) -> list[Any]:
        return [Span(position) for position in self._positions()]

    def supports_block_quality(self) -> bool:
        return False


__all__ = ["NUMBER", "ArrayCodec", "ArraySegment"]
