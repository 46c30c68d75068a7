"""One reading process: files in, articles with their analyses and index segments out.

Run as `python -m index.ingest.worker SCRATCH SETTINGS`: chunks of paths arrive on standard input, results
leave on standard output, and the process ends when its input closes. Segments of each chunk go to
the scratch folder; the builder moves them into the index.
"""

import contextlib
import gc
import itertools
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from index.catalog import entry_of
from index.engine.local import Analysed, PostingsBuilder, whoosh_index
from index.errors import ReadFailure
from index.extract import analyse_in_pieces
from index.ingest.worker_messages import (
    Chunk,
    ChunkResult,
    FileResult,
    Progressed,
    Unwritable,
    finished,
    receive_chunk,
    send,
)
from index.model import FileState
from index.platform import keep_freed_memory
from index.readers import read_file
from index.settings import Settings, unpacked

_TELL_EVERY = 25


# Code points of text that are indexed at once: what is kept of a chunk in memory, as numbers of words.
_AT_ONCE = 12_000_000


# Names the process that is one for reading, to itself.
_READING = "PRESSMARK_READING"


def read_one(path: str, settings: Settings) -> tuple[FileResult, list[Analysed]]:
    """Read and analyse one file. Whatever goes wrong becomes the file's problem, in one line."""
    stamp = 0, -1, -1
    try:
        info = os.stat(path)
        stamp = info.st_size, info.st_mtime_ns, info.st_ctime_ns
        with _in_time(settings.limits.seconds):
            articles, partly = read_file(Path(path), settings)
            doubled = settings.doubled_apostrophes
            analysed = [analyse_in_pieces(article, doubled) for article in articles]
        entries = tuple([entry_of(analysis) for analysis, _ in analysed])
        return FileResult(os.fsencode(path), FileState(*stamp, partly), entries), analysed
    except ReadFailure as error:
        problem = str(error)
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except MemoryError:
        problem = f"needs more than {settings.limits.memory_megabytes} MiB of memory to read (limit in the config file)"
    except Exception as error:  # one bad file never stops a build, whatever is wrong with it
        problem = (
            f"reading it failed ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
        )
    return FileResult(os.fsencode(path), FileState(*stamp, problem)), []


@contextlib.contextmanager
def _in_time(seconds: int) -> Iterator[None]:
    """In a reading process, give up after the time that one file may take; where even that does not help, end the process."""
    if os.environ.get(_READING) != str(os.getpid()):
        yield  # the signals of another program are its own business
        return

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


def _limit_memory(megabytes: int) -> None:
    """Let asking for more memory than one file may take fail."""
    most = megabytes << 20
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def index_chunk(
    chunk: Chunk,
    scratch: Path,
    gatherer: PostingsBuilder,
    tell: Callable[[int], None],
    settings: Settings,
) -> ChunkResult:
    """Read, analyse and index a chunk into segments under `scratch`. Raises OSError where that cannot be written."""
    files: list[FileResult] = []
    read = _analysed(chunk, files, tell, settings)
    written = [
        whoosh_index.write_articles(
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
    chunk: Chunk, files: list[FileResult], tell: Callable[[int], None], settings: Settings
) -> Iterator[Analysed]:
    """The articles of a chunk, one file after the other, so that no more of them is kept than somebody wants; what came of each file goes into `files`."""
    for at, path in enumerate(chunk, 1):
        found, analysed = read_one(path, settings)
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


def main(scratch: str, packed: str) -> None:
    """Be a reading process. Ctrl-C is left to the builder."""
    os.environ[_READING] = str(os.getpid())
    settings = unpacked(packed)
    _limit_memory(settings.limits.memory_megabytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a print from some library must not get between the results
    gatherer = PostingsBuilder()
    keep_freed_memory()
    gc.freeze()
    gc.set_threshold(
        400_000, 20, 50
    )  # what an analysis makes is many small things that hardly ever form circles
    while True:
        try:
            chunk = receive_chunk(stdin)
        except EOFError:
            return
        try:
            result = index_chunk(
                chunk,
                Path(scratch),
                gatherer,
                lambda count: send(stdout, Progressed(count)),
                settings,
            )
            send(stdout, finished(result))
        except OSError as error:
            send(stdout, Unwritable(error.errno, error.strerror))


if __name__ == "__main__":
    main(*sys.argv[1:])
