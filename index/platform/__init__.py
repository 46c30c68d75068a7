"""What depends on the operating system: child processes, the memory allocator, caches."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
