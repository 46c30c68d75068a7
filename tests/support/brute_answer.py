"""Answers of the brute-force engine: hits in a plain list, counted by walking over them."""

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from index.engine import (
    FACET_FIELDS,
    UNLIMITED,
    ActorCounts,
    Answer,
    Budget,
    CitesOutlet,
    CoMentions,
    Condition,
    Counted,
    FacetField,
    FieldCount,
    HasActor,
    HasPath,
    HasValue,
    Hit,
    InferredField,
    IsAmong,
    Timeline,
    period_of,
)
from index.model import (
    UNITS,
    ActorKind,
    ActorRow,
    Analysis,
    Pair,
    PartialDate,
    Statement,
    Unit,
    quoted_in_a_row,
    said_about,
    said_statements,
    whole_statements,
)
from index.query import Filter
from tests.support.brute_scores import ArticleWords


@dataclass(frozen=True)
class BruteArticle:
    """An article with the library's numbers of its actors, in the order of `analysis.actors`."""

    key: int
    analysis: Analysis
    actors: tuple[int | None, ...]
    group: int | None
    names: Mapping[int, tuple[str, ActorKind]]
    # Orders articles of one day.
    tie: tuple[str, int]

    def means(self, place: int, part: Filter, conditions: Mapping[Filter, Condition]) -> bool:
        """Whether the actor at a place of `analysis.actors` is one that `part` asks for."""
        number = self.actors[place]
        if number is None:
            return False
        if part.field == "kind":
            return number in self.names and self.names[number][1] == part.value
        condition = conditions[part]
        assert isinstance(condition, HasActor)
        return number in condition.actors

    @property
    def date(self) -> PartialDate | None:
        """The date it is found by: not one that is only its file's own."""
        article = self.analysis.article
        return article.date if article.shown_basis != "file" else None

    @property
    def speaking(self) -> set[int | None]:
        """The actors who say or write something in it."""
        said = (*self.analysis.quotations, *self.analysis.reported)
        return {self.actors[place] for one in said for place in one.speakers}

    @cached_property
    def words(self) -> ArticleWords:
        """Its words, as stems and as written."""
        return ArticleWords(self.analysis)

    @property
    def outlets(self) -> set[str]:
        """The outlets that it cites."""
        return {citation.outlet for citation in self.analysis.citations}


def newest_first(article: BruteArticle) -> tuple[int, tuple[str, int]]:
    """The order of ties."""
    return -(article.date.first().toordinal() if article.date else 0), article.tie


