"""BibTeX: an entry with an abstract, an annotation or a note is an article."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from index.errors import ReadFailure
from index.model import Article
from index.readers.decode import decode
from index.readers.export_record import Record
from index.readers.references import articles_with_text, paragraphs_of_markup
from index.readers.source import Source

BIBTEX = (".bib", ".bibtex")
# The lengths are bounded: a name without an end is tried once, not from each of its letters.
_ENTRY = re.compile(r"@(\w{1,40})\s{0,99}[{(]\s{0,99}([^,\s{}]{0,250})\s{0,99},")
_LINE_ENTRY = re.compile(
    r"^(?=[ \t]{0,99}@\w{1,40}[ \t]{0,99}[{(]\s{0,99}[^,\s{}]{0,250}\s{0,99},)", re.MULTILINE
)
_STRING = re.compile(
    r"@string\s{0,99}[{(]\s{0,99}([\w.:+/-]{1,80})\s{0,99}=\s{0,99}", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 1000
_NO_ENTRIES = frozenset({"comment", "string", "preamble"})
_FIELD = re.compile(r"\s*(?:,\s*)?([\w-]+)\s*=\s*")
_BARE = re.compile(r"[^\s,{}#]+")
_JOIN = re.compile(r"\s*#\s*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def is_bibtex(head: str) -> bool:
    """Whether a text begins with an entry of BibTeX, after comments."""
    for line in head.lstrip("\ufeff").split("\n"):
        bare = line.strip()
        if bare and not bare.startswith("%"):
            return bool(re.match(r"@\w+\s*[{(]", bare))
    return False


def read_bibtex(source: Source) -> Iterator[Article]:
    """The entries of a BibTeX file that have an abstract, an annotation or a note."""
    records = [_bib_record(fields) for fields in entries_in(decode(source.raw))]
    if not records:
        raise ReadFailure("no entry of BibTeX in it")
    yield from articles_with_text(source, records, "BibTeX")


def entries_in(text: str) -> Iterator[dict[str, str]]:
    """The fields of each entry, in time linear in the size.

    An entry at the begin of a line ends the one above it, even where that one lacks a brace.
    """
    names = _abbreviations(text)
    starts = [0, *(match.start() for match in _LINE_ENTRY.finditer(text)), len(text)]
    for begin, end in pairwise(starts):
        part, at = text[begin:end], 0
        while match := _ENTRY.search(part, at):
            at = match.end()
            if match[1].lower() not in _NO_ENTRIES:
                fields, at = bibtex_fields(part, at, names)
                yield fields


def _abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that `@string` entries define, in small letters, with their values."""
    found: dict[str, str] = {}
    for match in _STRING.finditer(text):
        name, end = match[1].lower(), match.end()
        found[name] = _bib_value(text[end : end + _LONGEST_ABBREVIATION], 0, found)[0]
    return found


def bibtex_fields(
    text: str, at: int, names: Mapping[str, str] | None = None
) -> tuple[dict[str, str], int]:
    """The fields of an entry from just after its key on, as written, and where they end.

    `names` are the abbreviations of the file, by name in small letters.
    """
    fields: dict[str, str] = {}
    while match := _FIELD.match(text, at):
        value, at = _bib_value(text, match.end(), names or {})
        fields.setdefault(match[1].lower(), value)
    return fields, at


def _bib_value(text: str, at: int, names: Mapping[str, str]) -> tuple[str, int]:
    """A value and where it ends: in braces, in quotation marks, or a bare word; joined by #.

    A bare word in `names` is replaced by its value.
    """
    parts = []
    while at < len(text):
        if text[at] == "{":
            end = _closing(text, at)
            parts.append(text[at + 1 : end])
        elif text[at] == '"':
            end, depth = at + 1, 0
            while end < len(text) and (text[end] != '"' or depth):
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 2 if text[end] == "\\" else 1
            parts.append(text[at + 1 : end])
        else:
            bare = _BARE.match(text, at)
            if bare is None:
                break
            parts.append(names.get(bare[0].lower(), bare[0]))
            end = bare.end() - 1
        at = end + 1
        more = _JOIN.match(text, at)
        if more is None:
            break
        at = more.end()
    return "".join(parts), at


def _closing(text: str, at: int) -> int:
    """The brace that closes the one at `at`; the end of the text where none does."""
    depth = 0
    for match in _BRACE.finditer(text, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return len(text)


# Combining characters of TeX's accents, and the letters and signs of its commands.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a",
    ".": "\u0307", "d": "\u0323",
}  # fmt: skip
_WORDS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "aa": "å",
    "AA": "Å", "i": "i", "j": "j", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textbackslash": "\\", "textasciitilde": "~", "textquotedblleft": "“", "textquotedblright": "”",
}  # fmt: skip


def plain_tex(text: str) -> str:
    """Text without the markup of TeX: accents put together, braces and commands taken out."""
    text = re.sub(
        r"\\(['`\"^~=.]|[cvuHkrd](?![a-zA-Z]))\s*\{?\\?([a-zA-Z])\}?",
        lambda m: m[2] + _ACCENTS[m[1]],
        text,
    )
    text = re.sub(r"\\([a-zA-Z]+)\s*(?:\{\})?", lambda m: _WORDS.get(m[1], ""), text)
    text = (
        text.replace("``", "“")
        .replace("''", "”")
        .replace("---", "—")
        .replace("--", "–")
        .replace("~", " ")
    )
    return re.sub(r"\\([^a-zA-Z])", r"\1", re.sub(r"(?<!\\)[{}$]", "", text))


def _of_parts(year: str | None, month: str, day: str | None) -> str:
    """A date of its parts: in the form of ISO where the month is a number, else in words."""
    parts = [part for part in (year, month, day) if part]
    return "-".join(parts) if month.isdigit() else " ".join(reversed(parts))


def _bib_record(fields: dict[str, str]) -> Record:
    def one(*names: str) -> str | None:
        return next(
            (" ".join(plain_tex(fields[name]).split()) for name in names if fields.get(name)), None
        )

    texts = [
        fields[name]
        for name in ("abstract", "annote", "annotation", "note", "review")
        if fields.get(name)
    ]
    authors = re.split(r"\s+and\s+", fields.get("author", ""))
    year, month, day = one("year"), one("month"), one("day")
    date = one("date", "issue_date") or (_of_parts(year, month, day) if month else year)
    return Record(
        title=one("title") or "",
        body=[part for text in texts for part in paragraphs_of_markup(plain_tex(text))],
        publication=one(
            "journal", "journaltitle", "booktitle", "newspaper", "howpublished", "publisher"
        ),
        author=[" ".join(plain_tex(name).split()) for name in authors if name.strip()],
        date=date,
        volume=one("volume"),
        issue=one("number", "issue"),
        language=one("language", "langid"),
        section=one("section"),
    )


__all__ = ["BIBTEX", "bibtex_fields", "entries_in", "is_bibtex", "plain_tex", "read_bibtex"]
