"""A reading process: files in, articles with their analyses and index segments out.

Run as `python -m index.ingest.worker SCRATCH SETTINGS`. Chunks of paths arrive on standard input,
results leave on standard output, and the process ends when its input closes. A chunk is answered in
parts, so that a slow file does not delay or endanger the results of the files before it. Segments
go to the scratch folder; the builder moves them into the index.
"""

import contextlib
import gc
import itertools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec.structs import replace

from index.catalog import as_stored
from index.engine.local import Analysed, PostingsBuilder, index_writing
from index.errors import ReadFailure
from index.extract import analyse_in_pieces
from index.ingest.careful_analysis import analysed_carefully
from index.ingest.reading_limits import OUT_OF_MEMORY, limit_memory, too_large, too_slow
from index.ingest.watchdog import Watchdog
from index.ingest.worker_messages import (
    Chunk,
    ChunkDone,
    ChunkResult,
    FileResult,
    Started,
    Unwritable,
    part_done,
    receive_chunk,
    send,
)
from index.model import Article, FileState, Span
from index.platform import keep_freed_memory, private_streams, use_huge_pages
from index.readers import read_file, reading_failed
from index.settings import Settings, unpacked

if TYPE_CHECKING:
    from index.engine.opensearch import DocumentWriter  # loads a client of clusters

# A part ends after this many seconds of processor time, after this many by the clock on a busy
# machine or disk, and before a file of this many bytes: each part costs a segment to merge.
_PART_SECONDS, _PART_AT_MOST = 3.0, 8.0
_LARGE = 1 << 20
# Code points of text in one segment: bounds the number of words in memory.
_SEGMENT_LENGTH = 12_000_000
# Files between two collections of garbage: few objects are in cycles.
_SELDOM = 1000
# Memory moves to huge pages once so many files are read and a chunk of so many is next, and again
# with twice as many read: it takes as much time as 500 files save.
_WORTH_HUGE_PAGES = 400
_MUCH_AHEAD = 700
# Seconds beyond the limit of a file, of the processor or by the clock, until the process ends.
_GRACE = 5
_watchdog = Watchdog()
# Set to the process id in a worker.
_READING = "PRESSMARK_READING"


class _OutOfTime(BaseException):
    """Time limit of a file exceeded. A BaseException, so that no library catches it."""


def read_one(path: str, settings: Settings) -> tuple[FileResult, list[Analysed]]:
    """Read and analyse one file. Any failure becomes the file's problem, in one line."""
    stamp = 0, -1, -1
    try:
        info = os.stat(path)
        stamp = info.st_size, info.st_mtime_ns, info.st_ctime_ns
        with _time_limit(settings.limits.seconds):
            articles, partly = read_file(Path(path), settings)
            doubled = settings.doubled_apostrophes
            analysed = [analysed_carefully(article, doubled) for article in articles]
        entries = tuple([as_stored(analysis) for analysis, _ in analysed])
        return FileResult(os.fsencode(path), FileState(*stamp, partly), entries), analysed
    except ReadFailure as error:
        problem = str(error)
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except _OutOfTime:
        _stop_timers()
        problem = too_slow(settings.limits)
    except MemoryError:
        problem = too_large(settings.limits)
    except Exception as error:  # a bad file never stops a build
        problem = reading_failed(error)
    return FileResult(os.fsencode(path), FileState(*stamp, problem)), []


@contextlib.contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """In a worker, raise _OutOfTime after some seconds, and again each second after that.

    Python runs no signal handler while C code works. So after some more CPU seconds SIGPROF, which
    nothing handles, ends the process. The watchdog ends one that takes no notice of the exception.
    """
    if os.environ.get(_READING) != str(os.getpid()):
        yield  # not our process: leave its signals alone
        return

    def give_up(*_: object) -> None:
        raise _OutOfTime

    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds + _GRACE)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    _watchdog.expect(seconds + _GRACE)
    try:
        yield
    finally:
        _watchdog.rest()
        _stop_timers()


def _stop_timers() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.setitimer(signal.ITIMER_PROF, 0)


def index_chunk(
    chunk: Chunk,
    scratch: Path,
    postings: "PostingsBuilder | DocumentWriter",
    settings: Settings,
    started: Callable[[int], None] = lambda _: None,
) -> Iterator[ChunkResult]:
    """Read, analyse and index a chunk into segments under `scratch`, and yield it in parts.

    A DocumentWriter writes lines for an archive in place of segments.

    Calls `started` with the place of each file in the chunk before reading it. Raises OSError if
    `scratch` cannot be written, MemoryError.
    """
    paths = list(enumerate(chunk))[::-1]
    while paths:
        files: list[FileResult] = []
        analysed = _read_part(paths, files, settings, started)
        if not isinstance(postings, PostingsBuilder):
            yield _document_part(analysed, files, scratch, postings)
            continue
        written = [
            index_writing.write_articles(
                scratch,
                postings,
                itertools.chain(
                    [first], _up_to(_SEGMENT_LENGTH - len(first[0].article.text), analysed)
                ),
            )
            for first in analysed
        ]
        signatures = itertools.chain.from_iterable(one.signatures for one in written)
        signed = [
            replace(
                file,
                articles=tuple([replace(one, signature=next(signatures)) for one in file.articles]),
            )
            for file in files
        ]
        yield ChunkResult(tuple(signed), tuple(one.segment for one in written), scratch)


