"""The hits of one search in order, fetched lazily page by page."""

import threading
from collections.abc import Sequence

from msgspec import Struct

from index.engine.api import UNLIMITED, Budget, Hit
from index.engine.opensearch.archive_catalog import MOST_LISTED
from index.engine.opensearch.archive_errors import ArchiveError
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.point_in_time import (
    MOST_AT_ONCE,
    PointInTime,
    failed_shards,
    total_of,
)
from index.engine.opensearch.query_parts import all_of, terms

# Hits that the first request brings.
_AT_FIRST = 100

# Ties: as a library numbers its articles, by their files. Keys, which are hashes, tell articles of
# one file apart.
_TIES: list[Json | str] = [{"path": {"order": "asc"}}, {"key": {"order": "asc"}}]
# Ties of scores, and hits ordered by date: newest first, articles without a date last.
_NEWEST: list[Json | str] = [{"first_day": {"order": "desc", "missing": 0}}, *_TIES]


class Order(Struct, frozen=True):
    """How hits are ordered: `score`, `date` (oldest first) or `-date`; whether they have scores."""

    by: str
    scored: bool

    @property
    def sort(self) -> list[Json | str]:
        """The sort of a search."""
        if self.by == "date":
            oldest = {"first_day": {"order": "asc", "missing": "_last"}}
            return [oldest, *_TIES]
        return ["_score", *_NEWEST] if self.by == "score" else _NEWEST


class RankedPages:
    """The hits of a query. Safe to share between threads."""

    def __init__(
        self, moment: PointInTime, query: Json, order: Order, budget: Budget = UNLIMITED
    ) -> None:
        """Ask for the first page. Raises Cancelled, OutOfTime, ArchiveError."""
        self.moment, self.query, self.order = moment, query, order
        self._lock = threading.Lock()
        self._hits: list[Hit] = []
        self._after: list[object] | None = None
        answer = self._fetch(_AT_FIRST, budget)
        self.total = total_of(answer)
        self.timed_out = bool(answer.get("timed_out"))
        self.failed = failed_shards(answer)

    def _fetch(self, size: int, budget: Budget = UNLIMITED) -> Json:
        body: Json = {
            "query": self.query,
            "sort": self.order.sort,
            "size": size,
            "_source": False,
            "track_scores": self.order.scored,
            "track_total_hits": self._after is None,
        }
        if self._after is not None:
            body["search_after"] = self._after
        answer = self.moment.search(body, budget, scored=self.order.scored)
        hits = answer["hits"]["hits"]
        scored = self.order.scored
        # Elasticsearch adds a tie-breaker after the values of the order
        key_at = len(self.order.sort) - 1
        self._hits += [
            Hit(int(hit["sort"][key_at]), float(hit["_score"] or 0.0) if scored else 0.0)
            for hit in hits
        ]
        if hits:
            self._after = hits[-1]["sort"]
        return answer

    def upto(self, last: int) -> Sequence[Hit]:
        """At least the first `last` hits, or all there are. Raises ArchiveError for too many."""
        last = min(last, self.total)
        if last > MOST_LISTED:
            raise ArchiveError(
                f"{self.total:,} articles are found: an archive lists {MOST_LISTED:,} of them at"
                " most. Narrow the search, by dates for example."
            )
        with self._lock:
            while len(self._hits) < last:
                before = len(self._hits)
                self._fetch(min(max(last - before, _AT_FIRST), MOST_AT_ONCE))
                if len(self._hits) == before:
                    self.total = before  # the archive changed, and a new point in time has fewer
                    break
            return self._hits

    def place_of(self, key: int) -> int | None:
        """The place of an article; None where it is no hit, or beyond what is listed."""
        if not self.moment.count(all_of((), [self.query, terms("key", [key])])):
            return None
        wanted = _AT_FIRST
        while True:
            hits = self.upto(min(wanted, self.total, MOST_LISTED))
            place = next((at for at, hit in enumerate(hits) if hit.key == key), None)
            if place is not None or len(hits) >= min(self.total, MOST_LISTED):
                return place
            wanted = 4 * len(hits)


__all__ = ["Order", "RankedPages"]
