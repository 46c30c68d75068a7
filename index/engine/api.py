"""The seam between the library and a search engine: protocols, and the records that cross it.

An engine stores many articles and counts, ranks and groups them. Everything about one article
(highlights, snippets, concordance lines, citations) happens above the seam, on the analyses that
an `Archive` returns. Only plain numbers, tuples and the records of this module cross it.

A query crosses the seam as a `Search`: the tree of `index.query`, and for each filter in it a
`Condition` in which names are resolved (actor numbers, outlet names, publications as stored,
article keys for `is:` and `tag:`). An engine knows neither how a reader spells a name nor what a
reader has read or marked.

A *key* is the engine's number of an article (`Card.num`). A *day* is a proleptic ordinal
(`datetime.date.toordinal`). An article's date can be less exact than a day: it then covers the
days from a first to a last one.

Scores are BM25F. A term that occurs `tf` times in a field scores `idf * w * (K1 + 1) / (w + norm)`
with w = tf * boost (2 in titles, else 1), idf = log(articles / (articles with it + 1)) + 1 and
norm = K1 * (1 - B + B * length / mean length), where K1 = 1.2, B = 0.75, and lengths are rounded
up to one of 256. A word counts in body and title, as a stem; a phrase scores as all its words; a
condition, a range of dates, a prefix, a pattern and a misspelt word score 1. Equal parts of an AND
or an OR count once. An empty query scores 0.

Words said and `speaker:` conditions in an AND have to match one and the same statement;
`index.query.split_statement` says which of them. Their words score as words of body and title do,
tf being how often they occur in the statements that match the whole condition; each of its words
counts, and a speaker in such a condition adds nothing.

A long query that few articles match (see `Engine.answer`) also finds articles with some of its
words. Such an article scores the sum of score * r over the words it has, times the root of the
share that their r have in the sum of all words' r, where r = log(1 + articles / (articles with the
word + 1)). Articles that match the original query score higher by the maximum of these scores.
`index.engine.feedback` describes how words of the best articles change the scores.

Order of hits: by score, highest first, where the query asks for relevance and has words in it;
oldest first for `sort:date`; else newest first. Ties, and hits ordered by date on the same first
day, are ordered newest first and then by key, ascending. Articles without a date come last.
"""

import datetime
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct, field

from index.catalog import Reference
from index.corrections import JudgedField as InferredField
from index.engine.budget import TIME_LIMIT, UNLIMITED, Budget, OutOfTime
from index.engine.timeline import Counted, Timeline
from index.model import ActorKind, ActorRow, Analysis, Card, FileState, Pair, Unit
from index.query import Filter, Phrase, Query, Word

WordForm = Literal["exact", "stem"]
FacetField = Literal["publication", "date", "source", "author", "tag"]
FACET_FIELDS: tuple[FacetField, ...] = ("publication", "date", "source", "author", "tag")

# Differs after every change of the articles, of corrections and of judgements.
Revision = tuple[int, ...]


# --- conditions: filters with names resolved ---


class HasActor(Struct, frozen=True):
    """Articles that mention one of these actors; with `speaking`, in which one of them speaks."""

    actors: frozenset[int]
    speaking: bool = False


class CitesOutlet(Struct, frozen=True):
    """Articles that cite one of these outlets, by name as stored."""

    outlets: frozenset[str]


class HasValue(Struct, frozen=True):
    """Articles whose publication or author is one of these values, as stored."""

    field: Literal["publication", "author"]
    values: frozenset[str]


class HasPath(Struct, frozen=True):
    """Articles whose path contains this text, compared without case."""

    text: str


class IsAmong(Struct, frozen=True):
    """Articles with one of these keys; with `negated`, all others. Unknown keys are ignored."""

    keys: frozenset[int]
    negated: bool = False


Condition = HasActor | CitesOutlet | HasValue | HasPath | IsAmong


class Search(Struct, frozen=True):
    """A query with its names resolved.

    `conditions` has an entry for every `Filter` of the query but those of kinds. A hit also matches
    every condition in `narrowed_by`, which adds nothing to its score.
    """

    query: Query
    conditions: Mapping[Filter, Condition] = field(default_factory=dict)
    narrowed_by: tuple[Condition, ...] = ()
    feedback: bool = True


