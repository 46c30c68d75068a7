"""Limits of a process that reads files, and the messages for files that exceed them."""

import contextlib
import resource

from index.settings import Limits

# Exit status of a reading process that ran out of memory.
OUT_OF_MEMORY = 86


def too_slow(limits: Limits) -> str:
    """The problem of a file that takes longer than its limit."""
    return f"took longer than {limits.seconds} seconds to read (limit in the config file)"


def too_large(limits: Limits) -> str:
    """The problem of a file that needs more memory than its limit."""
    return (
        f"needs more than {limits.memory_megabytes} MiB of memory to read"
        " (limit in the config file)"
    )


def limit_memory(megabytes: int) -> None:
    """Make allocations beyond a limit fail."""
    most = megabytes << 20
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


__all__ = ["OUT_OF_MEMORY", "limit_memory", "too_large", "too_slow"]
