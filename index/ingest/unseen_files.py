"""Which files of a library have gone, and which only cannot be seen: their articles are kept.

A disk that is not mounted leaves an empty folder behind, and a network drive that is away or a
folder without permission cannot be listed. In both cases the files are most likely still there.
"""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct

from index.ingest.scan import Scan

# From so many files on, a folder that has none of them any more counts as one not mounted.
# Fewer are read again in a moment.
_MANY = 10


class MissingFiles(Struct, frozen=True):
    """`removed`: files that have gone. `note`: a line about files that are kept, or None."""

    removed: list[str]
    note: str | None = None


def missing_files(
    roots: Sequence[Path], known: Collection[str], scan: Scan, *, drop_all: bool = False
) -> MissingFiles:
    """The files at `known` paths that a scan of `roots` has not found.

    With `drop_all` an empty folder has lost its files, however many they were.
    """
    missing = [path for path in known if path not in scan.files]
    if scan.unseen:
        missing = [path for path in missing if not _is_under(path, scan.unseen)]
    if drop_all or len(missing) < _MANY:
        return MissingFiles(missing)
    emptied = {}
    for root in dict.fromkeys(map(os.path.abspath, roots)):
        own = [path for path in missing if _is_under(path, (root,))]
        seen = (path for found in (scan.files, scan.passed_over) for path in found)
        if len(own) >= _MANY and not any(_is_under(path, (root,)) for path in seen):
            emptied[root] = len(own)
    if not emptied:
        return MissingFiles(missing)
    removed = [path for path in missing if not _is_under(path, emptied)]
    return MissingFiles(removed, " ".join(map(_told, emptied, emptied.values())))


def _told(root: str, count: int) -> str:
    return (
        f"{root} is empty, where {count:,} files were read before: their articles are kept."
        " Check that its disk is mounted; `pressmark index --rebuild` drops them."
    )


def _is_under(path: str, folders: Collection[str]) -> bool:
    return any(
        path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders
    )


__all__ = ["MissingFiles", "missing_files"]
