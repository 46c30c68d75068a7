"""The engine interface that a library needs."""

from typing import Protocol

from index.engine import Archive, Engine


class OpenEngine(Engine, Protocol):
    """An engine with the articles it searches, as a library holds it open."""

    @property
    def archive(self) -> Archive:
        """The stored articles."""

    def refresh(self) -> bool:
        """Load the data written since. Returns whether anything was new."""

    def close(self) -> None:
        """Release files and connections."""


__all__ = ["OpenEngine"]
