"""What a server refuses, or another server answers: one line, and a lost view is opened again."""

import json
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

from index.engine.opensearch import (
    ArchiveAway,
    ArchiveError,
    BulkSender,
    Cluster,
    access_to,
    index_lines,
)
from index.errors import PressmarkError
from index.ingest import finish_archive, load_archive
from index.library import ArchiveLibrary
from index.settings import Settings
from tests.support.cli import run
from tests.support.hostile_archive import Json, Refusal, Serve, hostile_server
from tests.support.http_servers import running_servers

LOST = [
    Refusal(500, "illegal_state_exception", "no node found for id: x",
            "search_phase_execution_exception"),
    Refusal(503, "node_disconnected_exception", "gone", "search_phase_execution_exception"),
    Refusal(404, "search_context_missing_exception", "No search context found"),
]  # fmt: skip


@pytest.mark.parametrize("lost", LOST, ids=["its node", "its connection", "forgotten"])
def test_a_view_whose_server_is_gone_is_opened_again(serve: Serve, lost: Refusal) -> None:
    opened = 0
    is_lost = False

    def change(path: str, answer: Json) -> Json:
        nonlocal opened, is_lost
        if "point_in_time" in path and path.startswith("/desk/"):
            opened, is_lost = opened + 1, False
        return lost if path.startswith("/_search?") and is_lost else answer

    library = ArchiveLibrary(access_to(serve(change), {}, {}))
    assert len(library.search("river").hits) == 1
    is_lost = True
    assert len(library.search("dam").hits) == 1
    assert opened == 2
    library.close()


def test_an_archive_without_a_part_that_answers_is_away(serve: Serve) -> None:
    def change(path: str, answer: Json) -> Json:
        return LOST[0] if "/_search" in path and broken else answer

    broken = False
    library = ArchiveLibrary(access_to(serve(change), {}, {}))
    broken = True
    with pytest.raises(ArchiveAway, match="No part of the archive desk answers"):
        library.search("river")
    library.close()


@pytest.mark.parametrize("status", [400, 404, 405, 501])
def test_another_server_is_said_to_be_one(serve: Serve, status: int) -> None:
    address = serve(lambda *_: Refusal(status, "", "not here"))
    done = run("search", "river", address)
    assert done.returncode == 2
    assert "is no OpenSearch server" in done.stderr
    assert done.stderr.count("\n") == 1


class Bulk(BaseHTTPRequestHandler):
    """Takes bulk requests up to a size; keeps the ids of the documents that it took."""

    protocol_version = "HTTP/1.1"
    most = 1_000
    taken: list[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if len(body) > self.most:
            self._say(413, b"<html>Request Entity Too Large</html>")
            return
        idents = [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]
        self.taken.extend(idents)
        items = [{"index": {"_id": ident, "status": 201}} for ident in idents]
        self._say(200, json.dumps({"errors": False, "items": items}).encode())

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_a_request_that_is_too_large_is_sent_in_parts() -> None:
    Bulk.taken = []
    sizes = {"a": 300, "b": 300, "large": 2_000, "c": 300, "d": 300, "e": 10}
    lines = [
        line
        for name, size in sizes.items()
        for line in index_lines("desk", name, {"x": "y" * size})
    ]
    with running_servers() as start:
        address = f"http://127.0.0.1:{start(ThreadingHTTPServer(('127.0.0.1', 0), Bulk))}/desk"
        with BulkSender(Cluster(access_to(address, {}, {}))) as sender:
            rejected = sender.send(lines).result()
    assert sorted(Bulk.taken) == ["a", "b", "c", "d", "e"]
    assert [one.ident for one in rejected] == ["large"]
    assert "takes no request of this size" in rejected[0].reason


BLOCKED = (
    "index [desk-articles-1] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage"
    " watermark, index has read-only-allow-delete block];"
)


@pytest.mark.parametrize("status", [403, 429])
def test_an_index_that_takes_no_changes_ends_the_loading(serve: Serve, status: int) -> None:
    error = {"type": "cluster_block_exception", "reason": BLOCKED}
    items = [{"index": {"_id": "a", "status": status, "error": error}}]

    def change(path: str, answer: Json) -> Json:
        return {"errors": True, "items": items} if "_bulk" in path else answer

    pauses: list[float] = []
    cluster = Cluster(access_to(serve(change), {}, {}))
    with BulkSender(cluster, pauses.append) as sender:
        sent = sender.send(index_lines("desk", "a", {"x": 1}))
        with pytest.raises(ArchiveError, match=r"takes no changes now .*free space"):
            sent.result()
    assert pauses == []
    refused = serve(lambda *_: Refusal(status, "cluster_block_exception", BLOCKED))
    with pytest.raises(ArchiveError, match="takes no changes now"):
        Cluster(access_to(refused, {}, {})).ask("PUT", "/desk/_doc/1")


def test_a_name_that_has_no_address_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    done = run("search", "river", "https://no-such-host.example:9200/desk")
    assert done.returncode == 2
    assert "no-such-host.example:9200 cannot be reached" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_archive_is_read_over_ipv6() -> None:
    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6

    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    handler = hostile_server(lambda _, answer: answer)
    handler.server_close()
    with running_servers() as start:
        port = start(Server(("::1", 0), handler.RequestHandlerClass))
        done = run("search", "river", f"http://[::1]:{port}/desk")
    assert done.returncode == 0, done.stderr
    assert "River news" in done.stdout


def test_a_proxy_of_the_environment_is_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    done = run("search", "river", serve(lambda _, answer: answer))
    assert done.returncode == 0, done.stderr


def test_a_loader_whose_indices_were_replaced_says_so(serve: Serve) -> None:
    def change(path: str, answer: Json) -> Json:
        if path.startswith("/_alias/"):
            return {"desk-articles-2": {}}
        return Refusal(404, "index_not_found_exception") if "_refresh" in path else answer

    with pytest.raises(PressmarkError, match="were replaced or deleted meanwhile"):
        finish_archive(Cluster(access_to(serve(change), {}, {})))


def test_a_loader_does_not_mistake_another_server(serve: Serve, tmp_path: Path) -> None:
    address = serve(lambda *_: Refusal(404))
    with pytest.raises(ArchiveError, match="no OpenSearch server"):
        load_archive(Cluster(access_to(address, {}, {})), [tmp_path], Settings(), jobs=1)
