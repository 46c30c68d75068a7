"""The packed postings of one field of a segment, unpacked for the terms that a search asks for."""

from bisect import bisect_left
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
from msgspec import Struct, field

from index.engine.local.array_files import Array
from index.engine.local.place_rows import (
    FIRST_OF_SLOTS,
    is_by_forms,
    slots_of_row,
    unpack_slots,
)
from index.engine.local.posting_rows import (
    documents_of_any,
    documents_of_row,
    needs_long_frequencies,
    postings_of_row,
    unpack_postings,
)
from index.engine.local.ragged import chunks, distinct, targets
from index.engine.local.unpacked_rows import UnpackedRows
from index.platform import LruCache

# Terms of a field whose numbers are cached: a search asks for each several times.
_REMEMBERED = 2048
# A binary search ends in a run of at most so many terms, which are read at once.
_RUN = 64
# The remembered number of a term that the field does not have.
_ABSENT = -1
# Most postings unpacked in one step for a set of documents.
_POSTINGS_AT_ONCE = 1 << 20
# Rows are checked with what lies between them if it is at most so many times as many terms.
_DENSE = 4
# Up to so many terms are unpacked one by one.
_FEW = 24


def _no_check(_name: str, _low: int, _high: int) -> None:
    """The check of arrays that were just made in memory."""


def _contradiction(why: str) -> Exception:
    """The error of arrays that were just made in memory."""
    return ValueError(why)


P = ParamSpec("P")
R = TypeVar("R")


def _unpacks(method: Callable[P, R]) -> Callable[P, R]:
    """Make rows that contradict each other the error of a damaged file."""

    @wraps(method)
    def run(*args: P.args, **more: P.kwargs) -> R:
        try:
            return method(*args, **more)
        except (ValueError, IndexError, OverflowError) as error:
            own = args[0]
            assert isinstance(own, FieldArrays)
            raise own.damaged(str(error)) from error

    return run


def form_kind(forms: int) -> str:
    """The numpy type in which a stem lists its forms, of a field with so many terms."""
    return "<u2" if forms <= 1 << 16 else "<u4"


class _Known:
    """What searches have looked up in a field."""

    def __init__(self) -> None:
        self.found: LruCache[bytes, int] = LruCache(_REMEMBERED)
        # the terms that a binary search has compared with: each search begins with the same ones
        self.middles: dict[int, bytes] = {}


