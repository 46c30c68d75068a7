"""Timelines of statements: the days on which they were said, counted by the server."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from index.engine.api import Condition, HasActor
from index.engine.opensearch.archive_catalog import ArchiveCatalog
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.corrected_articles import CorrectedArticle
from index.engine.opensearch.point_in_time import PointInTime
from index.engine.opensearch.queries import statement_query
from index.engine.timeline import DaysSaid
from index.query import Filter, Node

# Pairs of a first and a last day in one answer; centuries of days take a few.
_PAIRS_AT_ONCE = 30_000


class AskedStatements(Struct, frozen=True):
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
        counts = _count_days(moment, without_corrected, asked)
        expanded: dict[Filter, Condition] = {
            leaf: HasActor(catalog.expanded(condition.actors), condition.speaking)
            for leaf, condition in meant.items()
            if isinstance(condition, HasActor)
        }
        for article in own.values():
            counts.update(article.days_said(self.conditions, expanded))
        return counts


def _count_days(moment: PointInTime, query: Json, asked: Json) -> DaysSaid:
    """The days of the statements that `asked` finds in the articles that `query` finds.

    A composite aggregation is part of every server, `multi_terms` is not.
    """
    fields = "first_day", "last_day"
    paged: Json = {
        "size": _PAIRS_AT_ONCE,
        "sources": [{name: {"terms": {"field": f"statements.{name}"}}} for name in fields],
    }
    counts: DaysSaid = Counter()
    while True:
        chosen: Json = {"asked": {"filter": asked, "aggs": {"days": {"composite": paged}}}}
        aggs: Json = {"said": {"nested": {"path": "statements"}, "aggs": chosen}}
        found = moment.counted({"query": query, "aggs": aggs})["said"]["asked"]
        for bucket in found["days"]["buckets"]:
            first, last = (int(bucket["key"][name]) for name in fields)
            counts[first, last] = bucket["doc_count"]
        after = found["days"].get("after_key")
        if after is None or len(found["days"]["buckets"]) < _PAIRS_AT_ONCE:
            counts[None] = found["doc_count"] - counts.total()
            return counts
        paged = {**paged, "after": after}


__all__ = ["AskedStatements"]
