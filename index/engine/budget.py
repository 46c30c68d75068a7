"""How long a search may take, and whether its result is still wanted: the one way to stop work."""

import time
from collections.abc import Callable

from msgspec import Struct

from index.errors import Cancelled

# Seconds after which a search that a reader waits for returns the best hits found so far.
TIME_LIMIT = 0.28


class OutOfTime(Exception):
    """The budget of a search is used up. Engines catch it and return a partial answer."""


def _never() -> bool:
    """Default for `cancelled`: never cancel."""
    return False


class Budget(Struct, frozen=True):
    """How long work may take, and whether its result is still wanted: the one way to stop a search.

    `deadline` is compared with `clock()` (None: no deadline). `cancelled` is called from the
    thread that does the work, so it has to be cheap and thread-safe.
    """

    deadline: float | None = None
    cancelled: Callable[[], bool] = _never
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def of_seconds(cls, seconds: float | None, cancelled: Callable[[], bool] = _never) -> "Budget":
        """A budget that starts now and ends after `seconds` (None: it never ends)."""
        return cls(None if seconds is None else time.monotonic() + seconds, cancelled)

    def later(self, seconds: float) -> "Budget":
        """The same budget with a deadline `seconds` later."""
        if self.deadline is None:
            return self
        return Budget(self.deadline + seconds, self.cancelled, self.clock)

    def check(self) -> None:
        """Return while work may go on; raise Cancelled if it is dropped, OutOfTime at the deadline.

        Call it often: between segments, between terms, between pages.
        """
        if self.cancelled():
            raise Cancelled
        if self.deadline is not None and self.clock() > self.deadline:
            raise OutOfTime

    def check_cancelled(self) -> None:
        """As `check`, for work that has no partial result: the deadline is not looked at."""
        if self.cancelled():
            raise Cancelled


# Never ends and is never cancelled.
UNLIMITED = Budget()

__all__ = ["TIME_LIMIT", "UNLIMITED", "Budget", "OutOfTime"]
