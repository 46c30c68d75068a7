"""Ranked articles for a query, with counts of the actors in them.

The catalogue answers filters and gives the articles their dates; `index.engine.local.evaluate` does the rest over
the arrays of the segments. A search can be dropped at any moment, and shows what it has when its time is up.
"""

import datetime
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from index import query
from index.catalog import Catalog
from index.engine.local.actor_facets import ActorCounts, ActorFacets
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days
from index.engine.local.plan import compile_query
from index.engine.local.ranked_results import Hits
from index.engine.local.snapshot import Run, View
from index.errors import IndexDamaged
from index.query import And, DateRange, Filter, Node, Not, Or, Query
from index.text import tokenise

# A query that takes longer, in seconds, shows the best it has so far.
TIME_LIMIT = 0.28
# Where a query of so many words finds fewer articles than _FEW, those with most of the words are shown after them.
_MANY_WORDS, _FEW = 4, 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: every hit in order, and how it came to be.

    `note` says in one line what a reader has to know: that words were dropped, or time ran out;
    `partial`, that a search without a limit may find more. `seconds` is how long it took, `total`
    how many articles the library holds. `doubles` is for each hit that stands for several how many
    more it stands for.
    """

    query: Query
    hits: Hits
    total: int
    seconds: float
    note: str | None = None
    suggestion: str | None = None
    partial: bool = False
    doubles: Mapping[int, int] = field(default_factory=dict)


class ReviewAnswers(Protocol):
    """Who answers `is:` and `tag:`."""

    def articles(self, name: str, value: str, everything: set[int]) -> set[int]:
        """The numbers of the articles that the filter leaves."""

    def tagged(self) -> dict[str, set[int]]:
        """The numbers of the articles that have each tag."""


class NothingKept:
    """Answers while nothing is kept of what a person read or marked: all is unread."""

    def articles(self, name: str, value: str, everything: set[int]) -> set[int]:
        """All of them, or none."""
        return everything if (name, value) == ("is", "unread") else set()

    def tagged(self) -> dict[str, set[int]]:
        """No tags."""
        return {}


class Searcher:
    """Searches one library. Follows the index as a builder goes on; safe to share between threads."""

    def __init__(self, ix: Any, catalog: Catalog, review: ReviewAnswers | None = None) -> None:
        self._ix = ix
        self._catalog = catalog
        self.review: ReviewAnswers = review or NothingKept()
        self._lock = threading.RLock()
        self._generation = -1
        self._version = -1
        self._view: View | None = None
        self._facets = ActorFacets(catalog)

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._view = None
            self._generation = -1

    def refresh(self) -> bool:
        """Take in what a builder has written since; whether there was anything. Raises IndexDamaged."""
        with self._lock:
            try:
                generation, version = self._ix.latest_generation(), self._catalog.revision()
                if self._view is not None and (generation, version) == (
                    self._generation,
                    self._version,
                ):
                    return False
                # the old view is left to the searches that still run on it
                self._view = View.of(self._ix, article_days(self._catalog), self._view)
            except IndexDamaged:
                raise
            except Exception as error:
                raise IndexDamaged(f"The index is damaged ({type(error).__name__}).") from error
            self._generation, self._version = generation, version
            return True

    def view(self) -> View:
        """The index as it is now."""
        with self._lock:
            self.refresh()
            assert self._view is not None
            return self._view

    def search(
        self,
        wanted: Query,
        cancelled: Callable[[], bool] = lambda: False,
        limit: float | None = TIME_LIMIT,
    ) -> Found:
        """Every article that `wanted` finds, in its order.

        Where no article has all the words, or hardly one has all of many, those with most of them
        too; `cancelled` is asked now and
        then, and the answer True raises Cancelled. After `limit` seconds the answer is what was
        found so far (None: there is no limit).
        """
        begun = time.monotonic()
        view = self.view()
        run = Run(view, cancelled, None if limit is None else begun + limit)
        note = suggestion = None
        if wanted.node is None:
            docs = view.live_docs()
            scores = np.zeros(len(docs))
        else:
            docs, scores = run.matched(self._compiled(wanted.node, view))
            loose = query.loosened(wanted.node) if len(docs) < _FEW else None
            if loose is not None and (not len(docs) or len(_loose_words(loose)[1]) >= _MANY_WORDS):
                more, their_scores = self._most_words(run, view, loose)
                note = _loosened_note(len(docs), len(more))
                docs, scores = _first(docs, more, their_scores)
            if not len(docs) and not run.ran_out:
                suggestion = _suggestion(view, wanted)
        view.keep_small()
        if run.ran_out:
            note = "This takes long: what was found so far."
        hits = _ordered(view, docs, scores, wanted)
        return Found(
            wanted, hits, view.count, time.monotonic() - begun, note, suggestion, run.ran_out
        )

    def each(
        self,
        nodes: Iterable[Node],
        cancelled: Callable[[], bool] = lambda: False,
        limit: float | None = TIME_LIMIT,
    ) -> list[tuple[Array, Array]]:
        """What each of several trees finds by itself: numbers of articles, and their scores.

        After `limit` seconds the rest find nothing. Raises Cancelled where `cancelled` says so.
        """
        view = self.view()
        run = Run(view, cancelled, None if limit is None else time.monotonic() + limit)
        found = []
        for node in nodes:
            docs, scores = run.matched(self._compiled(node, view))
            found.append((view.nums[docs], scores))
        view.keep_small()
        return found

    def _most_words(self, run: Run, view: View, loose: Node) -> tuple[Array, Array]:
        """Articles ranked by how many of the words they have, and how telling those are.

        A word counts by its BM25F score times its inverse document frequency (Whoosh's own adds one
        to it, which in a long query lets common words outweigh rare ones), and the sum by the root
        of the share of all words' frequencies that the article has.
        """
        required, words = _loose_words(loose)
        total, covered = np.zeros(len(view)), np.zeros(len(view))
        everything = 0.0
        for word in words:
            node = And((*required, word)) if required else word
            docs, scores = run.matched(self._compiled(node, view))
            if run.ran_out:
                break
            rarity = float(np.log(1 + view.count / (len(docs) + 1)))
            everything += rarity if len(docs) else 0.0
            total[docs] += scores * rarity
            covered[docs] += rarity
        found = np.flatnonzero(covered)
        return found, total[found] * np.sqrt(covered[found] / (everything or 1.0))

    def _compiled(self, node: Node, view: View) -> Any:
        return compile_query(node, lambda leaf: self._resolve(leaf, view), view.languages)

    def _resolve(self, leaf: Filter | DateRange, view: View) -> Array:
        """The numbers of the articles that a filter leaves, ascending."""
        catalog = self._catalog
        if isinstance(leaf, DateRange):
            return view.between(_ordinal(leaf.first), _ordinal(leaf.last))
        match leaf.field:
            case "actor" | "speaker":
                return self.articles_of(
                    catalog.find_actors(leaf.value, leaf.exact), leaf.field == "speaker"
                )
            case "source":
                nums = catalog.articles_of_source(leaf.value, leaf.exact)
            case "is" | "tag":
                nums = self.review.articles(leaf.field, leaf.value, view.live_nums())
            case _:
                nums = catalog.articles_by_text(leaf.field, leaf.value, leaf.exact)
        found = np.fromiter(nums, np.uint32, len(nums))
        found.sort()
        return found

    def articles_of(self, actors: Iterable[int], speaking: bool = False) -> Array:
        """The numbers of the articles that mention one of `actors`, or in which one of them speaks, ascending."""
        return self._facets.articles_of(actors, speaking)

    def pairs_of(self, actors: Iterable[int]) -> tuple[Array, Array]:
        """Each article that mentions one of `actors`, with that actor: two arrays of numbers."""
        return self._facets.pairs_of(actors)

    def actor_counts(
        self, nums: Array, cancelled: Callable[[], bool] = lambda: False
    ) -> ActorCounts:
        """The actors of these articles with the number of them that mention each, most first."""
        return self._facets.counts(nums, cancelled)


def _loose_words(loose: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What a loosened query still requires, and the words of which any will do."""
    if isinstance(loose, Or):
        return (), loose.children
    assert isinstance(loose, And)
    *required, words = loose.children
    assert isinstance(words, Or)
    return tuple(required), words.children


