"""What depends on the operating system: child processes and the memory allocator."""

from index.platform.allocator import give_back, keep_freed, mapped
from index.platform.processes import end_with_parent, start_child, stop_child

__all__ = ["end_with_parent", "give_back", "keep_freed", "mapped", "start_child", "stop_child"]