def _document_part(
    analysed: Iterator[Analysed], files: list[FileResult], scratch: Path, writer: "DocumentWriter"
) -> ChunkResult:
    """Write the articles of a part as lines for an archive; the result has their ids alone."""
    # `files` grows while `analysed` is read: each article's entry is there when the article is
    entries = (entry for at in itertools.count() for entry in files[at].articles)
    handle, name = tempfile.mkstemp(".lines", dir=scratch)
    os.close(handle)
    pairs = ((analysis, next(entries)) for analysis, _ in analysed)
    writer.write(Path(name), pairs)
    short = [
        replace(file, articles=tuple(replace(one, encoded=b"", actors=()) for one in file.articles))
        for file in files
    ]
    return ChunkResult(tuple(short), (), scratch, Path(name).name)


def _read_part(
    paths: list[tuple[int, str]],
    files: list[FileResult],
    settings: Settings,
    started: Callable[[int], None],
) -> Iterator[Analysed]:
    """Read files from the end of `paths` until the part is complete; yield their articles lazily.

    Removes from `paths` what it reads, and appends the results to `files`.
    """
    until, worked = time.monotonic() + _PART_AT_MOST, time.process_time() + _PART_SECONDS
    while paths:
        place, path = paths.pop()
        started(place)
        found, analysed = read_one(path, settings)
        files.append(found)
        yield from analysed
        if (
            time.process_time() >= worked
            or time.monotonic() >= until
            or (paths and _is_large(paths[-1][1]))
        ):
            return


def _is_large(path: str) -> bool:
    try:
        return os.stat(path).st_size >= _LARGE
    except OSError:
        return False


def _up_to(size: int, analyses: Iterator[Analysed]) -> Iterator[Analysed]:
    """The next articles, until `size` code points are reached."""
    while size > 0 and (analysed := next(analyses, None)) is not None:
        size -= len(analysed[0].article.text)
        yield analysed


def writer_for(archive: str) -> "PostingsBuilder | DocumentWriter":
    """What writes the words of articles: for a library, or for the archive of this name."""
    if not archive:
        return PostingsBuilder()
    from index.engine.opensearch import DocumentWriter

    return DocumentWriter(archive)


def warm_up() -> None:
    """Load what the first article of a process waits for, so that forked processes share it."""
    text = "Title\n\n“We go,” said Anna Bell in Rome on May 12 (Izvestia, May 11)."
    analyse_in_pieces(Article("", "", "Title", text, 7, (Span(7, len(text)),)), False)


def main(scratch: str, packed: str, archive: str = "") -> None:
    """Serve the builder on standard input and output."""
    serve(*private_streams(), scratch, packed, archive)


def serve(
    stdin: IO[bytes], stdout: IO[bytes], scratch: str, packed: str, archive: str = ""
) -> None:
    """Read chunks until `stdin` closes; this process is a worker from now on.

    With the name of an `archive` its documents are written, else segments of a library's index.
    Ctrl-C is left to the builder.
    """
    os.environ[_READING] = str(os.getpid())
    settings = unpacked(packed)
    limit_memory(settings.limits.memory_megabytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    postings = writer_for(archive)
    keep_freed_memory()
    gc.set_threshold(3_000_000, 20, 50)  # analyses are many small objects without cycles
    uncollected = 0  # files read since the last collection
    done, huge_at = 0, _WORTH_HUGE_PAGES
    while True:
        if uncollected >= _SELDOM:
            # what lives on are caches of words: no later collection looks at them
            gc.collect()
            gc.freeze()
            uncollected = 0
        try:
            chunk = receive_chunk(stdin)
        except EOFError:
            return
        if done >= huge_at and len(chunk) >= _MUCH_AHEAD:
            use_huge_pages()
            huge_at = 2 * done
        uncollected += len(chunk)
        done += len(chunk)
        try:
            for part in index_chunk(
                chunk, Path(scratch), postings, settings, lambda place: send(stdout, Started(place))
            ):
                send(stdout, part_done(part))
            send(stdout, ChunkDone())
        except OSError as error:
            send(stdout, Unwritable(error.errno, error.strerror))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main(*sys.argv[1:])
