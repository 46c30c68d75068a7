"""The reading room: one screen, and a controller for each concept."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
