"""The local engine: answers searches from the segments of a Whoosh index and the catalogue."""

import datetime
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

import numpy as np

from index import query
from index.catalog import Catalog
from index.engine.api import (
    UNLIMITED,
    AlikeArticle,
    AlikeClue,
    Budget,
    HasActor,
    Revision,
    Search,
    Statistics,
    WordCount,
    WordForm,
)
from index.engine.feedback import (
    FEEDBACK_ARTICLES,
    AddedWord,
    added_words,
    can_be_widened,
    new_words,
)
from index.engine.local.answer import FacetTables, LocalAnswer
from index.engine.local.answer_cache import AnswerCache, depends_on_words_alone
from index.engine.local.archive import LocalArchive
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days
from index.engine.local.day_arrays import DateRanges
from index.engine.local.duplicate_table import DuplicateTable
from index.engine.local.mentioned_actors import MentionedActors
from index.engine.local.plan import compile_query, compile_statements
from index.engine.local.plan_nodes import PlanNode
from index.engine.local.query_relaxation import (
    MostWords,
    mixed_scores,
    most_words,
    strict_first,
    suggestion,
)
from index.engine.local.ranked_results import RankedResults
from index.engine.local.similar_articles import rank_alike
from index.engine.local.snapshot import SearchRun, Snapshot
from index.engine.local.statement_plan import StatementPlan
from index.engine.local.statement_rows import StatementSet
from index.engine.local.toc import LocalIndex
from index.engine.relaxed_search import FEW, MANY_WORDS, loose_words, loosened_note
from index.query import And, DateRange, Filter, Node, Not, Or, Phrase, Query, Word

# The field of the index that holds each form of the words of bodies.
_FIELDS: dict[WordForm, str] = {"exact": "exact", "stem": "text"}

# Compiles a node of the query.
Compile = Callable[[Node], PlanNode]


