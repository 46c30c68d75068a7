"""Noticing that something in a library's folders has changed, while a reader is open.

    python -m index.ingest.watch ROOT…

is the process that watches: to begin with, it goes through all folders, which in the reader's own
would make keys wait. It prints a JSON list of paths for each burst of changes, and ends with
whoever started it.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.platform import end_with_parent, start_child, stop_child


def changes(roots: Sequence[Path], stop: threading.Event) -> Iterator[None]:
    """Yield once for each burst of changes under `roots` in files that a reader knows, until `stop` is set.

    Ends at once where the folders cannot be watched (no inotify watches left, a file system
    without events): the next start of the reader finds the changes all the same.
    """
    try:
        process = start_child("index.ingest.watch", map(str, roots))
    except OSError:
        return
    threading.Thread(target=_end, args=(process, stop), daemon=True).start()
    assert process.stdout is not None
    for line in process.stdout:
        if not stop.is_set() and any(map(_is_news, json.loads(line))):
            yield


def _end(process: "subprocess.Popen[bytes]", stop: threading.Event) -> None:
    stop.wait()
    stop_child(process)


def _is_news(path: str) -> bool:
    """Whether it is a file that a reader knows, or a folder."""
    from index.readers import can_read

    return not Path(path).name.startswith(".") and (can_read(path) or not Path(path).suffix)


def main(*roots: str) -> None:
    """Print what changes."""
    from watchfiles import watch

    threading.Thread(target=end_with_parent, daemon=True).start()
    with contextlib.suppress(OSError, RuntimeError):
        for burst in watch(*roots, debounce=800, rust_timeout=500, raise_interrupt=False):
            print(json.dumps([path for _, path in burst]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
