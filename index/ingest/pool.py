"""Reading, analysing and indexing files in several processes, of which one may die alone.

Each process is `python -m index.ingest.worker`: chunks of paths come in on its standard input,
results go out on its standard output (`index.ingest.worker_messages`), and it ends when its input closes,
so it never outlives its builder. It writes the segments of each chunk into a scratch folder; the
builder moves them into the index.
"""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index.engine.local import PostingsBuilder
from index.ingest.worker import index_chunk
from index.ingest.worker_messages import (
    Chunk,
    ChunkResult,
    FileResult,
    Finished,
    Unwritable,
    receive,
    result_of,
    send_chunk,
)
from index.model import FileState
from index.readers import harmless
from index.settings import Settings

# Fewer files than this are not worth the start of a process.
_WORTH_A_POOL = 24
# Small chunks first, so that the first articles are found at once; the largest is what a crash loses.
_FIRST_CHUNK, _LARGEST_CHUNK = 12, 1500


class _WorkerDied(Exception):
    pass


def chunks_of(paths: Sequence[str], count: int) -> list[Chunk]:
    """`paths` in chunks for `count` processes, small ones first."""
    chunks: list[Chunk] = []
    at, size = 0, _FIRST_CHUNK
    while at < len(paths):
        chunks.append(tuple(paths[at : at + size]))
        at += len(chunks[-1])
        if len(chunks) % count == 0:
            size = min(size * 3, _LARGEST_CHUNK, max(_FIRST_CHUNK, (len(paths) - at) // count))
    return chunks


class _Worker:
    """One reading process."""

    def __init__(self, scratch: Path, settings: Settings) -> None:
        self._scratch = scratch
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.ingest.worker", str(scratch), settings.packed()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "OPENBLAS_NUM_THREADS": "1",
            },  # nothing here is worth the threads that numpy would start
        )

    def read(self, chunk: Chunk, tell: Callable[[int], None]) -> ChunkResult:
        """The result of a chunk; calls `tell` with the number of files read since the last call.

        Raises _WorkerDied, OSError.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            send_chunk(stdin, chunk)
            while True:
                found = receive(stdout)
                if isinstance(found, Finished):
                    return result_of(found, self._scratch)
                if isinstance(found, Unwritable):
                    raise _Unwritable(OSError(found.errno, found.reason))
                tell(found.files)
        except (BrokenPipeError, EOFError, ValueError) as error:
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


class _Unwritable(Exception):
    """The scratch folder cannot be written: the build as a whole has to end."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def read_all(
    paths: Sequence[str],
    scratch: Path,
    settings: Settings,
    jobs: int | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Iterator[ChunkResult]:
    """Read, analyse and index `paths` with `jobs` processes (None: one a core), in no certain order.

    `tell` hears of files as they are read, from other threads. A file whose reading ends the
    process that does it becomes a problem of its own. Raises OSError where `scratch` cannot be written.
    """
    count = jobs or os.cpu_count() or 1
    few = len(paths) < _WORTH_A_POOL
    if all(map(harmless, paths)) and (few or count < 2):
        gatherer = PostingsBuilder()
        for chunk in chunks_of(paths, 1):
            yield index_chunk(chunk, scratch, gatherer, tell, settings)
        return
    count = 1 if few else count
    waiting: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    for chunk in chunks_of(paths, count):
        waiting.put(chunk)
    results: queue.Queue[ChunkResult | OSError] = queue.Queue(maxsize=count * 2)
    stopped = threading.Event()
    threads = [
        threading.Thread(
            target=_feed, args=(waiting, results, stopped, scratch, settings, tell), daemon=True
        )
        for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    try:
        left = len(paths)
        while left:
            found = results.get()
            if isinstance(found, OSError):
                raise found
            left -= len(found.files)
            yield found
    finally:
        stopped.set()
        while any(thread.is_alive() for thread in threads):
            try:
                results.get(timeout=0.05)  # lets a thread that waits to hand over its results end
            except queue.Empty:
                continue


def _feed(
    waiting: "queue.SimpleQueue[Chunk]",
    results: "queue.Queue[ChunkResult | OSError]",
    stopped: threading.Event,
    scratch: Path,
    settings: Settings,
    tell: Callable[[int], None],
) -> None:
    """Keep one process at work until nothing is left."""
    worker: _Worker | None = None
    own: list[Chunk] = []  # halves of a chunk at which a process died
    try:
        while not stopped.is_set():
            try:
                chunk = own.pop() if own else waiting.get_nowait()
            except queue.Empty:
                return
            worker = worker or _Worker(scratch, settings)
            try:
                results.put(worker.read(chunk, tell))
            except _WorkerDied:
                worker.stop()
                worker = None
                if len(chunk) == 1:
                    results.put(ChunkResult((_deadly(chunk[0]),), (), scratch))
                else:
                    half = len(chunk) // 2
                    own += [chunk[half:], chunk[:half]]
    except _Unwritable as error:
        results.put(error.error)
    except OSError as error:
        results.put(error)
    finally:
        if worker is not None:
            worker.stop()


def _deadly(path: str) -> FileResult:
    """A file that ended the process that read it alone."""
    try:
        info = os.stat(path)
    except OSError:
        return FileResult(os.fsencode(path), FileState(0, -1, -1, "it has gone"))
    return FileResult(
        os.fsencode(path),
        FileState(
            info.st_size,
            info.st_mtime_ns,
            info.st_ctime_ns,
            "reading it ended the process that did",
        ),
    )
