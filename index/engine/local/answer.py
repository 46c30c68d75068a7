"""The answer of the local engine: ranked results, and counts over them from arrays."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from index.catalog import Catalog
from index.engine.api import (
    UNLIMITED,
    ActorCounts,
    Answer,
    Budget,
    CoMentions,
    Condition,
    FacetField,
    FieldCount,
    Hit,
    InferredField,
)
from index.engine.front_answer import computed
from index.engine.local.actor_facets import ActorFacets
from index.engine.local.array_files import Array
from index.engine.local.conditions import Conditions
from index.engine.local.duplicate_table import DuplicateTable
from index.engine.local.field_facets import FieldFacets
from index.engine.local.ragged import is_among
from index.engine.local.ranked_results import RankedResults
from index.engine.local.snapshot import Snapshot
from index.engine.local.speech_table import SpeechTable
from index.engine.local.statement_plan import StatementPlan
from index.engine.local.statement_table import StatementTable
from index.engine.local.timeline_arrays import make_timeline
from index.engine.timeline import Counted, Timeline
from index.model import Pair, Unit


class FacetTables:
    """Tables for counts, read from one catalogue on first use. Safe to share between threads."""

    def __init__(self, catalog: Catalog, duplicates: DuplicateTable) -> None:
        self.catalog, self.duplicates = catalog, duplicates
        self.actors = ActorFacets(catalog)
        self.fields = FieldFacets(catalog)
        self.speech = SpeechTable(catalog)
        self.statements = StatementTable(catalog)
        self.conditions = Conditions(catalog, self.actors, self.fields)
        self._inferred: dict[InferredField, tuple[int, Array, Array]] = {}

    def inferred(self, field: InferredField) -> tuple[Array, Array]:
        """The articles with inferred values of a field, and how many, read once a revision."""
        revision, known = self.catalog.revision(), self._inferred.get(field)
        if known is None or known[0] != revision:
            nums, counts = (np.array(part, np.uint32) for part in self.catalog.inferred(field))
            self._inferred[field] = known = revision, nums, counts
        return known[1:]


class LocalAnswer(Struct, frozen=True, eq=False):
    """Implements `Answer`. The hits do not change; counts follow the corrections in force."""

    _tables: FacetTables
    _snapshot: Snapshot
    _results: RankedResults
    note: str | None = None
    suggestion: str | None = None
    partial: bool = False
    added_words: tuple[str, ...] = ()
    # What the search asks of statements, with the corrections in force; None: nothing.
    _asked: Callable[[], StatementPlan | None] = lambda: None

    @property
    def total(self) -> int:
        return len(self._results)

    def page(self, first: int, last: int) -> tuple[Hit, ...]:
        return self._results.page(first, last)

    def keys(self) -> list[int]:
        return self._results.ordered_nums()

    def place_of(self, key: int) -> int | None:
        return self._results.place_of(key)

    def first_between(self, first: datetime.date, last: datetime.date) -> int | None:
        begin, end = self._days()
        inside = (begin >= first.toordinal()) & (end <= last.toordinal()) & (begin > 0)
        return self._results.first_of(inside)

    def ends(self) -> tuple[int, int] | None:
        begin, _ = self._days()
        dated = np.flatnonzero(begin > 0)
        if not len(dated):
            return None
        nums, days = self._results.nums[dated], begin[dated]
        return int(nums[days == days.min()].min()), int(nums[days == days.max()].min())

    def narrowed(self, *conditions: Condition) -> "LocalAnswer":
        if not conditions:
            return self
        results = self._results
        for condition in conditions:
            results = results.only(self._tables.conditions.nums_of(condition, self._snapshot))
        return replace(self, _results=results)

    def collapsed(self, open_groups: Collection[int] = ()) -> "LocalAnswer":
        groups, members = self._tables.duplicates.with_members()
        if not groups:
            return self
        results = self._results.collapsed(groups, np.array(members), open_groups)
        return replace(self, _results=results)

    def actors(self, budget: Budget = UNLIMITED) -> ActorCounts:
        return self._tables.actors.counts(self._results.nums, budget)

    def fields(self, tags: Mapping[str, Collection[int]]) -> dict[FacetField, list[FieldCount]]:
        first, _ = self._days()
        return self._tables.fields.counts(self._results.nums, first, tags)

    def timeline(
        self,
        unit: Unit | None = None,
        most: int = 100,
        overlays: Sequence[Answer] = (),
        counted: Counted = "articles",
    ) -> Timeline:
        others = [one for one in map(computed, overlays) if isinstance(one, LocalAnswer)]
        if len(others) < len(overlays):
            raise TypeError("A timeline takes answers of one engine.")
        answers = (self, *others)
        days = [one._days() if counted == "articles" else one._said_days() for one in answers]
        return make_timeline(days, unit, most, counted)

    def pairs(self, adjacent: bool = False) -> list[Pair]:
        return self._tables.speech.pairs(self._results.nums, adjacent)

    def co_mentions(self, actors: Collection[int]) -> list[CoMentions]:
        return self._tables.actors.co_mentions(self._results.nums, actors)

    def with_pair(self, pair: Pair) -> "LocalAnswer":
        nums = self._tables.speech.articles_of(self._results.nums, pair)
        return replace(self, _results=self._results.only(nums))

    def inferred(self, field: InferredField) -> tuple[int, "LocalAnswer"]:
        nums, counts = self._tables.inferred(field)
        own = is_among(nums, self._results.nums)
        return int(counts[own].sum()), replace(self, _results=self._results.only(nums[own]))

    def _days(self) -> tuple[Array, Array]:
        """The first and the last day of each hit's date, in the order of `RankedResults.nums`."""
        return self._snapshot.days_of(self._results.nums)

    def _said_days(self) -> tuple[Array, Array]:
        """The first and the last day of each statement that the search asks for, in the hits."""
        plan, table = self._asked(), self._tables.statements
        if plan is None:
            return table.days_in(self._results.nums)
        return table.days_of(self._snapshot.statements(self._results.docs, plan))


__all__ = ["FacetTables", "LocalAnswer"]
