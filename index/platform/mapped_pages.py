"""Files that are mapped into memory, and how much of them is resident.

Pages of a mapped file count as memory of the process once they are read. Returning them costs
little: the system keeps them in its cache, and the next access maps sixteen at a time again.
"""

import mmap
import weakref

_maps: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


def map_file(descriptor: int) -> mmap.mmap:
    """Map a whole file for reading. Raises ValueError for an empty file, OSError."""
    made = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    _maps.add(made)
    return made


def return_pages(of: mmap.mmap) -> None:
    """Return the pages of a mapped file to the system; the file stays mapped."""
    if hasattr(of, "madvise") and hasattr(mmap, "MADV_DONTNEED"):
        of.madvise(mmap.MADV_DONTNEED)


def return_all_pages() -> None:
    """Return the pages of all files that `map_file` mapped to the system."""
    for one in list(_maps):
        return_pages(one)


__all__ = ["map_file", "return_all_pages", "return_pages"]
