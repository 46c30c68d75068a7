"""The input of a reader, and the functions by which it makes an Article."""

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from index.errors import ReadFailure
from index.model import Article, DateBasis, PartialDate, Span, joined_authors
from index.readers.dateline import dateline
from index.readers.decode import Removed, clean_text, merged, shifted
from index.readers.header import read_header
from index.readers.limits import UnpackBudget
from index.readers.metadata_date import DayOrder, metadata_date
from index.readers.path_date import date_in_path, path_date
from index.readers.unwrap import unwrap
from index.text import language_of, one_line


class PartlyRead(ReadFailure):
    """A part of the file was read; the message names the rest."""


class Source(Struct, frozen=True):
    """Bytes to be read: the `path` of their file, the `name` that tells their kind, their limits.

    `member` is where in the file they are, empty for the file itself; `depth` counts archives.
    """

    path: Path
    name: str
    raw: bytes
    budget: UnpackBudget
    member: str = ""
    depth: int = 0


# Code points of a title that is made of the first words of a text.
_LONGEST_TITLE = 120
Reader = Callable[[Source], Iterator[Article]]


def library(name: str, extra: str) -> Any:
    """A library that comes with an extra. Raises ReadFailure, with what to do, if it is missing."""
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
    author: object = None,
    date: object = None,
    order: DayOrder | None = None,
    basis: DateBasis = "stated",
    language: str | None = None,
    member: str | None = None,
    section: str | None = None,
    volume: str | None = None,
    issue: str | None = None,
    omitted: str | None = None,
    has_header: bool = True,
) -> Article:
    """The article of a title and a body whose paragraphs are parted by blank lines.

    Without a title it is the first words of the body, which the text then has once. `author`
    is a byline, a list, or objects with names; `date` what `metadata_date` takes, with
    `order`. With `has_header` the first lines of the body may be the head that it had in print.
    Raises ReadFailure where there is no text.
    """
    body, removed, stripped = clean_text(body)
    heading, _, more = clean_text(title or "")
    stripped += more
    heading = " ".join(heading.split())
    body, removed = _trimmed(body, removed)
    if not any(map(str.isalnum, body)):
        raise ReadFailure("no text in it")
    body, joins = unwrap(body)
    removed = merged(removed, joins)
    is_named = bool(heading)
    heading = heading or _first_words(body)
    # a body that begins with its title would show it twice
    if body.startswith(heading) and body[len(heading) : len(heading) + 1] in {"", "\n"}:
        rest = body[len(heading) :]
        if rest.strip():
            body, removed = _trimmed(rest, shifted(removed, -len(heading), len(rest)))
            is_named = True
    # the text has the first words of an untitled body once, and a title without a body once
    lead = f"{heading}\n\n" if is_named and body != heading else ""
    text = f"{lead}{body}\n"
    start = len(lead)
    values: dict[str, str] = {}
    found: PartialDate | None = None
    if has_header and lead:
        # saved and sent articles often keep the head that they had in print
        header = read_header(text)
        start = max(start, header.body_start)
        values, found = header.values, header.date
    when = found or (date if isinstance(date, PartialDate) else metadata_date(date, order))
    basis = "stated" if found else basis
    if when is None and (opening := dateline(text, start)):
        when, basis = opening.date, "dateline"
    if when is None or (basis == "file time" and date_in_path(source.path)):
        when, basis = path_date(source.path)
    return Article(
        id="",
        path=str(source.path),
        title=heading,
        text=text,
        body_start=start,
        paragraphs=paragraphs(text, start),
        publication=_line(publication) or values.get("publication"),
        volume=_line(volume) or values.get("volume"),
        issue=_line(issue) or values.get("issue"),
        author=_line(joined_authors(author)) or joined_authors(values.get("author")),
        date=when,
        date_basis=basis if when else "none",
        stripped=stripped,
        language=language_of(body, language_code(language)),
        member=one_line(member if member is not None else source.member) or None,
        section=_line(section),
        removed=tuple(shifted(removed, len(lead))),
        omitted=_line(omitted),
    )


def _first_words(body: str) -> str:
    """The first line, as far as it may serve as a title."""
    line = body.split("\n", 1)[0].strip()
    cut = line.rfind(" ", 0, _LONGEST_TITLE) if len(line) > _LONGEST_TITLE else len(line)
    return line[: cut if cut > 0 else _LONGEST_TITLE].strip()


# Titles that programs fill in by themselves: a file name or a placeholder.
_NO_TITLE = re.compile(
    r".*\.(?:docx?|dotx?|odt|pdf|rtf|indd|qxd|qxp|txt|wpd|pages|html?|tmp)"
    r"|Microsoft (?:Office )?(?:Word|Excel|PowerPoint|WordPad)\b.*"
    r"|(?:untitled|unbenannt|sans titre|sin título|senza titolo|document|dokument|без имени"
    r"|title|titel|slide|powerpoint presentation|(?:new|word) document)[ -]?\d*",
    re.IGNORECASE,
)


def document_title(title: object) -> str | None:
    """The title in a document's properties; None for one that a program filled in."""
    text = " ".join(str(title).split()) if title else ""
    return None if not text or _NO_TITLE.fullmatch(text) else text


def _trimmed(body: str, removed: Removed) -> tuple[str, Removed]:
    """The body without white space around it, the places moved with it."""
    bare = body.strip()
    lead = len(body) - len(body.lstrip())
    return bare, shifted(removed, -lead, len(bare))


def paragraphs(text: str, start: int) -> tuple[Span, ...]:
    """Spans of the paragraphs of `text[start:]`.

    Blank lines separate them; in a text without blank lines each line is one.
    """
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


def _line(text: object) -> str | None:
    return " ".join(one_line(clean_text(str(text)).text).split()) or None if text else None


_LANGUAGES = {
    "english": "en", "danish": "da", "german": "de", "deutsch": "de", "spanish": "es",
    "español": "es", "espanol": "es",
    "finnish": "fi", "french": "fr", "français": "fr", "francais": "fr", "hungarian": "hu",
    "italian": "it", "italiano": "it",
    "dutch": "nl", "nederlands": "nl", "norwegian": "no", "portuguese": "pt", "português": "pt",
    "romanian": "ro",
    "swedish": "sv", "turkish": "tr", "russian": "ru", "русский": "ru", "ukrainian": "uk",
    "bulgarian": "bg", "arabic": "ar",
    "chinese": "zh", "japanese": "ja", "thai": "th", "englisch": "en", "anglais": "en",
    "inglés": "en", "inglese": "en",
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it",
    "rus": "ru", "por": "pt",
}  # fmt: skip


def language_code(text: str | None) -> str | None:
    """The ISO 639-1 code for a tag ("en-GB") or a language's name; None for anything else."""
    if not text:
        return None
    word = re.split(r"[;,/ (]", text.strip().casefold(), maxsplit=1)[0]
    if word in _LANGUAGES:
        return _LANGUAGES[word]
    match = re.match(r"[a-z]{2,3}(?=$|[-_])", word)
    return _LANGUAGES.get(match[0], match[0]) if match else None


__all__ = [
    "PartlyRead",
    "Reader",
    "Source",
    "compose",
    "document_title",
    "language_code",
    "library",
    "paragraphs",
]
