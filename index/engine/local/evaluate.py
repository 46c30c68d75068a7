"""Evaluates a Whoosh query over the arrays of a segment, with the results of Whoosh's matchers.

Whoosh steps from document to document. Here each node of the query answers for a whole segment at
once: the documents that match, ascending, and a score for each. Nodes that are not known here go to
Whoosh's matchers, which read the same segments.

An example: "war peace" is And(Term war, Term peace). The rarer term gives documents 3, 8 and 9.
The other term is then looked up within those only, gives 3 and 9, and its scores are added.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh import query as wq

from index.engine.api import OutOfTime
from index.engine.local.array_files import Array
from index.engine.local.bm25 import IndexStatistics, WordKey
from index.engine.local.codec import ArraySegment
from index.engine.local.matched import NOTHING, Matched, Within, union_of_two
from index.engine.local.mention_places import MentionPlaces
from index.engine.local.plan_nodes import ArticleSet, ConstantScore, Near, NearMentions, Without
from index.engine.local.positions import Check, near_documents, phrase_documents
from index.engine.local.segments import SegmentArrays
from index.engine.local.spelling import term_bytes, terms_like
from index.engine.local.statement_plan import StatementQuery
from index.engine.local.statement_search import StatementSearch

# A word is scored as a whole and cached, unless it has more than this many times the documents
# that are asked for.
_WORTH_CACHING = 16
# A word is an Or of at most so many terms: its fields times its languages.
_MOST_FIELDS = 4


@dataclass(frozen=True)
class LiveSegment:
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
        whoosh: Callable[[LiveSegment], Any],
        check: Check,
    ) -> None:
        self._leaf = leaf
        self._arrays = leaf.arrays
        self._statistics = statistics
        self._whoosh = whoosh
        self._check = check
        self._size = len(leaf.arrays)
        self._cut = False  # whether time ran out inside an Or, so that its answer is incomplete

    def search(self, node: Any) -> Matched:
        """The live documents that match, and their scores."""
        live = self._leaf.live
        return self._evaluate(node, None if live is None else Within(self._size, mask=live), True)

    def _evaluate(self, node: Any, within: Within | None, scored: bool) -> Matched:
        """The documents in `within` (None: all) that match; without `scored` every score is 0."""
        self._check()
        if scored and (key := _word_key(node)) is not None:
            return self._word((self._leaf.place, key), node, within)
        found = self._found(node, within, scored)
        return found if scored else Matched.unscored(found.docs)

    def _word(self, key: WordKey, node: Any, within: Within | None) -> Matched:
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

    def _found(self, node: Any, within: Within | None, scored: bool) -> Matched:
        match node:
            case wq.Term():
                return self._term(node.fieldname, term_bytes(node.text), within, scored, node.boost)
            case wq.Or():
                return self._or(node, within, scored)
            case wq.And():
                return self._and(node, within, scored)
            case wq.Phrase() if node.slop == 1:
                return self._phrase(node, within, scored)
            case Near() if not node.ordered and node.mindist == 1 and _one_field(node.qs):
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
            case wq.Every() if node.fieldname is None:
                docs = np.arange(self._size) if within is None else within.docs
                return Matched(docs, np.full(len(docs), node.boost))
            case ConstantScore():
                matched = self._evaluate(node.child, within, False)
                return Matched(matched.docs, np.full(len(matched), float(node.score)))
            case wq.Prefix() | wq.Wildcard() | wq.FuzzyTerm() if not scored:
                return self._expanded(node, within)
        return NOTHING if node == wq.NullQuery else self._by_whoosh(node, within)

    def _among(self, docs: Array) -> Within:
        return Within(self._size, docs=docs)

    def _size_of(self, node: Any) -> int:
        """An upper bound, roughly, of how many documents match."""
        match node:
            case wq.Term():
                arrays = self._arrays.field(node.fieldname)
                term = arrays.find(term_bytes(node.text))
                return arrays.doc_frequency(term) if term is not None else 0
            case wq.Or():
                return min(self._size, sum(map(self._size_of, node.subqueries)))
            case wq.And():
                return min(map(self._size_of, node.subqueries))
            case wq.Phrase():
                return min(
                    (self._size_of(wq.Term(node.fieldname, word)) for word in node.words), default=0
                )
            case ArticleSet():
                return len(node.nums)
            case StatementQuery() | NearMentions():
                return self._size_of(node.documents)
        return self._size

    def _term(
        self, name: str, word: bytes, within: Within | None, scored: bool, boost: float = 1.0
    ) -> Matched:
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
        return Matched(docs, self._statistics.scores(place, name, word, docs, freqs, boost))

    def _or(self, node: Any, within: Within | None, scored: bool) -> Matched:
        parts: list[Matched] = []
        try:
            find = self._found if _word_key(node) else self._evaluate  # cached by the word alone
            for sub in node.subqueries:
                self._check()
                parts.append(find(sub, within, scored))
        except OutOfTime:
            self._cut = True  # the partial results stay in the answer
        parts = [part for part in parts if len(part)]
        if not parts:
            return NOTHING
        if len(parts) == 1 and node.boost == 1:
            return parts[0]
        if len(parts) == 2 and scored:
            fewer, more = sorted(parts, key=len)
            return union_of_two(fewer, more, node.boost)
        total, found = np.zeros(self._size), np.zeros(self._size, bool)
        for part in parts:
            found[part.docs] = True
            if scored:
                total[part.docs] += part.scores
        docs = np.flatnonzero(found)
        return Matched(docs, total[docs] * node.boost if node.boost != 1 else total[docs])

    def _and(self, node: Any, within: Within | None, scored: bool) -> Matched:
        first, *others = sorted(node.subqueries, key=self._size_of)
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
        return Matched(found.docs, found.scores * node.boost) if node.boost != 1 else found

    def _without(self, node: Any, within: Within | None, scored: bool) -> Matched:
        wanted = self._evaluate(node.a, within, scored)
        among = self._among(wanted.docs)
        unwanted = self._among(self._evaluate(node.b, among, False).docs)
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
        """The documents with a statement that fulfils the plan."""
        docs = self._evaluate(node.documents, within, False).docs
        search = StatementSearch(
            self._arrays, self._leaf.place, self._statistics, self._check, docs
        )
        return search.matched(node.plan, scored)

    # --- phrases and proximity ---

    def _phrase(self, node: Any, within: Within | None, scored: bool) -> Matched:
        words = [term_bytes(word) for word in node.words]
        slots = self._slots_of(node.fieldname, words)
        if slots is None:
            return NOTHING
        docs = phrase_documents(self._arrays.field(node.fieldname).bases, slots, self._check)
        return self._scored_words(node.fieldname, words, docs, within, scored, node.boost)

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
        boost: float,
    ) -> Matched:
        """The documents `docs`, each with the sum of the words' scores, as Whoosh gives it."""
        if within is not None:
            docs = docs[within.mask[docs]]
        total = np.zeros(len(docs))
        if scored and len(docs):
            among = self._among(docs)
            for word in words:
                total += self._term(name, word, among, True).scores
        return Matched(docs, total * boost)

    def _near(self, node: Any, within: Within | None, scored: bool) -> Matched:
        name = node.qs[0].fieldname
        words = [term_bytes(term.text) for term in node.qs]
        slots = self._slots_of(name, words)
        if slots is None:
            return NOTHING
        field = self._arrays.field(name)
        docs = near_documents(field.bases, slots, node.slop, self._check)
        return self._scored_words(name, words, docs, within, scored, 1.0)

    def _near_mentions(self, node: NearMentions, within: Within | None, scored: bool) -> Matched:
        docs = self._evaluate(node.documents, within, False).docs
        places = MentionPlaces(self._arrays, node.fieldname, docs)
        parts = [places.of_part(part) for part in node.parts]
        docs = places.near(parts, node.node.slop, self._check)
        words = [part for part in node.parts if isinstance(part, bytes)]
        found = self._scored_words(node.fieldname, words, docs, None, scored, node.boost)
        named = len(node.parts) - len(words) if scored else 0
        return Matched(found.docs, found.scores + named * node.boost)

    # --- wildcards and fuzzy words ---

    def _expanded(self, node: Any, within: Within | None) -> Matched:
        field = self._arrays.field(node.fieldname)
        if isinstance(node, wq.Prefix):
            terms = np.arange(*field.begun_by(term_bytes(node.text)))
        else:
            terms = np.array(list(terms_like(field, node)), np.int64)
        found = field.docs_of_any(terms)
        if within is not None:
            found &= within.mask
        docs = np.flatnonzero(found)
        return Matched.unscored(docs)

    # --- anything else ---

    def _by_whoosh(self, node: Any, within: Within | None) -> Matched:
        searcher = self._whoosh(self._leaf)
        matcher = node.matcher(searcher, searcher.context())
        docs, scores = [], []
        while matcher.is_active():
            docs.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
            if len(docs) % 512 == 0:
                self._check()
        matched = Matched(np.array(docs, np.intp), np.array(scores))
        return matched if within is None else within.narrowed(matched)


def _word_key(node: Any) -> WordKey | None:
    """The cache key of a Term, of a small Or of Terms, or of words said; None for others."""
    if isinstance(node, wq.Term):
        return node.fieldname, node.text, node.boost
    if isinstance(node, StatementQuery):
        return (node,) if node.asks_for_words_alone else None
    if isinstance(node, wq.Or):
        terms = [
            (sub.fieldname, sub.text, sub.boost)
            for sub in node.subqueries
            if isinstance(sub, wq.Term)
        ]
        if len(terms) == len(node.subqueries) <= _MOST_FIELDS:
            return *terms, node.boost
    return None


def _one_field(nodes: Iterable[Any]) -> bool:
    nodes = list(nodes)
    return (
        all(isinstance(node, wq.Term) for node in nodes)
        and len({node.fieldname for node in nodes}) == 1
    )


__all__ = ["LiveSegment", "SegmentSearch"]
