"""File system notifications for the folders of an open library.

`python -m index.ingest.watch ROOT…` watches in a child process: setting up the watches walks all
folders, which would delay keys in the reader. It prints a JSON list of paths for each burst of
changes and exits with its parent.
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
    """Yield once for each burst of changes to readable files under `roots`, until `stop` is set.

    Returns immediately if the folders cannot be watched (no inotify watches left, a file system
    without events). The next start of the reader finds such changes anyway.
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
    """Whether the path is a folder or a file of a readable format."""
    from index.readers import can_read

    return not Path(path).name.startswith(".") and (can_read(path) or not Path(path).suffix)


def main(*roots: str) -> None:
    """Print the paths of each burst of changes."""
    from watchfiles import watch

    threading.Thread(target=end_with_parent, daemon=True).start()
    with contextlib.suppress(OSError, RuntimeError):
        for burst in watch(*roots, debounce=800, rust_timeout=500, raise_interrupt=False):
            print(json.dumps([path for _, path in burst]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
