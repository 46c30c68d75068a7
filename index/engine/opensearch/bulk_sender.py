"""Sends bulk requests: few at a time, again where the cluster is busy; lists what it refuses."""

import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from msgspec import Struct

from index.engine.opensearch.archive_errors import (
    TOO_LARGE,
    ArchiveAway,
    ArchiveRefused,
    is_blocked,
    takes_no_changes,
)
from index.engine.opensearch.bulk_lines import REQUEST_BYTES, halves
from index.engine.opensearch.cluster import WRITING, Cluster, Json

# Requests in flight, and requests that wait for their turn.
_AT_ONCE, _WAITING = 4, 4
# Tries of one request: with growing pauses up to 30 s each, some four minutes.
_TRIES = 12
_LONGEST_PAUSE = 30.0
_BUSY = frozenset({429, 503})


class Rejected(Struct, frozen=True):
    """A document that the cluster did not take, and why."""

    ident: str
    reason: str


class BulkSender:
    """Sends requests in threads. Close it, or use it as a context."""

    def __init__(self, cluster: Cluster, wait: Callable[[float], object] | None = None) -> None:
        self._cluster = cluster
        self._threads = ThreadPoolExecutor(_AT_ONCE, "bulk")
        self._room = threading.Semaphore(_AT_ONCE + _WAITING)
        self._stopped = threading.Event()
        self._most = REQUEST_BYTES * 100  # bytes of a request, as far as the server said
        self._wait = wait or self._stopped.wait  # a pause ends when it is closed

    def __enter__(self) -> "BulkSender":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None and issubclass(kind, KeyboardInterrupt))

    def close(self, at_once: bool = False) -> None:
        """Drop unsent documents, and wait for requests in flight.

        `at_once`: break that off too; it can take as long as a request may. The next load goes on.
        """
        self._stopped.set()
        if at_once:
            self._cluster.hurry()
        self._threads.shutdown(cancel_futures=True)

    def send(self, lines: Sequence[bytes]) -> "Future[list[Rejected]]":
        """Send a request; waits while too many are outstanding.

        The result lists the documents that were not taken. It raises ArchiveAway where the cluster
        stays busy or away, ArchiveError.
        """
        self._room.acquire()
        try:
            sent = self._threads.submit(self._deliver, list(lines))
        except RuntimeError:
            self._room.release()
            raise
        sent.add_done_callback(lambda _: self._room.release())
        return sent

    def _deliver(self, lines: list[bytes]) -> list[Rejected]:
        """Send lines until each document is taken or refused. Raises ArchiveError."""
        if sum(map(len, lines)) > self._most and (parts := halves(lines)):
            return [one for part in parts for one in self._deliver(part)]
        rejected: list[Rejected] = []
        for attempt in range(_TRIES):
            try:
                answer = self._cluster.send_lines("/_bulk", lines, WRITING)
            except ArchiveAway:
                if attempt == _TRIES - 1 or self._stopped.is_set():
                    raise
            except ArchiveRefused as error:
                if error.kind != TOO_LARGE:
                    raise
                return rejected + self._in_halves(lines, str(error))
            else:
                items = answer["items"] if answer["errors"] else []
                lines, own = _left(lines, items, self._cluster.access.shown)
                rejected += own
                if not lines:
                    return rejected
                if self._stopped.is_set():
                    break
            self._pause(attempt)
        raise ArchiveAway(
            f"{self._cluster.access.shown} stays too busy. What was loaded stays: the same command"
            " goes on later."
        )

    def _in_halves(self, lines: list[bytes], reason: str) -> list[Rejected]:
        """Send a request that is too large as two; a single document is refused."""
        parts = halves(lines)
        if parts is None:
            return [Rejected(_ident(lines), reason)]
        self._most = min(self._most, sum(map(len, lines)) // 2 + 1)
        return [one for part in parts for one in self._deliver(part)]

    def _pause(self, attempt: int) -> None:
        self._wait(min(0.5 * 2**attempt, _LONGEST_PAUSE))


def _left(
    lines: list[bytes], items: Sequence[Json], shown: str
) -> tuple[list[bytes], list[Rejected]]:
    """The lines to send again, and the documents that are refused permanently.

    Raises ArchiveError where the archive takes no changes.
    """
    again: list[bytes] = []
    rejected: list[Rejected] = []
    at = 0
    for item in items:
        action, result = next(iter(item.items()))
        size = 1 if action == "delete" else 2
        own = lines[at : at + size]
        at += size
        status = int(result.get("status", 500))
        if status < 300 or (action == "delete" and status == 404):
            continue
        error = result.get("error") or {}
        if isinstance(error, dict) and is_blocked(status, error):
            raise takes_no_changes(shown, _shortened(error.get("reason")))
        if status in _BUSY:
            again += own
            continue
        cause = error.get("caused_by", {}).get("reason") if isinstance(error, dict) else None
        reason = cause or (error.get("reason") if isinstance(error, dict) else error) or status
        rejected.append(Rejected(_ident(own), _shortened(reason)))
    return again, rejected


def _ident(lines: Sequence[bytes]) -> str:
    """The id of the document of an action."""
    (action,) = json.loads(lines[0]).values()
    return str(action["_id"])


def _shortened(reason: object) -> str:
    return " ".join(str(reason).split())[:160]


__all__ = ["BulkSender", "Rejected"]
