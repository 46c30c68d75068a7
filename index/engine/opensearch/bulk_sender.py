"""Sends bulk requests: few at a time, again where the cluster is busy; lists what it refuses."""

import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from msgspec import Struct

from index.engine.opensearch.cluster import WRITING, ArchiveAway, ArchiveError, Cluster, Json

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
        self._wait = wait or self._stopped.wait  # a pause ends when it is closed

    def __enter__(self) -> "BulkSender":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None and issubclass(kind, KeyboardInterrupt))

    def close(self, at_once: bool = False) -> None:
        """Drop what was not sent yet, and wait for what is on its way.

        `at_once`: break that off too; it can take as long as a request may. The next load goes on.
        """
        self._stopped.set()
        if at_once:
            self._cluster.hang_up()
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
        rejected: list[Rejected] = []
        for attempt in range(_TRIES):
            last = attempt == _TRIES - 1 or self._stopped.is_set()
            try:
                answer = self._cluster.send_lines("/_bulk", lines, WRITING)
            except ArchiveAway:
                if last or self._stopped.is_set():
                    raise
            else:
                lines, own = _left(lines, answer["items"] if answer["errors"] else [], last)
                rejected += own
                if not lines:
                    return rejected
            self._pause(attempt)
        raise ArchiveError(f"{self._cluster.access.shown} took a request in part only.")

    def _pause(self, attempt: int) -> None:
        self._wait(min(0.5 * 2**attempt, _LONGEST_PAUSE))


def _left(
    lines: list[bytes], items: Sequence[Json], last: bool
) -> tuple[list[bytes], list[Rejected]]:
    """The lines to send again, and the documents that are refused for good."""
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
        if status in _BUSY and not last:
            again += own
            continue
        error = result.get("error") or {}
        cause = error.get("caused_by", {}).get("reason") if isinstance(error, dict) else None
        reason = cause or (error.get("reason") if isinstance(error, dict) else error) or status
        shown = " ".join(str(reason).split())[:160]
        rejected.append(Rejected(str(json.loads(own[0])[action]["_id"]), shown))
    return again, rejected


__all__ = ["BulkSender", "Rejected"]
