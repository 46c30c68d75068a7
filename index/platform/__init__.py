"""What depends on the operating system: child processes, the memory allocator, caches."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.platform.allocator import (
        keep_freed_memory,
        mapped_bytes,
        release_memory,
        return_freed_memory,
    )
    from index.platform.file_locks import is_locked
    from index.platform.forked_child import IDLE_THREAD, ForkedChild, can_fork
    from index.platform.lru_cache import LruCache
    from index.platform.processes import end_with_parent, start_child, stop_child
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.platform.allocator": (
                "keep_freed_memory",
                "mapped_bytes",
                "release_memory",
                "return_freed_memory",
            ),
            "index.platform.file_locks": ("is_locked",),
            "index.platform.forked_child": ("IDLE_THREAD", "ForkedChild", "can_fork"),
            "index.platform.lru_cache": ("LruCache",),
            "index.platform.processes": ("end_with_parent", "start_child", "stop_child"),
        },
    )

__all__ = [
    "IDLE_THREAD",
    "ForkedChild",
    "LruCache",
    "can_fork",
    "end_with_parent",
    "is_locked",
    "keep_freed_memory",
    "mapped_bytes",
    "release_memory",
    "return_freed_memory",
    "start_child",
    "stop_child",
]
