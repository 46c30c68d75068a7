"""Child processes that exit with their parent, even if it is killed."""

import os
import subprocess
import sys
from collections.abc import Iterable
from typing import IO


def start_child(module: str, words: Iterable[str]) -> "subprocess.Popen[bytes]":
    """Run one of our modules as `python -m` in its own session, so Ctrl-C does not reach it.

    The module's `main` calls `end_with_parent`. Raises OSError.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop_child(process: "subprocess.Popen[bytes]") -> None:
    """Terminate the process and wait for its exit."""
    if process.stdin is not None:
        process.stdin.close()
    process.terminate()
    process.wait()


def end_with_parent() -> None:
    """Block until standard input closes, then exit this process.

    The pipe closes when the parent exits, even if it is killed. Run it in a daemon thread.
    """
    sys.stdin.buffer.read()
    os._exit(1)


def private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output under other descriptors, for messages to the parent process.

    0 and 1 lead nowhere then: a library of C prints to 1, which would garble the messages.
    """
    streams = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return streams
