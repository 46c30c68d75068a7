"""Writes a finished report to a file in one step, or to standard output, and to the disk."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from index import PressmarkError, escaped_path, write_output
from tui.cli.printing import say


def format_by_ending(target: str | None, endings: Mapping[str, str], default: str) -> str:
    """The format that the ending of the file `target` names; `default` without an ending or file.

    Raises PressmarkError for an ending that is not in `endings`.
    """
    ending = Path(target or "").suffix.removeprefix(".").lower()
    if ending and ending not in endings:
        names = [f".{name}" for name in endings]
        raise PressmarkError(
            f"No format is written to {escaped_path(str(target))}: end its name in"
            f" {', '.join(names[:-1])} or {names[-1]}, or give --format."
        )
    return endings.get(ending, default)


def write_report(report: str | Iterable[str] | Iterable[bytes], target: str | None) -> None:
    """Write the whole report; the file `target` then holds it, or what it held before.

    A device or a pipe is written to, not replaced; a symbolic link stays one. A report in parts
    is written as its parts are made. When this returns, the report is on the disk, so that a watch
    never counts a lost report as reported. Raises OSError.
    """
    parts = map(_encoded, [report] if isinstance(report, str) else report)
    if target:
        try:
            write_output(Path(target).absolute(), parts)
        except OSError as error:
            error.filename = target  # not that of a temporary file
            raise
        return
    sys.stdout.buffer.writelines(parts)
    sys.stdout.flush()
    with suppress(OSError, ValueError):
        if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            os.fsync(sys.stdout.fileno())


def _encoded(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")


def say_written(what: str, target: str | None) -> None:
    """Say on standard error that `what` is now in the file `target`; nothing without a file."""
    if target:
        say(f"{what} written to {target}.")


__all__ = ["format_by_ending", "say_written", "write_report"]
