"""Evaluates a query plan over the arrays of a segment, with the results of Whoosh's matchers.

Whoosh steps from document to document. Here each node of the plan answers for a whole segment at
once: the documents that match, ascending, and a score for each.

An example: "war peace" is IntersectionOf(Term war, Term peace). The rarer term gives documents 3, 8
and 9. The other term is then looked up within those only, gives 3 and 9, and its scores are added.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from index.engine.api import OutOfTime
from index.engine.local.array_files import Array
from index.engine.local.array_segment import ArraySegment
from index.engine.local.bm25 import IndexStatistics
from index.engine.local.few_hits import terms_of_word
from index.engine.local.matched import NOTHING, Matched, Within, WordKey, union_of_two
from index.engine.local.mention_places import MentionPlaces
from index.engine.local.phrase_matching import Check, near_documents, phrase_documents
from index.engine.local.plan_nodes import (
    ArticleSet,
    ConstantScore,
    Every,
    IntersectionOf,
    ManyTerms,
    Near,
    NearMentions,
    Nothing,
    PlanNode,
    Prefix,
    Term,
    TermPhrase,
    UnionOf,
    Without,
)
from index.engine.local.segments import SegmentArrays
from index.engine.local.spelling import term_bytes, terms_like
from index.engine.local.statement_plan import StatementQuery
from index.engine.local.statement_search import StatementSearch

# A word is scored as a whole and cached, unless it has more than this many times the documents
# that are asked for.
_WORTH_CACHING = 16


class LiveSegment(Struct, frozen=True):
    """A segment of a snapshot: its place, its arrays, and its live documents (None: all)."""

    place: int
    arrays: SegmentArrays
    segment: ArraySegment
    live: Array | None


class SegmentSearch:
    """Answers queries on one segment. `check` is called often; what it raises ends the search."""

    def __init__(
        self,
        leaf: LiveSegment,
        statistics: IndexStatistics,
        check: Check,
    ) -> None:
        self._leaf = leaf
        self._arrays = leaf.arrays
        self._statistics = statistics
        self._check = check
        self._size = len(leaf.arrays)
        self._cut = False  # whether time ran out inside a union, so that its answer is incomplete

    def search(self, node: PlanNode) -> Matched:
        """The live documents that match, and their scores."""
        live = self._leaf.live
        return self._evaluate(node, None if live is None else Within(self._size, mask=live), True)

    def _evaluate(self, node: PlanNode, within: Within | None, scored: bool) -> Matched:
        """The documents in `within` (None: all) that match; without `scored` every score is 0."""
        self._check()
        if scored and (key := word_key(node)) is not None:
            return self._word((self._leaf.place, key), node, within)
        found = self._found(node, within, scored)
        return found if scored else Matched.unscored(found.docs)

    def _word(self, key: WordKey, node: PlanNode, within: Within | None) -> Matched:
        """The documents and scores of a word, cached."""
        cache = self._statistics.words
        whole = cache.get(key)
        if whole is None:
            if within is not None and self._size_of(node) > _WORTH_CACHING * len(within.docs):
                return self._found(node, within, True)
            whole = self._found(node, None, True)
            if not self._cut:
                cache.put(key, whole)
        return whole if within is None else within.narrowed(whole)

    def _found(self, node: PlanNode, within: Within | None, scored: bool) -> Matched:
        match node:
            case Term(field, text):
                return self._term(field, term_bytes(text), within, scored)
            case UnionOf():
                return self._union(node, within, scored)
            case IntersectionOf():
                return self._intersection(node, within, scored)
            case TermPhrase():
                return self._phrase(node, within, scored)
            case Near():
                return self._near(node, within, scored)
            case Without():
                return self._without(node, within, scored)
            case ArticleSet():
                docs = self._documents_of(node.nums, within)
                return Matched(docs, np.ones(len(docs)))
            case StatementQuery():
                return self._statements(node, within, scored)
            case NearMentions():
                return self._near_mentions(node, within, scored)
            case Every():
                docs = np.arange(self._size) if within is None else within.docs
                return Matched(docs, np.ones(len(docs)))
            case ConstantScore(child):
                docs = self._expanded(child, within)
                return Matched(docs, np.ones(len(docs)))
            case Nothing():
                return NOTHING

    def _among(self, docs: Array) -> Within:
        return Within(self._size, docs=docs)

    def _size_of(self, node: PlanNode) -> int:
        """An upper bound, roughly, of how many documents match."""
        match node:
            case Term(field, text):
                arrays = self._arrays.field(field)
                term = arrays.find(term_bytes(text))
                return arrays.doc_frequency(term) if term is not None else 0
            case UnionOf(children):
                return min(self._size, sum(map(self._size_of, children)))
            case IntersectionOf(children):
                return min(map(self._size_of, children))
            case TermPhrase(field, words):
                return min(self._size_of(Term(field, word)) for word in words)
            case ArticleSet():
                return len(node.nums)
            case StatementQuery() | NearMentions():
                return self._size_of(node.documents)
        return self._size

    def _term(self, name: str, word: bytes, within: Within | None, scored: bool) -> Matched:
        field = self._arrays.field(name)
        term = field.find(word)
        if term is None:
            return NOTHING
        docs, freqs = field.postings_of(term)
        if within is not None:
            keep = within.places_in(docs)
            docs, freqs = docs[keep], freqs[keep]
        docs = docs.astype(np.intp, copy=False)
        if not scored:
            return Matched.unscored(docs)
        place = self._leaf.place
        return Matched(docs, self._statistics.scores(place, name, word, docs, freqs))

    def _union(self, node: UnionOf, within: Within | None, scored: bool) -> Matched:
        parts: list[Matched] = []
        try:
            find = self._found if word_key(node) else self._evaluate  # cached by the word alone
            for sub in node.children:
                self._check()
                parts.append(find(sub, within, scored))
        except OutOfTime:
            self._cut = True  # the partial results stay in the answer
        parts = [part for part in parts if len(part)]
        if not parts:
            return NOTHING
        if len(parts) == 1:
            return parts[0]
        if len(parts) == 2 and scored:
            fewer, more = sorted(parts, key=len)
            return union_of_two(fewer, more)
        total, found = np.zeros(self._size), np.zeros(self._size, bool)
        for part in parts:
            found[part.docs] = True
            if scored:
                total[part.docs] += part.scores
        docs = np.flatnonzero(found)
        return Matched(docs, total[docs])

    def _intersection(self, node: IntersectionOf, within: Within | None, scored: bool) -> Matched:
        first, *others = sorted(node.children, key=self._size_of)
        found = self._evaluate(first, within, scored)
        among = self._among(found.docs)
        for sub in others:
            if not len(found):
                return NOTHING
            matched = self._evaluate(sub, among, scored)
            among = among if len(matched) == len(found) else self._among(matched.docs)
            if scored:
                before = (
                    found.scores
                    if len(matched) == len(found)
                    else found.scores[among.places_in(found.docs)]
                )
                matched = Matched(matched.docs, before + matched.scores)
            found = matched
        return found

    def _without(self, node: Without, within: Within | None, scored: bool) -> Matched:
        wanted = self._evaluate(node.wanted, within, scored)
        among = self._among(wanted.docs)
        unwanted = self._among(self._evaluate(node.unwanted, among, False).docs)
        keep = ~unwanted.mask[wanted.docs]
        return Matched(wanted.docs[keep], wanted.scores[keep])

    def _documents_of(self, nums: Array, within: Within | None) -> Array:
        """The documents of articles by their numbers, ascending."""
        held = self._arrays.nums
        if len(nums) < len(held):
            nums = nums[: np.searchsorted(nums, held[-1], side="right")]
            places = np.searchsorted(held, nums)
            docs: Array = places[held[places] == nums]
        else:
            docs = np.flatnonzero(np.isin(held, nums, assume_unique=True))
        return docs if within is None else docs[within.mask[docs]]

    def _statements(self, node: StatementQuery, within: Within | None, scored: bool) -> Matched:
        """The documents with a statement that matches the plan."""
        docs = self._evaluate(node.documents, within, False).docs
        search = StatementSearch(
            self._arrays, self._leaf.place, self._statistics, self._check, docs
        )
        return search.matched(node.plan, scored)

    # --- phrases and proximity ---

    def _phrase(self, node: TermPhrase, within: Within | None, scored: bool) -> Matched:
        words = [term_bytes(word) for word in node.words]
        slots = self._slots_of(node.field, words)
        if slots is None:
            return NOTHING
        docs = phrase_documents(self._arrays.field(node.field).bases, slots, self._check)
        return self._scored_words(node.field, words, docs, within, scored)

    def _slots_of(self, name: str, words: Sequence[bytes]) -> list[Array] | None:
        """The slots of each word; None where the field lacks one, or there is no word."""
        field = self._arrays.field(name)
        terms = [field.find(word) for word in words]
        slots = [field.slots_of(term) for term in terms if term is not None]
        return slots if slots and len(slots) == len(words) else None

    def _scored_words(
        self,
        name: str,
        words: Sequence[bytes],
        docs: Array,
        within: Within | None,
        scored: bool,
    ) -> Matched:
        """The documents `docs`, each with the sum of the words' scores, as Whoosh gives it."""
        if within is not None:
            docs = docs[within.mask[docs]]
        total = np.zeros(len(docs))
        if scored and len(docs):
            among = self._among(docs)
            for word in words:
                total += self._term(name, word, among, True).scores
        return Matched(docs, total)

    def _near(self, node: Near, within: Within | None, scored: bool) -> Matched:
        name = node.field
        words = [term_bytes(word) for word in node.words]
        slots = self._slots_of(name, words)
        if slots is None:
            return NOTHING
        field = self._arrays.field(name)
        docs = near_documents(field.bases, slots, node.slop, self._check)
        return self._scored_words(name, words, docs, within, scored)

    def _near_mentions(self, node: NearMentions, within: Within | None, scored: bool) -> Matched:
        docs = self._evaluate(node.documents, within, False).docs
        places = MentionPlaces(self._arrays, node.field, docs)
        parts = [places.of_part(part) for part in node.parts]
        docs = places.near(parts, node.node.slop, self._check)
        words = [part for part in node.parts if isinstance(part, bytes)]
        found = self._scored_words(node.field, words, docs, None, scored)
        named = len(node.parts) - len(words) if scored else 0
        return Matched(found.docs, found.scores + named)

    # --- wildcards and fuzzy words ---

    def _expanded(self, node: ManyTerms, within: Within | None) -> Array:
        field = self._arrays.field(node.field)
        if isinstance(node, Prefix):
            terms = np.arange(*field.begun_by(term_bytes(node.text)))
        else:
            terms = np.array(list(terms_like(field, node)), np.int64)
        found = field.docs_of_any(terms)
        if within is not None:
            found &= within.mask
        docs: Array = np.flatnonzero(found)
        return docs


def word_key(node: PlanNode) -> WordKey | None:
    """The cache key of a term, of a small union of terms, of words said, or of a phrase or pattern.

    None for others.
    """
    if isinstance(node, TermPhrase | Near | ConstantScore):
        return (node,)
    if isinstance(node, StatementQuery):
        return (node,) if node.asks_for_words_alone else None
    terms = terms_of_word(node)
    return None if terms is None else key_of_terms(terms)


def key_of_terms(terms: Sequence[Term]) -> WordKey:
    """The cache key of a word with these terms."""
    return tuple([(term.field, term.text) for term in terms])


__all__ = ["LiveSegment", "SegmentSearch", "key_of_terms", "word_key"]
