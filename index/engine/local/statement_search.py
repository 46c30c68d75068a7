"""Evaluates a condition on one and the same statement, for the statements of some documents.

Every stretch of words of a statement is treated as a small document. The slots of a
word are projected onto the stretches: with stretches from 10 to 14 and from 20 to 23, and the word
in slots 12, 17 and 21, the projection is 2 (in the first, which has 0 to 3) and 5 (in the second,
which has 4 to 6). Phrases and words near each other are then found in the same way as in documents,
and never across the end of a stretch.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array
from index.engine.local.bm25 import IndexStatistics
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.matched import NOTHING, Matched
from index.engine.local.phrase_matching import Check, near_documents, phrase_documents
from index.engine.local.plan_nodes import ConstantScore, Near, Prefix, Term, TermPhrase, WordsNode
from index.engine.local.ragged import counted, targets
from index.engine.local.segments import SegmentArrays
from index.engine.local.spelling import term_bytes, terms_like
from index.engine.local.statement_plan import (
    AllOf,
    AnyOf,
    NoneOf,
    OneOf,
    SaidWords,
    StatementPlan,
    words_asked_for,
)
from index.engine.local.statement_rows import StatementSet
from index.engine.local.statement_spans import SAID_IN

# The field that holds the stretches of each field of words.
_SPANS_OF = {name: base for base, exact in SAID_IN.items() for name in (base, exact)}
# Slots marked in one step for words found by their spelling.
_SLOTS_AT_ONCE = 1 << 20


class _Stretches(Struct, frozen=True):
    """Stretches of words: slots from `begins` up to `ends`, the statement and document of each.

    Documents are places in the documents looked at; statements are numbered through all of these.
    """

    begins: Array
    ends: Array
    statements: Array
    documents: Array

    def only(self, keep: Array) -> "_Stretches":
        return _Stretches(
            self.begins[keep], self.ends[keep], self.statements[keep], self.documents[keep]
        )


class StatementSearch:
    """The statements of the documents `docs` (ascending) of one segment."""

    def __init__(
        self,
        arrays: SegmentArrays,
        place: int,
        statistics: IndexStatistics,
        check: Check,
        docs: Array,
    ) -> None:
        self._arrays, self._place, self._statistics = arrays, place, statistics
        self._check, self._docs = check, docs
        # the statements of the document at place i are numbered from `_first[i]` on
        self._first = counted(arrays.said.counts[docs]).astype(np.int64)
        self._stretches = {base: self._stretches_in(base) for base in SAID_IN}

    def _stretches_in(self, base: str) -> _Stretches:
        spans = self._arrays.said.spans[base]
        rows, places = spans.rows(self._docs)
        origin = self._arrays.field(base).bases[self._docs][places]
        begins = origin + spans.begins[rows]
        return _Stretches(
            begins,
            begins + spans.lengths[rows],
            self._first[places] + spans.owners[rows],
            places,
        )

    def matched(self, plan: StatementPlan, scored: bool) -> Matched:
        """The documents with a statement that matches the plan, and the scores of its words."""
        if not len(self._docs):
            return NOTHING
        chosen = self.fulfilling(plan)
        places = np.flatnonzero(np.diff(counted(chosen)[self._first].astype(np.int64)))
        docs = self._docs[places]
        if not scored:
            return Matched.unscored(docs)
        return Matched(docs, self._scores(plan, chosen)[places])

    def statements(self, plan: StatementPlan) -> StatementSet:
        """The statements that match the plan."""
        numbers = np.flatnonzero(self.fulfilling(plan)) if len(self._docs) else np.empty(0, np.intp)
        places = np.searchsorted(self._first, numbers, side="right") - 1
        return StatementSet(self._arrays.nums[self._docs[places]], numbers - self._first[places])

    def fulfilling(self, plan: StatementPlan) -> Array:
        """For each statement whether it matches the plan."""
        self._check()
        match plan:
            case SaidWords(queries, anything):
                found = np.zeros(int(self._first[-1]), bool)
                for stretches in self._stretches.values() if anything else ():
                    found[stretches.statements] = True
                for query in queries:
                    stretches, having = self._having(query)
                    found[stretches.statements[having]] = True
                return found
            case OneOf(statements):
                return self._among(statements)
            case AllOf(children):
                found = self.fulfilling(children[0])
                for child in children[1:]:
                    found = found & self.fulfilling(child)
                return found
            case AnyOf(children):
                found = self.fulfilling(children[0])
                for child in children[1:]:
                    found = found | self.fulfilling(child)
                return found
            case NoneOf(child):
                return ~self.fulfilling(child)

    def _among(self, statements: StatementSet) -> Array:
        """For each statement whether it is in a set."""
        found = np.zeros(int(self._first[-1]), bool)
        nums = self._arrays.nums[self._docs]
        places = np.searchsorted(nums, statements.nums)
        places[places == len(nums)] = 0
        own = nums[places] == statements.nums
        numbers = self._first[places[own]] + statements.numbers[own]
        found[numbers[numbers < self._first[places[own] + 1]]] = True
        return found

    # --- words ---

    def _having(self, wanted: WordsNode) -> tuple[_Stretches, Array]:
        """The stretches of a query's field, and the places of those in which it matches."""
        query = wanted.child if isinstance(wanted, ConstantScore) else wanted
        name = query.field
        field, stretches = self._arrays.field(name), self._stretches[_SPANS_OF[name]]
        match query:
            case Term():
                low, high = self._range(field, term_bytes(query.text), stretches)
                return stretches, np.flatnonzero(high > low)
            case TermPhrase():
                words = [term_bytes(word) for word in query.words]
                bases = counted(stretches.ends - stretches.begins)
                slots = self._projected(field, words, stretches, bases)
                return stretches, phrase_documents(bases, slots, self._check)
            case Near():
                words = [term_bytes(word) for word in query.words]
                bases = counted(stretches.ends - stretches.begins)
                slots = self._projected(field, words, stretches, bases)
                return stretches, near_documents(bases, slots, query.slop, self._check)
            case Prefix():
                terms = np.arange(*field.begun_by(term_bytes(query.text)))
                return stretches, self._with_one_of(field, terms, stretches)
        terms = np.array(list(terms_like(field, query)), np.int64)
        return stretches, self._with_one_of(field, terms, stretches)

    def _range(self, field: FieldArrays, word: bytes, stretches: _Stretches) -> tuple[Array, Array]:
        """Which of a word's slots lie in each stretch: from, up to."""
        term = field.find(word)
        if term is None:
            nowhere = np.zeros(len(stretches.begins), np.intp)
            return nowhere, nowhere
        slots = field.slots_of(term)
        return slots.searchsorted(stretches.begins), slots.searchsorted(stretches.ends)

    def _projected(
        self, field: FieldArrays, words: list[bytes], stretches: _Stretches, bases: Array
    ) -> list[Array]:
        """The slots of each word as slots of the stretches, which begin at `bases`."""
        found = []
        for word in words:
            self._check()
            low, high = self._range(field, word, stretches)
            term = field.find(word)
            slots = np.empty(0, np.uint32) if term is None else field.slots_of(term)
            places, counts = targets(low, high - low), high - low
            moved = np.repeat(bases[:-1].astype(np.int64) - stretches.begins, counts)
            found.append((slots[places] + moved).astype(np.uint32))
        return found

    def _with_one_of(self, field: FieldArrays, terms: Array, stretches: _Stretches) -> Array:
        """The places of the stretches with one of these terms."""
        marks = np.zeros(int(field.bases[-1]) + 1, bool)
        for low, high in self._runs(field, terms):
            self._check()
            some = terms[low:high]
            marks[field.slots_of_all(some, *field.postings_of_all(some))[1]] = True
        if not len(stretches.begins):
            return np.empty(0, np.intp)
        bounds = np.stack((stretches.begins, stretches.ends), axis=1).ravel()
        having = np.logical_or.reduceat(marks, bounds)[::2] & (stretches.ends > stretches.begins)
        return np.flatnonzero(having)

    @staticmethod
    def _runs(field: FieldArrays, terms: Array) -> Iterator[tuple[int, int]]:
        """The terms in runs of at most about _SLOTS_AT_ONCE slots, as ranges of places."""
        if not len(terms):
            return
        sizes = np.cumsum(field.bytes_of_slots(terms))  # a slot takes a byte or more
        low = 0
        while low < len(terms):
            done = int(sizes[low - 1]) if low else 0
            high = int(np.searchsorted(sizes, done + _SLOTS_AT_ONCE, side="right"))
            high = max(high, low + 1)
            yield low, high
            low = high

    # --- scores ---

    def _scores(self, plan: StatementPlan, chosen: Array) -> Array:
        """For each document the sum of the scores of the words asked for, in the chosen statements.

        A word scores as it does in its field, with its number of occurrences in them as tf.
        """
        total = np.zeros(len(self._docs))
        own = {
            base: stretches.only(np.flatnonzero(chosen[stretches.statements]))
            for base, stretches in self._stretches.items()
        }
        for words in words_asked_for(plan):
            for query in words.queries:
                for name, word in _scored_terms(query):
                    self._add(name, word, own[_SPANS_OF[name]], total)
        return total

    def _add(self, name: str, word: bytes, stretches: _Stretches, total: Array) -> None:
        """Add the score of a word in these stretches to the total of each document."""
        low, high = self._range(self._arrays.field(name), word, stretches)
        # a stretch inside another one does not count twice
        seen = np.maximum.accumulate(high) if len(high) else high
        new = high - np.maximum(low, np.concatenate((low[:1], seen[:-1])))
        counts = np.bincount(
            stretches.documents, weights=np.maximum(new, 0), minlength=len(self._docs)
        )
        places = np.flatnonzero(counts)
        total[places] += self._statistics.scores(
            self._place, name, word, self._docs[places], counts[places]
        )


def _scored_terms(query: WordsNode) -> Iterator[tuple[str, bytes]]:
    """The terms that a query scores by: those of words and phrases."""
    match query:
        case Term():
            yield query.field, term_bytes(query.text)
        case TermPhrase():
            yield from ((query.field, term_bytes(word)) for word in query.words)
        case Near():
            yield from ((query.field, term_bytes(word)) for word in query.words)


__all__ = ["StatementSearch"]
