"""A brute-force engine over plain lists: what every engine is held against.

It implements `Engine` and `Answer` by walking over all articles for each question. Its one
simplification is the score: every hit of a query with words has the same, so that the suite
compares the order of hits only where no words are scored, and the law of ties everywhere else.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt

from index import query
from index.engine import (
    FACET_FIELDS,
    UNLIMITED,
    ActorCounts,
    AlikeArticle,
    AlikeClue,
    Answer,
    Budget,
    CitesOutlet,
    Condition,
    FacetField,
    FieldCount,
    HasActor,
    HasPath,
    HasValue,
    Hit,
    InferredField,
    IsAmong,
    Revision,
    Search,
    Statistics,
    Timeline,
    WordCount,
    WordForm,
    period_of,
)
from index.library import Library
from index.model import (
    UNITS,
    ActorKind,
    ActorRow,
    Analysis,
    Pair,
    PartialDate,
    Unit,
    quoted_beside,
    said_about,
)
from index.query import And, ArticleFields, DateRange, Filter, Node, Not, Or, Query, Word, matches


@dataclass(frozen=True)
class BruteArticle:
    """An article with the library's numbers of its actors, in the order of `analysis.actors`."""

    key: int
    analysis: Analysis
    actors: tuple[int | None, ...]
    group: int | None

    @property
    def date(self) -> PartialDate | None:
        """The date it is found by: not one that is only its file's own."""
        article = self.analysis.article
        return article.date if article.shown_basis != "file" else None

    @property
    def speaking(self) -> set[int | None]:
        """The actors who say or write something in it."""
        said = (*self.analysis.quotations, *self.analysis.reported)
        return {self.actors[one.speaker] for one in said if one.speaker is not None}

    @property
    def outlets(self) -> set[str]:
        """The outlets that it cites."""
        return {citation.outlet for citation in self.analysis.citations}


def newest_first(article: BruteArticle) -> tuple[int, int]:
    """The order of ties."""
    return -(article.date.first().toordinal() if article.date else 0), article.key


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

    @property
    def total(self) -> int:
        return len(self.hits)

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        more = self.duplicates or {}
        return tuple(Hit(one.key, 0.0, more.get(one.key, 0)) for one in self.hits[first:last])

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
        self, unit: Unit | None = None, most: int = 100, beside: Sequence[Answer] = ()
    ) -> Timeline:
        answers = [self, *(one for one in beside if isinstance(one, BruteAnswer))]
        for one_unit in (unit,) if unit else UNITS:
            rows = [answer.periods(one_unit) for answer in answers]
            placed = [period for row in rows for period in row.elements()]
            size = max(placed) - min(placed) + 1 if placed else 0
            dated = sum(one.date is not None for answer in answers for one in answer.hits)
            if unit or one_unit == UNITS[-1] or (size <= most and len(placed) >= dated / 2):
                break
        first = min(placed, default=0)
        return Timeline(
            one_unit,
            first,
            tuple(tuple(row[first + at] for at in range(size)) for row in rows),
            tuple(one.total - row.total() for one, row in zip(answers, rows, strict=True)),
        )

    def periods(self, unit: Unit) -> Counter[int]:
        """How many hits have a date within each period."""
        found: Counter[int] = Counter()
        for one in self.hits:
            if one.date:
                periods = {period_of(unit, day) for day in (one.date.first(), one.date.last())}
                found.update(periods if len(periods) == 1 else ())
        return found

    def pairs(self, beside: bool = False) -> list[Pair]:
        counts: Counter[tuple[int, int]] = Counter()
        for one in self.hits:
            counts.update(pairs_of(one, beside))
        rows = [Pair(*two, times, beside) for two, times in counts.items()]
        return sorted(rows, key=lambda pair: (-pair.times, pair.actor, pair.other))

    def with_pair(self, pair: Pair) -> "BruteAnswer":
        two = (pair.actor, pair.other)
        kept = (one for one in self.hits if two in set(pairs_of(one, pair.beside)))
        return replace(self, hits=tuple(kept))

    def inferred(self, field: InferredField) -> tuple[int, "BruteAnswer"]:
        counts = {
            one.key: sum(
                quotation.kind == "direct" and getattr(quotation, f"{field}_basis") == "inferred"
                for quotation in one.analysis.quotations
            )
            for one in self.hits
        }
        kept = (one for one in self.hits if counts[one.key])
        return sum(counts.values()), replace(self, hits=tuple(kept))


