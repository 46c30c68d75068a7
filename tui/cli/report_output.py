"""Writes a finished report to a file in one step, or to standard output, and to the disk."""

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from index import write_whole


def write_report(report: str | Iterable[str] | Iterable[bytes], target: str | None) -> None:
    """Write the whole report; the file `target` then holds it, or what it held before.

    A device or a pipe is written to, not replaced. A report in parts is written as its parts are
    made. When this returns, the report is on the
    disk, so that what follows never counts a lost one as reported. Raises OSError.
    """
    parts = map(_encoded, [report] if isinstance(report, str) else report)
    if target:
        path = Path(target).absolute()
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as stream:
                stream.writelines(parts)
        else:
            write_whole(path, parts)
        return
    sys.stdout.buffer.writelines(parts)
    sys.stdout.flush()
    with suppress(OSError, ValueError):
        if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            os.fsync(sys.stdout.fileno())


def _encoded(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")


__all__ = ["write_report"]
