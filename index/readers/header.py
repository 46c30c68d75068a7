"""The lines above an article's body: title, `Publication: …` line, author, date."""

import re
from collections.abc import Sequence
from itertools import islice

from index.model import PartialDate, Span, find_date, find_dates, lines_in
from index.readers.header_lines import PERSON_NAME, HeaderLine, header_line, is_outlet_name
from index.readers.metadata_date import metadata_date, month_number
from index.readers.unwrap import first_line_goes_on

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
_IN_PLACE = re.compile(rf"(?P<name>{PERSON_NAME.pattern}) in [^\W\d_a-z][\w .’'-]*")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TITLE = 300
# A line of several sentences that is longer than this is a paragraph.
_LONGEST_SENTENCE = 150
_SENTENCES = re.compile(r"[^\W\d]{2}[.!?][\"”’)]* +[\"“‘(]?[^\W\d_a-z].*[.!?][\"”’)]*$")
_MOST_TITLE_LINES = 3


class Header:
    """The metadata in the first lines; `body_start` is the offset of the first line after them."""

    def __init__(self) -> None:
        self.title = ""
        self.body_start = 0
        self.values: dict[str, str] = {}
        self.date: PartialDate | None = None


def read_header(text: str) -> Header:
    """Reads the metadata in the first lines of `text`, and where the body begins."""
    header = Header()
    spans = list(islice(lines_in(text, 0, len(text)), _HEADER_LINES))
    lines = [text[span.start : span.end].strip() for span in spans]
    title_at = _title_line(lines)
    for number, span in enumerate(spans):
        if span.start < header.body_start:
            continue  # a line of the title
        end = span.end
        if number == title_at:
            end = _title_end(text, span) if number == 0 else end
            whole = " ".join(text[span.start : max(end, span.end)].split())
            header.title = _shorten(_labelled_title(lines) or whole)
            if end == span.start:
                header.body_start = end
                break
        elif not _took(header, lines, number):
            break
        header.body_start = min(end + 1, len(text))
    if not header.title:
        header.title = _title_from(header.values)
    while header.body_start < len(text) and text[header.body_start] in "\n":
        header.body_start += 1
    if header.body_start >= len(text) and spans:
        # a text of one line is its own title and its own body
        header.body_start = spans[0].start
    return header


def _took(header: Header, lines: Sequence[str], number: int) -> bool:
    """Keeps what a line of metadata says; False for a line of the body."""
    line = lines[number]
    if match := _PUBLICATION.match(line):
        header.values |= {name: value for name, value in match.groupdict().items() if value}
    elif match := _FIELD.match(line):
        _take_field(header, match["name"].lower(), match["value"].strip())
    elif len(line) < 120 and (match := _BYLINE.match(line)):
        header.values["author"] = match[1]
    elif parts := header_line(line):
        _take_parts(header, parts)
    elif len(line) < 40 and (date := _date_line(line)):
        header.date = date
    elif _names_source(lines, number):
        _take_name(header, line)
    else:
        return False
    return True


def _take_field(header: Header, name: str, value: str) -> None:
    """Keep what a labelled line says: "Author: …", "Source: The Salem Courier, May 12, 2004"."""
    if name in {"date", "published"}:
        header.date = metadata_date(value) or find_date(value) or header.date
    elif name in {"author", "by"}:
        header.values["author"] = value
    elif name == "source":
        parts = header_line(value)
        is_whole = parts is not None and parts.date and parts.publication
        _take_parts(header, parts if parts and is_whole else HeaderLine(None, value, None))
    else:
        header.values[name] = value


def _take_parts(header: Header, parts: HeaderLine) -> None:
    """Keep what a line says that no line above it says."""
    header.date = header.date or parts.date
    for name, value in (("publication", parts.publication), ("author", parts.author)):
        if value:
            header.values.setdefault(name, value)


def _title_line(lines: Sequence[str]) -> int:
    """The number of the line with the title: the first, or the one below an outlet and its date.

    -1 where there is none.
    """
    if lines and _PUBLICATION.match(lines[0]):
        return -1
    at = 0
    if len(lines) > 2 and (field := _FIELD.match(lines[0])) and field["name"].lower() == "source":
        at = 1 if (parts := header_line(field["value"])) and parts.date else 0
    elif len(lines) > 2 and (parts := header_line(lines[0])):
        at = 1 if parts.date and parts.publication else 0
    elif len(lines) > 3 and is_outlet_name(lines[0]) and _is_dated(lines[1]):
        at = 2
    return at if at < len(lines) and (not at or _may_be_title(lines[at])) else 0


def _may_be_title(line: str) -> bool:
    """Whether a line below the name of an outlet reads as a title, not as a paragraph."""
    return len(line) < 150 and line[-1] not in '.!?:”"' and not _is_dated(line)


def _is_dated(line: str) -> bool:
    """Whether a line holds nothing but a date, or a date and names."""
    if len(line) < 40 and _date_line(line) is not None:
        return True
    parts = header_line(line)
    return parts is not None and parts.date is not None


def _title_end(text: str, first: Span) -> int:
    """Where the title that the line at `first` opens ends; the line's start if it is body."""
    line = text[first.start : first.end].strip()
    if len(line) > _LONGEST_TITLE or (len(line) > _LONGEST_SENTENCE and _SENTENCES.search(line)):
        return first.start
    if not first_line_goes_on(text, first.start):
        return first.end
    end = text.find("\n\n", first.end)
    end = len(text) if end < 0 else end
    paragraph = text[first.start : end].strip()
    is_title = paragraph.count("\n") < _MOST_TITLE_LINES and paragraph[-1] not in '.!?”"'
    return end if is_title and end < len(text) else first.start


def _labelled_title(lines: Sequence[str]) -> str | None:
    """The title in a first line "Title: …" that has another labelled line below it."""
    match = _TITLE.match(lines[0])
    labelled = any(_FIELD.match(line) or _PUBLICATION.match(line) for line in lines[1:4])
    return match["title"] if match and labelled else None


def _names_source(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a name alone above the line with the date: of a newspaper or an author.

    Another name may stand between them.
    """
    line = lines[number]
    if len(line) > 50 or not _NAME.fullmatch(line):
        return False
    following = lines[number + 1 : number + 3]
    if len(following) == 2 and not _is_dated(following[0]):
        return PERSON_NAME.fullmatch(following[0]) is not None and _is_dated(following[1])
    return bool(following) and _is_dated(following[0])


def _take_name(header: Header, line: str) -> None:
    """Keep a name above the date: the publication's below a byline, else the author's."""
    if is_outlet_name(line) or "author" in header.values:
        header.values.setdefault("publication", line)
    elif place := _IN_PLACE.fullmatch(line):
        header.values["author"] = place["name"]
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
