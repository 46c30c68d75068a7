"""Frozen records of articles, actors, statements and dates. No I/O."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
