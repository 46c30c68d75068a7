"""The catalogue: files, articles and actors in SQLite.

It is the truth about articles: the Whoosh index can be rebuilt from it. Texts and what extraction
found in them are stored as compressed MessagePack, never as pickles.
"""

import sqlite3
from pathlib import Path

from index.catalog.actor_overlay import ActorOverlay
from index.catalog.reader import CatalogReader
from index.catalog.writer import CatalogWriter


class Catalog(CatalogReader, CatalogWriter):
    """One library's catalogue. Safe to share between threads; one process writes, others read."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        CatalogWriter.__init__(self, connection, path)
        ActorOverlay.__init__(self)
        self._known_values = {}


__all__ = ["Catalog"]
