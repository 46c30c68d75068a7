"""Starts and supervises a build in a child process, so that it never blocks the reader.

`python -m index.ingest.build_process SETTINGS FOLDER ROOT…` prints one JSON line a step and one at
the end. It exits when its standard input closes, and so with its parent.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import LibraryBusy, PressmarkError
from index.ingest.progress import Progress, Summary
from index.platform import IDLE_THREAD, end_with_parent, start_child, stop_child
from index.settings import Settings, unpacked


class BuilderFailed(PressmarkError):
    """The build ended without a summary; the message says why."""


class Builder:
    """A builder process of a library. Iterate over it: Progress records, then one Summary."""

    def __init__(self, folder: Path, roots: Sequence[Path], settings: Settings) -> None:
        self._process = start_child(
            "index.ingest.build_process", (settings.packed(), *map(str, (folder, *roots)))
        )

    def __iter__(self) -> Iterator[Progress | Summary]:
        """Raises BuilderFailed if the build fails or dies, LibraryBusy if another one runs."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                step = json.loads(line)
            except ValueError:
                continue  # output of a third-party library
            match step.pop("step"):
                case "progress":
                    yield Progress(**step)
                case "done":
                    yield Summary(**step)
                    self.stop()
                    return
                case "busy":
                    raise LibraryBusy(step["message"])
                case _:
                    raise BuilderFailed(step["message"])
        raise BuilderFailed(
            "The process that reads the articles ended too early;"
            " `pressmark index` tries again and says why."
        )

    def stop(self) -> None:
        """Stop the build. Batches that it has written stay."""
        stop_child(self._process)


_printing = threading.Lock()


def _print(step: str, **values: object) -> None:
    """Print one step as a JSON line. Several threads call this."""
    line = json.dumps({"step": step, **values}) + "\n"
    with _printing:
        sys.stdout.write(line)
        sys.stdout.flush()


def main(packed: str, folder: str, *roots: str) -> None:
    """Build the library and print each step."""
    from index.errors import writing_problem

    os.umask(0o077)
    threading.Thread(target=end_with_parent, name=IDLE_THREAD, daemon=True).start()

    def progress(now: Progress) -> None:
        _print(
            "progress", done=now.done, total=now.total, articles=now.articles, seconds=now.seconds
        )

    from index.ingest.build import build_library  # the parent, a reader, never builds

    try:
        summary = build_library(
            Path(folder),
            [Path(root) for root in roots],
            settings=unpacked(packed),
            on_progress=progress,
        )
        _print("done", **{name: getattr(summary, name) for name in Summary.__struct_fields__})
    except LibraryBusy as error:
        _print("busy", message=str(error))
    except PressmarkError as error:
        _print("failed", message=str(error))
    except OSError as error:
        _print("failed", message=str(writing_problem(error, Path(folder))))
    except Exception as error:
        _print("failed", message=f"Reading the articles failed ({type(error).__name__}: {error}).")


if __name__ == "__main__":
    main(*sys.argv[1:])
