"""Search engines: one interface (`api`), and its implementations in subpackages."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
