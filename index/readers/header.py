"""The lines above an article's body: title, `Publication: …` line, author, date."""

import re
from collections.abc import Iterator, Sequence

from index.model import PartialDate, Span, find_date, find_dates
from index.readers.metadata_date import metadata_date, month_number

# The number of first lines that can hold the header.
_HEADER_LINES = 12
_PUBLICATION = re.compile(
    r"Publication:[ \t]*(?P<publication>.*?)[ \t]*"
    r"(?:Volume:[ \t]*(?P<volume>\S+)[ \t]*)?(?:Issue:[ \t]*(?P<issue>\S+)[ \t]*)?$"
)
_FIELD = re.compile(
    r"(?P<name>Author|By|Date|Published|Volume|Issue|Source):[ \t]*(?P<value>.+)$", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:By|BY|Par|Von|Por|Door|Av) ([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}(?:(?:,"
    r"| and) [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3})*)$"
)
_TITLE = re.compile(
    r"(?:Title|Headline|Titel|Titre|Título|Titolo|Заголовок):[ \t]*(?P<title>\S.*)$", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_a-z][^\n.!?:;,()\"“”0-9]*")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TITLE = 300


class Header:
    """The metadata in the first lines; `body_start` is the offset of the first line after them."""

    def __init__(self) -> None:
        self.title = ""
        self.body_start = 0
        self.values: dict[str, str] = {}
        self.date: PartialDate | None = None


def _lines(text: str, limit: int) -> Iterator[Span]:
    """The first `limit` lines that are not blank."""
    at = found = 0
    while at < len(text) and found < limit:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            found += 1
            yield Span(at, end)
        at = end + 1


def read_header(text: str) -> Header:
    """Reads the metadata in the first lines of `text`, and where the body begins."""
    header = Header()
    first: Span | None = None
    spans = list(_lines(text, _HEADER_LINES))
    lines = [text[span.start : span.end].strip() for span in spans]
    for number, (span, line) in enumerate(zip(spans, lines, strict=True)):
        first = first or span
        if match := _PUBLICATION.match(line):
            header.values |= {name: value for name, value in match.groupdict().items() if value}
        elif number and (match := _FIELD.match(line)):
            name, value = match["name"].lower(), match["value"].strip()
            if name in {"date", "published"}:
                header.date = metadata_date(value) or find_date(value) or header.date
            elif name in {"author", "by"}:
                header.values["author"] = value
            elif name == "source":
                header.values.setdefault("publication", value)
            else:
                header.values[name] = value
        elif number and len(line) < 120 and (match := _BYLINE.match(line)):
            header.values["author"] = match[1]
        elif number and len(line) < 40 and (date := _date_line(line)):
            header.date = date
        elif number and _names_source(lines, number):
            _take_name(header, line)
        elif number == 0:
            header.title = _shorten(_labelled_title(lines) or line)
        else:
            break
        header.body_start = min(span.end + 1, len(text))
    if not header.title:
        header.title = _title_from(header.values)
    while header.body_start < len(text) and text[header.body_start] in "\n":
        header.body_start += 1
    if header.body_start >= len(text) and first is not None:
        # a text of one line is its own title and its own body
        header.body_start = first.start
    return header


def _labelled_title(lines: Sequence[str]) -> str | None:
    """The title in a first line "Title: …" that has another labelled line below it."""
    match = _TITLE.match(lines[0])
    labelled = any(_FIELD.match(line) or _PUBLICATION.match(line) for line in lines[1:4])
    return match["title"] if match and labelled else None


def _names_source(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a name alone above the line with the date: of a newspaper or an author."""
    line = lines[number]
    if number + 1 == len(lines) or len(line) > 50 or not _NAME.fullmatch(line):
        return False
    following = lines[number + 1]
    return len(following) < 40 and _date_line(following) is not None


def _take_name(header: Header, line: str) -> None:
    """Keep a name above the date: the publication's below a byline, else the author's."""
    if "author" in header.values:
        header.values.setdefault("publication", line)
    elif "publication" in header.values:
        header.values["author"] = line


def _date_line(line: str) -> PartialDate | None:
    """The date of a line that holds nothing else but a weekday or a place."""
    dates = find_dates(line)
    if len(dates) == 1 and dates[0].year and len(line) - (dates[0].end - dates[0].start) < 14:
        return find_date(line)
    words = _WORD.findall(line)
    others = [word for word in words if len(word) > 2 and not month_number(word)]
    if len(others) > 1 or len(words) > 5 or not re.search(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", line):
        return None
    date = metadata_date(line)
    return date if date is not None and date.day else None


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
