"""Ends a reading process that does not give up a file after its time limit.

The alarm of `worker` raises an exception, which a reader of a plug-in can catch for ever, or it can
ignore the signal. A thread of the same process sees that too.
"""

import os
import threading
import time

from index.ingest.reading_limits import OUT_OF_TIME

# Seconds between two looks.
_EVERY = 0.25


class Watchdog:
    """Ends the process with the status OUT_OF_TIME at a time that is not taken back."""

    def __init__(self) -> None:
        self._until: float | None = None
        # The process that the thread runs in: a fork has no thread.
        self._process = 0

    def expect(self, seconds: float) -> None:
        """End the process after so many seconds, unless `rest` is called before."""
        self._until = time.monotonic() + seconds
        if self._process != os.getpid():
            self._process = os.getpid()
            threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def rest(self) -> None:
        """The file has been read."""
        self._until = None

    def _watch(self) -> None:
        while True:
            time.sleep(_EVERY)
            until = self._until
            if until is not None and time.monotonic() > until:
                os._exit(OUT_OF_TIME)


__all__ = ["Watchdog"]
