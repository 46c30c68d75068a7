"""One segment of the inverted index: the postings of some articles, as arrays in one file.

Each field has its terms in order of their bytes, and for each term its documents, its frequency
in each of them, and its slots. A slot is a word position counted through all documents of the
field, so that a phrase match compares slots alone. Documents are numbered from 0 within a segment;
`nums` are the article numbers of the documents, ascending.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from index.engine.local.array_files import Array, ArrayFile, ArrayWriter
from index.engine.local.ragged import targets
from index.engine.local.statement_spans import SAID_IN, SPAN_ARRAYS, StatementSpans
from index.platform import LruCache

EXTENSION = ".arrays"
# Documents are numbered with 16 bits.
MOST_DOCUMENTS = 1 << 16
# Terms of a field whose numbers are cached: a search asks for each several times.
_REMEMBERED = 4096
# The remembered number of a term that the field does not have.
_ABSENT = -1


def _no_check(_name: str, _low: int, _high: int) -> None:
    """The check of arrays that were just made in memory."""


@dataclass(frozen=True)
class FieldArrays:
    """The postings of one field, as parallel arrays.

    `words` holds the terms in order of their bytes, each followed by a line feed; term `i` ends
    at `ends[i]`. Its postings are `docs[first[i]:first[i + 1]]`, with `freqs` parallel to them,
    and its slots `slots[at[i]:at[i + 1]]`. Document `d` has the slots `bases[d]` up to
    `bases[d + 1]`. `lengths` are field lengths in Whoosh's one-byte code, `total_length` is their
    exact sum.

    `check(array, low, high)` verifies the checksums of a part of `words`, `docs`, `freqs` or
    `slots` before it is used. Read these four through the methods, which call it.
    """

    words: bytes | memoryview
    ends: Array
    first: Array
    at: Array
    docs: Array
    freqs: Array
    slots: Array
    bases: Array
    lengths: Array
    total_length: int
    check: Callable[[str, int, int], None] = _no_check
    _found: LruCache[bytes, int] = field(
        default_factory=lambda: LruCache(_REMEMBERED), init=False, repr=False, compare=False
    )

    def __len__(self) -> int:
        return len(self.ends)

    def word(self, term: int) -> bytes:
        """The term with this number."""
        begin, end = int(self.ends[term - 1]) if term else 0, int(self.ends[term])
        self.check("words", begin, end)
        return bytes(self.words[begin : end - 1])

    def lines_between(self, low: int, high: int) -> bytes:
        """The terms numbered from `low` up to `high`, each with a line feed after it."""
        if low >= high:
            return b""
        begin, end = int(self.ends[low - 1]) if low else 0, int(self.ends[high - 1])
        self.check("words", begin, end)
        return bytes(self.words[begin:end])

    def words_between(self, low: int, high: int) -> list[bytes]:
        """The terms numbered from `low` up to `high`."""
        return self.lines_between(low, high).split(b"\n")[:-1]

    def place(self, word: bytes) -> int:
        """The number of the first term that is not before `word`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: bytes) -> int | None:
        """The number of a term; None where the field does not have it."""
        known = self._found.get(word)
        if known is None:
            place = self.place(word)
            known = place if place < len(self) and self.word(place) == word else _ABSENT
            self._found.put(word, known)
        return None if known == _ABSENT else known

    def begun_by(self, prefix: bytes) -> tuple[int, int]:
        """The half-open range of the numbers of the terms that begin with `prefix`."""
        low = self.place(prefix)
        after = _after(prefix)
        return low, self.place(after) if after else len(self)

    def docs_of(self, term: int) -> Array:
        """The documents that contain the term, ascending."""
        return self.docs_between(term, term + 1)

    def freqs_of(self, term: int) -> Array:
        """The frequency of the term in each of `docs_of`."""
        begin, end = int(self.first[term]), int(self.first[term + 1])
        self.check("freqs", begin, end)
        return self.freqs[begin:end]

    def docs_between(self, low: int, high: int) -> Array:
        """The documents of the terms numbered from `low` up to `high`, with repetitions."""
        begin, end = int(self.first[low]), int(self.first[high])
        self.check("docs", begin, end)
        return self.docs[begin:end]

    def docs_of_all(self, terms: Array) -> Array:
        """The documents of these terms, with repetitions."""
        begins = self.first[terms].astype(np.int64)
        ends = self.first[terms + 1].astype(np.int64)
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            self.check("docs", begin, end)
        return self.docs[targets(begins, ends - begins)]

    def slots_of(self, term: int) -> Array:
        """The slots of the term, ascending."""
        begin, end = int(self.at[term]), int(self.at[term + 1])
        self.check("slots", begin, end)
        return self.slots[begin:end]

    def doc_frequency(self, term: int) -> int:
        """The number of documents that contain the term."""
        return int(self.first[term + 1]) - int(self.first[term])


def _after(prefix: bytes) -> bytes:
    """The smallest byte string above all that begin with `prefix`; empty if there is none."""
    trimmed = prefix.rstrip(b"\xff")
    return trimmed[:-1] + bytes([trimmed[-1] + 1]) if trimmed else b""


_ARRAYS = ("words", "ends", "first", "at", "docs", "freqs", "slots", "bases", "lengths")
# The arrays that grow with the text: they are checked part by part, the others as a whole.
_LARGE = frozenset({"words", "docs", "freqs", "slots"})


@dataclass(frozen=True)
class SegmentStatements:
    """The statements of a segment: how many each document has, and where they stand in a field."""

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
        self._said: SegmentStatements | None = None

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
            words = arrays.pop("words").data
            self._fields[name] = FieldArrays(
                words,
                **arrays,
                total_length=file.facts["lengths"][name],
                check=partial(_check_of, file, name),
            )
        return self._fields[name]

    @property
    def said(self) -> SegmentStatements:
        """Where statements stand. Raises IndexDamaged."""
        if self._said is None:
            try:
                spans = {
                    name: StatementSpans(
                        *(self._file[f"{name}.said.{kind}"] for kind in SPAN_ARRAYS)
                    )
                    for name in SAID_IN
                }
                self._said = SegmentStatements(self._file["statements"], spans)
            except KeyError as error:
                raise self._file.damaged(str(error)) from error
        return self._said

    def verify(self) -> None:
        """Check the whole file. Raises IndexDamaged."""
        self._file.verify()

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
            for name, spans in said.spans.items():
                for kind in SPAN_ARRAYS:
                    writer.add(f"{name}.said.{kind}", getattr(spans, kind))
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
    "EXTENSION",
    "MOST_DOCUMENTS",
    "FieldArrays",
    "SegmentArrays",
    "SegmentStatements",
    "join_words",
    "narrow",
    "write_segment",
]
