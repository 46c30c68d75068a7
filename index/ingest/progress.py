"""What a build reports: its progress, and a summary at the end."""

from collections.abc import Callable

from msgspec import Struct


class Progress(Struct, frozen=True):
    """Progress of a build: files read, files to read, articles that are searchable so far."""

    done: int
    total: int
    articles: int
    seconds: float

    @property
    def rate(self) -> float:
        """Files per second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds left at this rate; None if the rate is unknown."""
        return (self.total - self.done) / self.rate if self.rate else None


class Summary(Struct, frozen=True):
    """The result of a build."""

    # In the whole library.
    articles: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    passed_over: int = 0
    seconds: float = 0.0
    # Of the library's folder.
    bytes: int = 0
    # To be shown to the reader.
    note: str | None = None


OnProgress = Callable[[Progress], None]

__all__ = ["OnProgress", "Progress", "Summary"]
