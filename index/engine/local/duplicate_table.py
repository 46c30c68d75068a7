"""The groups of duplicates, kept in memory."""

import threading
from array import array

from index.catalog import Catalog


class DuplicateTable:
    """The group of each article that has duplicates. Safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._known: tuple[int, dict[int, int], array[int]] | None = None

    def groups(self) -> dict[int, int]:
        """The group number by article number; read again when the catalogue changes."""
        return self._current()[0]

    def with_members(self) -> "tuple[dict[int, int], array[int]]":
        """The groups, and the articles that are in one as an array."""
        return self._current()

    def _current(self) -> "tuple[dict[int, int], array[int]]":
        revision = self._catalog.revision()
        with self._lock:
            if self._known is None or self._known[0] != revision:
                groups = self._catalog.duplicate_groups()
                self._known = revision, groups, array("I", groups)
            return self._known[1:]


__all__ = ["DuplicateTable"]