class Hit(NamedTuple):
    """An article that a search found.

    `score` is 0 for an empty query. `duplicates` counts the other hits that are nearly the same.
    """

    key: int
    score: float
    duplicates: int = 0

    @property
    def num(self) -> int:
        """The key, under the name that cards use."""
        return self.key


class FieldCount(Struct, frozen=True):
    """How many articles have a value of a field, written as in a query; None: not stated."""

    field: FacetField
    value: str | None
    articles: int


class WordCount(NamedTuple):
    """How many articles have a word, and how often it occurs in all of them."""

    articles: int
    occurrences: int


class Statistics(Struct, frozen=True):
    """Counts of some words over the bodies of all articles.

    `articles` counts the articles, `total` their words; perhaps also deleted ones, for a while.
    """

    articles: int
    total: int
    words: Mapping[str, WordCount]


class AlikeClue(Struct, frozen=True):
    """Something that similar articles share: weighted words with scores, or a condition."""

    what: Word | Phrase | Condition
    weight: float = 1.0


class CoMentions(NamedTuple):
    """How many articles mention both of two actors; `actor` is the lower number."""

    actor: int
    other: int
    articles: int


class AlikeArticle(NamedTuple):
    """An article that shares clues. `shares` are indices of the clues, highest score first."""

    key: int
    score: float
    shares: tuple[int, ...]


class ActorCounts(Sequence[ActorRow]):
    """Actors with the number of hits that mention each: most first, then by name."""

    __slots__ = ()

    @abstractmethod
    def of_kind(self, kind: ActorKind) -> "ActorCounts":
        """Those of one kind, in the same order."""


class Answer(Protocol):
    """The hits of a search, in order, and everything that is counted over them.

    An answer does not change: it is of the revision at which it was asked for. Thread-safe.
    """

    @property
    def total(self) -> int:
        """The number of hits."""

    @property
    def partial(self) -> bool:
        """Whether the budget ran out, so that a search without a deadline may find more."""

    @property
    def note(self) -> str | None:
        """What a reader has to know about the answer, in one line: words dropped, time ran out."""

    @property
    def added_words(self) -> tuple[str, ...]:
        """The words that widened the query, heaviest first."""

    @property
    def suggestion(self) -> str | None:
        """The query with unknown words replaced by known ones, where nothing was found."""

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        """The hits from place `first` up to, without, `last`; fewer at the end."""

    def keys(self) -> Sequence[int]:
        """The keys of all hits, in order."""

    def place_of(self, key: int) -> int | None:
        """The place of an article among the hits; None where it is no hit."""

    def first_between(self, first: datetime.date, last: datetime.date) -> int | None:
        """The key of the first hit whose date lies wholly between two days, both included."""

    def ends(self) -> tuple[int, int] | None:
        """The keys of the oldest and the newest hit with a date; None where no hit has one.

        They are the first hits that `sort:date` and `sort:-date` give.
        """

    def narrowed(self, *conditions: Condition) -> "Answer":
        """The hits that match every condition, with the same scores and in the same order."""

    def collapsed(self, open_groups: Collection[int] = ()) -> "Answer":
        """The first hit of each group of duplicates, and all hits of the groups `open_groups`."""

    def actors(self, budget: Budget = UNLIMITED) -> ActorCounts:
        """The actors in the hits. Raises Cancelled."""

    def fields(self, tags: Mapping[str, Collection[int]]) -> dict[FacetField, list[FieldCount]]:
        """The values of each field in the hits: most first, years in order, not stated last.

        `tags` gives the keys of the articles that have each tag.
        """

    def timeline(
        self,
        unit: Unit | None = None,
        most: int = 100,
        overlays: Sequence["Answer"] = (),
        counted: Counted = "articles",
    ) -> Timeline:
        """Hits, or statements by day said, by period; a row for this, then each of `overlays`.

        Statements are those that match one of `statement_conditions` of the search, or all where
        it has none. Without a unit it is the finest that needs at most `most` periods and in which
        at least half of what has a date falls into one period. A few statements that are much older
        than the others share the first place (`Timeline.oldest`).
        """

    def pairs(self, adjacent: bool = False) -> list[Pair]:
        """Pairs of speaker and named actor, or (`adjacent`) of consecutive speakers; most first."""

    def co_mentions(self, actors: Collection[int]) -> list[CoMentions]:
        """For each two of `actors` the hits that mention both, where there are any; most first."""

    def with_pair(self, pair: Pair) -> "Answer":
        """The hits in which a pair of `pairs` occurs, in the same order."""

    def inferred(self, field: InferredField) -> tuple[int, "Answer"]:
        """The number of direct quotations whose `field` is inferred, and the hits with such."""


