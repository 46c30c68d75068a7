"""Processes that end with the one that started them, however that ends."""

import os
import sys


def end_with_parent() -> None:
    """Wait until standard input closes, which it does with whoever holds its other end, and end this process."""
    sys.stdin.buffer.read()
    os._exit(1)
