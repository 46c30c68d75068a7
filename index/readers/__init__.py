"""Readers: a file becomes Articles, one module a format, found by the file's suffix."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from index.errors import ReadFailure
from index.model import Article
from index.readers import (
    archives,
    epub,
    feeds,
    html,
    mail,
    markdown,
    office,
    pdf,
    plain,
    tables,
    warc,
)
from index.readers.limits import UnpackBudget
from index.readers.source import Reader, Source
from index.settings import Settings


def _unpack(source: Source) -> Iterator[Article]:
    """The articles of all files in an archive that some reader knows; what failed is told at the end, if nothing was found."""
    problem = ""
    found = failed = 0
    for member in archives.members(source):
        reader = _reader_of(member.name)
        if reader is None:
            continue
        try:
            for article in _careful(reader, member):
                found += 1
                yield article
        except ReadFailure as error:
            failed += 1
            problem = problem or f"{member.member or member.name}: {error}"
    if failed and found:
        raise PartlyRead(f"{failed} of the files in it could not be read, first {problem}")
    if not found:
        raise ReadFailure(problem or "nothing in it that can be read")


def _careful(reader: Reader, source: Source) -> Iterator[Article]:
    """What a reader finds; whatever its library raises over a broken file is a ReadFailure."""
    try:
        yield from reader(source)
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120]
        raise ReadFailure(f"reading it failed ({type(error).__name__}: {reason})") from error


class PartlyRead(ReadFailure):
    """Some of a file was read; what was not is said."""


_READERS: dict[tuple[str, ...], Reader] = {
    plain.SUFFIXES: plain.read,
    markdown.SUFFIXES: markdown.read,
    html.SUFFIXES: html.read,
    pdf.SUFFIXES: pdf.read,
    office.DOCX: office.read_docx,
    office.ODT: office.read_odt,
    office.RTF: office.read_rtf,
    epub.SUFFIXES: epub.read,
    feeds.SUFFIXES: feeds.read,
    mail.SUFFIXES: mail.read,
    mail.BOXES: mail.read_box,
    tables.CSV: tables.read_csv,
    tables.LINES: tables.read_lines,
    tables.JSON: tables.read_json,
    warc.SUFFIXES: warc.read,
    archives.ZIP: _unpack,
    archives.TAR: _unpack,
    archives.SINGLE: _unpack,
}
_BY_SUFFIX = {suffix: reader for suffixes, reader in _READERS.items() for suffix in suffixes}
# Suffixes of two parts, ".tar.gz", go before those of one.
_DOUBLE = tuple(suffix for suffix in _BY_SUFFIX if suffix.count(".") > 1)
# What is read by our own code alone, and cannot unpack to more than it is.
_HARMLESS = frozenset((*plain.SUFFIXES, *markdown.SUFFIXES))


# What all of them read, as it is told to somebody who has none of it.
WHAT_IS_READ = "Pressmark reads text, Markdown, web pages, PDF, e-books, documents, feeds, mail, tables and archives of these"


def suffix_of(name: str) -> str:
    """The ending that tells a file's kind, in small letters; empty where there is none."""
    name = name.rpartition("/")[2].lower()
    if name.endswith(_DOUBLE):
        return next(suffix for suffix in _DOUBLE if name.endswith(suffix))
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


def _reader_of(name: str) -> Reader | None:
    return _BY_SUFFIX.get(suffix_of(name))


def can_read(name: str) -> bool:
    """Whether some reader knows this kind of file, judged by its name alone."""
    return suffix_of(name) in _BY_SUFFIX


def harmless(name: str) -> bool:
    """Whether reading such a file needs no process of its own to be safe."""
    return suffix_of(name) in _HARMLESS


def read_file(path: Path, settings: Settings | None = None) -> tuple[list[Article], str | None]:
    """The articles of one file, and what of it could not be read; a file of unknown kind is taken as plain text.

    Raises ReadFailure, in one line, for whatever keeps the file from being read.
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
    """As `read_file`, the bytes of the file given."""
    settings = settings or Settings()
    own = settings.limits
    source = Source(path, path.name, raw, UnpackBudget(settings, len(raw)))
    found: list[Article] = []
    problem = None
    try:
        for article in _careful(_reader_of(path.name) or plain.read, source):
            found.append(replace(article, id=plain.article_id(path, len(found))))
            if len(found) == own.articles:
                problem = f"only the first {own.articles:,} articles in it were read (limit in the config file)"
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


__all__ = ["WHAT_IS_READ", "can_read", "harmless", "read_bytes", "read_file", "suffix_of"]
