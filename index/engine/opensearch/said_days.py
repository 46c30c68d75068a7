"""Timelines of statements: the days on which they were said, counted by the server."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from index.engine.api import Condition, HasActor
from index.engine.opensearch.archive_catalog import ArchiveCatalog
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.corrected_articles import CorrectedArticle
from index.engine.opensearch.point_in_time import PointInTime
from index.engine.opensearch.queries import statement_query
from index.engine.timeline import DaysSaid
from index.query import Filter, Node

# Pairs of a first and a last day that are counted: the server's limit of buckets.
_MOST_DAYS = 60_000


@dataclass(frozen=True, slots=True)
class AskedStatements:
    """What a search asks of statements: conditions, and what the filters in them mean."""

    conditions: tuple[Node, ...] = ()
    meant: Mapping[Filter, Condition] | None = None

    def days(
        self,
        moment: PointInTime,
        without_corrected: Json,
        catalog: ArchiveCatalog,
        own: Mapping[int, CorrectedArticle],
    ) -> DaysSaid:
        """How many statements asked for can be from which days.

        `without_corrected` finds the hits but for the corrected articles in them, `own`, whose
        statements are counted on this side.
        """
        meant = self.meant or {}
        asked = statement_query(self.conditions, meant, catalog.languages(), catalog.expanded)
        fields = [{"field": f"statements.{name}"} for name in ("first_day", "last_day")]
        days: Json = {"days": {"multi_terms": {"terms": fields, "size": _MOST_DAYS}}}
        chosen: Json = {"asked": {"filter": asked, "aggs": days}}
        aggs: Json = {"said": {"nested": {"path": "statements"}, "aggs": chosen}}
        found = moment.counted({"query": without_corrected, "aggs": aggs})["said"]["asked"]
        counts: DaysSaid = Counter()
        for bucket in found["days"]["buckets"]:
            first, last = bucket["key"]
            counts[int(first), int(last)] = bucket["doc_count"]
        counts[None] = found["doc_count"] - counts.total()
        expanded: dict[Filter, Condition] = {
            leaf: HasActor(catalog.expanded(condition.actors), condition.speaking)
            for leaf, condition in meant.items()
            if isinstance(condition, HasActor)
        }
        for article in own.values():
            counts.update(article.days_said(self.conditions, expanded))
        return counts


__all__ = ["AskedStatements"]
