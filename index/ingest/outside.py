"""Reads and analyses a text that is not in the library; nothing is written.

A child process reads formats with third-party parsers, with the limits of a build: the bytes go to
its standard input, the analyses come from its standard output. Run as
`python -m index.ingest.outside NAME SETTINGS`.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from index.errors import ReadFailure
from index.ingest.careful_analysis import analysed_carefully
from index.ingest.reading_limits import OUT_OF_MEMORY, limit_memory, too_large, too_slow
from index.model import Analysis
from index.platform import private_streams, start_child, stop_child
from index.readers import harmless, read_bytes, reading_failed
from index.settings import Settings, unpacked

# Seconds beyond the limit of a file that starting and ending the process may take.
_GRACE = 5


class OutsideTexts(NamedTuple):
    """The articles of a file with their analyses, and what of the file could not be read."""

    articles: tuple[Analysis, ...]
    partly: str | None = None


class _Failed(msgspec.Struct, tag=True):
    """Why the file could not be read, in one line."""

    problem: str


class _Read(msgspec.Struct, tag=True):
    """What was read; the articles have no path."""

    articles: tuple[Analysis, ...]
    partly: str | None


def read_outside(name: str, raw: bytes, settings: Settings) -> OutsideTexts:
    """The texts in the bytes of a file. Its first bytes decide the format, else its name.

    Raises ReadFailure, with a message of one line, for any reason that it cannot be read.
    """
    if len(raw) > settings.limits.bytes:
        raise ReadFailure(f"larger than {settings.limits.megabytes} MiB (limit in the config file)")
    if harmless(name):
        return _read(name, raw, settings)
    found = _in_process_of_its_own(name, raw, settings)
    articles = (replace(one, article=replace(one.article, path=name)) for one in found.articles)
    return OutsideTexts(tuple(articles), found.partly)


def _read(name: str, raw: bytes, settings: Settings) -> OutsideTexts:
    articles, partly = read_bytes(Path(name), raw, settings)
    doubled = settings.doubled_apostrophes
    analysed = (analysed_carefully(article, doubled)[0] for article in articles)
    return OutsideTexts(tuple(analysed), partly)


def _in_process_of_its_own(name: str, raw: bytes, settings: Settings) -> _Read:
    limits = settings.limits
    child = start_child("index.ingest.outside", [name, settings.packed()])
    try:
        answer, _ = child.communicate(raw, timeout=limits.seconds + _GRACE)
    except subprocess.TimeoutExpired as error:
        raise ReadFailure(too_slow(limits)) from error
    finally:
        if child.poll() is None:
            stop_child(child)
    if child.returncode == OUT_OF_MEMORY:
        raise ReadFailure(too_large(limits))
    if child.returncode:
        raise ReadFailure("reading it ended the process that did")
    found: _Failed | _Read = msgspec.msgpack.decode(answer, type=_Failed | _Read)
    if isinstance(found, _Failed):
        raise ReadFailure(found.problem)
    return found


def main(name: str, packed: str) -> None:
    """Read the bytes on standard input, and write the analyses to standard output."""
    settings = unpacked(packed)
    limit_memory(settings.limits.memory_megabytes)
    stdin, stdout = private_streams()
    try:
        texts = _read(name, stdin.read(), settings)
        articles = (replace(one, article=replace(one.article, path="")) for one in texts.articles)
        stdout.write(msgspec.msgpack.encode(_Read(tuple(articles), texts.partly)))
    except ReadFailure as error:
        stdout.write(msgspec.msgpack.encode(_Failed(str(error))))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # a parser may fail in any way
        stdout.write(msgspec.msgpack.encode(_Failed(reading_failed(error))))
    stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

__all__ = ["OutsideTexts", "read_outside"]
