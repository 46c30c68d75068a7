"""Standard output that a command may begin again: what was already printed is not printed twice."""

import hashlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index import PressmarkError

if TYPE_CHECKING:
    from typing_extensions import Buffer


class RepeatableOutput(io.RawIOBase):
    """Passes bytes on. After `repeat`, skips as many as were passed on before.

    Raises PressmarkError if the skipped bytes are not those that were passed on.
    """

    def __init__(self, target: io.BufferedIOBase) -> None:
        self._target = target
        self._written = hashlib.sha256()
        self._count = 0
        self._repeated = hashlib.sha256()
        self._to_skip = 0
        self._differs = False

    def repeat(self) -> None:
        """The command begins again."""
        self._to_skip, self._repeated = self._count, hashlib.sha256()

    def write(self, data: "Buffer") -> int:
        """Pass on bytes, except those that are repeated. Raises OSError."""
        raw = bytes(data)
        if self._differs:
            return len(raw)
        skipped = raw[: self._to_skip]
        if skipped:
            self._to_skip -= len(skipped)
            self._repeated.update(skipped)
            if not self._to_skip and self._repeated.digest() != self._written.digest():
                self._differs = True
                raise PressmarkError(
                    "The library was repaired, and its answer differs from what was printed:"
                    " run the command again."
                )
        fresh = raw[len(skipped) :]
        self._target.write(fresh)
        self._target.flush()
        self._written.update(fresh)
        self._count += len(fresh)
        return len(raw)

    def writable(self) -> bool:
        """Always."""
        return True

    def isatty(self) -> bool:
        """As the target."""
        return self._target.isatty()

    def fileno(self) -> int:
        """As the target. Raises OSError if it has none."""
        return self._target.fileno()


@contextmanager
def repeatable_stdout() -> Iterator[RepeatableOutput]:
    """Let standard output go through a RepeatableOutput."""
    before = sys.stdout
    if not isinstance(before, io.TextIOWrapper):  # a test captures it
        yield RepeatableOutput(io.BytesIO())
        return
    before.flush()
    output = RepeatableOutput(before.buffer)
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(output),
        encoding=before.encoding,
        errors=before.errors,
        line_buffering=before.line_buffering,
    )
    try:
        yield output
    finally:
        own, sys.stdout = sys.stdout, before
        own.flush()


__all__ = ["RepeatableOutput", "repeatable_stdout"]
