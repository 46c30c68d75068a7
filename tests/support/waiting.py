"""Wait for a condition instead of for an amount of time."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import locations

# The longest wait before a test fails. A slow machine needs some of it; no result depends on it.
PATIENCE = 60.0
_STEP = 0.05


def eventually(happened: Callable[[], object], meanwhile: Callable[[], object] = bool) -> None:
    """Poll `happened` until true, calling `meanwhile` before each poll; fail after PATIENCE."""
    until = time.monotonic() + PATIENCE
    meanwhile()
    while not happened():
        assert time.monotonic() < until, "the condition did not come true"
        time.sleep(_STEP)
        meanwhile()


async def eventually_async(happened: Callable[[], object]) -> None:
    """As `eventually`, while the event loop of the app under test goes on."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "the condition did not come true"
        await asyncio.sleep(_STEP)


def saved_places() -> list[dict[str, Any]]:
    """The reading places that sessions of this test have written to the state folder."""
    found = []
    for path in locations.state_folder().glob("*"):
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(value, dict) and "article" in value:
            found.append(value)
    return found


def is_running(pid: int) -> bool:
    """Whether a process exists and has not ended (a zombie has ended)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
