"""The size of a library."""

from pathlib import Path


def folder_bytes(folder: Path) -> int:
    """The size of the library on disk."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue  # a merge removed it just now
    return total


__all__ = ["folder_bytes"]