class LocalEngine:
    """Implements `Engine`. Follows the index as a builder writes it. Thread-safe."""

    def __init__(
        self, ix: LocalIndex, catalog: Catalog, duplicates: DuplicateTable | None = None
    ) -> None:
        self._ix = ix
        self._catalog = catalog
        self._lock = threading.RLock()
        self._generation = (-1, -1)
        self._snapshot: Snapshot | None = None
        self._days: DateRanges | None = None
        self._answers = AnswerCache()
        duplicates = duplicates or DuplicateTable(catalog)
        self._tables = FacetTables(catalog, duplicates)
        self.archive = LocalArchive(catalog, duplicates)

    def close(self) -> None:
        """Release the index; the next search opens it again."""
        with self._lock:
            self._snapshot = None
            self._days = None

    def refresh(self) -> bool:
        """Load what a builder has written. Returns whether anything was new.

        Raises IndexDamaged.
        """
        with self._lock:
            generation = self._ix.latest_generation(), self._catalog.revision()
            if self._snapshot is not None and generation == self._generation:
                return False
            # searches that still run keep the old snapshot
            # articles that have gone are deleted in the index before the catalogue drops them
            self._days = article_days(self._catalog, self._days)
            self._snapshot = Snapshot.of(self._ix, self._days, self._snapshot)
            self._answers = AnswerCache()
            self._generation = generation
            return True

    def snapshot(self) -> Snapshot:
        """The current snapshot of the index. Raises IndexDamaged."""
        return self._current()[0]

    def _current(self) -> tuple[Snapshot, AnswerCache]:
        """The current snapshot of the index, and the answers kept of it. Raises IndexDamaged."""
        with self._lock:
            self.refresh()
            assert self._snapshot is not None
            self._snapshot.verify_if_changed()
            return self._snapshot, self._answers

    def revision(self) -> Revision:
        return self._ix.latest_generation(), *self._catalog.actors_revision()

    def count(self) -> int:
        with self._lock:
            if self._snapshot is None:
                self.refresh()
            assert self._snapshot is not None
            return self._snapshot.count

    def answer(self, search: Search, budget: Budget = UNLIMITED) -> LocalAnswer:
        snapshot, kept = self._current()
        key = search.query, search.feedback
        answer = kept.get(key)
        if answer is None:
            answer = self._new_answer(search, snapshot, budget)
            if not answer.partial and depends_on_words_alone(search.query.node):
                kept.put(key, answer)
        else:
            budget.check_cancelled()
        return answer.narrowed(*search.narrowed_by)

    def _new_answer(self, search: Search, snapshot: Snapshot, budget: Budget) -> LocalAnswer:
        run = SearchRun(snapshot, budget)
        wanted = search.query
        note = suggested = None
        added: tuple[str, ...] = ()
        if wanted.node is None:
            docs = snapshot.live_docs()
            scores = np.zeros(len(docs))
        else:
            compiled = self._compiler(search, snapshot)
            docs, scores = run.matched(compiled(wanted.node))
            loose = query.loosened(wanted.node) if len(docs) < FEW else None
            plain = loose_words(loose)[1] if loose is not None else ()
            if loose is not None and (not len(docs) or len(plain) >= MANY_WORDS):
                most = self._with_most_words(run, snapshot, loose, compiled)
                note = loosened_note(len(docs), len(most.docs))
                if search.feedback and can_be_widened(plain) and not run.ran_out:
                    most, words = self._widened(run, snapshot, most, compiled)
                    added = () if run.ran_out else new_words(words, plain)
                docs, scores = strict_first(docs, most.docs, most.scores)
            if not len(docs) and not run.ran_out:
                suggested = suggestion(snapshot, wanted)
        snapshot.keep_small()
        if run.ran_out:
            note = "Still searching; first hits shown."
        results = _ordered(snapshot, docs, scores, wanted)
        return LocalAnswer(
            self._tables,
            snapshot,
            results,
            note,
            suggested,
            run.ran_out,
            added,
            partial(self._asked_of_statements, search, snapshot),
        )

    def _compiler(self, search: Search, snapshot: Snapshot) -> Compile:
        def resolve(leaf: Filter | DateRange) -> Array:
            if isinstance(leaf, DateRange):
                return snapshot.between(_ordinal(leaf.first), _ordinal(leaf.last))
            return self._tables.conditions.nums_of(search.conditions[leaf], snapshot)

        def mentions(leaf: Filter) -> MentionedActors:
            if leaf.field == "kind":
                return self._tables.actors.mentioned(kind=leaf.value)
            condition = search.conditions[leaf]
            if not isinstance(condition, HasActor):
                raise TypeError(condition)
            return self._tables.actors.mentioned(condition.actors)

        statements = partial(self._statements, search)
        return lambda node: compile_query(node, resolve, snapshot.languages, statements, mentions)

    def _statements(self, search: Search, leaf: Filter | DateRange) -> StatementSet:
        """The statements by the actors of a filter, or of the days of a range."""
        if isinstance(leaf, DateRange):
            return self._tables.statements.between(leaf.first, leaf.last)
        condition = search.conditions[leaf]
        if not isinstance(condition, HasActor):
            raise TypeError(condition)
        return self._tables.statements.by(condition.actors)

    def _asked_of_statements(self, search: Search, snapshot: Snapshot) -> StatementPlan | None:
        asked = list(query.statement_conditions(search.query.node))
        return compile_statements(asked, snapshot.languages, partial(self._statements, search))

    @staticmethod
    def _with_most_words(
        run: SearchRun, snapshot: Snapshot, loose: Node, compiled: Compile
    ) -> MostWords:
        required, words = loose_words(loose)
        found: list[tuple[Array, Array]] = []
        for word in words:
            docs, scores = run.matched(compiled(And((*required, word)) if required else word))
            if run.ran_out:
                break
            found.append((docs, scores))
        return most_words(snapshot, found)

    def _widened(
        self, run: SearchRun, snapshot: Snapshot, most: MostWords, compiled: Compile
    ) -> tuple[MostWords, tuple[AddedWord, ...]]:
        """The articles found by some words, ranked with words of the best of them, and these."""
        order = np.lexsort((snapshot.newest[most.docs], -most.scores))[:FEEDBACK_ARTICLES]
        scores = dict(
            zip(snapshot.nums[most.docs[order]].tolist(), most.scores[order].tolist(), strict=True)
        )
        texts = self._catalog.texts(list(scores))
        best = [(texts[num], score) for num, score in scores.items() if num in texts]

        def frequencies(stems: Sequence[str]) -> dict[str, int]:
            return {stem: snapshot.doc_frequency("text", stem) for stem in stems}

        words = added_words(best, snapshot.count, frequencies)
        total = np.zeros(len(snapshot))
        for word, weight in words:
            docs, worth = run.matched(compiled(Word(word)))
            total[docs] += weight * worth
        if run.ran_out or not words:
            return most, ()
        return most._replace(scores=mixed_scores(most, total[most.docs])), words

    def statistics(self, words: Iterable[str], form: WordForm) -> Statistics:
        snapshot, field = self.snapshot(), _FIELDS[form]
        counts = {
            word: WordCount(snapshot.doc_frequency(field, word), snapshot.frequency(field, word))
            for word in words
        }
        return Statistics(snapshot.count, snapshot.length(field), counts)

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        return self.snapshot().vocabulary(prefix, most)

    def alike(
        self,
        clues: Sequence[AlikeClue],
        without: Collection[int] = (),
        most: int = 100,
        budget: Budget = UNLIMITED,
    ) -> list[AlikeArticle]:
        snapshot = self.snapshot()
        run = SearchRun(snapshot, budget)
        # One look-up for the actors of all clues: each reads the whole table.
        single = [_only_actor(clue) for clue in clues]
        articles, actors = self._tables.actors.pairs_of(one for one in single if one is not None)
        found: list[tuple[Array, Array | None]] = []
        for clue, actor in zip(clues, single, strict=True):
            if isinstance(clue.what, Word | Phrase):
                compiled = self._compiler(Search(Query(clue.what)), snapshot)
                docs, scores = run.matched(compiled(clue.what))
                found.append((snapshot.nums[docs], scores))
            elif actor is not None:
                found.append((articles[actors == actor], None))
            else:
                found.append((self._tables.conditions.nums_of(clue.what, snapshot), None))
        snapshot.keep_small()
        return rank_alike(clues, found, snapshot.count, without, most)


def _only_actor(clue: AlikeClue) -> int | None:
    """The actor of a clue that is one actor mentioned."""
    match clue.what:
        case HasActor(actors, False) if len(actors) == 1:
            return next(iter(actors))
    return None


def _ordinal(day: datetime.date | None) -> int | None:
    return day.toordinal() if day else None


def _ordered(snapshot: Snapshot, docs: Array, scores: Array, wanted: Query) -> RankedResults:
    """By score, or by date with undated articles last; ties newest first."""
    keys = np.zeros(len(docs))
    ranks = snapshot.newest
    if wanted.sort == "date":
        ranks = snapshot.oldest
    elif wanted.sort == "relevance" and not _only_filters(wanted.node):
        keys = -scores
    return RankedResults(docs, scores, keys, snapshot.nums, ranks)


def _only_filters(node: Node | None) -> bool:
    """Whether no node of the query gives a score; then the newest articles come first."""
    match node:
        case None | Filter() | DateRange():
            return True
        case Not():
            return True
        case And(children) | Or(children):
            return all(map(_only_filters, children))
    return False


__all__ = ["LocalEngine"]
