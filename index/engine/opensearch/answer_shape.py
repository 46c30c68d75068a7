"""Check an answer of a server against the request, before anything is read from it.

A server can be another program, or in the hands of an attacker. An answer whose values have other
types than the request leads to is refused as a whole, in one line; code that reads an answer can
then rely on its keys and types. Numbers are bounded so that SQLite and dates can hold them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, TypedDict

import msgspec
from msgspec import Meta

from index.engine.opensearch.archive_errors import ArchiveError
from index.engine.opensearch.cluster import Json
from index.model import ActorKind

_Count = Annotated[int, Meta(ge=0, le=2**62)]
# A day as an ordinal: 9999-12-31 is the last one. 0: no day.
_Day = Annotated[int, Meta(ge=0, le=3_652_059)]
_Digits = Annotated[str, Meta(pattern="^[0-9]{1,19}$")]
# An ISO date; the month or the day may be missing.
_Date = Annotated[str, Meta(max_length=40)]
_PAIR: Final = re.compile("[0-9]{1,19}>[0-9]{1,19}")
_NUMBER: Final = re.compile("[0-9]{1,19}")
# Periods are counted from 1970: years and days before it are negative.
_FURTHEST: Final = 4_000_000
_ACTORS: Final = frozenset({"actor", "speaker", "statements.speaker"})
_PERIODS: Final = frozenset({"day", "month", "year", "decade"})


class _Heading(TypedDict, total=False):
    title: str
    publication: str
    volume: str
    issue: str
    author: str
    date: _Date


class _Reference(TypedDict):
    start: _Count
    publication: str
    written: str
    first_day: _Day
    last_day: _Day


class _Source(TypedDict, total=False):
    """The fields of all kinds of documents."""

    key: _Count
    group: _Count
    id: str
    digest: str
    path: str
    raw_path: str
    heading: _Heading
    packed: str
    publication: str | None
    references: list[_Reference]
    first_day: _Day
    last_day: _Day
    # actors: names and merged names
    what: str
    actor: _Digits | list[_Digits]
    kind: ActorKind
    actor_key: str
    name: str
    folded: list[str]
    of: _Digits
    of_kind: ActorKind
    of_key: str
    of_name: str
    problem: str
    # the archive's state
    version: _Count
    revision: _Count
    finished: bool
    shards: Annotated[int, Meta(ge=1, le=1024)]


class _Hit(TypedDict, total=False):
    _score: float | None
    _source: _Source
    sort: list[int | float | str | None]
    matched_queries: dict[_Digits, float] | list[_Digits]


class _Total(TypedDict):
    value: _Count


class _Hits(TypedDict, total=False):
    total: _Total
    hits: list[_Hit]


class _Shards(TypedDict, total=False):
    total: _Count
    successful: _Count
    failed: _Count


class _Option(TypedDict):
    text: str


class _Suggested(TypedDict):
    options: list[_Option]


class _Answer(TypedDict, total=False):
    hits: _Hits
    _shards: _Shards
    timed_out: bool
    pit_id: str
    suggest: dict[Literal["near"], list[_Suggested]]
    aggregations: dict[str, dict[str, Any]]


class _Term(TypedDict, total=False):
    doc_freq: _Count
    ttf: _Count


class _Totals(TypedDict, total=False):
    sum_ttf: Annotated[int, Meta(ge=-1, le=2**62)]


class _Vector(TypedDict, total=False):
    terms: dict[str, _Term]
    field_statistics: _Totals


class _Vectors(TypedDict, total=False):
    term_vectors: dict[str, _Vector]


def check_search(body: Mapping[str, Any], answer: Json, server: str) -> None:
    """Raise ArchiveError if an answer is not one to the search `body`."""
    try:
        msgspec.convert(answer, _Answer)
        _check_hits(body, answer["hits"])
        for name, asked in body.get("aggs", {}).items():
            _check_aggregation(asked, answer["aggregations"][name])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise no_archive(server) from error


def check_state(answer: Json, server: str) -> None:
    """Raise ArchiveError if an answer is not one to the search for the archive's state."""
    try:
        for hit in msgspec.convert(answer, _Answer)["hits"]["hits"]:
            if not {"version", "revision", "finished"} <= set(hit["_source"]):
                raise LookupError("state")
    except (LookupError, ValueError) as error:
        raise no_archive(server) from error