class BruteActorCounts(ActorCounts):
    """Actors in a plain list."""

    def __init__(self, rows: Sequence[ActorRow]) -> None:
        self._rows = list(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return self._rows[place]

    def of_kind(self, kind: ActorKind) -> "BruteActorCounts":
        return BruteActorCounts([row for row in self._rows if row.kind == kind])


@dataclass(frozen=True)
class BruteAnswer:
    """Hits in a plain list."""

    hits: tuple[BruteArticle, ...]
    names: Mapping[int, tuple[str, ActorKind]]
    note: str | None = None
    suggestion: str | None = None
    partial: bool = False
    duplicates: Mapping[int, int] | None = None
    scores: Mapping[int, float] | None = None
    added_words: tuple[str, ...] = ()
    asks_for: Callable[[BruteArticle, Statement], bool] = lambda _article, _statement: True

    @property
    def total(self) -> int:
        return len(self.hits)

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        more, scores = self.duplicates or {}, self.scores or {}
        return tuple(
            Hit(one.key, scores.get(one.key, 0.0), more.get(one.key, 0))
            for one in self.hits[first:last]
        )

    def keys(self) -> list[int]:
        return [one.key for one in self.hits]

    def place_of(self, key: int) -> int | None:
        keys = self.keys()
        return keys.index(key) if key in keys else None

    def first_between(self, first: datetime.date, last: datetime.date) -> int | None:
        inside = (
            one.key
            for one in self.hits
            if one.date and first <= one.date.first() and one.date.last() <= last
        )
        return next(inside, None)

    def ends(self) -> tuple[int, int] | None:
        dated = [(one.date.first(), one.tie, one.key) for one in self.hits if one.date]
        if not dated:
            return None
        newest = max(day for day, _, _ in dated)
        return min(dated)[2], min(one[1:] for one in dated if one[0] == newest)[1]

    def narrowed(self, *conditions: Condition) -> "BruteAnswer":
        kept = (one for one in self.hits if all(fulfils(one, c) for c in conditions))
        return replace(self, hits=tuple(kept))

    def collapsed(self, open_groups: Collection[int] = ()) -> "BruteAnswer":
        leaders: dict[int, int] = {}
        more: Counter[int] = Counter()
        kept = []
        for one in self.hits:
            leader = one.key if one.group is None else leaders.setdefault(one.group, one.key)
            more[leader] += leader != one.key
            if leader == one.key or one.group in open_groups:
                kept.append(one)
        return replace(self, hits=tuple(kept), duplicates=more)

    def actors(self, budget: Budget = UNLIMITED) -> BruteActorCounts:
        budget.check_cancelled()
        counts = Counter(
            actor for one in self.hits for actor in {*one.actors} - {None} if actor in self.names
        )
        rows = [ActorRow(actor, *self.names[actor], count) for actor, count in counts.items()]  # type: ignore[index, arg-type]
        return BruteActorCounts(sorted(rows, key=lambda row: (-row.articles, row.name)))

    def fields(self, tags: Mapping[str, Collection[int]]) -> dict[FacetField, list[FieldCount]]:
        counts: dict[FacetField, Counter[str | None]] = {name: Counter() for name in FACET_FIELDS}
        for one in self.hits:
            article = one.analysis.article
            counts["publication"][article.publication or None] += 1
            counts["author"][article.author or None] += 1
            counts["date"][f"{one.date.year:04}" if one.date else None] += 1
            counts["source"].update(one.outlets)
            counts["tag"].update(tag for tag, keys in tags.items() if one.key in keys)
        found: dict[FacetField, list[FieldCount]] = {}
        for name, values in counts.items():
            rows = [FieldCount(name, value, count) for value, count in values.items()]
            found[name] = sorted(
                rows,
                key=lambda row: (
                    row.value is None,
                    0 if row.field == "date" else -row.articles,
                    row.value or "",
                ),
            )
        return found

    def timeline(
        self,
        unit: Unit | None = None,
        most: int = 100,
        overlays: Sequence[Answer] = (),
        counted: Counted = "articles",
    ) -> Timeline:
        answers = [self, *(one for one in overlays if isinstance(one, BruteAnswer))]
        dates = [answer.dates if counted == "articles" else answer.days_said for answer in answers]
        dated = sum(date is not None for own in dates for date in own)
        for one_unit in (unit,) if unit else UNITS:
            rows = [periods_of(own, one_unit) for own in dates]
            placed = [period for row in rows for period in row.elements()]
            placed.sort()
            first = min(placed, default=0)
            size = max(placed) - first + 1 if placed else 0
            oldest = None
            if not unit and counted == "statements" and size > most:
                # the oldest tenth, or one of five, shares a place
                some = max(len(placed) // 10, 1 if len(placed) >= 5 else 0)
                kept = [period for period in placed if placed[-1] - period + 2 <= most]
                if len(placed) - len(kept) <= some:
                    first, oldest, size = kept[0] - 1, first, kept[-1] - kept[0] + 2
            if unit or one_unit == UNITS[-1] or (size <= most and len(placed) >= dated / 2):
                break
        counts = [[0] * size for _ in rows]
        for row, own in zip(rows, counts, strict=True):
            for period in row.elements():
                own[max(0, period - first)] += 1
        return Timeline(
            one_unit,
            first,
            tuple(map(tuple, counts)),
            tuple(len(own) - row.total() for own, row in zip(dates, rows, strict=True)),
            counted,
            oldest,
        )

    @property
    def dates(self) -> list[PartialDate | None]:
        """The dates of the hits."""
        return [one.date for one in self.hits]

    @property
    def days_said(self) -> list[PartialDate | None]:
        """The days of the statements of the hits that the search asks for."""
        return [
            None if said.said_basis == "file" else said.said_date
            for one in self.hits
            for said in said_statements(one.analysis)
            if self.asks_for(one, said)
        ]

    def pairs(self, adjacent: bool = False) -> list[Pair]:
        counts: Counter[tuple[int, int]] = Counter()
        for one in self.hits:
            counts.update(pairs_of(one, adjacent))
        rows = [Pair(*two, times, adjacent) for two, times in counts.items()]
        return sorted(rows, key=lambda pair: (-pair.times, pair.actor, pair.other))

    def co_mentions(self, actors: Collection[int]) -> list[CoMentions]:
        counts: Counter[tuple[int, int]] = Counter()
        for one in self.hits:
            named = sorted(
                actor for actor in {*one.actors} if actor in actors and actor is not None
            )
            counts.update(combinations(named, 2))
        rows = [CoMentions(actor, other, count) for (actor, other), count in counts.items()]
        return sorted(rows, key=lambda row: (-row.articles, row.actor, row.other))

    def with_pair(self, pair: Pair) -> "BruteAnswer":
        two = (pair.actor, pair.other)
        kept = (one for one in self.hits if two in set(pairs_of(one, pair.adjacent)))
        return replace(self, hits=tuple(kept))

    def inferred(self, field: InferredField) -> tuple[int, "BruteAnswer"]:
        counts = {
            one.key: sum(
                getattr(statement, f"{field}_basis") == "inferred"
                for statement in whole_statements(one.analysis)
            )
            for one in self.hits
        }
        kept = (one for one in self.hits if counts[one.key])
        return sum(counts.values()), replace(self, hits=tuple(kept))


def periods_of(dates: Sequence[PartialDate | None], unit: Unit) -> Counter[int]:
    """How many dates lie within each period."""
    found: Counter[int] = Counter()
    for date in filter(None, dates):
        periods = {period_of(unit, day) for day in (date.first(), date.last())}
        found.update(periods if len(periods) == 1 else ())
    return found


def fulfils(article: BruteArticle, condition: Condition) -> bool:
    """Whether an article matches a condition."""
    match condition:
        case HasActor(actors, speaking):
            own = article.speaking if speaking else set(article.actors)
            return bool(actors & own)
        case CitesOutlet(outlets):
            return bool(outlets & article.outlets)
        case HasValue(field, values):
            return getattr(article.analysis.article, field) in values
        case HasPath(text):
            return text.casefold() in article.analysis.article.path.casefold()
        case IsAmong(keys, negated):
            return (article.key in keys) != negated


def pairs_of(article: BruteArticle, adjacent: bool) -> Iterator[tuple[int, int]]:
    """The pairs of actors in an article, each as often as it occurs."""
    for one, other, _ in (quoted_in_a_row if adjacent else said_about)(article.analysis):
        first, second = article.actors[one], article.actors[other]
        if first is not None and second is not None and first != second:
            yield (min(first, second), max(first, second)) if adjacent else (first, second)
