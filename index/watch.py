"""Noticing that something in a library's folders has changed, while a reader is open."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from index.readers import can_read


class _Articles(DefaultFilter):
    """Files that a reader knows, and folders that come or go."""

    def __call__(self, change: Change, path: str) -> bool:
        return (
            super().__call__(change, path) and not Path(path).name.startswith(".") and (can_read(path) or not Path(path).suffix)
        )


def changes(roots: Sequence[Path], stop: threading.Event) -> Iterator[None]:
    """Yield once for each burst of changes under `roots`, until `stop` is set.

    Ends at once where the folders cannot be watched (no inotify watches left, a file system
    without events): the next start of the reader finds the changes all the same.
    """
    try:
        for _ in watch(*roots, watch_filter=_Articles(), stop_event=stop, debounce=800, rust_timeout=500, raise_interrupt=False):
            yield
    except (OSError, RuntimeError):
        return