class Engine(Protocol):
    """Searches the articles of one library or archive. Safe to share between threads."""

    def revision(self) -> Revision:
        """Differs after every change that can change an answer."""

    def count(self) -> int:
        """The number of articles, when the last answer was given."""

    def answer(self, search: Search, budget: Budget = UNLIMITED) -> Answer:
        """The articles that a search finds; a partial answer at the deadline.

        Where fewer than five articles have all of four or more words, or none has all of two or
        three, those with most of the words follow, and `note` says so. Raises Cancelled,
        IndexDamaged.
        """

    def statistics(self, words: Iterable[str], form: WordForm) -> Statistics:
        """Counts of many words in one call: case-folded words (`exact`) or stems."""

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        """The folded words of bodies that begin with `prefix`, in order, at most `most`."""

    def alike(
        self,
        clues: Sequence[AlikeClue],
        without: Collection[int] = (),
        most: int = 100,
        budget: Budget = UNLIMITED,
    ) -> list[AlikeArticle]:
        """Articles that share at least two clues, or the only one; highest score first.

        A shared clue counts with its weight times the article's score for the words. For a
        condition the score is log(articles / articles that match it). The sum is multiplied by
        the root of the share of clues that the article has, of those that any article has.
        Raises Cancelled.
        """


class Archive(Protocol):
    """Reads stored articles and their metadata, many in one call."""

    def cards(self, keys: Iterable[int]) -> list[Card]:
        """The metadata of articles, in the order asked for; those that are gone are left out."""

    def analyses(self, keys: Iterable[int]) -> Iterator[tuple[int, Analysis]]:
        """The articles with their analyses, in the order asked for; missing ones are left out."""

    def find(self, idents: Iterable[str]) -> dict[str, int]:
        """The keys of articles by id or by digest of the text; unknown ones are left out."""

    def duplicates_of(self, keys: Iterable[int]) -> dict[int, int]:
        """The group of duplicates of each of these articles that is in one."""

    def references(self, to: Iterable[int]) -> dict[int, list[Reference]]:
        """For each of these articles the references of other articles that can mean it."""

    def unresolved_references(self) -> list[Reference]:
        """The references of all articles to issues of which the archive holds no article."""


class ReadFile(Struct, frozen=True):
    """A file as it was read, with its analysed articles; none where `state.problem` says why."""

    path: str
    state: FileState
    articles: tuple[Analysis, ...] = ()


class Ingest(Protocol):
    """Writes articles. One writer at a time; readers follow after each call.

    New articles get ascending keys in the order in which they are written. A key is never used
    again, so that an article that is written again comes last among ties.
    """

    def write(self, files: Sequence[ReadFile]) -> None:
        """Store files; the articles of each replace what its path held. Raises OSError."""

    def drop(self, paths: Collection[str]) -> None:
        """Remove files with their articles; unknown paths are ignored. Raises OSError."""

    def finish(self) -> None:
        """Derive what needs all articles: duplicates, merged actors, tables. Raises OSError."""


__all__ = [
    "FACET_FIELDS",
    "TIME_LIMIT",
    "UNLIMITED",
    "ActorCounts",
    "AlikeArticle",
    "AlikeClue",
    "Answer",
    "Archive",
    "Budget",
    "CitesOutlet",
    "CoMentions",
    "Condition",
    "Engine",
    "FacetField",
    "FieldCount",
    "HasActor",
    "HasPath",
    "HasValue",
    "Hit",
    "InferredField",
    "Ingest",
    "IsAmong",
    "OutOfTime",
    "ReadFile",
    "Revision",
    "Search",
    "Statistics",
    "WordCount",
    "WordForm",
]
