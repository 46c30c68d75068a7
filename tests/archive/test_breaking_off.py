"""A request ends at its deadline, and at once when the reader leaves, wherever it waits."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

from index.engine.opensearch import ArchiveAway, ArchiveError, Cluster, access_to
from index.library import ArchiveLibrary
from tests.support.hostile_archive import Json, hostile_server
from tests.support.http_servers import running_servers
from tests.support.room import reading, title
from tests.support.waiting import PATIENCE, eventually, eventually_async

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


class Stalled:
    """A server that reads a request, sends the beginning of an answer, and then drips or stops."""

    def __init__(self, begins: bytes, drips: bytes = b"", reads: bool = True) -> None:
        self._begins, self._drips, self._reads = begins, drips, reads
        self.reached, self._stop = threading.Event(), threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            client, _ = self._listener.accept()
            with client:
                if self._reads:
                    client.recv(1 << 16)
                    client.sendall(self._begins)
                self.reached.set()
                while not self._stop.wait(0.02):
                    client.sendall(self._drips)

    def close(self) -> None:
        self._stop.set()
        self._listener.close()


Stall = Callable[..., Stalled]


@pytest.fixture
def stall() -> Iterator[Stall]:
    made: list[Stalled] = []

    def start(begins: bytes, drips: bytes = b"", reads: bool = True) -> Stalled:
        made.append(Stalled(begins, drips, reads))
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.mark.parametrize(
    ("begins", "drips"),
    [
        (b"HTTP/1.1 200 OK\r\nx: ", b"y"),
        (b"HTTP/1.1 200 OK\r\n", b"x: y\r\n"),
        (HEAD + b"\r\n", b" "),
        (HEAD + b"content-length: 90000\r\n\r\n", b" "),
        (HEAD + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (HEAD + b"transfer-encoding: chunked\r\n\r\n", b"0"),
        (HEAD + b"connection: close\r\n\r\n", b" "),
        (HEAD + b"\r\n{", b""),
    ],
    ids=["a header", "headers", "no length", "a length", "chunks", "a size", "closes", "stops"],
)
def test_an_answer_that_does_not_end_is_given_up(stall: Stall, begins: bytes, drips: bytes) -> None:
    server = stall(begins, drips)
    cluster = Cluster(access_to(f"http://127.0.0.1:{server.port}/desk", {}, {}))
    with pytest.raises(ArchiveAway, match="does not answer within"):
        cluster.ask("GET", "/", seconds=0.2)


def asking(address: str) -> tuple[Cluster, Callable[[], BaseException | None]]:
    """A cluster that is asked in a thread; then the error of the request, once it has ended."""
    cluster = Cluster(access_to(address, {}, {}))
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            cluster.ask("GET", "/", seconds=PATIENCE)
        except ArchiveError as error:
            errors.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()

    def ended() -> BaseException | None:
        thread.join(PATIENCE / 2)
        assert not thread.is_alive()
        return errors[0] if errors else None

    return cluster, ended


@pytest.mark.parametrize(
    ("scheme", "begins"),
    [("https", b""), ("http", b""), ("http", HEAD), ("http", HEAD + b"\r\n{")],
    ids=["the handshake", "an answer", "headers", "the rest"],
)
def test_leaving_ends_a_request_at_once(stall: Stall, scheme: str, begins: bytes) -> None:
    server = stall(begins, reads=scheme == "http")
    cluster, ended = asking(f"{scheme}://127.0.0.1:{server.port}/desk")
    assert server.reached.wait(PATIENCE)
    cluster.leave()
    assert isinstance(ended(), ArchiveAway)
    with pytest.raises(ArchiveAway, match="was closed"):
        cluster.ask("GET", "/")


def test_leaving_ends_the_look_up_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, stop = threading.Event(), threading.Event()

    def look_up(*_: object, **__: object) -> list[object]:
        asked.set()
        stop.wait(PATIENCE)
        return []

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    cluster, ended = asking("http://archive.example:9200/desk")
    assert asked.wait(PATIENCE)
    cluster.leave()
    assert isinstance(ended(), ArchiveAway)
    stop.set()


def test_leaving_ends_a_connection_that_nobody_takes() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        with socket.create_connection(listener.getsockname()):  # the queue is full
            port = listener.getsockname()[1]
            cluster, ended = asking(f"http://127.0.0.1:{port}/desk")
            eventually(lambda: cluster._waiting)
            cluster.leave()
            assert isinstance(ended(), ArchiveAway)


async def test_the_room_leaves_a_server_that_hangs_at_once() -> None:
    hangs, asked, stop = threading.Event(), threading.Event(), threading.Event()

    def change(_: str, answer: Json) -> Json:
        if hangs.is_set():
            asked.set()
            stop.wait(PATIENCE)
        return answer

    with running_servers() as start:
        address = f"http://127.0.0.1:{start(hostile_server(change))}/desk"
        library = ArchiveLibrary(access_to(address, {}, {}))
        async with reading(library, "river") as (room, _):
            await eventually_async(lambda: title(room) == "River news")
            hangs.set()
            room.controllers.search.run("treaty")
            await eventually_async(asked.is_set)
        with pytest.raises(ArchiveAway, match="was closed"):
            library.search("river")
        library.close()  # asks nothing of a server that did not answer
        stop.set()


def test_what_the_server_keeps_is_released_where_it_answers() -> None:
    asked: list[str] = []

    def change(path: str, answer: Json) -> Json:
        asked.append(path)
        return answer

    with running_servers() as start:
        address = f"http://127.0.0.1:{start(hostile_server(change))}/desk"
        library = ArchiveLibrary(access_to(address, {}, {}))
        library.search("river")
        library.leave()
        asked.clear()
        library.close()
    assert "/_search/point_in_time" in asked
