"""What a reader is given, and how it makes an Article of what it found."""

import datetime
import email.utils
import importlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ReadFailure
from index.model import Article, DateBasis, PartialDate, Span, find_date, parse_iso
from index.readers.header import read_header
from index.readers.limits import UnpackBudget
from index.text import language_of, one_line, strip_controls


@dataclass(frozen=True)
class Source:
    """Bytes to be read: the `path` of the file they are from, the `name` that tells their kind, and what is left of the limits.

    `member` is where in the file they stand, empty for the file itself; `depth` how many archives deep.
    """

    path: Path
    name: str
    raw: bytes
    budget: UnpackBudget
    member: str = ""
    depth: int = 0


Reader = Callable[[Source], Iterator[Article]]


def library(name: str, extra: str) -> Any:
    """A library that only comes with an extra. Raises ReadFailure, with what to do, where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ReadFailure(
            f"needs {name.partition('.')[0]}: pip install 'pressmark[{extra}]'"
        ) from None


def compose(
    source: Source,
    title: str | None,
    body: str,
    *,
    publication: str | None = None,
    author: str | None = None,
    date: str | PartialDate | None = None,
    basis: DateBasis = "stated",
    language: str | None = None,
    member: str | None = None,
) -> Article:
    """The article of a title and a body whose paragraphs are parted by blank lines.

    Raises ReadFailure where there is no text.
    """
    body, stripped = tidy(body)
    heading, more = tidy(title or "")
    heading = " ".join(heading.split())
    body = body.strip()
    if not any(map(str.isalnum, body)):
        raise ReadFailure("no text in it")
    if not heading:
        heading = body.split("\n", 1)[0][:120].strip()
    # a body that begins with its title would show it twice
    if body.startswith(heading) and body[len(heading) : len(heading) + 1] in {"", "\n"}:
        body = body[len(heading) :].strip() or body
    text = f"{heading}\n\n{body}\n"
    start = len(heading) + 2
    # saved and sent articles often keep the head that they had in print
    header = read_header(text)
    start = max(start, header.body_start)
    values = header.values
    if header.date:
        date, basis = header.date, "stated"
    when = date if isinstance(date, PartialDate) or date is None else read_date(date)
    if when is None:
        when, basis = file_date(source.path)
    return Article(
        id="",
        path=str(source.path),
        title=heading,
        text=text,
        body_start=start,
        paragraphs=paragraphs(text, start),
        publication=_line(publication) or values.get("publication"),
        volume=values.get("volume"),
        issue=values.get("issue"),
        author=_author(author) or values.get("author"),
        date=when,
        date_basis=basis if when else "none",
        stripped=stripped + more,
        language=language_of(body, _language(language)),
        member=one_line(member if member is not None else source.member) or None,
    )


def tidy(text: str) -> tuple[str, int]:
    """Text as Article.text wants it: NFC, `\\n` line ends, no control characters; and how many were taken out."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    return strip_controls(unicodedata.normalize("NFC", text.replace("\u00ad", "")))


def paragraphs(text: str, start: int) -> tuple[Span, ...]:
    """Spans of the paragraphs of `text[start:]`: blank lines part them; where there are none, each line is one."""
    body = text[start:]
    joined = "\n\n" in body or _BLANK.search(body) is not None
    spans: list[Span] = []
    at, goes_on = start, False
    for line in body.split("\n"):
        end = at + len(line.rstrip())
        if end == at:
            goes_on = False
        elif goes_on:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(at + len(line) - len(line.lstrip()), end))
            goes_on = joined
        at += len(line) + 1
    return tuple(spans)


_BLANK = re.compile(r"\n[ \t]*\n")


def read_date(text: str) -> PartialDate | None:
    """A date as metadata writes it: ISO 8601, RFC 5322, or in words."""
    text = text.strip()
    if match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[T ])", text):
        return parse_iso(match[0])
    try:
        found: datetime.datetime | None = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        found = None
    if found is not None and 1000 < found.year < 3000:
        return PartialDate(found.year, found.month, found.day)
    return find_date(text)


def file_date(path: Path) -> tuple[PartialDate | None, DateBasis]:
    """The day of the file's last change, where nothing better is known."""
    try:
        written = datetime.date.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return None, "none"
    return PartialDate(written.year, written.month, written.day), "file time"


def _line(text: str | None) -> str | None:
    return " ".join(one_line(tidy(text)[0]).split()) or None if text else None


# What programs write where the author's name belongs.
_NOBODY = re.compile(
    r"\(?(?:anonymous|unknown|unspecified|administrator|admin|user|python-docx|author|none)\)?",
    re.IGNORECASE,
)


def _author(text: str | None) -> str | None:
    name = _line(text)
    return None if name is None or _NOBODY.fullmatch(name) else name


def _language(text: str | None) -> str | None:
    """A language tag's first part: "en" of "en-GB"."""
    match = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", text.strip()) if text else None
    return match[0].lower() if match else None


__all__ = ["Reader", "Source", "compose", "file_date", "library", "paragraphs", "read_date", "tidy"]