def _loosened_note(strict: int, all_of_them: int) -> str | None:
    if not strict:
        return (
            "No article has all of these words; those with most of them come first."
            if all_of_them
            else None
        )
    if strict == all_of_them:
        return None
    only = "Only one article has" if strict == 1 else f"Only {strict} articles have"
    return f"{only} all of these words; those with most of them follow."


def _first(docs: Array, more: Array, scores: Array) -> tuple[Array, Array]:
    """`more` documents with their scores, those among them that are in `docs` before all others."""
    if not len(more):
        return docs, np.zeros(len(docs))
    return more, np.where(np.isin(more, docs), scores + scores.max(), scores)


def _suggestion(view: View, wanted: Query) -> str | None:
    """The query with its unknown words replaced by known ones near them."""
    text, changed = str(wanted), False
    for leaf in query.leaves(wanted.node):
        if not isinstance(leaf, query.Word | query.Phrase):
            continue
        for token in tokenise(leaf.text):
            if (
                token.joined
                or len(token.exact) < 4
                or view.knows("exact", token.exact)
                or view.knows("text", token.stem)
            ):
                continue
            near = view.nearest(token.exact)
            surface = leaf.text[token.start : token.end]
            if near is not None:
                text, changed = text.replace(surface, near, 1), True
    return text if changed else None


def _ordinal(day: datetime.date | None) -> int | None:
    return day.toordinal() if day else None


def _ordered(view: View, docs: Array, scores: Array, wanted: Query) -> Hits:
    """By score, or by date with undated articles last; of equals the newer first."""
    keys = np.zeros(len(docs))
    ranks = view.newest
    if wanted.sort == "date":
        ranks = view.oldest
    elif wanted.sort == "relevance" and not _only_filters(wanted.node):
        keys = -scores
    return Hits(docs, scores, keys, view.nums, ranks)


def _only_filters(node: Node | None) -> bool:
    """Whether nothing in the query gives a score: then the newest come first."""
    match node:
        case None | Filter() | DateRange():
            return True
        case Not():
            return True
        case And(children) | Or(children):
            return all(map(_only_filters, children))
    return False


__all__ = ["TIME_LIMIT", "Found", "NothingKept", "ReviewAnswers", "Searcher"]
