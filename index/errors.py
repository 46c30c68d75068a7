"""Errors a person can meet: one line that says what happened and what to do."""


class PressmarkError(Exception):
    """What happened and what to do about it, in one line fit to be shown."""


class QueryError(PressmarkError):
    """A query that cannot be understood.

    `position` is the offset of the fault in the query, in code points.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Cancelled(Exception):
    """Work was dropped, because newer work is wanted instead."""


class LibraryBusy(PressmarkError):
    """Another process is building this library; reading goes on."""


class IndexDamaged(PressmarkError):
    """The index or the catalogue cannot be read and has to be built anew."""


class ReadFailure(PressmarkError):
    """A file that could not be read as an article."""
