"""Processes that end with the one that started them, however that ends."""

import os
import subprocess
import sys
from collections.abc import Iterable


def start_child(module: str, words: Iterable[str]) -> "subprocess.Popen[bytes]":
    """Run a module of ours, whose `main` calls `end_with_parent`, in a process out of the terminal's reach. Raises OSError."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop_child(process: "subprocess.Popen[bytes]") -> None:
    """End it, and wait until it has ended."""
    if process.stdin is not None:
        process.stdin.close()
    process.terminate()
    process.wait()


def end_with_parent() -> None:
    """Wait until standard input closes, which it does with whoever holds its other end, and end this process."""
    sys.stdin.buffer.read()
    os._exit(1)