class FieldArrays(Struct, frozen=True, eq=False):
    """The postings of one field.

    `words` holds the terms in order of their bytes, each followed by a line feed; term `i` ends
    at `ends[i]`. It is in `counts[i] + 1` documents. Its row in `posted`, from `posted_at[i]` on,
    holds documents and frequencies, its row in `placed` slots, packed as `coding[i]` says: see
    `posting_rows` and `place_rows`. Document `d` has the slots `bases[d]` up to `bases[d + 1]`.
    `lengths` are field lengths in Whoosh's one-byte code, `total_length` is their exact sum.
    `forms` is the field of the words as written, for a field of stems.

    `check(array, low, high)` verifies the checksums of a part of `words`, `posted` or `placed`
    before it is used. Read these through the methods, which call it. `damaged` makes the error for
    rows that contradict the other arrays. `name` is the field's key in `unpacked`, which all fields
    of a segment share.
    """

    words: bytes | memoryview
    ends: Array
    counts: Array
    coding: Array
    posted_at: Array
    placed_at: Array
    posted: Array
    placed: Array
    bases: Array
    lengths: Array
    total_length: int
    forms: "FieldArrays | None" = None
    check: Callable[[str, int, int], None] = _no_check
    damaged: Callable[[str], Exception] = _contradiction
    name: str = ""
    unpacked: UnpackedRows = field(default_factory=UnpackedRows)
    _known: _Known = field(default_factory=_Known)

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def documents(self) -> int:
        """How many documents the segment has."""
        return len(self.lengths)

    # --- terms ---

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
        known = self._known.middles
        while high - low > _RUN:
            middle = (low + high) // 2
            found = known.get(middle)
            if found is None:
                found = known[middle] = self.word(middle)
            if found < word:
                low = middle + 1
            else:
                high = middle
        return low + bisect_left(self.words_between(low, high), word)

    def find(self, word: bytes) -> int | None:
        """The number of a term; None where the field does not have it."""
        known = self._known.found.get(word)
        if known is None:
            place = self.place(word)
            known = place if place < len(self) and self.word(place) == word else _ABSENT
            self._known.found.put(word, known)
        return None if known == _ABSENT else known

    def begun_by(self, prefix: bytes) -> tuple[int, int]:
        """The half-open range of the numbers of the terms that begin with `prefix`."""
        low = self.place(prefix)
        after = _after(prefix)
        return low, self.place(after) if after else len(self)

    # --- documents and frequencies ---

    def doc_frequency(self, term: int) -> int:
        """The number of documents that contain the term."""
        return int(self.counts[term]) + 1

    def frequency(self, term: int) -> int:
        """The number of occurrences of the term in all documents."""
        return int(self.postings_of(term)[1].sum(dtype=np.int64))

    @_unpacks
    def docs_of(self, term: int) -> Array:
        """The documents that contain the term, ascending."""
        begin = self._checked("posted", self.posted_at, term)
        docs = documents_of_row(
            self.posted,
            begin,
            int(self.coding[term]),
            int(self.counts[term]) + 1,
            len(self.lengths),
        )
        self._check_row(docs, int(self.counts[term]) + 1)
        return docs

    @_unpacks
    def postings_of(self, term: int) -> tuple[Array, Array]:
        """The documents that contain the term, ascending, and its frequency in each."""
        found = self.unpacked.postings.get((self.name, term))
        if found is None:
            begin = self._checked("posted", self.posted_at, term)
            found = postings_of_row(
                self.posted,
                begin,
                int(self.coding[term]),
                int(self.counts[term]) + 1,
                len(self.lengths),
            )
            self._check_row(found[0], int(self.counts[term]) + 1, found[1])
            self.unpacked.postings.put((self.name, term), found)
        return found

    def _check_row(self, docs: Array, count: int, freqs: Array | None = None) -> None:
        """Raise ValueError for documents that are not there, or more words than there are."""
        if len(docs) != count or (count and int(docs.max()) >= self.documents):
            raise ValueError("documents of a word")
        most = int(self.bases[-1]) if len(self.bases) else 0
        if freqs is not None and count and int(freqs.max()) > most:
            raise ValueError("occurrences of a word")

    @_unpacks
    def postings_of_all(self, terms: Array) -> tuple[Array, Array]:
        """The documents and frequencies of these terms, term after term."""
        begins = self._all_checked("posted", self.posted_at, terms)
        counts = self.doc_frequencies(terms)
        docs, freqs = unpack_postings(
            self.posted, begins, self.coding[terms], counts, self.documents
        )
        self._check_row(docs, int(counts.sum()), freqs)
        return docs, freqs

    def doc_frequencies(self, terms: Array) -> Array:
        """The number of documents that contain each of these terms (int64)."""
        return self.counts[terms].astype(np.int64) + 1

    def sizes_of(self, terms: Array) -> Array:
        """About how many bytes the postings and slots of each of these terms take (int64)."""
        return (  # type: ignore[no-any-return]
            self.posted_at[terms + 1].astype(np.int64) - self.posted_at[terms]
        ) + (self.placed_at[terms + 1].astype(np.int64) - self.placed_at[terms])

    @property
    def frequency_kind(self) -> np.dtype[Any]:
        """The type of number that holds every frequency."""
        return np.dtype(np.uint32 if needs_long_frequencies(self.coding) else np.uint16)

    @_unpacks
    def docs_of_any(self, terms: Array) -> Array:
        """For each document of the segment whether it contains one of these terms (bool)."""
        found = np.zeros(self.documents, bool)
        if len(terms) <= _FEW:
            for term in terms.tolist():
                found[self.docs_of(term)] = True
            return found
        counts = self.doc_frequencies(terms)
        for low, high in chunks(np.concatenate(([0], np.cumsum(counts))), _POSTINGS_AT_ONCE):
            some = terms[low:high]
            begins = self._all_checked("posted", self.posted_at, some)
            found |= documents_of_any(
                self.posted, begins, self.coding[some], counts[low:high], self.documents
            )
        return found

    # --- slots ---

    def bytes_of_slots(self, terms: Array) -> Array:
        """How many bytes the slots of each of these terms take (int64), in a field of words."""
        lengths: Array = self.placed_at[terms + 1].astype(np.int64) - self.placed_at[terms]
        return lengths

    def is_by_forms(self, terms: Array) -> Array:
        """For each of these terms whether its slots are those of its forms."""
        return is_by_forms(self.coding[terms])

    def slots_of(self, term: int) -> Array:
        """The slots of the term, ascending (uint32)."""
        slots = self.unpacked.slots.get((self.name, term))
        if slots is None:
            slots = self._slots_of(term)
            self.unpacked.slots.put((self.name, term), slots)
        return slots

    @_unpacks
    def _slots_of(self, term: int) -> Array:
        coding = int(self.coding[term])
        if coding < FIRST_OF_SLOTS:
            return self._united(term)
        begin = self._checked("placed", self.placed_at, term)
        docs, freqs = self.postings_of(term)
        return slots_of_row(self.placed, begin, coding, docs, freqs, self.bases)

    def _united(self, term: int) -> Array:
        """The slots of all forms of a stem."""
        assert self.forms is not None
        forms = self.forms_of_all(np.array([term]))[1].tolist()
        if len(forms) == 1:
            return self.forms.slots_of(forms[0])
        return distinct(np.sort(np.concatenate([self.forms.slots_of(form) for form in forms])))

    @_unpacks
    def forms_of_all(self, terms: Array) -> tuple[Array, Array]:
        """How many forms each of these stems has, and their numbers, stem after stem.

        Only for terms of which `is_by_forms` is true.
        """
        assert self.forms is not None
        begins = self._all_checked("placed", self.placed_at, terms)
        lengths = self.placed_at[terms + 1].astype(np.int64) - begins
        kind = np.dtype(form_kind(len(self.forms)))
        numbers = self.placed[targets(begins, lengths)].view(kind).astype(np.int64)
        return lengths // kind.itemsize, numbers

    @_unpacks
    def slots_of_all(self, terms: Array, docs: Array, freqs: Array) -> tuple[Array, Array]:
        """How many slots each of these terms has, and the slots, term after term (uint32).

        `docs` and `freqs` are what `postings_of_all` gives for the same terms.
        """
        rows = np.repeat(np.arange(len(terms)), self.doc_frequencies(terms))
        counts = np.bincount(rows, weights=freqs, minlength=len(terms)).astype(np.int64)
        by_forms = self.is_by_forms(terms)
        if not by_forms.any():
            return counts, self._own_slots(terms, counts, docs, freqs)
        slots = np.empty(int(counts.sum()), np.uint32)
        mine = ~by_forms
        posted = np.repeat(mine, self.doc_frequencies(terms))
        slots[np.repeat(mine, counts)] = self._own_slots(
            terms[mine], counts[mine], docs[posted], freqs[posted]
        )
        slots[np.repeat(by_forms, counts)] = self._all_united(terms[by_forms])
        return counts, slots

    def _own_slots(self, terms: Array, counts: Array, docs: Array, freqs: Array) -> Array:
        begins = self._all_checked("placed", self.placed_at, terms)
        origins = np.repeat(self.bases[docs], freqs)
        return unpack_slots(self.placed, begins, self.coding[terms], counts, origins)

    def _all_united(self, terms: Array) -> Array:
        """The slots of stems that have forms, stem after stem."""
        assert self.forms is not None
        how_many, forms = self.forms_of_all(terms)
        counts, slots = self.forms.slots_of_all(forms, *self.forms.postings_of_all(forms))
        stems = np.repeat(np.repeat(np.arange(len(terms)), how_many), counts)
        return distinct(np.sort((stems << 32) | slots)).astype(np.uint32)

    def _checked(self, kind: str, at: Array, term: int) -> int:
        """Where the row of a term begins; its bytes are checked."""
        begin = int(at[term])
        self.check(kind, begin, int(at[term + 1]))
        return begin

    def _all_checked(self, kind: str, at: Array, terms: Array) -> Array:
        """Where the rows of terms begin (int64); their bytes are checked."""
        begins = at[terms].astype(np.int64)
        if not len(terms):
            return begins
        low, high = int(terms.min()), int(terms.max()) + 1
        if high - low <= _DENSE * len(terms):
            self.check(kind, int(at[low]), int(at[high]))
        else:
            ends = at[terms + 1].tolist()
            for begin, end in zip(begins.tolist(), ends, strict=True):
                self.check(kind, begin, end)
        return begins


def _after(prefix: bytes) -> bytes:
    """The smallest byte string above all that begin with `prefix`; empty if there is none."""
    trimmed = prefix.rstrip(b"\xff")
    return trimmed[:-1] + bytes([trimmed[-1] + 1]) if trimmed else b""


__all__ = ["FieldArrays", "form_kind"]
