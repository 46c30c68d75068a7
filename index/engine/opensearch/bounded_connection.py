"""An HTTP connection whose answers are bounded in size and in time, and that can be broken off.

The client's own connection reads an answer whole, however long it is and however long it takes.
"""

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct
from opensearchpy import Urllib3HttpConnection
from urllib3.util import Timeout

from index.engine.opensearch.breakable_sockets import OpenSockets, breakable

# Bytes of one answer, unpacked: 200 whole articles, or 5,000 short records, are a few megabytes.
MOST_BYTES: Final = 128 << 20
_AT_ONCE: Final = 1 << 18


class AnswerTooLarge(Exception):
    """An answer has more bytes than any answer of an archive."""


class Reply(Struct, frozen=True):
    """A whole answer, with the attributes that the client reads."""

    status: int
    headers: Any
    data: bytes


def read_bounded(
    urlopen: Callable[..., Any], *args: object, timeout: float | None = None, **more: object
) -> Reply:
    """The answer to a request, within `timeout` seconds as a whole.

    Raises AnswerTooLarge, and what urllib3 raises.
    """
    if timeout is not None:
        more["timeout"] = Timeout(total=timeout)
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
    except BaseException:
        response.close()
        raise
    response.release_conn()
    return Reply(response.status, response.headers, b"".join(parts))


class BoundedConnection(Urllib3HttpConnection):
    """The connections to one server, for the client."""

    @property
    def pool(self) -> Any:
        """The client's pool of connections, changed when it is set."""
        return self._pool

    @pool.setter
    def pool(self, made: Any) -> None:
        self._pool = made
        self._sockets = OpenSockets()
        if made is not None:
            made.ConnectionCls = breakable(made.ConnectionCls, self._sockets)
            urlopen = made.urlopen
            made.urlopen = lambda *args, **more: read_bounded(urlopen, *args, **more)

    def hang_up(self, for_good: bool) -> None:
        """End what other threads wait for, with an error there; see `OpenSockets.break_off`."""
        self._sockets.break_off(for_good)


__all__ = ["MOST_BYTES", "AnswerTooLarge", "BoundedConnection"]
