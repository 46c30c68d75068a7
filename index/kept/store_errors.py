"""Errors of the store, each as one line that says what happened and what to do."""

import errno
import sqlite3
from pathlib import Path

from index.errors import PressmarkError

_NO_SPACE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NOT_WRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class ReviewDamaged(PressmarkError):
    """The store cannot be read. It is left untouched."""


def primary_code(error: sqlite3.Error) -> int:
    """The primary result code of SQLite, 0 where the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_writing_problem(error: sqlite3.Error) -> bool:
    """Whether the disk is full, or the file or folder cannot be written."""
    return primary_code(error) in _NO_SPACE | _NOT_WRITABLE


def as_person_error(error: sqlite3.Error, path: Path) -> Exception:
    """The error to raise for an SQLite error: OSError, PressmarkError or ReviewDamaged."""
    code = primary_code(error)
    if code in _NO_SPACE:
        return OSError(
            errno.ENOSPC,
            f"No space left for your marks; nothing was changed, free some and try again ({path})",
        )
    if code in _BUSY:
        return PressmarkError(
            "Another session has been writing your marks for too long; nothing was changed,"
            " try again."
        )
    if code in _NOT_WRITABLE:
        return not_writable(path)
    return ReviewDamaged(
        f"Your marks in {path} cannot be read ({error}); nothing was changed."
        " `pressmark restore FILE` brings a backup back."
    )


def not_writable(path: Path) -> OSError:
    """The error for a change to a store that was opened read-only."""
    return OSError(
        errno.EROFS,
        f"Your marks cannot be changed; make {path} writable or free space on its disk, and try"
        " again",
    )


def not_written(error: OSError, target: Path) -> OSError:
    """The error for a file that could not be written, with what to do; others stay the same."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        why = "No space left to write it; free some, or name a file on another disk"
    elif error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        why = "Its folder cannot be written; name a file in another one"
    else:
        return error
    return OSError(error.errno, why, str(target))
