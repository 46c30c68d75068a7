"""Finding the files of a library: names, sizes and times, nothing opened."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import PressmarkError
from index.model import Stamp
from index.readers import can_read

# Folders that hold no articles of the person's own.
_SKIPPED = frozenset({"__pycache__", "node_modules"})


def check_roots(roots: Sequence[Path]) -> None:
    """Raise PressmarkError for a root that is not there or cannot be entered."""
    for root in roots:
        if not root.exists():
            raise PressmarkError(
                f"No such file or folder: {root}. Check the path, or the disk it is on."
            )
        if not os.access(root, os.R_OK | (os.X_OK if root.is_dir() else 0)):
            raise PressmarkError(
                f"No permission to read {root}. Ask its owner, or name another folder."
            )


def scan_roots(roots: Sequence[Path]) -> dict[str, Stamp]:
    """Every file under `roots` that a reader knows, by absolute path, in no certain order.

    Hidden files and folders are left out, symbolic links are not followed; a file that is named as
    a root is taken whatever its kind.
    """
    found: dict[str, Stamp] = {}
    for root in roots:
        if root.is_file():
            info = root.stat()
            found[os.path.abspath(root)] = info.st_size, info.st_mtime_ns
        else:
            found.update(_walk(os.path.abspath(root)))
    return found


def _walk(top: str) -> Iterator[tuple[str, Stamp]]:
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue  # gone, or closed to us: nothing in it can be read
        for entry in entries:
            name = entry.name
            if name[0] == "." or name in _SKIPPED:
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif can_read(name):
                    info = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(info.st_mode):
                        yield entry.path, (info.st_size, info.st_mtime_ns)
            except OSError:
                continue
