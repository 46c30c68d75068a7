"""The catalogue: SQLite tables of files, articles, actors and citations."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
