"""A date in the name of a file or of its folders, else the day of its last change."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from index.model import DateBasis, PartialDate, make_date
from index.readers.metadata_date import metadata_date, month_number

_DATE_IN_NAME = re.compile(
    r"(?<![^\W_])((?:18|19|20)\d\d)(?:[-_. ]?([01]\d)(?:[-_. ]?([0-3]\d)(?!\d)|(?![^\W_]))"
    r"|(?![^\W_]))"
)
# "12.05.2004", "31-12-2004": of other signs than dots the day shows only by being over 12.
_DAY_FIRST = re.compile(r"(?<!\d)([0-3]?\d)([._ -])([01]?\d)\2((?:18|19|20)\d\d)(?!\d)")
# "12 May 2004", "May 2004", "May 12, 2004", "12Mai2004"
_WORDS = re.compile(
    r"(?:(?<!\d)(?P<a>[0-3]?\d)[. _-]{0,2})?(?P<month>[^\W\d_]{3,12})\.?[ _-]{0,2}"
    r"(?:(?P<b>[0-3]?\d)(?:st|nd|rd|th)?[, _-]{1,2})?(?P<year>(?:18|19|20)\d\d)(?!\d)"
)
_DATED_FOLDER = re.compile(r"((?:18|19|20)\d\d)(?:[-_.]?([01]\d))?(?:[-_.]?([0-3]\d))?$")


def date_in_path(path: Path) -> PartialDate | None:
    """A date in the file's name, or in the names of its folders: 2007/05/12."""
    limit = datetime.date.today().year + 1
    found = _fullest(_dates_in_name(path.name, limit))
    if found is not None and found.day:
        return found
    folder = _date_of_folders(path, limit)
    if folder is None:
        folder = _fullest(_dates_in_name(path.parent.name, limit))
    if folder is None or found is None:
        return found or folder
    return max(found, folder, key=lambda one: len(str(one)))


def path_date(path: Path) -> tuple[PartialDate | None, DateBasis]:
    """The date in the path, else the day of the file's last change."""
    found = date_in_path(path)
    return (found, "file name") if found else file_date(path)


def file_date(path: Path) -> tuple[PartialDate | None, DateBasis]:
    """The day of the file's last change."""
    try:
        written = datetime.date.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return None, "none"
    return PartialDate(written.year, written.month, written.day), "file time"


def _fullest(dates: Iterator[PartialDate]) -> PartialDate | None:
    """The most precise of some dates, the first of several."""
    return max(dates, key=lambda one: len(str(one)), default=None)


def _dates_in_name(name: str, limit: int) -> Iterator[PartialDate]:
    """The dates in a name, none after the year `limit`."""
    found: list[PartialDate | None] = []
    for match in _DAY_FIRST.finditer(name):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        sure = match[2] == "." or day > 12 or day == month
        found.append(make_date(year, month, day) if sure and month else None)
    for match in _WORDS.finditer(name):
        if month_number(match["month"]):
            day_text = match["a"] or match["b"] or ""
            found.append(metadata_date(f"{day_text} {match['month']} {match['year']}"))
    for match in _DATE_IN_NAME.finditer(name):
        found.append(make_date(*(int(part or 0) for part in match.groups())))
    yield from (date for date in found if date is not None and date.year <= limit)


def _date_of_folders(path: Path, limit: int) -> PartialDate | None:
    """The date that the folders above a file are named by: 2007, 2007/05, 2007-05/12."""
    numbers: list[int] = []
    for at, name in enumerate([part.name for part in list(path.parents)[:3]]):
        if dated := _DATED_FOLDER.match(name):
            date = make_date(*(int(part or 0) for part in dated.groups()))
            if date is None or date.year > limit:
                return None
            own = [part for part in (date.year, date.month, date.day) if part]
            whole = make_date(*[*own, *numbers][:3])
            return whole if len(own) + len(numbers) <= 3 and whole else date
        if not re.fullmatch(r"[0-3]\d", name) or at > 1:
            return None
        numbers.insert(0, int(name))
    return None


__all__ = ["date_in_path", "file_date", "path_date"]
