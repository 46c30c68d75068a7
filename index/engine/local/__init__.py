"""The local engine: a Whoosh index whose segments are memory-mapped arrays."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
