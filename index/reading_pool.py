"""Reading and analysing files in several processes, of which one may die alone."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path

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


def _read_chunk(paths: Sequence[str]) -> list[FileResult]:
    return [read_one(path) for path in paths]


def _start_worker() -> None:
    """Leave Ctrl-C to the builder, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel

        def watch() -> None:
            connection.wait([sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def _context() -> multiprocessing.context.BaseContext:
    # fork copies the locks of other threads as they stand; a server process has none
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["index.reading_pool"])
        return context
    return multiprocessing.get_context("spawn")


def read_all(paths: Sequence[str], jobs: int | None = None) -> Iterator[FileResult]:
    """Read and analyse `paths` with `jobs` processes (None: one a core), in no certain order."""
    count = jobs or os.cpu_count() or 1
    if len(paths) < _WORTH_A_POOL or count < 2:
        yield from map(read_one, paths)
        return
    chunks = [paths[at : at + _CHUNK] for at in range(0, len(paths), _CHUNK)]
    while chunks:
        lost = yield from _read_chunks(chunks, count)
        if not lost:
            return
        # a worker died: of what was under way, each file alone tells which one it was
        for path in (path for chunk in lost for path in chunk):
            yield _read_alone(path)
        left = set(map(tuple, lost))
        chunks = [chunk for chunk in chunks if tuple(chunk) not in left]


def _read_chunks(chunks: list[Sequence[str]], count: int) -> Generator[FileResult, None, list[Sequence[str]]]:
    """Yields results; takes what is finished out of `chunks`, returns what was under way when a worker died."""
    waiting = list(reversed(chunks))
    running: dict[Future[list[FileResult]], Sequence[str]] = {}
    pool = ProcessPoolExecutor(count, mp_context=_context(), initializer=_start_worker)
    try:
        while waiting or running:
            while waiting and len(running) < count * 3:
                chunk = waiting.pop()
                running[pool.submit(_read_chunk, chunk)] = chunk
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                results = future.result()
                chunks.remove(running.pop(future))
                yield from results
    except BrokenProcessPool:
        return list(running.values())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return []


def _read_alone(path: str) -> FileResult:
    with ProcessPoolExecutor(1, mp_context=_context(), initializer=_start_worker) as pool:
        try:
            return pool.submit(read_one, path).result()
        except BrokenProcessPool:
            info = os.stat(path)
            return FileResult(path, FileState(info.st_size, info.st_mtime_ns, "reading it ended the process that did"))
