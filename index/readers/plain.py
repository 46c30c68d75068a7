"""Plain text: the example's form (title, `Publication: …` line, body) or no header at all."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from index.errors import ReadFailure
from index.model import Article, DateBasis, PartialDate, find_date, make_date
from index.readers.decode import is_utf8, to_text
from index.readers.header import Header, read_header
from index.readers.source import Source, file_date, paragraphs
from index.text import language_of

SUFFIXES = (".txt", ".text", ".asc", "")

# "TASHKENT, May 12 (Interfax) -", "KYIV. Jan 13 (Interfax) -"
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}[,.] ?(?P<date>[^()\n—–]{3,25}?)\s*(?:\([^)]{2,40}\)\s*)?(?:—|–|--?)\s"
)
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


def article_id(path: Path, part: int = 0) -> str:
    """A short id that stays while the file stays where it is; `part` counts articles in one file."""
    name = f"{path}#{part}" if part else str(path)
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def read(source: Source) -> Iterator[Article]:
    """The one article of a plain-text file.

    Raises ReadFailure for a file without any text, or with too many zero bytes to be text.
    """
    raw, path = source.raw, source.path
    text, stripped = to_text(raw)
    if not text.strip():
        raise ReadFailure("no text in it")
    # valid UTF-8 with many control characters can be a coloured log; anything else with some is no text
    most = (len(text) + stripped) / (3 if is_utf8(raw) else 15)
    if text.count("\ufffd") * 5 > len(text) or stripped > most:
        raise ReadFailure("not text (binary data)")
    header = read_header(text)
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
        author=header.values.get("author"),
        date=date,
        date_basis=basis,
        stripped=stripped,
        language=language_of(text),
        member=source.member or None,
    )


def _date(path: Path, text: str, header: Header) -> tuple[PartialDate | None, DateBasis]:
    if header.date:
        return header.date, "stated"
    dateline = _DATELINE.match(text, header.body_start)
    if dateline and (date := find_date(dateline["date"])):
        return date, "dateline"
    if (match := _DATE_IN_NAME.search(path.name)) and (
        date := make_date(*map(int, match.groups()))
    ):
        return date, "file name"
    if "publication" in header.values:
        # an issue's own date is not the file's; extraction may find its year in its citations
        return None, "none"
    return file_date(path)
