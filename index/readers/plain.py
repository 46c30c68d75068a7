"""Plain text: the example's form (title, `Publication: …` line, body) or no header at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from index.errors import ReadFailure
from index.model import Article, DateBasis, PartialDate, joined_authors
from index.readers.dateline import dateline
from index.readers.decode import is_utf8, merged, to_text
from index.readers.export_record import articles_of
from index.readers.exports import export_in
from index.readers.header import Header, read_header
from index.readers.path_date import date_in_path, file_date
from index.readers.source import PartlyRead, Source, paragraphs
from index.readers.unwrap import unwrap
from index.text import language_of

SUFFIXES = (".txt", ".text", ".asc", "")


def article_id(path: Path, part: int = 0) -> str:
    """A short id, stable while the file keeps its path; `part` counts articles in one file."""
    name = f"{path}#{part}" if part else str(path)
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def read(source: Source) -> Iterator[Article]:
    """The one article of a plain-text file, or those of a database export.

    Raises ReadFailure for a file without any text, or with too many zero bytes to be text.
    """
    raw, path = source.raw, source.path
    text, removed, stripped = to_text(raw)
    if not text.strip():
        raise ReadFailure("no text in it")
    # UTF-8 with many control characters can be a coloured log; other bytes with some are binary
    most = (len(text) + stripped) / (3 if is_utf8(raw) else 15)
    if text.count("\ufffd") * 5 > len(text) or stripped > most:
        raise ReadFailure("not text (binary data)")
    export = export_in(text)
    if export is not None and export[1]:
        yield from articles_of(source, export[1], export[0].name)
        return
    header = read_header(text)
    text, joins = unwrap(text, header.body_start)
    date, basis = _date(path, text, header)
    yield Article(
        id=article_id(path),
        path=str(path),
        title=header.title,
        text=text,
        body_start=header.body_start,
        paragraphs=paragraphs(text, header.body_start),
        publication=header.values.get("publication"),
        volume=header.values.get("volume"),
        issue=header.values.get("issue"),
        author=joined_authors(header.values.get("author")),
        date=date,
        date_basis=basis,
        stripped=stripped,
        language=language_of(text),
        member=source.member or None,
        removed=tuple(merged(removed, joins)),
    )
    if export is not None:
        raise PartlyRead(
            f"looks like {export[0].name}, but its documents could not be separated:"
            " it is one article"
        )


def _date(path: Path, text: str, header: Header) -> tuple[PartialDate | None, DateBasis]:
    if header.date:
        return header.date, "stated"
    if opening := dateline(text, header.body_start):
        return opening.date, "dateline"
    if date := date_in_path(path):
        return date, "file name"
    if "publication" in header.values:
        # an issue's own date is not the file's; extraction may find its year in its citations
        return None, "none"
    return file_date(path)
