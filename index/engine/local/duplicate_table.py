"""The groups of duplicates, kept in memory."""

import threading

from index.catalog import Catalog


class DuplicateTable:
    """The group of each article that has duplicates. Safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._known: tuple[int, dict[int, int]] | None = None

    def groups(self) -> dict[int, int]:
        """The group number by article number; read again when the catalogue changes."""
        revision = self._catalog.revision()
        with self._lock:
            if self._known is None or self._known[0] != revision:
                self._known = revision, self._catalog.duplicate_groups()
            return self._known[1]


__all__ = ["DuplicateTable"]
