"""Reading, analysing and indexing files in several processes, of which one may die alone.

Each process is `python -m index.reading_pool`: chunks of paths come in on its standard input, what
came of them goes out on its standard output, and it ends when its input closes, so with its builder
however that ends. It writes Whoosh segments of each chunk into a scratch folder; the builder only
has to adopt them. What passes is pickled by ourselves for ourselves; nothing of it is ever stored.
"""

import contextlib
import gc
import itertools
import os
import pickle
import queue
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from index import inverted, limits
from index.catalog import FileState
from index.entry import Entry, entry_of
from index.errors import ReadFailure
from index.extract import analyse_in_pieces
from index.gather import Analysed, Gatherer
from index.memory import keep_freed
from index.readers import harmless, read_file

# Fewer files than this are not worth the start of a process.
_WORTH_A_POOL = 24
# Small chunks first, so that the first articles are found at once; the largest is what a crash loses.
_FIRST_CHUNK, _LARGEST_CHUNK = 12, 1500
_TELL_EVERY = 25
# Code points of text that are indexed at once: what is kept of a chunk in memory, as numbers of words.
_AT_ONCE = 12_000_000
# Names the process that is one for reading, to itself.
_READING = "PRESSMARK_READING"


class FileResult(Struct, frozen=True, array_like=True):
    """A file that was read: its state and its articles; none where `state.problem` says why."""

    raw_path: bytes
    state: FileState
    articles: tuple[Entry, ...] = ()

    @property
    def path(self) -> str:
        """Where the file is, as Python spells paths."""
        return os.fsdecode(self.raw_path)


