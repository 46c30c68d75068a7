"""Reading and analysing files in several processes, of which one may die alone.

Each process is `python -m index.reading_pool`: chunks of paths come in on its standard input, results
go out on its standard output, and it ends when its input closes, so with its builder however that
ends. What passes is pickled by ourselves for ourselves; nothing of it is ever stored.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from index.article import Analysis
from index.catalog import FileState
from index.errors import ReadFailure
from index.extract import analyse
from index.readers import read_file
from index.schema import Postings, postings

# Fewer files than this are not worth the start of a process.
_WORTH_A_POOL = 24
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class FileResult:
    """A file that was read: its state, and each article with its postings; none where `state.problem` says why."""

    path: str
    state: FileState
    articles: tuple[tuple[Analysis, dict[str, Postings]], ...] = ()


def read_one(path: str) -> FileResult:
    """Read and analyse one file. Whatever goes wrong becomes the file's problem, in one line."""
    size, mtime = 0, -1
    try:
        info = os.stat(path)
        size, mtime = info.st_size, info.st_mtime_ns
        articles = tuple((analysis, postings(analysis)) for analysis in map(analyse, read_file(Path(path))))
        return FileResult(path, FileState(size, mtime), articles)
    except ReadFailure as error:
        problem = str(error)
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except MemoryError:
        problem = "too large for this machine's memory"
    except Exception as error:  # one bad file never stops a build, whatever is wrong with it
        problem = f"reading it failed ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
    return FileResult(path, FileState(size, mtime, problem))


class _WorkerDied(Exception):
    pass


class _Worker:
    """One reading process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.reading_pool"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def read(self, paths: Sequence[str]) -> list[FileResult]:
        """The results for `paths`. Raises _WorkerDied."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            _send(stdin, list(paths))
            return _receive(stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _WorkerDied from error

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        self._process.wait()


def _send(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _receive(stream: IO[bytes]) -> list[FileResult]:
    found: list[FileResult] = pickle.load(stream)
    return found


def read_all(paths: Sequence[str], jobs: int | None = None) -> Iterator[FileResult]:
    """Read and analyse `paths` with `jobs` processes (None: one a core), in no certain order.

    A file whose reading ends the process that does it becomes a problem of its own.
    """
    count = jobs or os.cpu_count() or 1
    if len(paths) < _WORTH_A_POOL or count < 2:
        yield from map(read_one, paths)
        return
    chunks: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()
    for at in range(0, len(paths), _CHUNK):
        chunks.put(paths[at : at + _CHUNK])
    results: queue.Queue[list[FileResult] | BaseException] = queue.Queue(maxsize=count * 4)
    stopped = threading.Event()
    threads = [threading.Thread(target=_feed, args=(chunks, results, stopped), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        left = len(paths)
        while left:
            found = results.get()
            if isinstance(found, BaseException):
                raise found
            left -= len(found)
            yield from found
    finally:
        stopped.set()
        while any(thread.is_alive() for thread in threads):
            try:
                results.get(timeout=0.05)  # lets a thread that waits to hand over its results end
            except queue.Empty:
                continue


def _feed(
    chunks: "queue.SimpleQueue[Sequence[str]]", results: "queue.Queue[list[FileResult] | BaseException]", stopped: threading.Event
) -> None:
    """Keep one process at work until nothing is left."""
    worker: _Worker | None = None
    try:
        while not stopped.is_set():
            try:
                chunk = chunks.get_nowait()
            except queue.Empty:
                return
            worker = worker or _Worker()
            try:
                results.put(worker.read(chunk))
            except _WorkerDied:
                worker.stop()
                worker = None
                for path in chunk:
                    results.put([_read_alone(path)])
    except OSError as error:
        results.put(error)
    finally:
        if worker is not None:
            worker.stop()


def _read_alone(path: str) -> FileResult:
    """Read a file in a process of its own: of the files that were under way when one died, this tells which it was."""
    worker = _Worker()
    try:
        return worker.read([path])[0]
    except _WorkerDied:
        try:
            info = os.stat(path)
        except OSError:
            return FileResult(path, FileState(0, -1, "it has gone"))
        return FileResult(path, FileState(info.st_size, info.st_mtime_ns, "reading it ended the process that did"))
    finally:
        worker.stop()


def main() -> None:
    """Be a reading process. Ctrl-C is left to the builder."""
    # the classes of the results must be known under their own name, not as this program's
    from index.reading_pool import read_one as read

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a print from some library must not get between the results
    while True:
        try:
            paths = pickle.load(stdin)
        except EOFError:
            return
        _send(stdout, [read(path) for path in paths])


if __name__ == "__main__":
    main()