def check_vectors(answer: Json, server: str) -> None:
    """Raise ArchiveError if an answer is not one to a request for counts of words."""
    try:
        msgspec.convert(answer, _Vectors)
    except ValueError as error:
        raise no_archive(server) from error


def required_text(answer: Json, name: str, server: str) -> str:
    """A text of an answer. Raises ArchiveError if it has none."""
    found = answer.get(name)
    if not isinstance(found, str):
        raise no_archive(server)
    return found


def no_archive(server: str) -> ArchiveError:
    """The error for an answer that no archive gives."""
    return ArchiveError(
        f"{server} gives an answer that no archive gives: check the address, and that nothing"
        " between here and the server changes answers."
    )


def _check_hits(body: Mapping[str, Any], found: Json) -> None:
    if body.get("track_total_hits") and "total" not in found:
        raise LookupError("total")
    hits = found["hits"]
    if len(hits) > body.get("size", 10):
        raise ValueError("more hits than asked for")
    sort = list(map(_field_of, body.get("sort", ())))
    required = _required(body.get("_source") or ())
    for hit in hits:
        if len(hit.get("sort", ())) < len(sort):
            raise LookupError("sort")
        if "key" in sort:
            _whole(hit["sort"][sort.index("key")], 2**62)
        for field in required:
            if field not in hit["_source"]:
                raise LookupError(field)


def _required(wanted: Iterable[str]) -> set[str]:
    """Of the fields asked for, those that every document with one of them has."""
    fields = set(wanted)
    return fields - {"folded"} if "actor_key" in fields else fields & _ALWAYS


# Fields that each article has; its file, for the path.
_ALWAYS: Final = frozenset({"key", "id", "path", "heading", "packed", "digest", "group"})


def _field_of(sort: str | Mapping[str, Any]) -> str:
    return sort if isinstance(sort, str) else next(iter(sort))


def _whole(value: object, most: int, least: int = 0) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError("not a number that fits")


def _check_aggregation(asked: Mapping[str, Any], answer: Json) -> None:
    """Check the answer to one aggregation, and to those in it."""
    kind = next(name for name in asked if name not in {"aggs", "meta"})
    if kind == "sum":
        _finite(answer["value"])
        return
    if kind == "stats":
        _whole(answer["count"], 2**62)
        if answer["count"]:
            for bound in ("min", "max"):
                _finite(answer[bound], _FURTHEST if asked[kind]["field"] in _PERIODS else 2**53)
        return
    if kind == "top_hits":
        msgspec.convert(answer, _Answer)
        _check_hits({**asked[kind], "sort": ()}, answer["hits"])
        return
    if kind not in {"terms", "composite", "filters"}:
        buckets = [answer]
    elif kind == "filters":
        names = asked[kind]["filters"]
        if set(answer["buckets"]) != set(names):
            raise LookupError("filters")
        buckets = [answer["buckets"][name] for name in names]
    else:
        buckets = answer["buckets"]
        if len(buckets) > asked[kind].get("size", 10):
            raise ValueError("more buckets than asked for")
        for bucket in buckets:
            _check_key(asked[kind], bucket["key"])
    for bucket in buckets:
        _whole(bucket["doc_count"], 2**62)
        for name, inner in asked.get("aggs", {}).items():
            _check_aggregation(inner, bucket[name])


def _finite(value: object, most: int = 2**53) -> None:
    """A sum may be null; no number is infinite, or none."""
    if value is not None and not (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most
    ):
        raise ValueError("not a number that fits")


def _check_key(asked: Mapping[str, Any], key: object) -> None:
    """Check the key of a bucket by the field that it counts."""
    if "sources" in asked:  # a composite of days
        if not isinstance(key, dict) or set(key) != {n for one in asked["sources"] for n in one}:
            raise ValueError("not a key of the fields asked for")
        for day in key.values():
            _whole(day, _FURTHEST)
        return
    field = asked.get("field")
    if field in _PERIODS:
        _whole(key, _FURTHEST, -_FURTHEST)
        return
    if field is None or not isinstance(key, str):
        raise TypeError("not a word")
    if field in _ACTORS and not _NUMBER.fullmatch(key):
        raise ValueError("not an actor's number")
    if field.startswith("pairs.") and not _PAIR.fullmatch(key):
        raise ValueError("not a pair of numbers")


__all__ = ["check_search", "check_state", "check_vectors", "no_archive", "required_text"]
