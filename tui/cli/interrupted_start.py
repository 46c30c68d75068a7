"""Ctrl-C while the modules of a command are imported: one line, and the process ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130


def _end_process(_number: int = 0, _frame: FrameType | None = None) -> NoReturn:
    """End the process at once with the status of an interrupt; nothing is open yet."""
    with suppress(OSError):
        os.write(2, b"pressmark: interrupted.\n")
    os._exit(INTERRUPTED)


@contextmanager
def ending_if_interrupted() -> Iterator[None]:
    """End the process at Ctrl-C, instead of raising KeyboardInterrupt.

    An exception in the middle of the import of an extension module can crash the interpreter:
    numpy's does. A handler that was set before stays.
    """
    import signal
    import threading

    usual = signal.default_int_handler
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not usual:
        yield
        return
    signal.signal(signal.SIGINT, _end_process)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


__all__ = ["INTERRUPTED", "ending_if_interrupted"]
