"""Work without the reading room: watches, briefings, batches of names, networks, other texts."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
