"""Limits of a process that reads files, and the messages for files that exceed them."""

import contextlib
import re
import resource
from pathlib import Path

from index.settings import Limits

# Exit statuses of a reading process that ran out of memory, or did not give up a file in time.
OUT_OF_MEMORY, OUT_OF_TIME = 86, 87


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
    """Make allocations beyond a limit fail.

    What the process has already is not counted: a forked worker starts with its parent's memory.
    """
    most = _data_bytes() + (megabytes << 20)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _data_bytes() -> int:
    """Bytes of the process that RLIMIT_DATA counts; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if kilobytes := re.search(r"^VmData:\s+(\d+) kB$", status, re.MULTILINE):
            return int(kilobytes[1]) << 10
    return 0


__all__ = ["OUT_OF_MEMORY", "OUT_OF_TIME", "limit_memory", "too_large", "too_slow"]
