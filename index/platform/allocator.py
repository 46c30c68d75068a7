"""How much memory a process keeps: of one that runs for hours what is freed goes back to the system, one that builds keeps it.

The C library of Linux keeps what programs free, more of it with each large array and each thread,
unless it is told not to (mallopt(3)).
"""

import ctypes
import mmap
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# Parameters of mallopt, from malloc.h of the GNU C library.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
# Arrays of so many bytes are mapped, and unmapped when freed: larger ones than most searches make, which would lose time by it.
_LARGE: Final = 1 << 20
# Free memory above which the end of the heap is given back, and heaps for all threads together.
_MOST_FREE: Final = 8 << 20
_HEAPS: Final = 2


# For a process that makes arrays of the same sizes again and again; the first is the most that mallopt takes.
_LARGEST_KEPT: Final = 32 << 20
_MOST_KEPT: Final = 1 << 30


def give_back() -> None:
    """Let what this process frees go back to the system, where the C library is GNU's; elsewhere nothing is done."""
    _set(((_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _MOST_FREE), (_ARENA_MAX, _HEAPS)))


def keep_freed() -> None:
    """Let this process use again what it frees: to have pages given, and cleared, anew is a thirtieth of its work."""
    _set(((_MMAP_THRESHOLD, _LARGEST_KEPT), (_TRIM_THRESHOLD, _MOST_KEPT)))


def _set(options: Iterable[tuple[int, int]]) -> None:
    if not sys.platform.startswith("linux"):
        return
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for option, value in options:
        set_option(option, value)


def mapped() -> int:
    """Bytes of mapped files in this process's memory; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[2]) * mmap.PAGESIZE
    except (OSError, IndexError, ValueError):
        return 0


__all__ = ["give_back", "keep_freed", "mapped"]
