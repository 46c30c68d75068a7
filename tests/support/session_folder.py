"""A folder for the temporary files of one pytest session, safe while other sessions run.

pytest itself numbers the folders of its sessions in one folder and prunes old ones. Here each
session locks a folder of its own. The system releases the lock when the process ends, even if it
is killed: a folder without a lock is a leftover, and the next session removes it.
"""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "pressmark-tests-"
# Bytes that must be free in memory. A session with four workers uses 200 MB.
_NEEDED = 2 << 30


class SessionFolder:
    """A new folder in `place`, locked until `remove` or the end of the process."""

    def __init__(self, place: Path) -> None:
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
            lock = _lock(self.path)
            # another session may have removed the folder before it was locked
            if lock is not None and self.path.is_dir():
                self._lock = lock
                return

    def remove(self) -> None:
        """Remove the folder with all files in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def memory_or_disk() -> Path:
    """The file system in memory if it has room and allows programs, else the temporary folder.

    A test of the room waits for the disk 20 times, 4 ms each.
    """
    named = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    if named:
        return Path(named)
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK):
        state = os.statvfs(memory)
        if state.f_bavail * state.f_frsize > _NEEDED and not state.f_flag & os.ST_NOEXEC:
            return memory
    return Path(tempfile.gettempdir())


def remove_leftovers(place: Path) -> None:
    """Remove the folders in `place` of this user's sessions that were killed."""
    for path in place.glob(f"{_PREFIX}*"):
        lock = _lock(path)
        if lock is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _lock(path: Path) -> int | None:
    """Lock a folder: the open file that holds the lock; None if another process has it."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        if os.fstat(handle).st_uid == os.getuid():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
    except OSError:
        pass
    os.close(handle)
    return None


__all__ = ["SessionFolder", "memory_or_disk", "remove_leftovers"]
