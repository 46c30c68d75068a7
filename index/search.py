"""Ranked articles for a query, with counts of the actors in them.

Whoosh's matchers run over the segments, so that a search can be dropped between two documents; the
catalogue answers filters and gives the articles their dates.
"""

import datetime
import math
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from whoosh import scoring

from index import query
from index.analysis import tokenise
from index.catalog import ActorRow, Catalog
from index.compile import compile_query
from index.errors import Cancelled, IndexDamaged
from index.facets import ActorFacets
from index.match import distance
from index.query import And, DateRange, Filter, Node, Not, Or, Query

# A query that takes longer shows the best it has so far.
TIME_LIMIT = 2.0
_CHECK_EVERY = 512


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a query found: its number in the catalogue, and its score (0 where all are alike)."""

    num: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: every hit in order, and how it came to be.

    `note` says in one line what a reader has to know: that words were dropped, or time ran out.
    `seconds` is how long it took, `total` how many articles the library holds.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    seconds: float
    note: str | None = None
    suggestion: str | None = None
    nums: frozenset[int] = field(default=frozenset(), repr=False)


class ReviewAnswers(Protocol):
    """Who answers `is:` and `tag:`."""

    def articles(self, name: str, value: str, everything: set[int]) -> set[int]:
        """The numbers of the articles that the filter leaves."""


class NothingKept:
    """Answers while nothing is kept of what a person read or marked: all is unread."""

    def articles(self, name: str, value: str, everything: set[int]) -> set[int]:
        """All of them, or none."""
        return everything if (name, value) == ("is", "unread") else set()


class Searcher:
    """Searches one library. Follows the index as a builder goes on; safe to share between threads."""

    def __init__(self, ix: Any, catalog: Catalog, review: ReviewAnswers | None = None) -> None:
        self._ix = ix
        self._catalog = catalog
        self.review: ReviewAnswers = review or NothingKept()
        self._lock = threading.RLock()
        self._generation = -1
        self._version = -1
        self._searcher: Any = None
        self._live: frozenset[int] = frozenset()
        self._dates: dict[int, int] = {}
        self._facets = ActorFacets(catalog)

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None

    def refresh(self) -> bool:
        """Take in what a builder has written since; whether there was anything."""
        with self._lock:
            try:
                generation, version = self._ix.latest_generation(), self._catalog.revision()
                if self._searcher is None or generation != self._generation:
                    # the old one is left to the searches that still run on it
                    self._searcher = self._ix.searcher(weighting=scoring.BM25F())
                    self._generation = generation
                elif version == self._version:
                    return False
            except IndexDamaged:
                raise
            except Exception as error:
                raise IndexDamaged(f"The index is damaged ({type(error).__name__}).") from error
            self._version = version
            self._live = frozenset(self._catalog.nums())
            self._dates = self._catalog.dates()
            return True

    @property
    def live(self) -> frozenset[int]:
        """The numbers of all articles."""
        return self._live

    def search(self, wanted: Query, cancelled: Callable[[], bool] = lambda: False, limit: float = TIME_LIMIT) -> Found:
        """Every article that `wanted` finds, in its order.

        Where no article has all the words, those with most of them; `cancelled` is asked now and
        then, and the answer True raises Cancelled.
        """
        begun = time.monotonic()
        self.refresh()
        with self._lock:
            searcher, live, dates = self._searcher, self._live, self._dates
        run = _Run(searcher, live, cancelled, begun + limit)
        note = suggestion = None
        if wanted.node is None:
            scores = dict.fromkeys(live, 0.0)
        else:
            scores = run.scores(compile_query(wanted.node, self._resolve))
            if not scores and (loose := query.loosened(wanted.node)) is not None:
                scores = self._most_words(run, loose)
                if scores:
                    note = "No article has all of these words; those with most of them come first."
            if not scores:
                suggestion = self._suggest(searcher, wanted)
        if run.ran_out:
            note = "This takes long: what was found so far."
        hits = _ordered(scores, wanted, dates)
        return Found(wanted, hits, len(live), time.monotonic() - begun, note, suggestion, frozenset(scores))

    def _most_words(self, run: "_Run", loose: Node) -> dict[int, float]:
        """Articles ranked by how many of the words they have, and how telling those are.

        A word counts by its BM25F score times its inverse document frequency (Whoosh's own adds one
        to it, which in a long query lets common words outweigh rare ones), and the sum by the root
        of the share of all words' frequencies that the article has.
        """
        words: Sequence[Node]
        required: tuple[Node, ...] = ()
        if isinstance(loose, And):
            *rest, last = loose.children
            required = tuple(rest)
            words = last.children if isinstance(last, Or) else (last,)
        else:
            words = loose.children if isinstance(loose, Or) else (loose,)
        total: dict[int, float] = {}
        covered: dict[int, float] = {}
        everything = 0.0
        for word in words:
            node = And((*required, word)) if required else word
            found = run.scores(compile_query(node, self._resolve))
            rarity = math.log(1 + len(run.live) / (len(found) + 1))
            everything += rarity if found else 0.0
            for num, score in found.items():
                total[num] = total.get(num, 0.0) + score * rarity
                covered[num] = covered.get(num, 0.0) + rarity
        return {num: score * math.sqrt(covered[num] / everything) for num, score in total.items()}

    def _resolve(self, leaf: Filter | DateRange) -> set[int]:
        catalog = self._catalog
        if isinstance(leaf, DateRange):
            return catalog.articles_between(_ordinal(leaf.first), _ordinal(leaf.last))
        match leaf.field:
            case "actor" | "speaker":
                actors = catalog.find_actors(leaf.value, leaf.exact)
                return catalog.articles_of_actors(actors, speaking=leaf.field == "speaker")
            case "source":
                return catalog.articles_of_source(leaf.value)
            case "is" | "tag":
                return self.review.articles(leaf.field, leaf.value, set(self._live))
            case _:
                return catalog.articles_by_text(leaf.field, leaf.value)

    def _suggest(self, searcher: Any, wanted: Query) -> str | None:
        """The query with its unknown words replaced by known ones near them."""
        text, changed = str(wanted), False
        for leaf in query.leaves(wanted.node):
            if not isinstance(leaf, query.Word | query.Phrase):
                continue
            for token in tokenise(leaf.text):
                known = token.joined or searcher.doc_frequency("exact", token.exact) or searcher.doc_frequency("text", token.stem)
                if known or len(token.exact) < 4:
                    continue
                near = self._nearest(searcher, token.exact)
                surface = leaf.text[token.start : token.end]
                if near is not None:
                    text, changed = text.replace(surface, near, 1), True
        return text if changed else None

    @staticmethod
    def _nearest(searcher: Any, word: str) -> str | None:
        """The commonest of the words that are spelt most nearly like `word`, in bodies or titles."""
        near = [
            (distance(word, other), -searcher.doc_frequency(field, other), other)
            for field in ("exact", "title_exact")
            for other in searcher.suggest(field, word, limit=3, maxdist=2, prefix=1)
            if other != word
        ]
        return min(near)[2] if near else None

    def actor_counts(self, nums: Collection[int], cancelled: Callable[[], bool] = lambda: False) -> list[ActorRow]:
        """The actors of these articles with the number of them that mention each, most first."""
        return self._facets.counts(nums, cancelled)


def _ordinal(day: datetime.date | None) -> int | None:
    return day.toordinal() if day else None


class _Run:
    """One search over all segments, which can be dropped or run out of time."""

    def __init__(self, searcher: Any, live: frozenset[int], cancelled: Callable[[], bool], deadline: float) -> None:
        self.searcher = searcher
        self.live = live
        self.cancelled = cancelled
        self.deadline = deadline
        self.ran_out = False

    def scores(self, compiled: Any) -> dict[int, float]:
        """The score of every article that matches."""
        found: dict[int, float] = {}
        try:
            normal = compiled.normalize()
            context = self.searcher.context()
            for leaf, _ in self.searcher.leaf_searchers():
                self._collect(leaf, normal.matcher(leaf, context), found)
                if self.ran_out:
                    break
        except (Cancelled, IndexDamaged):
            raise
        except Exception as error:
            raise IndexDamaged(f"The index is damaged ({type(error).__name__}: {error}).") from error
        return found

    def _collect(self, leaf: Any, matcher: Any, found: dict[int, float]) -> None:
        if not leaf.reader().doc_count_all():
            return  # an index without documents has no columns either
        column = leaf.reader().column_reader("num")
        live, count = self.live, 0
        while matcher.is_active():
            num = column[matcher.id()]
            if num in live:
                found[num] = matcher.score()
            matcher.next()
            count += 1
            if count % _CHECK_EVERY == 0:
                if self.cancelled():
                    raise Cancelled
                if time.monotonic() > self.deadline:
                    self.ran_out = True
                    return
        if self.cancelled():
            raise Cancelled


def _ordered(scores: dict[int, float], wanted: Query, dates: dict[int, int]) -> tuple[Hit, ...]:
    """By score, or by date with undated articles last; of equals the newer first."""
    newest = sorted(scores, key=lambda num: (-dates.get(num, 0), num))
    if wanted.sort == "date":
        newest.sort(key=lambda num: (num not in dates, dates.get(num, 0)))
    elif wanted.sort == "relevance" and not _only_filters(wanted.node):
        newest.sort(key=lambda num: -scores[num])
    return tuple(Hit(num, scores[num]) for num in newest)


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
