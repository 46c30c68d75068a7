"""An engine as a library holds it open."""

from typing import Protocol

from index.engine import Archive, Engine


class OpenEngine(Engine, Protocol):
    """An engine with the articles it searches, as a library holds it open."""

    @property
    def archive(self) -> Archive:
        """The stored articles."""

    def refresh(self) -> bool:
        """Follow what was written since; whether there was anything."""

    def close(self) -> None:
        """Release what is held."""


__all__ = ["OpenEngine"]
