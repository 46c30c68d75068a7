"""Gives memory back while nothing happens: screens that closed are cycles of objects."""

import time
from typing import Any

from textual.timer import Timer

from index import release_memory

# Seconds without a key after which nobody waits for the next one.
_QUIET = 1.5


class IdleMemory:
    """Collects garbage and returns free memory to the system, once after keys, when they end.

    Without it a full collection comes by chance, some minutes of screens later: garbage of up to
    10 MB then lies between objects in use, and its memory is never given back.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self._last = 0.0
        self._timer: Timer | None = None

    def key_pressed(self) -> None:
        """A key or a paste has come."""
        self._last = time.monotonic()
        if self._timer is None:
            self._timer = self._app.set_timer(_QUIET, self._look)

    def _look(self) -> None:
        left = self._last + _QUIET - time.monotonic()
        if left > 0:
            self._timer = self._app.set_timer(left, self._look)
        else:
            self._timer = None
            release_memory()


__all__ = ["IdleMemory"]
