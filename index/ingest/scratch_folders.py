"""Scratch folders of loaders in the cache folder; those of killed loaders are removed.

Each folder has a lock file of the same name, which its loader holds as long as it lives: the
system releases it when the process ends, however it ends.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "loading-"
# Held while folders are made or removed, so that no folder is seen before its lock is held.
_GATE = "loading.lock"


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """An empty folder in `parent` that is removed at the end. Raises OSError.

    Removes the folders that killed processes left there.
    """
    with FileLock(parent / _GATE, mode=0o600):
        _remove_stale(parent)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        lock = FileLock(_lock_of(folder), mode=0o600)
        lock.acquire()
    try:
        yield folder
    finally:
        with FileLock(parent / _GATE, mode=0o600):
            _remove(folder, lock)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _remove_stale(parent: Path) -> None:
    for path in parent.glob(f"{_PREFIX}*.lock"):
        lock = FileLock(path, timeout=0, mode=0o600)
        with suppress(Timeout, OSError):  # its loader lives, or it is another user's
            lock.acquire()
            _remove(path.with_suffix(""), lock)


def _remove(folder: Path, lock: FileLock) -> None:
    """Remove a folder, then the lock that is held on it."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        _lock_of(folder).unlink(missing_ok=True)
    lock.release()


__all__ = ["scratch_folder"]
