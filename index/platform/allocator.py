"""Tuning of the C allocator: return freed memory to the system, or keep it for reuse.

glibc keeps memory that a program frees, more with each large array and each thread; mallopt(3)
changes that. A reader runs for hours and returns it. A builder allocates the same sizes again and
again and keeps it.
"""

import ctypes
import gc
import mmap
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from index.platform.mapped_pages import return_all_pages

# Parameter numbers of mallopt, from glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
# Allocations of at least this many bytes are mapped, and unmapped when freed. Most searches
# allocate smaller arrays, for which mapping would cost time.
_LARGE: Final = 1 << 20
# Free bytes at the end of the heap above which they are returned; number of heaps for all threads.
_MOST_FREE: Final = 8 << 20
_HEAPS: Final = 2


# Thresholds of a builder; 32 MiB is the largest mapping threshold that mallopt accepts.
_LARGEST_KEPT: Final = 32 << 20
_MOST_KEPT: Final = 1 << 30


def return_freed_memory() -> None:
    """Return freed memory to the system. Does nothing without glibc."""
    _set(((_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _MOST_FREE), (_ARENA_MAX, _HEAPS)))


def keep_freed_memory() -> None:
    """Keep freed memory for reuse: mapping and clearing fresh pages took 3 % of a build."""
    _set(((_MMAP_THRESHOLD, _LARGEST_KEPT), (_TRIM_THRESHOLD, _MOST_KEPT)))


def release_memory() -> None:
    """Collect garbage and return free memory and mapped pages to the system.

    Takes 60 to 100 ms in a long session.
    """
    gc.collect()
    return_all_pages()
    trim = _function_of_libc("malloc_trim")
    if trim is not None:
        trim(0)


def _set(options: Iterable[tuple[int, int]]) -> None:
    set_option = _function_of_libc("mallopt")
    for option, value in options if set_option is not None else ():
        set_option(option, value)


def _function_of_libc(name: str) -> Any:
    """A function of glibc; None on other systems."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return None


# Places in /proc/self/statm: the whole address space, and what is mapped from files.
_VIRTUAL, _MAPPED = 0, 2


@contextmanager
def bounded_memory(more: int) -> Iterator[None]:
    """Allocations raise MemoryError once this process has taken `more` bytes besides its own.

    For commands with one thread. Does nothing on systems without /proc.
    """
    taken = _bytes_in_statm(_VIRTUAL)
    if not taken:
        yield
        return
    import resource  # noqa: PLC0415 - not there on Windows

    before = resource.getrlimit(resource.RLIMIT_AS)
    limits = [one for one in before if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([taken + more, *limits]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def mapped_bytes() -> int:
    """Resident bytes of mapped files of this process; 0 on systems without /proc."""
    return _bytes_in_statm(_MAPPED)


def _bytes_in_statm(field: int) -> int:
    """A size of this process, by its place in /proc/self/statm; 0 on systems without it."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[field]) * mmap.PAGESIZE
    except (OSError, IndexError, ValueError):
        return 0


__all__ = [
    "bounded_memory",
    "keep_freed_memory",
    "mapped_bytes",
    "release_memory",
    "return_freed_memory",
]
