"""Readers turn a file into Articles. One module a format, found by ending and structure."""

from pathlib import Path

from msgspec.structs import replace

from index.errors import ReadFailure
from index.model import Article
from index.readers import markdown, plain
from index.readers.decode import decode_table
from index.readers.limits import UnpackBudget
from index.readers.registry import (
    OLD_WORD,
    OLE,
    can_read,
    careful,
    is_built_in,
    reader_of,
    reading_failed,
    suffix_of,
)
from index.readers.source import PartlyRead, Source
from index.settings import Settings

# Formats that only our own code reads, and that cannot unpack to more than their size.
_HARMLESS = frozenset(suffix for suffix in (*plain.SUFFIXES, *markdown.SUFFIXES) if suffix)

# What all readers read, for a person who has no such file.
WHAT_IS_READ = (
    "Pressmark reads text, Markdown, web pages, PDF, e-books, documents, spreadsheets, feeds, mail,"
    " tables and archives of these"
)


def harmless(name: str) -> bool:
    """Whether such a file can be read safely in this process."""
    return suffix_of(name) in _HARMLESS


def read_file(path: Path, settings: Settings | None = None) -> tuple[list[Article], str | None]:
    """The articles of one file, and the problem if parts of it could not be read.

    A file of an unknown kind is read as plain text.

    Raises ReadFailure, with a message of one line, for any reason that it cannot be read.
    """
    settings = settings or Settings()
    own = settings.limits
    try:
        if not path.is_file():
            raise ReadFailure("not a regular file")
        size = path.stat().st_size
        if size > own.bytes:
            raise ReadFailure(f"larger than {own.megabytes} MiB (limit in the config file)")
        raw = path.read_bytes()
    except OSError as error:
        raise ReadFailure(error.strerror or str(error)) from error
    return read_bytes(path, raw, settings)


def read_bytes(
    path: Path, raw: bytes, settings: Settings | None = None
) -> tuple[list[Article], str | None]:
    """As `read_file`, for the bytes of a file."""
    settings = settings or Settings()
    own = settings.limits
    source = Source(path, path.name, raw, UnpackBudget(settings, len(raw)))
    found: list[Article] = []
    problem = None
    try:
        for article in careful(reader_of(source), source):
            found.append(replace(article, id=plain.article_id(path, len(found))))
            if len(found) == own.articles:
                problem = (
                    f"only the first {own.articles:,} articles in it were read"
                    " (limit in the config file)"
                )
                break
    except ReadFailure as error:
        if not found:
            raise
        problem = (
            str(error)
            if isinstance(error, PartlyRead)
            else f"only the first {len(found):,} articles in it were read: {error}"
        )
    return found, problem


__all__ = [
    "OLD_WORD",
    "OLE",
    "WHAT_IS_READ",
    "can_read",
    "decode_table",
    "harmless",
    "is_built_in",
    "read_bytes",
    "read_file",
    "reading_failed",
    "suffix_of",
]
