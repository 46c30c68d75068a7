"""Larger memory pages for a process that looks up words in many megabytes of small objects.

Objects of Python lie in mappings of 4 KiB pages, and a look-up in a large dictionary misses the
processor's cache of page addresses (TLB) several times. Linux replaces such pages by pages of 2 MiB
on request (MADV_COLLAPSE, since 6.1), whatever the system's policy is for new memory.
"""

import ctypes
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

# From Linux' mman.h.
_MADV_COLLAPSE: Final = 25
_HUGE: Final = 2 << 20
# Mappings without a file: addresses in hexadecimal, permissions, offset, device, inode, name.
_MAPPING: Final = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ 0 *(\S*)")


def use_huge_pages() -> int:
    """Move this process's objects to huge pages; returns how many bytes lie in some now.

    Takes some milliseconds where memory is new, and almost nothing where it was moved before. Does
    nothing (0) on other systems and older kernels.
    """
    if not sys.platform.startswith("linux"):
        return 0
    with suppress(OSError, AttributeError):
        madvise = ctypes.CDLL(None).madvise
        madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
        return sum(
            end - start
            for start, end in object_ranges(maps)
            if not madvise(start, end - start, _MADV_COLLAPSE)
        )
    return 0


def object_ranges(maps: str) -> Iterator[tuple[int, int]]:
    """Address ranges of whole huge pages in the private writable memory that `maps` lists.

    `maps` has the form of /proc/self/maps. Stacks, which are hardly used, are left out: the one of
    the first thread has a name, those of others lie after a guard page without permissions.
    """
    guarded = -1  # the end of a mapping without permissions
    for line in maps.splitlines():
        match = _MAPPING.match(line)
        if match is None:
            continue
        start, end = int(match[1], 16), int(match[2], 16)
        if match[3] == "---p":
            guarded = end
        elif match[3] == "rw-p" and match[4] in {"", "[heap]"} and start != guarded:
            first, last = -(-start // _HUGE) * _HUGE, end // _HUGE * _HUGE
            if first < last:
                yield first, last


__all__ = ["object_ranges", "use_huge_pages"]
