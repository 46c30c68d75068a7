"""Lines of metadata above a body: dates, times, outlets and authors with separators between them.

Print and web pages write them in many ways: "The Salem Courier, May 12, 2004, p. A7",
"Published 5:00 a.m. ET May 12, 2004 | Updated May 13, 2004", "Posted on May 12, 2004 by Anna Bell".
"""

import re
from typing import NamedTuple

from index.model import PartialDate, find_dates, person_name
from index.readers.metadata_date import metadata_date

_LONGEST_LINE = 160
_MOST_WORDS = 6
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?:[12]\d{3}-\d\d-\d\d|\d{1,2}([/.])\d{1,2}\1[12]\d{3})(?![\d/-])"
)
# A day, a word and a year: `metadata_date` knows whether the word is a month, in 20 languages.
_WORDED = re.compile(
    r"(?<![\w.])\d{1,2}(?:\.|er|º)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?\s+(?:de\s+)?[12]\d{3}(?![\w-])"
)
_TIME = re.compile(
    r"(?:\b(?:at|um)\s+)?(?<![\d.:])\d{1,2}(?:[:.]\d\d){1,2}(?!\d)\s*(?:[ap]\.?\s?m\b\.?)?"
    r"(?:\s*\(?\b(?:[A-Z]{2,4}T|GMT|UTC|ET|CT|MT|PT|BST|Z)(?:[+-]\d{1,2})?\b\)?)?"
    r"|(?:\bat\s+)?\b\d{1,2}\s*[ap]\.?m\b\.?(?:\s+[A-Z]{2,4}T?\b)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?", re.IGNORECASE
)
# The length of a text, its page in print, how many have answered it.
_EXTENT = re.compile(
    r"\b\d{1,3}[ -]min(?:ute)?s?(?: read)?\b|\b\d+ (?:comments?|words|shares)\b"
    r"|\b(?:pp?|pg|pages?|s|seite|nr|стр)\b\.? ?[A-Z]{0,2}\d+(?:[-–]\d+)?[A-Z]?\b"
    r"|: ?[A-Z]?\d{1,3}\.?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified|revised|corrected)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?:first|originally|last)\s+)?(?:published|posted|updated|modified|revised|filed|issued"
    r"|released|created|date|source)\b(?:\s+(?:on|at|in)\b)?\s*:?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[|•·●∙;,()\[\]/]+|\s[–—-]+\s|\s{3,}|\t")
_BY = re.compile(
    r"(?:(?:story|text|written|reported|reporting|analysis|words|opinion)\s+)?by:?\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w.’'&-]*")
_SMALL_WORDS = frozenset("of the and for in de la du le der von van y e und et".split())
PERSON_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]*){1,3}")
_REPORTER = re.compile(
    r".*\b(?:staff|writers?|reporters?|correspondents?|editors?|columnist|contributor|bureau)\b.*",
    re.IGNORECASE,
)


class HeaderLine(NamedTuple):
    """What a line of metadata says; None for what it leaves out."""

    date: PartialDate | None
    publication: str | None
    author: str | None


def header_line(line: str) -> HeaderLine | None:
    """What a line with a date or a byline says about its article; None if it holds anything else.

    A date needs its day, or an outlet on the same line. Of several dates the first counts that is
    no date of a change.
    """
    if len(line) > _LONGEST_LINE:
        return None
    date, rest = _without_dates(line)
    if date is None and not _BY.match(line):
        return None
    rest = _EXTENT.sub("|", _LABEL.sub("|", _TIME.sub("|", rest)))
    publication = author = None
    for part in _BETWEEN.split(_with_bylines_apart(rest)):
        name = part.strip(" .:*-–—")
        if not name or name.lower() in {"at", "on"} or _WEEKDAY.fullmatch(name):
            continue
        if byline := _BY.match(name):
            found = PERSON_NAME.match(byline["name"])
            if found is None:
                return None
            author = author or _persons(byline["name"])
        elif not _is_name(name):
            return None
        elif publication is None and is_outlet_name(name) and not _REPORTER.match(name):
            publication = name
    if date is not None and not date.day and publication is None:
        return None
    return HeaderLine(date, publication, author) if date or author else None


def is_outlet_name(name: str) -> bool:
    """Whether a name is that of an organisation by its words: "The Salem Courier"."""
    return " " in name and _is_name(name) and not person_name(name).given


def _without_dates(line: str) -> tuple[PartialDate | None, str]:
    """The date of a line, and the line with separators in place of all its dates."""
    spans = [(one.start, one.end) for one in find_dates(line) if one.year]
    spans += [
        match.span()
        for pattern in (_NUMERIC, _WORDED)
        for match in pattern.finditer(line)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]
    dates: list[tuple[bool, int, PartialDate]] = []
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        before = line[at:start]
        date = metadata_date(line[start:end])
        if date is not None:
            dates.append((_CHANGED.search(before) is not None, start, date))
        pieces += (before, "|")
        at = end
    pieces.append(line[at:])
    return (min(dates, key=lambda one: one[:2])[2] if dates else None), "".join(pieces)


def _with_bylines_apart(line: str) -> str:
    """The line with a separator before the "by" of a byline in its middle."""
    return re.sub(r"\s+by:?\s+(?=[^\W\d_a-z])", "|by ", line)


def _persons(names: str) -> str:
    """The names of a byline, without the place or the office after them."""
    return re.split(r"\s+in\s+(?=[A-Z])", names, maxsplit=1)[0].strip()


def _is_name(part: str) -> bool:
    """Whether all words of a part are written as those of names are."""
    words = part.split()
    return len(words) <= _MOST_WORDS and all(
        _CAPITALISED.fullmatch(word) or (at and word in _SMALL_WORDS)
        for at, word in enumerate(words)
    )


__all__ = ["PERSON_NAME", "HeaderLine", "header_line", "is_outlet_name"]