Chunk = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What came of a chunk of paths.

    `segments` hold its articles in order, each numbered from 0, and lie in `folder`.
    """

    files: tuple[FileResult, ...]
    segments: tuple[Any, ...]
    folder: Path

    def __getstate__(self) -> tuple[bytes, tuple[Any, ...], Path]:
        """What passes between processes: msgpack takes a third of the time of a pickle."""
        return msgspec.msgpack.encode(self.files), self.segments, self.folder

    def __setstate__(self, state: tuple[bytes, tuple[Any, ...], Path]) -> None:
        files, segments, folder = state
        object.__setattr__(self, "files", _files.decode(files))
        object.__setattr__(self, "segments", segments)
        object.__setattr__(self, "folder", folder)


_files = msgspec.msgpack.Decoder(tuple[FileResult, ...])


def read_one(path: str) -> tuple[FileResult, list[Analysed]]:
    """Read and analyse one file. Whatever goes wrong becomes the file's problem, in one line."""
    size, mtime = 0, -1
    try:
        info = os.stat(path)
        size, mtime = info.st_size, info.st_mtime_ns
        with _in_time():
            articles, partly = read_file(Path(path))
            doubled = limits.doubled_apostrophes()
            analysed = [analyse_in_pieces(article, doubled) for article in articles]
        entries = tuple([entry_of(analysis) for analysis, _ in analysed])
        return FileResult(os.fsencode(path), FileState(size, mtime, partly), entries), analysed
    except ReadFailure as error:
        problem = str(error)
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except MemoryError:
        problem = f"needs more than {limits.current().memory_megabytes} MiB of memory to read (limit in the config file)"
    except Exception as error:  # one bad file never stops a build, whatever is wrong with it
        problem = (
            f"reading it failed ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
        )
    return FileResult(os.fsencode(path), FileState(size, mtime, problem)), []


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """In a reading process, give up after the time that one file may take; where even that does not help, end the process."""
    if os.environ.get(_READING) != str(os.getpid()):
        yield  # the signals of another program are its own business
        return
    seconds = limits.current().seconds

    def give_up(*_: object) -> None:
        raise ReadFailure(f"took longer than {seconds} seconds to read (limit in the config file)")

    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(
        signal.ITIMER_PROF, seconds * 2
    )  # of this nothing hears but the system, which ends the process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory() -> None:
    """Let asking for more memory than one file may take fail."""
    most = limits.current().memory_megabytes << 20
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


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

    def __init__(self, scratch: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.reading_pool", str(scratch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "OPENBLAS_NUM_THREADS": "1",
            },  # nothing here is worth the threads that numpy would start
        )

    def read(self, chunk: Chunk, tell: Callable[[int], None]) -> ChunkResult:
        """What comes of a chunk; `tell` hears how many more files are read. Raises _WorkerDied, OSError."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            _send(stdin, chunk)
            while True:
                found = pickle.load(stdout)
                if isinstance(found, ChunkResult):
                    return found
                if isinstance(found, OSError):
                    raise _Unwritable(found)
                tell(found)
        except (BrokenPipeError, EOFError, pickle.UnpicklingError) as error:
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


def _send(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def read_all(
    paths: Sequence[str],
    scratch: Path,
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
        gatherer = Gatherer()
        for chunk in chunks_of(paths, 1):
            yield index_chunk(chunk, scratch, gatherer, tell)
        return
    count = 1 if few else count
    waiting: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    for chunk in chunks_of(paths, count):
        waiting.put(chunk)
    results: queue.Queue[ChunkResult | OSError] = queue.Queue(maxsize=count * 2)
    stopped = threading.Event()
    threads = [
        threading.Thread(target=_feed, args=(waiting, results, stopped, scratch, tell), daemon=True)
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
            worker = worker or _Worker(scratch)
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
        return FileResult(os.fsencode(path), FileState(0, -1, "it has gone"))
    return FileResult(
        os.fsencode(path),
        FileState(info.st_size, info.st_mtime_ns, "reading it ended the process that did"),
    )


def index_chunk(
    chunk: Chunk, scratch: Path, gatherer: Gatherer, tell: Callable[[int], None]
) -> ChunkResult:
    """Read, analyse and index a chunk into segments under `scratch`. Raises OSError where that cannot be written."""
    files: list[FileResult] = []
    read = _analysed(chunk, files, tell)
    written = [
        inverted.write_segment(
            scratch,
            gatherer,
            itertools.chain([first], _about(_AT_ONCE - len(first[0].article.text), read)),
        )
        for first in read
    ]
    signatures = itertools.chain.from_iterable(one.signatures for one in written)
    signed = [
        replace(
            file,
            articles=tuple([replace(one, signature=next(signatures)) for one in file.articles]),
        )
        for file in files
    ]
    return ChunkResult(tuple(signed), tuple(one.segment for one in written), scratch)


def _analysed(
    chunk: Chunk, files: list[FileResult], tell: Callable[[int], None]
) -> Iterator[Analysed]:
    """The articles of a chunk, one file after the other, so that no more of them is kept than somebody wants; what came of each file goes into `files`."""
    for at, path in enumerate(chunk, 1):
        found, analysed = read_one(path)
        files.append(found)
        yield from analysed
        if at % _TELL_EVERY == 0:
            tell(_TELL_EVERY)
    tell(len(chunk) % _TELL_EVERY)


def _about(size: int, analyses: Iterator[Analysed]) -> Iterator[Analysed]:
    """The next articles, until `size` code points are reached."""
    while size > 0 and (analysed := next(analyses, None)) is not None:
        size -= len(analysed[0].article.text)
        yield analysed


def main(scratch: str) -> None:
    """Be a reading process. Ctrl-C is left to the builder."""
    # the classes of the results must be known under their own name, not as this program's
    from index.reading_pool import index_chunk as work

    os.environ[_READING] = str(os.getpid())
    _limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a print from some library must not get between the results
    gatherer = Gatherer()
    keep_freed()
    gc.freeze()
    gc.set_threshold(
        400_000, 20, 50
    )  # what an analysis makes is many small things that hardly ever form circles
    while True:
        try:
            chunk = pickle.load(stdin)
        except EOFError:
            return
        try:
            _send(stdout, work(chunk, Path(scratch), gatherer, lambda count: _send(stdout, count)))
        except OSError as error:
            _send(stdout, OSError(error.errno, error.strerror))


if __name__ == "__main__":
    main(*sys.argv[1:])
