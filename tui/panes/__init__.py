"""The panes of the reading room, one widget a file: they draw records and post messages."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