class BruteEngine:
    """Implements `Engine` over a list of articles."""

    def __init__(
        self, articles: Iterable[BruteArticle], names: Mapping[int, tuple[str, ActorKind]]
    ) -> None:
        self.articles = sorted(articles, key=newest_first)
        self.names = names

    @classmethod
    def of(cls, library: Library) -> "BruteEngine":
        """The articles of a library as they are now, corrections applied."""
        read = list(library.analyses())
        groups = library.archive.duplicates_of(key for key, _ in read)
        articles = (
            BruteArticle(key, analysis, tuple(library.actor_numbers(analysis)), groups.get(key))
            for key, analysis in read
        )
        return cls(articles, library.catalog.actor_names())

    def revision(self) -> Revision:
        return (0,)

    def count(self) -> int:
        return len(self.articles)

    def answer(self, search: Search, budget: Budget = UNLIMITED) -> BruteAnswer:
        budget.check_cancelled()
        wanted = search.query
        hits = [one for one in self.articles if holds(one, wanted.node, search.conditions)]
        loose = query.loosened(wanted.node) if len(hits) < 5 else None
        note = None
        if loose is not None and (not hits or len(_loose_words(loose)) >= 4):
            more = [one for one in self.articles if holds(one, loose, search.conditions)]
            strict = {one.key for one in hits}
            note = "loosened" if len(more) > len(hits) else None
            hits = sorted(more, key=lambda one: one.key not in strict)
        if wanted.sort == "date":
            hits.sort(key=lambda one: (one.date is None, -newest_first(one)[0], one.key))
        elif wanted.sort == "-date":
            hits.sort(key=newest_first)
        return BruteAnswer(tuple(hits), self.names, note).narrowed(*search.narrowed_by)

    def statistics(self, words: Iterable[str], form: WordForm) -> Statistics:
        bodies = [
            [getattr(token, form) for token in ArticleFields(one.analysis).text]
            for one in self.articles
        ]
        counts = {
            word: WordCount(
                sum(word in body for body in bodies), sum(body.count(word) for body in bodies)
            )
            for word in words
        }
        return Statistics(len(bodies), sum(map(len, bodies)), counts)

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        words = {token.exact for one in self.articles for token in ArticleFields(one.analysis).text}
        return tuple(sorted(word for word in words if word.startswith(prefix))[:most])

    def alike(
        self,
        clues: Sequence[AlikeClue],
        without: Collection[int] = (),
        most: int = 100,
        budget: Budget = UNLIMITED,
    ) -> list[AlikeArticle]:
        budget.check_cancelled()
        worth: dict[int, list[tuple[float, int]]] = {}
        used = 0
        for place, clue in enumerate(clues):
            having = [one.key for one in self.articles if self._has(one, clue)]
            rarity = log(len(self.articles) / len(having)) if having else 0.0
            others = [key for key in having if key not in without]
            used += bool(rarity > 0 and others)
            for key in others if rarity > 0 else ():
                worth.setdefault(key, []).append((-rarity * clue.weight, place))
        found = [
            AlikeArticle(
                key,
                -sum(own for own, _ in shares) * sqrt(len(shares) / used),
                tuple(place for _, place in sorted(shares)),
            )
            for key, shares in worth.items()
            if len(shares) >= min(2, used)
        ]
        return sorted(found, key=lambda one: (-one.score, one.key))[:most]

    @staticmethod
    def _has(article: BruteArticle, clue: AlikeClue) -> bool:
        if isinstance(clue.what, Word | query.Phrase):
            return holds(article, clue.what, {})
        return fulfils(article, clue.what)


def holds(article: BruteArticle, node: Node | None, conditions: Mapping[Filter, Condition]) -> bool:
    """Whether an article fulfils a query."""
    match node:
        case None:
            return True
        case And(children):
            return all(holds(article, child, conditions) for child in children)
        case Or(children):
            return any(holds(article, child, conditions) for child in children)
        case Not(child):
            return not holds(article, child, conditions)
        case Filter():
            return fulfils(article, conditions[node])
        case DateRange(first, last):
            date = article.date
            return (
                date is not None
                and (first is None or date.last() >= first)
                and (last is None or date.first() <= last)
            )
    return bool(matches(node, article.analysis))


def fulfils(article: BruteArticle, condition: Condition) -> bool:
    """Whether an article fulfils a condition."""
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


def pairs_of(article: BruteArticle, beside: bool) -> Iterator[tuple[int, int]]:
    """The pairs of actors in an article, each as often as it occurs."""
    for one, other, _ in (quoted_beside if beside else said_about)(article.analysis):
        first, second = article.actors[one], article.actors[other]
        if first is not None and second is not None and first != second:
            yield (min(first, second), max(first, second)) if beside else (first, second)


def scored(wanted: Query) -> bool:
    """Whether the order of a query's hits depends on scores."""
    return wanted.sort == "relevance" and any(
        not isinstance(leaf, Filter | DateRange) for leaf in query.leaves(wanted.node)
    )


def _loose_words(loose: Node) -> Sequence[Node]:
    words = loose if isinstance(loose, Or) else loose.children[-1]  # type: ignore[union-attr]
    assert isinstance(words, Or)
    return words.children
