"""Queries of the DSL put together: any, all or none of some, values of a field, days."""

import datetime
from collections.abc import Sequence

from index.engine.opensearch.cluster import Json

NO_ARTICLE: Json = {"match_none": {}}
EVERY_ARTICLE: Json = {"match_all": {}}
# Keys in one `terms` query: the server's own limit is 65,536.
_MOST_TERMS = 50_000


def any_of(parts: Sequence[Json]) -> Json:
    """The union of some queries, with scores added."""
    wanted = [part for part in parts if part is not NO_ARTICLE]
    if len(wanted) < 2:
        return wanted[0] if wanted else NO_ARTICLE
    return {"bool": {"should": wanted, "minimum_should_match": 1}}


def all_of(parts: Sequence[Json], filters: Sequence[Json] = ()) -> Json:
    """The intersection of some queries; `filters` add nothing to the score."""
    if not parts and not filters:
        return EVERY_ARTICLE
    if len(parts) == 1 and not filters:
        return parts[0]
    found: Json = {}
    if parts:
        found["must"] = list(parts)
    if filters:
        found["filter"] = list(filters)
    return {"bool": found}


def none_of(query: Json) -> Json:
    """The complement of a query."""
    return {"bool": {"must_not": [query]}}


def constant(query: Json) -> Json:
    """A query whose hits all score 1."""
    return {"constant_score": {"filter": query, "boost": 1.0}}


def dated(first: datetime.date | None, last: datetime.date | None, prefix: str = "") -> Json:
    """Articles, or statements by `prefix`, whose date can fall between two days, both included."""
    parts: list[Json] = [{"exists": {"field": f"{prefix}first_day"}}]
    if first:
        parts.append({"range": {f"{prefix}last_day": {"gte": first.toordinal()}}})
    if last:
        parts.append({"range": {f"{prefix}first_day": {"lte": last.toordinal()}}})
    return all_of((), parts)


def terms(field: str, values: Sequence[object]) -> Json:
    """Documents that have one of the values."""
    if not values:
        return NO_ARTICLE
    parts = [
        {"terms": {field: list(values[begin : begin + _MOST_TERMS])}}
        for begin in range(0, len(values), _MOST_TERMS)
    ]
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}


__all__ = [
    "EVERY_ARTICLE",
    "NO_ARTICLE",
    "all_of",
    "any_of",
    "constant",
    "dated",
    "none_of",
    "terms",
]
