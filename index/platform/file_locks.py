"""Looking at the lock of a builder without taking it."""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def is_locked(path: Path) -> bool:
    """Whether a process holds the lock file at `path`, or whether that cannot be found out."""
    if fcntl is None:
        return True
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


__all__ = ["is_locked"]
