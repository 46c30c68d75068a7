"""A view of an archive that does not change: a point in time, opened again where it is lost."""

import json
import threading
from collections.abc import Iterator
from typing import Any

from index.engine.api import UNLIMITED, Budget
from index.engine.opensearch.answer_shape import check_search, required_text
from index.engine.opensearch.archive_errors import ArchiveGone, PartsAway
from index.engine.opensearch.cluster import Cluster, Json, path_of
from index.platform import LruCache

# Minutes that the server keeps a point in time after each search in it.
_KEPT = "10m"
# A search is given at least so many seconds: a cluster answers over a network.
_LEAST = 1.5
# Answers without hits that are remembered: counts of the search in force.
_REMEMBERED = 64
# Documents in one answer.
MOST_AT_ONCE = 5_000
# Whole articles in one answer: some megabytes.
_WHOLE_AT_ONCE = 200


class PointInTime:
    """The articles of an archive at one moment. Safe to share between threads.

    After `close`, or where the server has forgotten it, the next search opens a new one: results
    then follow what was loaded since. `failed` counts the shards that did not answer last.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._lock = threading.Lock()
        self._id: str | None = None
        self._known: LruCache[str, Json] = LruCache(_REMEMBERED)

    def search(
        self,
        body: Json,
        budget: Budget = UNLIMITED,
        *,
        scored: bool = False,
        **parameters: object,
    ) -> Json:
        """The answer to a search; `scored` weighs words alike on all shards.

        `parameters` are those of the request's URL.

        Raises Cancelled, OutOfTime, ArchiveError.
        """
        budget.check()
        asked = dict(body)
        left = self._cluster.seconds
        if budget.deadline is not None:
            left = max(budget.deadline - budget.clock(), _LEAST)
            asked["timeout"] = f"{int(left * 1000)}ms"
        answer = self._search_again_where_lost(asked, left, scored, parameters)
        budget.check_cancelled()
        return answer

    def counted(self, body: Json, budget: Budget = UNLIMITED) -> Json:
        """The aggregations over a query: `body` has `query` and `aggs`; `total` is added.

        Raises Cancelled, ArchiveError.
        """
        budget.check_cancelled()
        whole = {**body, "size": 0, "track_total_hits": True}
        wanted = json.dumps(whole, sort_keys=True)
        known = self._known.get(wanted)
        if known is None:
            answer = self._search_again_where_lost(whole, self._cluster.seconds, scored=False)
            known = {**answer.get("aggregations", {}), "total": total_of(answer)}
            if not failed_shards(answer):
                self._known.put(wanted, known)
        budget.check_cancelled()
        return known

    def count(self, query: Json) -> int:
        """How many documents a query finds."""
        return int(self.counted({"query": query})["total"])

    def sources(self, query: Json, fields: tuple[str, ...], most: int) -> Iterator[Json]:
        """The source fields of at most `most` articles that a query finds, by key."""
        return self.sources_in_order(query, fields, ["key"], most)

    def sources_in_order(
        self, query: Json, fields: tuple[str, ...], sort: list[str], most: int
    ) -> Iterator[Json]:
        """As `sources`; `sort` names fields that together tell documents apart."""
        body = {"query": query, "_source": list(fields), "sort": sort}
        page = _WHOLE_AT_ONCE if "packed" in fields else MOST_AT_ONCE
        return (hit["_source"] for hit in self._hits(body, page, most))

    def columns(
        self, query: Json, fields: tuple[str, ...], most: int
    ) -> Iterator[tuple[int, dict[str, list[Any]]]]:
        """The key of at most `most` articles that a query finds, by key, with indexed values.

        They come from the columns of the index: no stored document is read.
        """
        body: Json = {
            "query": query,
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": list(fields),
            "sort": ["key"],
        }
        for hit in self._hits(body, MOST_AT_ONCE, most):
            yield int(hit["sort"][0]), hit.get("fields", {})

    def _hits(self, asked: Json, page: int, most: int) -> Iterator[Json]:
        """The hits of a sorted search, `page` at a time."""
        # without a total the server skips the hits before a page
        body: Json = {**asked, "track_total_hits": False}
        while most > 0:
            body["size"] = size = min(most, page)
            hits = self._search_again_where_lost(body, self._cluster.seconds, scored=False)["hits"][
                "hits"
            ]
            yield from hits
            if len(hits) < size:
                return
            most -= len(hits)
            body["search_after"] = hits[-1]["sort"]

    def _search_again_where_lost(
        self, body: Json, seconds: float, scored: bool, more: Json | None = None
    ) -> Json:
        """One search; once more with a new point in time where this one is lost or lost a node."""
        used = self._opened()
        try:
            answer = self._once(body, used, seconds, scored, more)
            if not failed_shards(answer):
                return answer
        except (ArchiveGone, PartsAway):
            pass
        self._forget(used)
        return self._once(body, self._opened(), seconds, scored, more)

    def _once(self, body: Json, used: str, seconds: float, scored: bool, more: Json | None) -> Json:
        parameters = dict(more or {})
        if scored:
            parameters["search_type"] = "dfs_query_then_fetch"
        answer = self._cluster.ask(
            "POST",
            "/_search",
            {**body, "pit": {"id": used, "keep_alive": _KEPT}},
            seconds=seconds + 5.0,
            **parameters,
        )
        shards = answer.get("_shards")
        if isinstance(shards, dict) and shards.get("total") and not shards.get("successful"):
            raise PartsAway(
                f"No part of the archive {self._index} answers: its servers are starting or gone."
                " Try again in a moment."
            )
        check_search(body, answer, self._cluster.access.shown)
        with self._lock:
            if self._id == used:
                self._id = answer.get("pit_id", used)
        return answer

    def _opened(self) -> str:
        with self._lock:
            if self._id is None:
                self._id = self._open()
            return self._id

    def _open(self) -> str:
        shown = self._cluster.access.shown
        if self._cluster.flavour().elastic:
            path = path_of(self._index, "_pit")
            return required_text(self._cluster.ask("POST", path, keep_alive=_KEPT), "id", shown)
        path = path_of(self._index, "_search", "point_in_time")
        answer = self._cluster.ask("POST", path, keep_alive=_KEPT)
        return required_text(answer, "pit_id", shown)

    def _forget(self, used: str) -> None:
        with self._lock:
            if self._id == used:
                self._id = None
        self._known.clear()

    def close(self) -> None:
        """Release it on the server; a failure is ignored."""
        with self._lock:
            held, self._id = self._id, None
        if held is None:
            return
        if self._cluster.flavour().elastic:
            self._cluster.release("/_pit", {"id": held})
        else:
            self._cluster.release("/_search/point_in_time", {"pit_id": [held]})


def total_of(answer: Json) -> int:
    """The number of hits of an answer that tracked it."""
    return int(answer["hits"]["total"]["value"])


def failed_shards(answer: Json) -> int:
    """How many shards did not answer."""
    return int(answer.get("_shards", {}).get("failed", 0))


__all__ = ["MOST_AT_ONCE", "PointInTime", "failed_shards", "total_of"]
