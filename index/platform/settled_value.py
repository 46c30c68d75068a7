"""A value read from files, read again only if the files may have changed."""

import time
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# Seconds without a change after which the time of a file is trusted: FAT counts in twos.
_COARSE = 3.0
# The same for a time that is no whole second. File systems that count finer than seconds count in
# steps of 0.01 seconds at most.
_FINE = 0.25
_NANOSECONDS = 1_000_000_000


class _Read(NamedTuple, Generic[T]):
    """A value, and the state of the files before it was read.

    The files have had this state since a time of `time.monotonic`. `is_settled`: a later change
    gives them another state, even where their times count in coarse steps.
    """

    state: Hashable
    since: float
    is_settled: bool
    value: T


class SettledValue(Generic[T]):
    """Keeps what `read` returns while the files have the same state. Thread-safe if `read` is.

    Two changes within one step of the file system's clock can leave the same state. So a state is
    trusted only once it has lasted longer than a step.
    """

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._known: _Read[T] | None = None

    def at(self, changed: int, state: Hashable = None) -> T:
        """The value, for files changed last at `changed` (nanoseconds, in their own clock).

        `state` is anything else that differs after a change.
        """
        known, whole = self._known, (changed, state)
        if known is not None and known.state == whole:
            if known.is_settled:
                return known.value
            since = known.since
        else:
            since = time.monotonic()
        wait = _FINE if changed % _NANOSECONDS else _COARSE
        is_settled = time.monotonic() - since > wait
        value = self._read()
        self._known = _Read(whole, since, is_settled, value)
        return value


__all__ = ["SettledValue"]
