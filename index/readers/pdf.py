"""PDF: text by pypdf, without running heads; words and lines are joined to paragraphs."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from index.errors import ReadFailure
from index.model import Article
from index.readers.omitted import left_out
from index.readers.pdf_columns import lines_by_column, text_of
from index.readers.source import Source, compose, document_title, library

SUFFIXES = (".pdf",)

# Lines at the head and the foot of a page that may be the same on every page.
_EDGE = 2
_ENDS = re.compile(r"[.!?:…”\"’)]$")
_HEADER = re.compile(r"(?:Publication|Author|By|Date|Published|Volume|Issue|Source):")
_NUMBER = re.compile(r"\d+")


def read(source: Source) -> Iterator[Article]:
    """The article of a file.

    Raises ReadFailure for a scan without text, a locked file, or one with too many pages.
    """
    pypdf = library("pypdf", "pdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadFailure("locked with a password")
        count = len(reader.pages)
        if count > source.budget.limits.pages:
            raise ReadFailure(f"more than {source.budget.limits.pages:,} pages")
        pages = []
        pictures: set[object] = set()
        for page in reader.pages:
            pictures |= _pictures_of(page)
            text, drawn = text_of(page)
            source.budget.take(len(text))
            stored = [line.strip() for line in text.split("\n")]
            pages.append(lines_by_column(page, text, drawn) or stored)
        metadata = reader.metadata or {}
        title, author, date = (
            metadata.get(name) for name in ("/Title", "/Author", "/CreationDate")
        )
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:  # pypdf raises any type for a broken file
        raise ReadFailure(f"not a PDF that can be read ({type(error).__name__})") from error
    pages = without_heads(pages)
    title = document_title(title)
    if pages and pages[0]:
        title, pages = heading(pages) if title is None else (title, without_title(pages, title))
    body = joined(pages)
    if not any(map(str.isalnum, body)):
        raise ReadFailure(
            "a scan without text: run it through OCR first" if count else "no text in it"
        )
    match = re.match(r"D?:?(\d{4})(\d\d)?(\d\d)?", str(date)) if date else None
    written = "-".join(filter(None, match.groups())) if match else None
    yield compose(
        source,
        title,
        body,
        author=str(author) if author else None,
        date=written,
        basis="file time",
        omitted=left_out(pictures=len(pictures)),
    )


def _pictures_of(page: Any) -> set[object]:
    """The object numbers of a page's pictures, so that one shown on many pages counts once."""
    try:
        objects = page["/Resources"]["/XObject"]
        return {
            getattr(objects.raw_get(name), "idnum", name)
            for name in objects
            if objects[name].get("/Subtype") == "/Image"
        }
    except (KeyError, AttributeError, TypeError):
        return set()  # no picture is worth losing a page's text


def heading(pages: list[list[str]]) -> tuple[str | None, list[list[str]]]:
    """The lines at the top that look like a title, and the pages without them."""
    first = pages[0]
    usual = _usual([line for page in pages for line in page])
    count = 0
    while (
        count < min(4, len(first) - 1)
        and not _ENDS.search(first[count])
        and not _HEADER.match(first[count])
    ):
        count += 1
        if len(first[count - 1]) < 0.75 * usual:
            break
    return (
        (" ".join(first[:count]), [first[count:], *pages[1:]]) if 0 < count < 4 else (None, pages)
    )


def without_title(pages: list[list[str]], title: str) -> list[list[str]]:
    """Pages without the lines at the top that are the title."""
    first, wanted = pages[0], " ".join(title.split())
    for count in range(1, min(5, len(first))):
        if " ".join(first[:count]) == wanted:
            return [first[count:], *pages[1:]]
    return pages


def without_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Pages without the lines at the head or foot of most of them, page numbers aside."""
    filled = [[line for line in page if line] for page in pages]
    if len(filled) < 3:
        return [_unnumbered(page) for page in filled]
    seen: Counter[str] = Counter()
    for page in filled:
        seen.update({_NUMBER.sub("#", line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    heads = {line for line, count in seen.items() if count > len(filled) / 2}
    kept = []
    for page in filled:
        last = len(page) - _EDGE
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not ((at < _EDGE or at >= last) and _NUMBER.sub("#", line) in heads)
            ]
        )
    return kept


def _unnumbered(page: list[str]) -> list[str]:
    return page[:-1] if len(page) > 1 and page[-1].isdigit() else page


def joined(pages: Sequence[Sequence[str]]) -> str:
    """Lines as paragraphs: one ends where a sentence ends in a line shorter than usual."""
    lines = [line for page in pages for line in page]
    usual = _usual(lines)
    out: list[str] = []
    current = ""
    for line in lines:
        if _HEADER.match(line) and current:
            out.append(current)
            current = ""
        if current.endswith(("-", "‐")) and current[-2:-1].isalpha() and line[:1].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}" if current else line
        if (_ENDS.search(line) and len(line) < 0.85 * usual) or _HEADER.match(line):
            out.append(current)
            current = ""
    if current:
        out.append(current)
    return "\n\n".join(out)


def _usual(lines: Sequence[str]) -> int:
    """How long, in letters, the lines of running text are."""
    return sorted(map(len, lines))[int(len(lines) * 0.8)] if lines else 0


__all__ = ["SUFFIXES", "heading", "joined", "read", "without_heads", "without_title"]
