"""Answers that no archive gives: one line each, within bounds, and nothing of them runs wild.

PRESSMARK_FAULTS is the number of changed answers.
"""

import os
import random
import re
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

from index.engine.opensearch import (
    ArchiveAway,
    ArchiveError,
    BulkSender,
    Cluster,
    access_to,
)
from tests.support.cli import run
from tests.support.hostile_archive import Json, Serve, places_in, put
from tests.support.http_servers import running_servers

TRIES = int(os.environ.get("PRESSMARK_FAULTS", "40")) // 2
WRONG: tuple[Json, ...] = (
    None, True, -1, 10**30, 2**63, 1.5, float("nan"), "", "x\x1b[31m\x9b\u202e\x07", "9" * 5_000,
    "\ud800", [], {}, [[]], [{}], {"a": 1}, [None], ["x"] * 3, -(10**9),
)  # fmt: skip
COMMANDS = (
    "search river", "search rivre", "search actor:bell", "search source:izvestia", "actors",
    "quotes --json", "kwic river", "sources", "show a1", "status --json", "network",
    "search river --by year", "search after:2003",
)  # fmt: skip


def test_an_answer_with_one_wrong_value_is_one_line(serve: Serve) -> None:
    rng, asked = random.Random(17), [0, 0]
    changed: tuple[object, ...] = ()

    def change(path: str, answer: Json) -> Json:
        nonlocal changed
        asked[0] += 1
        if asked[0] != asked[1]:
            return answer
        place, value = rng.choice(list(places_in(answer))), rng.choice(WRONG)
        changed = path, place, value
        return put(answer, place, value)

    address = serve(change)
    for _ in range(TRIES):
        asked[:] = 0, rng.randint(1, 13)
        words = rng.choice(COMMANDS).split()
        done = run(*words, address)
        said = f"{words} {changed}: {done.stderr}"
        assert "Something went wrong" not in done.stderr, said
        assert done.stderr.count("\n") <= 1, said
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout), said


@pytest.mark.parametrize(
    "body",
    [b"<html>Welcome</html>", b"", b"\xff\xfe", b"[" * 100_000, b'{"a": ' * 100_000, b"null"],
    ids=["html", "nothing", "no text", "nested lists", "nested objects", "null"],
)
def test_an_answer_that_is_no_json_is_one_line(serve: Serve, body: bytes) -> None:
    done = run("search", "river", serve(lambda *_: body))
    assert done.returncode == 2
    assert "is no OpenSearch server" in done.stderr
    assert done.stderr.count("\n") == 1


def _stream(parts: Callable[[], Iterator[bytes]]) -> tuple[socket.socket, str]:
    """A server that sends parts of an answer without end; gives the address of an archive there."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        client, _ = listener.accept()
        with client:
            client.recv(1 << 16)
            client.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")
            try:
                for part in parts():
                    client.sendall(part)
            except OSError:
                return

    threading.Thread(target=answer, daemon=True).start()
    return listener, f"http://127.0.0.1:{listener.getsockname()[1]}/desk"


def test_an_endless_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.engine.opensearch.bounded_connection.MOST_BYTES", 1 << 20)

    def endless() -> Iterator[bytes]:
        while True:
            yield b" " * 65536

    listener, address = _stream(endless)
    with listener, pytest.raises(ArchiveError, match="which is refused"):
        Cluster(access_to(address, {}, {})).ask("GET", "/")


def test_an_answer_that_drips_is_given_up() -> None:
    stop = threading.Event()

    def drip() -> Iterator[bytes]:
        while not stop.wait(0.02):
            yield b" "

    listener, address = _stream(drip)
    with listener, pytest.raises(ArchiveAway, match="does not answer within"):
        Cluster(access_to(address, {}, {})).ask("GET", "/", seconds=0.2)
    stop.set()


def test_a_redirect_is_not_followed(serve: Serve) -> None:
    asked: list[str] = []

    def change(path: str, answer: Json) -> Json:
        asked.append(path)
        return answer

    target = serve(change)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("location", target)
            self.send_header("content-length", "0")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with running_servers() as start:
        port = start(HTTPServer(("127.0.0.1", 0), Handler))
        done = run("search", "river", f"http://127.0.0.1:{port}/desk")
    assert done.returncode == 2
    assert asked == []
    assert done.stderr.count("\n") == 1


def test_an_interrupted_loader_does_not_wait_for_a_server_that_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/desk"
        cluster = Cluster(access_to(address, {}, {}), patient=True)
        with pytest.raises(KeyboardInterrupt), BulkSender(cluster) as sender:
            sent = sender.send([b'{"delete":{"_index":"desk","_id":"x"}}'])
            client, _ = listener.accept()
            assert client.recv(1 << 16)  # the request has come; no answer follows
            raise KeyboardInterrupt
        client.close()
    assert isinstance(sent.exception(0), ArchiveAway)
    assert cluster.seconds < 10  # what it sets back at its end is tried once
    assert not cluster.patient
