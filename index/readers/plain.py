"""Plain text: the example's form (title, `Publication: …` line, body) or no header at all."""

import datetime
import hashlib
import re
from pathlib import Path

from index.article import Article, DateBasis, Span
from index.dates import PartialDate, find_date, find_dates, make_date
from index.errors import ReadFailure
from index.readers.decode import is_utf8, to_text

SUFFIXES = (".txt", ".text", ".asc", "")

# The header stands in the first lines or not at all.
_HEADER_LINES = 12
_PUBLICATION = re.compile(
    r"Publication:[ \t]*(?P<publication>.*?)[ \t]*(?:Volume:[ \t]*(?P<volume>\S+)[ \t]*)?(?:Issue:[ \t]*(?P<issue>\S+)[ \t]*)?$"
)
_FIELD = re.compile(r"(?P<name>Author|By|Date|Published|Volume|Issue|Source):[ \t]*(?P<value>.+)$", re.IGNORECASE)
_BYLINE = re.compile(r"By ([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}(?:(?:,| and) [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3})*)$")
# "TASHKENT, May 12 (Interfax) -", "KYIV. Jan 13 (Interfax) -"
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,40}[,.] ?(?P<date>[^()\n—–]{3,25}?)\s*(?:\([^)]{2,40}\)\s*)?(?:—|–|--?)\s")
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")
_LONGEST_TITLE = 300


def article_id(path: Path, part: int = 0) -> str:
    """A short id that stays while the file stays where it is; `part` counts articles in one file."""
    name = f"{path}#{part}" if part else str(path)
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def read(path: Path, raw: bytes) -> list[Article]:
    """The one article of a plain-text file.

    Raises ReadFailure for a file without any text, or with too many zero bytes to be text.
    """
    text, stripped = to_text(raw)
    if not text.strip():
        raise ReadFailure("no text in it")
    # valid UTF-8 with many control characters can be a coloured log; anything else with some is no text
    most = (len(text) + stripped) / (3 if is_utf8(raw) else 15)
    if text.count("\ufffd") * 5 > len(text) or stripped > most:
        raise ReadFailure("not text (binary data)")
    header = _read_header(text)
    paragraphs = _paragraphs(text, header.body_start)
    date, basis = _date(path, text, header)
    return [
        Article(
            id=article_id(path),
            path=str(path),
            title=header.title,
            text=text,
            body_start=header.body_start,
            paragraphs=paragraphs,
            publication=header.values.get("publication"),
            volume=header.values.get("volume"),
            issue=header.values.get("issue"),
            author=header.values.get("author"),
            date=date,
            date_basis=basis,
            stripped=stripped,
        )
    ]


class _Header:
    """What the first lines say; `body_start` is the offset of the first line after them."""

    def __init__(self) -> None:
        self.title = ""
        self.body_start = 0
        self.values: dict[str, str] = {}
        self.date: PartialDate | None = None


def _lines(text: str, limit: int) -> list[Span]:
    """The first `limit` lines that are not blank."""
    found: list[Span] = []
    at = 0
    while at < len(text) and len(found) < limit:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            found.append(Span(at, end))
        at = end + 1
    return found


def _read_header(text: str) -> _Header:
    header = _Header()
    lines = _lines(text, _HEADER_LINES)
    for number, span in enumerate(lines):
        line = text[span.start : span.end].strip()
        if match := _PUBLICATION.match(line):
            header.values |= {name: value for name, value in match.groupdict().items() if value}
        elif number and (match := _FIELD.match(line)):
            name, value = match["name"].lower(), match["value"].strip()
            if name in {"date", "published"}:
                header.date = find_date(value) or header.date
            elif name in {"author", "by"}:
                header.values["author"] = value
            elif name == "source":
                header.values.setdefault("publication", value)
            else:
                header.values[name] = value
        elif number and len(line) < 120 and (match := _BYLINE.match(line)):
            header.values["author"] = match[1]
        elif number and len(line) < 40 and _is_date_line(line):
            header.date = find_date(line)
        elif number == 0:
            header.title = _shorten(line)
        else:
            break
        header.body_start = min(span.end + 1, len(text))
    if not header.title:
        header.title = _title_from(header.values)
    while header.body_start < len(text) and text[header.body_start] in "\n":
        header.body_start += 1
    if header.body_start >= len(text) and lines:
        # a text of one line is its own title and its own body
        header.body_start = lines[0].start
    return header


def _is_date_line(line: str) -> bool:
    dates = find_dates(line)
    return len(dates) == 1 and bool(dates[0].year) and len(line) - (dates[0].end - dates[0].start) < 14


def _shorten(line: str) -> str:
    """The line as a title; the first sentence or so of a line that is really a whole text."""
    if len(line) <= _LONGEST_TITLE:
        return line
    cut = line.rfind(" ", 0, 120)
    return line[: cut if cut > 0 else 120]


def _title_from(values: dict[str, str]) -> str:
    parts = [values.get("publication", "Untitled")]
    parts += [f"{name} {values[name]}" for name in ("volume", "issue") if name in values]
    return ", ".join(parts)


def _paragraphs(text: str, start: int) -> tuple[Span, ...]:
    """Spans of the paragraphs of the body.

    Blank lines part them; where a text has none, each line is one.
    """
    body = text[start:]
    pattern = r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*" if re.search(r"\n[ \t]*\n", body) else r"\S[^\n]*"
    spans = []
    for match in re.finditer(pattern, body):
        end = start + match.start() + len(match.group().rstrip())
        spans.append(Span(start + match.start(), end))
    return tuple(spans)


def _date(path: Path, text: str, header: _Header) -> tuple[PartialDate | None, DateBasis]:
    if header.date:
        return header.date, "stated"
    dateline = _DATELINE.match(text, header.body_start)
    if dateline and (date := find_date(dateline["date"])):
        return date, "dateline"
    if (match := _DATE_IN_NAME.search(path.name)) and (date := make_date(*map(int, match.groups()))):
        return date, "file name"
    if "publication" in header.values:
        # an issue's own date is not the file's; extraction may find its year in its citations
        return None, "none"
    try:
        written = datetime.date.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return None, "none"
    return PartialDate(written.year, written.month, written.day), "file time"
