"""An HTTP connection whose answers are bounded in size and in time.

The client's own connection reads an answer whole, however long it is, and its time-out counts from
byte to byte: a server that sends a byte a second, or never ends, holds it for ever.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from socket import SHUT_RDWR
from typing import Any, Final
from weakref import WeakSet

# Bytes of one answer, unpacked: 200 whole articles, or 5,000 short records, are a few megabytes.
MOST_BYTES: Final = 128 << 20
_AT_ONCE: Final = 1 << 18


class AnswerTooLarge(Exception):
    """An answer has more bytes than any answer of an archive."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer, with the attributes that the client reads."""

    status: int
    headers: Any
    data: bytes


def read_bounded(
    urlopen: Callable[..., Any], *args: object, timeout: float | None = None, **more: object
) -> Reply:
    """The answer to a request. Raises AnswerTooLarge, and what urllib3 raises."""
    from urllib3.exceptions import ReadTimeoutError

    until = None if timeout is None else time.monotonic() + timeout
    if timeout is not None:
        more["timeout"] = timeout
    response = urlopen(*args, preload_content=False, **more)
    try:
        read = getattr(response, "read1", response.read)  # read() waits until it has all bytes
        parts: list[bytes] = []
        size = 0
        while part := read(_AT_ONCE, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise AnswerTooLarge
            if until is not None and time.monotonic() > until:
                raise ReadTimeoutError(None, "", "the answer does not end")  # type: ignore[arg-type]
    except BaseException:
        response.close()
        raise
    response.release_conn()
    return Reply(response.status, response.headers, b"".join(parts))


def bounded_connection() -> type:
    """The class of connections for the client."""
    from opensearchpy import Urllib3HttpConnection

    class BoundedConnection(Urllib3HttpConnection):
        @property
        def pool(self) -> Any:
            return self._pool

        @pool.setter
        def pool(self, made: Any) -> None:
            self._pool = made
            self._open: WeakSet[Any] = WeakSet()
            if made is not None:
                new = made._new_conn

                def opened() -> Any:
                    connection = new()
                    self._open.add(connection)
                    return connection

                made._new_conn = opened
                urlopen = made.urlopen
                made.urlopen = lambda *args, **more: read_bounded(urlopen, *args, **more)

        def hang_up(self) -> None:
            """End what is read in other threads, with an error there."""
            for connection in list(self._open):
                with suppress(OSError, AttributeError):  # closed, or not connected yet
                    connection.sock.shutdown(SHUT_RDWR)

    return BoundedConnection


__all__ = ["MOST_BYTES", "AnswerTooLarge", "bounded_connection"]
