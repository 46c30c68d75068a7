"""Read, analyse and index files in several processes, each of which may die without harm.

Each process runs `index.ingest.worker`: chunks of paths go to its standard input, results come from
its standard output (`index.ingest.worker_messages`), and it ends when its input closes, so it never
outlives its builder. It writes segments into a scratch folder; the builder moves them into the
index. The first processes are forked where that is safe; others start as `python -m`.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.ingest.reading_limits import OUT_OF_MEMORY, OUT_OF_TIME, too_large, too_slow
from index.ingest.worker import index_chunk, serve, warm_up, writer_for
from index.ingest.worker_messages import (
    Chunk,
    ChunkDone,
    ChunkResult,
    FileResult,
    Started,
    Unwritable,
    receive,
    result_of,
    send_chunk,
)
from index.model import FileState
from index.platform import ForkedChild, can_fork
from index.readers import harmless
from index.settings import Limits, Settings

# For fewer files no process is started.
_WORTH_A_POOL = 24
# Small chunks first, so that the first articles can be found soon.
_FIRST_CHUNK, _LARGEST_CHUNK = 4, 1500
# Seconds that a process which has closed its pipes may take to end.
_DYING = 10.0
# Exit statuses of a process whose file took too long.
_SLOW = (-signal.SIGPROF, OUT_OF_TIME)
_DIED = "reading it ended the process that did"


class _WorkerDied(Exception):
    """A worker ended early. `status` is its exit status, negative for a signal.

    `sent` is how many files of the chunk have arrived, `place` the file that it last started.
    """

    def __init__(self, status: int, sent: int, place: int | None) -> None:
        super().__init__(status)
        self.status, self.sent, self.place = status, sent, place


class _Unwritable(Exception):
    """The scratch folder cannot be written: the build as a whole has to end."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


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
    """A worker process that reads files."""

    def __init__(
        self, scratch: Path, settings: Settings, archive: str, *, forked: bool = False
    ) -> None:
        self._scratch = scratch
        given = (str(scratch), settings.packed(), archive)
        self._process: subprocess.Popen[bytes] | ForkedChild
        if forked:
            self._process = ForkedChild(lambda stdin, stdout: serve(stdin, stdout, *given))
            return
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.ingest.worker", *given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # one thread a process
        )

    def read(self, chunk: Chunk) -> Iterator[ChunkResult]:
        """Yield the results of a chunk in parts. Raises _WorkerDied, _Unwritable."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        sent, place = 0, None
        try:
            send_chunk(stdin, chunk)
            while True:
                found = receive(stdout)
                match found:
                    case ChunkDone():
                        return
                    case Started():
                        place = found.place
                    case Unwritable():
                        raise _Unwritable(OSError(found.errno, found.reason))
                    case _:
                        sent += len(found.files)
                        yield result_of(found, self._scratch)
        except (BrokenPipeError, EOFError, ValueError) as error:
            raise _WorkerDied(self.stop(_DYING), sent, place) from error

    def stop(self, patience: float = 0.0) -> int:
        """Wait `patience` seconds for the process to end, then kill it; return its exit status."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait(_DYING)


def read_all(
    paths: Sequence[str],
    scratch: Path,
    settings: Settings,
    jobs: int | None = None,
    archive: str = "",
) -> Iterator[ChunkResult]:
    """Read, analyse and index `paths` with `jobs` processes (None: one a core), in any order.

    With the name of an `archive`, results have lines for it instead of segments. A file whose
    reading ends its process fails alone. Raises OSError if `scratch` cannot be written.
    """
    count = jobs or os.cpu_count() or 1
    few = len(paths) < _WORTH_A_POOL
    if all(map(harmless, paths)) and (few or count < 2):
        postings = writer_for(archive)
        for chunk in chunks_of(paths, 1):
            yield from index_chunk(chunk, scratch, postings, settings)
        return
    count = 1 if few else count
    waiting: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    for chunk in chunks_of(paths, count):
        waiting.put(chunk)
    results: queue.Queue[ChunkResult | OSError] = queue.Queue(maxsize=count * 2)
    stopped = threading.Event()
    workers: list[_Worker | None] = [None] * count
    if can_fork():
        warm_up()
        workers = [_Worker(scratch, settings, archive, forked=True) for _ in range(count)]
    threads = [
        threading.Thread(
            target=_feed,
            args=(worker, waiting, results, stopped, scratch, settings, archive),
            daemon=True,
        )
        for worker in workers
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
                results.get(timeout=0.05)  # unblocks a thread that waits to deliver results
            except queue.Empty:
                continue


def _feed(
    worker: _Worker | None,
    waiting: "queue.SimpleQueue[Chunk]",
    results: "queue.Queue[ChunkResult | OSError]",
    stopped: threading.Event,
    scratch: Path,
    settings: Settings,
    archive: str,
) -> None:
    """Feed one worker, or a new one, until no chunk is left; replace it if it dies."""
    own: list[Chunk] = []  # the rest of a chunk after its worker died
    try:
        while not stopped.is_set():
            try:
                chunk = own.pop() if own else waiting.get_nowait()
            except queue.Empty:
                return
            worker = worker or _Worker(scratch, settings, archive)
            try:
                for part in worker.read(chunk):
                    results.put(part)
                    if stopped.is_set():
                        return
            except _WorkerDied as died:
                worker = None
                left, deadly = split_at_death(chunk, died.sent, died.place, died.status)
                own += left
                if deadly is not None:
                    problem = _problem_of(died.status, settings.limits)
                    results.put(ChunkResult((_failed(deadly, problem),), (), scratch))
    except _Unwritable as error:
        results.put(error.error)
    except OSError as error:
        results.put(error)
    finally:
        if worker is not None:
            worker.stop()


def split_at_death(
    chunk: Chunk, sent: int, place: int | None, status: int
) -> tuple[list[Chunk], str | None]:
    """The chunks to read again after a worker died, last one first, and the file that killed it.

    `sent` files have arrived, `place` is the file started last. A file killed its worker if it was
    the only one left, or if the worker exceeded its time limit. In other cases the file started
    last is read again alone, and those before it in two halves: all together they may have needed
    too much memory.

    Example: of the files a b c d e, a has arrived and d was started. Without a time limit the rest
    is read again as (b), (c), (d) alone, (e), so that a file that kills again is found.
    """
    before = chunk[sent:place] if place is not None else ()
    at = sent if place is None else max(place, sent)
    if at >= len(chunk):  # it died between the last file and the end of the chunk
        return ([chunk[sent:]] if sent < len(chunk) else []), None
    suspect, after = chunk[at], chunk[at + 1 :]
    is_sure = len(chunk) - sent == 1 or status in _SLOW
    half = (len(before) + 1) // 2
    left = [after, () if is_sure else (suspect,), before[half:], before[:half]]
    return [part for part in left if part], suspect if is_sure else None


def _problem_of(status: int, limits: Limits) -> str:
    if status in _SLOW:
        return too_slow(limits)
    return too_large(limits) if status == OUT_OF_MEMORY else _DIED


def _failed(path: str, problem: str) -> FileResult:
    """The result of a file that ended the process that read it."""
    try:
        info = os.stat(path)
    except OSError:
        return FileResult(os.fsencode(path), FileState(0, -1, -1, "it has gone"))
    state = FileState(info.st_size, info.st_mtime_ns, info.st_ctime_ns, problem)
    return FileResult(os.fsencode(path), state)


__all__ = ["chunks_of", "read_all", "split_at_death"]
