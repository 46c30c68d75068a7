"""Gives memory back while nothing happens: screens that closed are cycles of objects."""

import gc
import sys
import time
from typing import Any

from textual.timer import Timer

from index import release_memory

# Seconds without a key after which nobody waits for the next one.
_QUIET = 1.5
# Garbage is collected between keys too when the blocks of Python's allocator have grown by this
# share since the last time: by some 1 MB.
_SHARE = 32


class IdleMemory:
    """Collects garbage and returns free memory to the system, once after keys, when they end.

    Without it a full collection comes at random, some minutes of screens later: garbage of up to
    10 MB then lies between objects in use, and its memory is never given back. For the same reason
    garbage is collected during a long run of keys, once there can be much of it.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self._last = 0.0
        self._timer: Timer | None = None
        self._kept = sys.getallocatedblocks()

    def key_pressed(self) -> None:
        """A key or a paste has come."""
        self._last = time.monotonic()
        if self._timer is None:
            self._timer = self._app.set_timer(_QUIET, self._look)
        self._collect_much()

    def _look(self) -> None:
        left = self._last + _QUIET - time.monotonic()
        if left > 0:
            self._timer = self._app.set_timer(left, self._look)
            self._collect_much()
        else:
            self._timer = None
            release_memory()
            self._kept = sys.getallocatedblocks()

    def _collect_much(self) -> None:
        if sys.getallocatedblocks() > self._kept + self._kept // _SHARE:
            gc.collect()
            self._kept = sys.getallocatedblocks()


__all__ = ["IdleMemory"]
