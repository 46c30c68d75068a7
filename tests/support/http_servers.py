"""HTTP servers on loopback that end with the test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from typing import Protocol


class Start(Protocol):
    """Starts a server and gives its port."""

    def __call__(self, server: HTTPServer) -> int: ...


@contextmanager
def running_servers() -> Iterator[Start]:
    """Starts servers, each in a thread; all end with the block."""
    servers: list[HTTPServer] = []

    def start(server: HTTPServer) -> int:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server.server_port

    try:
        yield start
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


__all__ = ["running_servers"]
