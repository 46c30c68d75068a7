"""Connections that another thread can break off, and that keep to a deadline as a whole.

A time-out of a socket counts from byte to byte, and a look-up of a name has none: a server that
sends a byte a second, or a name server that is away, holds a thread that waits for it.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Seconds that a connection may take, with the look-up of the name; its encryption comes on top.
_CONNECTING: Final = 5.0
# Seconds between two looks whether a look-up of a name was broken off.
_LOOKING: Final = 0.05


class OpenSockets:
    """The sockets of a client at which threads may wait. Safe to share between threads."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = threading.Lock()
        self._broken_off = 0
        self._is_ended = False

    def mark(self) -> int:
        """The number of times that everything was broken off, for `add` and `check`."""
        return self._broken_off

    def check(self, mark: int) -> None:
        """Raise ConnectionAbortedError if all waiting was broken off since `mark`, or for ever."""
        if self._is_ended or mark != self._broken_off:
            raise ConnectionAbortedError("broken off")

    def add(self, one: socket.socket, mark: int) -> None:
        """Let a socket be broken off. Raises ConnectionAbortedError as `check`."""
        with self._lock:
            self._sockets.add(one)
        self.check(mark)

    def break_off(self, for_good: bool) -> None:
        """End all waiting at the sockets: it raises an OSError there.

        `for_good`: there is no further connection.
        """
        self._broken_off += 1
        self._is_ended = for_good
        with self._lock:
            waiting = list(self._sockets)
        for one in waiting:
            with suppress(OSError):  # not connected, or closed
                # the method of the class: that of a TLS socket drops its keys before
                socket.socket.shutdown(one, socket.SHUT_RDWR)


def connect(
    host: str,
    port: int,
    sockets: OpenSockets,
    mark: int,
    options: Iterable[tuple[Any, ...]] = (),
    seconds: float = _CONNECTING,
) -> socket.socket:
    """A socket connected to the first address of a host that takes it. Raises OSError."""
    until = time.monotonic() + seconds
    problem: OSError = OSError("the name has no address")
    for family, kind, protocol, _, address in _addresses(host, port, sockets, mark, until):
        made = socket.socket(family, kind, protocol)
        try:
            for option in options:
                made.setsockopt(*option)
            made.settimeout(max(until - time.monotonic(), 0.01))
            sockets.add(made, mark)
            made.connect(address)
            sockets.check(mark)
        except OSError as error:
            made.close()
            sockets.check(mark)
            problem = error
        else:
            return made
    raise problem


def _addresses(
    host: str, port: int, sockets: OpenSockets, mark: int, until: float
) -> list[tuple[Any, ...]]:
    """The addresses of a host. Raises OSError, TimeoutError for a look-up that takes too long."""
    bare = host.strip("[]")
    with suppress(ValueError):
        ipaddress.ip_address(bare)
        return list(socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM))
    found: list[tuple[Any, ...]] = []
    problems: list[OSError] = []
    is_done = threading.Event()

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM))
        except OSError as error:
            problems.append(error)
        finally:
            is_done.set()

    # a look-up cannot be ended: the thread is left to itself
    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    while not is_done.wait(_LOOKING):
        sockets.check(mark)
        if time.monotonic() > until:
            raise TimeoutError("the look-up of the name takes too long")
    if problems:
        raise problems[0]
    return found


class _TimedReader(RawIOBase):
    """Reads from a socket until a moment: each read has the time that is left."""

    def __init__(self, raw: RawIOBase, source: socket.socket, until: float) -> None:
        self._raw, self._source, self._until = raw, source, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer does not end in time")
        self._source.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedResponse(HTTPResponse):
    """An answer that has to end within the time-out that its socket has at the beginning."""

    def __init__(self, sock: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        seconds = sock.gettimeout()
        if seconds is not None:
            raw = self.fp.detach()
            until = time.monotonic() + seconds
            self.fp = BufferedReader(_TimedReader(raw, sock, until))


class _Breakable:
    """What a connection of urllib3 does otherwise; `sockets` is set by `breakable`."""

    sockets: OpenSockets
    response_class = TimedResponse
    _twin: socket.socket | None = None

    def _new_conn(self: Any) -> socket.socket:
        mark = self.sockets.mark()
        limit = min(self.timeout or _CONNECTING, _CONNECTING)
        options = self.socket_options or ()
        try:
            made = connect(self.host, self.port, self.sockets, mark, options, limit)
            made.settimeout(self.timeout)
            # encryption takes the socket over, and gives another one when it is complete
            self._twin = made.dup()
            self.sockets.add(self._twin, mark)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "no connection in time") from error
        except OSError as error:
            raise NewConnectionError(self, f"no connection: {error}") from error
        return made

    def connect(self: Any) -> None:
        try:
            super().connect()  # type: ignore[misc]
        finally:
            twin, self._twin = self._twin, None
            if twin is not None:
                twin.close()
        self.sockets.add(self.sock, self.sockets.mark())


def breakable(kind: type[HTTPConnection], sockets: OpenSockets) -> type[HTTPConnection]:
    """The class of connections that `sockets` breaks off, and whose answers have a deadline."""
    return type(f"Breakable{kind.__name__}", (_Breakable, kind), {"sockets": sockets})


__all__ = ["OpenSockets", "TimedResponse", "breakable", "connect"]
