"""Files of a database that are read past SQLite, without breaking SQLite's locks.

POSIX locks belong to a process and a file: closing any descriptor of the file drops all locks that
the process has on it. A builder in another process then takes itself for the last user of the
database and deletes the write-ahead log, and a reader never sees a change again. So a descriptor
stays open until the last connection of this process to that file is closed.
"""

import os
import threading
from pathlib import Path

# Device and inode.
FileKey = tuple[int, int]


class _Held:
    """The descriptors of one file, and how many users it has."""

    def __init__(self) -> None:
        self.descriptors: list[int] = []
        self.users = 0


_lock = threading.Lock()
_held: dict[FileKey, _Held] = {}


class HeldFile:
    """A user of a file: holds it open, and reads it. `release` it after closing the database."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        with _lock:
            info = path.stat()
            known = _held.get((info.st_dev, info.st_ino))
            if known is None:
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                info = os.fstat(descriptor)
                # the path may name another file by now, one that is held already
                known = _held.setdefault((info.st_dev, info.st_ino), _Held())
                known.descriptors.append(descriptor)
            known.users += 1
            self._key = info.st_dev, info.st_ino
            self._descriptor: int | None = known.descriptors[0]

    def size(self) -> int:
        """The size in bytes."""
        assert self._descriptor is not None
        return os.fstat(self._descriptor).st_size

    def read(self, at: int, size: int) -> bytes:
        """Up to `size` bytes from an offset. Raises OSError."""
        assert self._descriptor is not None
        return os.pread(self._descriptor, size, at)

    def release(self) -> None:
        """Stop using the file. Its descriptors close with the last user."""
        with _lock:
            if self._descriptor is None:
                return
            self._descriptor = None
            known = _held[self._key]
            known.users -= 1
            if not known.users:
                del _held[self._key]
                for descriptor in known.descriptors:
                    os.close(descriptor)

    def __enter__(self) -> "HeldFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


__all__ = ["HeldFile"]
