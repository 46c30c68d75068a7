"""What depends on the operating system: child processes, the memory allocator, caches."""

from index.platform.allocator import keep_freed_memory, mapped_bytes, return_freed_memory
from index.platform.lru_cache import LruCache
from index.platform.processes import end_with_parent, start_child, stop_child

__all__ = [
    "LruCache",
    "end_with_parent",
    "keep_freed_memory",
    "mapped_bytes",
    "return_freed_memory",
    "start_child",
    "stop_child",
]
