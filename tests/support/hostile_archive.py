"""A server that answers as an archive of one article does, with whatever a test changes in it.

It needs no OpenSearch: an answer follows from the request alone. So a client can be shown answers
that no archive gives.
"""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from index.catalog import as_stored
from index.engine.opensearch.documents import Spell, actor_documents, document_of
from index.engine.opensearch.mapping import VERSION
from index.extract import analyse
from index.model import Article, PartialDate, Span

Json = Any
# Gets the path of a request and its answer; returns the answer to send, raw bytes, or a `Refusal`.
Change = Callable[[str, Json], Json | bytes]
# Serves an archive whose answers a function changes; gives its address.
Serve = Callable[[Change], str]
TEXT = (
    "Minister Anna Bell said: “The river is high.”\n\n"
    "The dam held, Carl Dorn told Izvestia (Kommersant, May 3).\n"
)


class Refusal(NamedTuple):
    """An answer with another status than 200."""

    status: int
    kind: str = ""
    reason: str = ""
    outer: str = ""

    @property
    def body(self) -> Json:
        """The error as a cluster writes it."""
        cause = {"type": self.kind, "reason": self.reason}
        return {"error": cause | {"type": self.outer or self.kind, "root_cause": [cause]}}


def made_documents() -> tuple[Json, list[Json]]:
    """The document of the article, and those of its actors and of the archive's state."""
    end = TEXT.index("\n")
    article = Article(
        "a1", "press/a.txt", "River news", TEXT, publication="Monitor",
        paragraphs=(Span(0, end), Span(end + 2, len(TEXT) - 1)),
        date=PartialDate(2004, 5, 4), date_basis="stated",
    )  # fmt: skip
    analysis = analyse(article)
    entry = as_stored(analysis)
    names = [document for _, document in actor_documents([entry])]
    state = {"what": "state", "version": VERSION, "revision": 1, "finished": True, "shards": 1}
    return document_of(analysis, entry, Spell()), [*names, state]


def _value(field: str, document: Json) -> Json:
    """What a bucket of a field is called."""
    if field.startswith("pairs."):
        return ">".join((document["actor"] * 2)[:2]) or "1>2"
    found = document.get(field)
    return (found[0] if isinstance(found, list) else found) or "en"


def _aggregation(asked: Json, document: Json) -> Json:
    inner = {name: _aggregation(one, document) for name, one in asked.get("aggs", {}).items()}
    kind = next(name for name in asked if name != "aggs")
    match kind:
        case "terms":
            field = asked["terms"]["field"]
            return {"buckets": [{"key": _value(field, document), "doc_count": 1, **inner}]}
        case "filters":
            named = asked["filters"]["filters"]
            return {"buckets": {name: {"doc_count": 1, **inner} for name in named}}
        case "stats":
            number = document.get(asked["stats"]["field"], 0)
            return {"count": 1, "min": number, "max": number}
        case "sum":
            return {"value": 1.0}
        case _:
            return {"doc_count": 1, **inner}


def answer_to(path: str, asked: Json) -> Json:
    """What an archive of one article answers."""
    document, names = made_documents()
    if path == "/":
        return {"version": {"distribution": "opensearch", "number": "3.2.0"}}
    if "point_in_time" in path:
        return {"pit_id": path.split("/")[1]}
    if "_termvectors" in path:
        counts = {"doc_freq": 1, "ttf": 1}
        vectors = {
            field: {
                "terms": dict.fromkeys(asked["doc"][field].split(), counts),
                "field_statistics": {"sum_ttf": 20},
            }
            for field in asked["fields"]
        }
        return {"term_vectors": vectors}
    if "_stats" in path:
        return {"_all": {"primaries": {"store": {"size_in_bytes": 1}}}}
    if "_search" not in path:
        return {}
    query = json.dumps(asked.get("query", {}))
    what = next(
        (one for one in ("state", "actor", "file", "same") if f'"what": "{one}"' in query), ""
    )
    found = [one for one in names if one["what"] == what] if what else [document]
    hits = [
        {
            "_id": "1",
            "_score": 1.5,
            "_source": one,
            "sort": [*[1.0] * (len(asked.get("sort", [1])) - 1), one.get("key", 1)],
        }
        for one in found[: asked.get("size", 10)]
    ]
    aggs = {name: _aggregation(one, document) for name, one in asked.get("aggs", {}).items()}
    return {
        "took": 1,
        "timed_out": False,
        "pit_id": "p",
        "_shards": {"total": 1, "successful": 1, "failed": 0},
        "hits": {"total": {"value": len(found), "relation": "eq"}, "hits": hits},
        "aggregations": aggs,
    }


def places_in(value: Json, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a value of an answer lies: the keys and numbers that lead to it."""
    yield place
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        yield from places_in(one, (*place, key))


def put(value: Json, place: tuple[str | int, ...], other: Json) -> Json:
    """The value with another one at a place."""
    if not place:
        return other
    made = value.copy()
    made[place[0]] = put(value[place[0]], place[1:], other)
    return made


def hostile_server(change: Change) -> ThreadingHTTPServer:
    """A server on loopback, to be started and closed by the caller."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            asked = json.loads(raw) if raw and "_bulk" not in self.path else {}
            answer = change(self.path, answer_to(self.path, asked))
            status = answer.status if isinstance(answer, Refusal) else 200
            shown = answer.body if isinstance(answer, Refusal) else answer
            body = shown if isinstance(shown, bytes) else json.dumps(shown).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


__all__ = [
    "Change",
    "Json",
    "Refusal",
    "answer_to",
    "hostile_server",
    "made_documents",
    "places_in",
    "put",
]
