"""Building a library: scan folders, read files in worker processes, write index and catalogue."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
