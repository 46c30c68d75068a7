"""Child processes that are forked: they start with every module loaded, in milliseconds.

Only on Linux, where fork without exec is safe for the libraries that we use, and only while no
other thread runs that could hold a lock at that moment.
"""

import contextlib
import gc
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

from index.platform.processes import private_streams

# A thread of this name sleeps in one system call and holds no lock.
IDLE_THREAD = "pressmark-idle"
Serve = Callable[[IO[bytes], IO[bytes]], None]


def can_fork() -> bool:
    """Whether a child can be forked here and now."""
    return sys.platform == "linux" and all(
        thread is threading.current_thread() or thread.name == IDLE_THREAD
        for thread in threading.enumerate()
    )


class ForkedChild:
    """A forked process with a pipe to its input and one from its output, as `Popen` has them."""

    def __init__(self, serve: Serve) -> None:
        """Run `serve(input, output)` in a new process, which ends with it. Raises OSError."""
        (to_read, written), (read, to_write) = os.pipe(), os.pipe()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, ValueError, OSError):
                stream.flush()  # else the child has the same text to print
        self.pid = os.fork()
        if not self.pid:
            _be_child(serve, to_read, to_write)
        os.close(to_read)
        os.close(to_write)
        self.stdin: IO[bytes] = os.fdopen(written, "wb")
        self.stdout: IO[bytes] = os.fdopen(read, "rb")
        self._status: int | None = None

    def wait(self, timeout: float) -> int:
        """The exit status, negative for a signal. Raises subprocess.TimeoutExpired."""
        if self._status is None:
            handle = os.pidfd_open(self.pid)
            try:
                ready, _, _ = select.select([handle], [], [], timeout)
            finally:
                os.close(handle)
            if not ready:
                raise subprocess.TimeoutExpired("a forked child", timeout)
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._status

    def kill(self) -> None:
        """Kill the process."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


def _be_child(serve: Serve, to_read: int, to_write: int) -> None:
    """What the child does. Never returns."""
    status = 1
    try:
        gc.freeze()  # what the parent made is never collected, so no open file of it is closed
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        os.dup2(to_read, 0)
        os.dup2(to_write, 1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.closerange(3, 1 << 20)
        serve(*private_streams())
        status = 0
    finally:
        os._exit(status)


__all__ = ["IDLE_THREAD", "ForkedChild", "can_fork"]
