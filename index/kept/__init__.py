"""What a reader keeps: marks, notes, tags, reading states, searches, the trail; exports of it."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
