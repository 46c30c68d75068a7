"""The answer of an archive: hits page by page, and counts by aggregations."""

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from index.engine.api import (
    UNLIMITED,
    ActorCounts,
    Answer,
    Budget,
    CoMentions,
    Condition,
    FacetField,
    FieldCount,
    HasActor,
    Hit,
    InferredField,
)
from index.engine.opensearch.aggregations import (
    count_actors,
    count_co_mentions,
    count_fields,
    count_pairs,
    count_periods,
    inferred_counts,
    with_pair_query,
    without_articles,
)
from index.engine.opensearch.archive_catalog import ArchiveCatalog
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.corrected_articles import CorrectedArticle
from index.engine.opensearch.queries import compile_condition
from index.engine.opensearch.query_parts import all_of, none_of, terms
from index.engine.opensearch.ranked_pages import Order, RankedPages
from index.engine.opensearch.said_days import AskedStatements
from index.engine.timeline import Counted, DaysSaid, Timeline, timeline_of_days
from index.model import Pair, Unit

# Hits in groups of duplicates that are looked through to show one of each group.
_MOST_DOUBLED = 20_000


def resolve_condition(condition: Condition, catalog: ArchiveCatalog) -> Json:
    """The query of a condition, with merged names and corrected articles taken into account."""
    if not isinstance(condition, HasActor):
        return compile_condition(condition)
    actors = catalog.expanded(condition.actors)
    query = compile_condition(HasActor(actors, condition.speaking))
    own = catalog.corrected_articles()
    if not own:
        return query
    having = sorted(
        key
        for key, article in own.items()
        if actors & (article.speakers if condition.speaking else article.actors)
    )
    rest = {"bool": {"filter": [query], "must_not": [terms("key", sorted(own))]}}
    return {"bool": {"should": [rest, terms("key", having)], "minimum_should_match": 1}}


class ArchiveAnswer(Struct, frozen=True, eq=False):
    """Implements `Answer`. Hits are of the moment of the search; counts follow the corrections."""

    _catalog: ArchiveCatalog
    _pages: RankedPages
    note: str | None = None
    suggestion: str | None = None
    partial: bool = False
    added_words: tuple[str, ...] = ()
    _duplicates: Mapping[int, int] = field(default_factory=dict)
    _asked: AskedStatements = field(default_factory=AskedStatements)

    @property
    def total(self) -> int:
        return self._pages.total

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        first, last = max(0, first), max(0, last)
        if first >= last:
            return ()
        more = self._duplicates
        hits = self._pages.upto(last)[first:last]
        return tuple(hit._replace(duplicates=more.get(hit.key, 0)) for hit in hits)

    def keys(self) -> list[int]:
        return [hit.key for hit in self._pages.upto(self.total)[: self.total]]

    def place_of(self, key: int) -> int | None:
        return self._pages.place_of(key)

    def first_between(self, first: datetime.date, last: datetime.date) -> int | None:
        inside: list[Json] = [
            {"range": {"first_day": {"gte": first.toordinal()}}},
            {"range": {"last_day": {"lte": last.toordinal()}}},
        ]
        pages = self._with(*inside)._pages
        return pages.upto(1)[0].key if pages.total else None

    def ends(self) -> tuple[int, int] | None:
        own = self._pages
        dated = all_of((), [own.query, {"exists": {"field": "first_day"}}])
        oldest, newest = (
            RankedPages(own.moment, dated, Order(by, False)).upto(1) for by in ("date", "-date")
        )
        return (oldest[0].key, newest[0].key) if oldest and newest else None

    def _with(self, *queries: Json) -> "ArchiveAnswer":
        """The hits that some queries find too, with the same scores."""
        if not queries:
            return self
        own = self._pages
        narrowed = all_of([own.query], queries)
        return replace(self, _pages=RankedPages(own.moment, narrowed, own.order))

    def narrowed(self, *conditions: Condition) -> "ArchiveAnswer":
        return self._with(*(resolve_condition(one, self._catalog) for one in conditions))

    def collapsed(self, open_groups: Collection[int] = ()) -> "ArchiveAnswer":
        own = self._pages
        among = RankedPages(
            own.moment, all_of([own.query], [{"term": {"doubled": True}}]), own.order
        )
        if not among.total:
            return self
        if among.total > _MOST_DOUBLED:
            note = "Too many duplicates to fold them: each is shown by itself."
            return replace(self, note=self.note or note)
        keys = [hit.key for hit in among.upto(among.total)]
        groups = self._catalog.groups_of(keys)
        firsts: dict[int, int] = {}
        others: Counter[int] = Counter()
        dropped: list[int] = []
        for key in keys:
            group = groups.get(key, key)
            first = firsts.setdefault(group, key)
            if first != key:
                others[first] += 1
                if group not in open_groups:
                    dropped.append(key)
        found = self._with(none_of(terms("key", sorted(dropped)))) if dropped else self
        return replace(found, _duplicates=dict(others))

    def actors(self, budget: Budget = UNLIMITED) -> ActorCounts:
        budget.check_cancelled()
        own = self._pages
        found = count_actors(own.moment, own.query, self._catalog, self._corrected())
        budget.check_cancelled()
        return found

    def fields(self, tags: Mapping[str, Collection[int]]) -> dict[FacetField, list[FieldCount]]:
        return count_fields(self._pages.moment, self._pages.query, tags)

    def timeline(
        self,
        unit: Unit | None = None,
        most: int = 100,
        overlays: Sequence[Answer] = (),
        counted: Counted = "articles",
    ) -> Timeline:
        others = [one for one in overlays if isinstance(one, ArchiveAnswer)]
        if len(others) < len(overlays):
            raise TypeError("A timeline takes answers of one engine.")
        answers = (self, *others)
        if counted == "statements":
            return timeline_of_days([one._days_said() for one in answers], unit, most)
        searches = [(one._pages.moment, one._pages.query) for one in answers]
        return count_periods(searches, unit, most)

    def pairs(self, adjacent: bool = False) -> list[Pair]:
        own = self._pages
        return count_pairs(own.moment, own.query, self._catalog, self._corrected(), adjacent)

    def co_mentions(self, actors: Collection[int]) -> list[CoMentions]:
        own = self._pages
        return count_co_mentions(own.moment, own.query, self._catalog, self._corrected(), actors)

    def with_pair(self, pair: Pair) -> "ArchiveAnswer":
        return self._with(with_pair_query(pair, self._catalog, self._corrected()))

    def inferred(self, field: InferredField) -> tuple[int, "ArchiveAnswer"]:
        own = self._pages
        count, having = inferred_counts(own.moment, own.query, self._corrected(), field)
        return count, self._with(having)

    def _days_said(self) -> DaysSaid:
        """How many statements that the search asks for are from which days."""
        own, corrected = self._pages, self._corrected()
        rest = without_articles(own.query, corrected)
        return self._asked.days(own.moment, rest, self._catalog, corrected)

    def _corrected(self) -> dict[int, CorrectedArticle]:
        """The corrected articles among the hits."""
        corrected = self._catalog.corrected_articles()
        if not corrected:
            return {}
        own = self._pages
        query = all_of((), [own.query, terms("key", sorted(corrected))])
        among = own.moment.sources(query, ("key",), len(corrected))
        return {one["key"]: corrected[one["key"]] for one in among}


__all__ = ["ArchiveAnswer", "resolve_condition"]
