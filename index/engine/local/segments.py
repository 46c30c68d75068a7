"""One segment of the inverted index: the postings of some articles, as arrays in one file.

Each field has its terms in order of their bytes, and for each term its documents, its frequency
in each of them, and its slots. A slot is a word position counted through all documents of the
field, so that a phrase match compares slots alone. A stem has no slots: it uses those
of its forms, the words as written. Documents are numbered from 0 within a segment; `nums` are the
article numbers of the documents, ascending.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array, ArrayFile, ArrayWriter
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.index_fields import EXACT_FIELDS
from index.engine.local.segment_bounds import check_field, check_spans, check_statements
from index.engine.local.statement_spans import SAID_IN, SPAN_ARRAYS, StatementSpans
from index.engine.local.unpacked_rows import UnpackedRows

_ARRAYS = (
    "words",
    "ends",
    "counts",
    "coding",
    "posted_at",
    "placed_at",
    "posted",
    "placed",
    "bases",
    "lengths",
)
# The arrays that grow with the text: they are checked part by part, the others as a whole.
_LARGE = frozenset({"words", "posted", "placed"})


class SegmentStatements(Struct, frozen=True):
    """The statements of a segment: number in each document, and stretches in a field."""

    counts: Array
    spans: Mapping[str, StatementSpans]


class SegmentArrays:
    """The file of a segment, opened. Raises IndexDamaged for a broken one, OSError."""

    def __init__(self, path: Path, first: int = 0) -> None:
        """`first` is added to the article numbers in the file; its writer need not know them."""
        self._file = ArrayFile(path)
        try:
            self.nums = self._file["nums"] + np.uint32(first)
            self.fields: tuple[str, ...] = tuple(self._file.facts["lengths"])
        except (KeyError, TypeError) as error:
            raise self._file.damaged(str(error)) from error
        self._fields: dict[str, FieldArrays] = {}
        self._unpacked = UnpackedRows()
        self._said: SegmentStatements | None = None
        self._mentions: Mapping[str, StatementSpans] | None = None

    def __len__(self) -> int:
        return len(self.nums)

    def field(self, name: str) -> FieldArrays:
        """The postings of a field. Raises KeyError for an unknown one, IndexDamaged."""
        if name not in self._fields:
            file = self._file
            if name not in file.facts["lengths"]:
                raise KeyError(name)
            try:
                arrays = {
                    kind: (file.unchecked if kind in _LARGE else file.__getitem__)(f"{name}.{kind}")
                    for kind in _ARRAYS
                }
            except KeyError as error:
                raise file.damaged(str(error)) from error
            try:
                check_field(arrays, len(self.nums), len(arrays["words"]))
            except ValueError as error:
                raise file.damaged(str(error)) from error
            written = EXACT_FIELDS.get(name)
            self._fields[name] = FieldArrays(
                arrays["words"].data,
                ends=arrays["ends"],
                counts=arrays["counts"],
                coding=arrays["coding"],
                posted_at=arrays["posted_at"],
                placed_at=arrays["placed_at"],
                posted=arrays["posted"],
                placed=arrays["placed"],
                bases=arrays["bases"],
                lengths=arrays["lengths"],
                total_length=file.facts["lengths"][name],
                forms=self.field(written) if written else None,
                check=partial(_check_of, file, name),
                damaged=file.damaged,
                name=name,
                unpacked=self._unpacked,
            )
        return self._fields[name]

    @property
    def said(self) -> SegmentStatements:
        """The stretches of statements. Raises IndexDamaged."""
        if self._said is None:
            counts, spans = self._whole("statements"), self._spans("said")
            try:
                check_statements(counts, spans.values(), len(self.nums))
            except ValueError as error:
                raise self._file.damaged(str(error)) from error
            self._said = SegmentStatements(counts, spans)
        return self._said

    @property
    def mentions(self) -> Mapping[str, StatementSpans]:
        """The stretches of mentions by field. Raises IndexDamaged."""
        if self._mentions is None:
            self._mentions = self._spans("named")
        return self._mentions

    def _spans(self, what: str) -> dict[str, StatementSpans]:
        found = {
            name: StatementSpans(*(self._whole(f"{name}.{what}.{kind}") for kind in SPAN_ARRAYS))
            for name in SAID_IN
        }
        try:
            for spans in found.values():
                check_spans(spans, len(self.nums))
        except ValueError as error:
            raise self._file.damaged(str(error)) from error
        return found

    def _whole(self, name: str) -> Array:
        """An array, checked as a whole. Raises IndexDamaged."""
        try:
            return self._file[name]
        except KeyError as error:
            raise self._file.damaged(str(error)) from error

    def verify(self) -> None:
        """Check the whole file. Raises IndexDamaged."""
        self._file.verify()

    def verify_if_changed(self) -> None:
        """Check the whole file if it was written to since it was opened. Raises IndexDamaged."""
        self._file.verify_if_changed()

    def let_go(self) -> None:
        """Return the mapped pages to the system."""
        self._file.let_go()


def _check_of(file: ArrayFile, field_name: str, kind: str, low: int, high: int) -> None:
    file.check(f"{field_name}.{kind}", low, high)


def write_segment(
    path: Path,
    nums: Array,
    fields: Sequence[tuple[str, Callable[[], FieldArrays]]],
    said: SegmentStatements,
    mentions: Mapping[str, StatementSpans],
    at_once: int = 1,
) -> None:
    """Write a segment. Up to `at_once` fields are made at the same time, a thread each.

    Raises OSError.
    """
    lengths: dict[str, int] = {}
    try:
        with ArrayWriter(path) as writer:
            writer.add("nums", nums.astype(np.uint32))
            writer.add("statements", said.counts)
            for what, fields_spans in (("said", said.spans), ("named", mentions)):
                for name, spans in fields_spans.items():
                    for kind in SPAN_ARRAYS:
                        writer.add(f"{name}.{what}.{kind}", getattr(spans, kind))
            for name, arrays in _made(fields, at_once):
                lengths[name] = arrays.total_length
                writer.add(f"{name}.words", np.frombuffer(arrays.words, np.uint8))
                for kind in _ARRAYS[1:]:
                    writer.add(f"{name}.{kind}", getattr(arrays, kind))
                del arrays  # frees the memory before the next field
            writer.finish({"lengths": lengths})
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _made(
    fields: Sequence[tuple[str, Callable[[], FieldArrays]]], at_once: int
) -> Iterator[tuple[str, FieldArrays]]:
    """The fields in order; the next ones are built while one is written."""
    if at_once < 2:
        yield from ((name, make()) for name, make in fields)
        return
    from concurrent.futures import Future, ThreadPoolExecutor  # brings logging; writers alone

    with ThreadPoolExecutor(at_once) as pool:
        making: deque[tuple[str, Future[FieldArrays]]] = deque()
        for name, make in fields:
            making.append((name, pool.submit(make)))
            if len(making) == at_once:
                first, arrays = making.popleft()
                yield first, arrays.result()
                del arrays
        for name, arrays in making:
            yield name, arrays.result()


def narrow(values: Array) -> Array:
    """Whole numbers in the narrowest unsigned type that holds them all."""
    most = int(values.max()) if len(values) else 0
    return values.astype(
        np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32, copy=False
    )


def join_words(words: Iterable[bytes]) -> tuple[bytes, Array]:
    """Terms with a line feed after each, and where each of these ends."""
    listed = list(words)
    lengths = np.fromiter(map(len, listed), np.int64, len(listed))
    return b"\n".join([*listed, b""]), np.cumsum(lengths + 1).astype(np.uint32)


__all__ = [
    "FieldArrays",
    "SegmentArrays",
    "SegmentStatements",
    "join_words",
    "narrow",
    "write_segment",
]
