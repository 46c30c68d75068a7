"""Dates as the press writes them: often without a year, sometimes without a day.

A date is never made more precise than the text that gives it.
"""

import datetime
import re

from msgspec import Struct

from index.lazy_pattern import lazy_pattern

_NAMES = (
    "january february march april may june july august september october november december".split()
)
MONTHS: dict[str, int] = {name: number for number, name in enumerate(_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
MONTH_PATTERN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)

# "May 12, 2004", "May 11-12", "12 May", "13 May 2004", "May 2004"; groups named by what they hold
DATE_PATTERN = lazy_pattern(
    rf"(?<!\w)(?:(?P<m1>{MONTH_PATTERN})\s+(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*[-–—]\s*(?:{MONTH_PATTERN}\s+)?(?P<e1>[0-3]?\d))?(?!\d)(?:,?\s+(?P<y1>(?:1[89]|20)\d\d)(?!\d))?"
    rf"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*[-–—]\s*(?P<e2>[0-3]?\d))?\s+(?P<m2>{MONTH_PATTERN})(?!\w)(?:,?\s+(?P<y2>(?:1[89]|20)\d\d)(?!\d))?"
    rf"|(?P<m3>{MONTH_PATTERN}),?\s+(?P<y3>(?:1[89]|20)\d\d)(?!\d)"
    rf"|(?P<y4>(?:1[89]|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)(?!\d))",
    re.IGNORECASE,
)


class PartialDate(Struct, frozen=True, order=True, array_like=True):
    """A day, a month or a year; `month` and `day` are 0 where the source does not give them."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return "day" if self.day else "month" if self.month else "year"

    def __str__(self) -> str:
        """The ISO 8601 form, as long as the precision allows: 2004, 2004-05, 2004-05-12."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text

    def first(self) -> datetime.date:
        """The earliest day that this date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def last(self) -> datetime.date:
        """The latest day that this date can mean."""
        if self.day:
            return datetime.date(self.year, self.month, self.day)
        if self.month in {0, 12}:
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, self.month + 1, 1) - datetime.timedelta(days=1)


class WrittenDate(Struct, frozen=True):
    """A date in running text; `year`, `month` and `day` are 0 where it does not say."""

    start: int
    end: int
    year: int
    month: int
    day: int

    def resolve(self, article: PartialDate | None) -> PartialDate | None:
        """The full date, the year taken from the article's date where none is written.

        A date without a year is never later than the article: then the year before is meant.
        Without any year to go by the answer is None. A day and month without year against an
        article known by year alone takes that year.
        """
        if self.year:
            return make_date(self.year, self.month, self.day)
        if article is None:
            return None
        made = make_date(article.year, self.month, self.day)
        if made is None or made.first() > article.last():
            return make_date(article.year - 1, self.month, self.day) or made
        return made


def make_date(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """The date, or None where the calendar has no such day."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day if month else 0)


def parse_iso(text: str) -> PartialDate | None:
    """Read 2004, 2004-05 or 2004-05-12; None for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", text.strip())
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if (month == 0 and match[2]) or (day == 0 and match[3]) or year == 0:
        return None
    return make_date(year, month, day)


def _month(name: str) -> int:
    return MONTHS.get(name.rstrip(".").lower(), 0) or MONTHS.get(name[:3].lower(), 0)


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[WrittenDate]:
    """Every date written in `text[start:end]`, offsets in code points into `text`.

    Of a span of days ("May 11-12") the last day counts.
    """
    found = []
    for match in DATE_PATTERN.finditer(text, start, len(text) if end is None else end):
        group = match.groupdict()
        if group["m1"]:
            # "may" is a verb far more often than a month
            if group["m1"] == "may":
                continue
            parts = (group["y1"], _month(group["m1"]), group["e1"] or group["d1"])
        elif group["m2"]:
            if group["m2"] == "may":
                continue
            parts = (group["y2"], _month(group["m2"]), group["e2"] or group["d2"])
        elif group["m3"]:
            parts = (group["y3"], _month(group["m3"]), 0)
        else:
            parts = (group["y4"], int(group["m4"]), group["d4"])
        year, month, day = int(parts[0] or 0), int(parts[1]), int(parts[2] or 0)
        if make_date(year or 2000, month, day):
            found.append(WrittenDate(match.start(), match.end(), year, month, day))
    return found


def find_date(text: str) -> PartialDate | None:
    """The first date in `text` that says its year."""
    for written in find_dates(text):
        if written.year:
            return written.resolve(None)
    return None


def now() -> str:
    """The time, UTC, to the microsecond: two changes never have the same."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
