"""A library: engine, catalogue and articles behind one object. The public API of `index`."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
