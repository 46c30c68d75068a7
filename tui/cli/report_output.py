"""Writes a finished report to a file in one step, or to standard output, and to the disk."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from index import write_whole


def write_report(report: str | bytes, target: str | None) -> None:
    """Write the whole report; the file `target` then holds it, or what it held before.

    Returns when the report is on the disk, so that what follows never counts a lost one as told.
    Raises OSError.
    """
    raw = report if isinstance(report, bytes) else report.encode("utf-8", "backslashreplace")
    if target:
        write_whole(Path(target).absolute(), raw)
        return
    sys.stdout.buffer.write(raw)
    sys.stdout.flush()
    with suppress(OSError, ValueError):
        if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            os.fsync(sys.stdout.fileno())


__all__ = ["write_report"]
