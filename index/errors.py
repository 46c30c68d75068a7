"""Errors shown to users: one line that says what happened and what to do."""

import errno
from pathlib import Path

_LONGEST_MESSAGE = 280


class PressmarkError(Exception):
    """An error for the user: one line that says what happened and what to do."""


class QueryError(PressmarkError):
    """A query that cannot be understood.

    `position` is the offset of the fault in the query, in code points. The middle of a message that
    quotes a long query is left out.
    """

    def __init__(self, message: str, position: int) -> None:
        half = _LONGEST_MESSAGE // 2
        if len(message) > _LONGEST_MESSAGE:
            message = f"{message[:half]} … {message[-half:]}"
        super().__init__(message)
        self.position = position


class Cancelled(Exception):
    """The work was cancelled, because newer work replaces it."""


class LibraryAway(PressmarkError):
    """The library cannot be reached now; the same request may succeed later."""


class LibraryBusy(PressmarkError):
    """Another process is building this library; reading goes on."""


class IndexDamaged(PressmarkError):
    """The index or the catalogue cannot be read and has to be rebuilt."""


class ReadFailure(PressmarkError):
    """A file that could not be read as an article."""


def writing_problem(error: OSError, folder: Path) -> PressmarkError:
    """Why the library cannot be written, in one line with what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return PressmarkError(
            f"No space left to write the library in {folder}. Free some,"
            " or name another folder with --library DIR."
        )
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return PressmarkError(
            f"The library's folder {folder} cannot be written. Name another one with --library DIR."
        )
    return PressmarkError(
        f"The library in {folder} cannot be written ({error.strerror or error})."
        " Name another folder with --library DIR."
    )
