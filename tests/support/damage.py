"""Damage to files that a library has open."""

from pathlib import Path


def overwrite(path: Path, raw: bytes) -> None:
    """Write other bytes into a file without making it shorter.

    Truncating a file that a thread reads through a memory map ends the process with SIGBUS.
    """
    with path.open("r+b") as file:
        file.write(raw)
