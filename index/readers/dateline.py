"""The date in the first words of a body: "TASHKENT, May 12, 2004 (Interfax) - …"."""

import re

from index.model import PartialDate, find_dates
from index.readers.header_lines import HeaderLine, header_line

# "TASHKENT, May 12 (Interfax) -", "KYIV. Jan 13 (Interfax) -", "Salem, Ohio, 12 May 2004 –"
_PLACE = r"[^\W\d_a-z](?:[^\W\d_]|[ .'’-]){2,40}"
_PLACE_FIRST = re.compile(
    rf"{_PLACE}(?:, {_PLACE}){{0,2}}[,.] ?"
    r"(?P<date>[^()\n—–]{3,35}?)\s*(?:\([^)\n]{2,40}\)\s*)?(?:—|–|--?)\s"
)
# "(The Salem Courier, May 12, 2004) …"
_CITATION = re.compile(r"\((?P<inside>[^()\n]{10,100})\)\s+(?=[^\W\d_a-z]|[\"“‘])")
_BEFORE_DATE = re.compile(r"(?:[A-Z][a-z]{2,8}day,? ?)?")


def dateline(text: str, start: int) -> HeaderLine | None:
    """The date that opens the body of `text` at `start`, with its outlet; None for none."""
    if place := _PLACE_FIRST.match(text, start):
        date = _whole_date(place["date"].strip(" ,.:"))
        return HeaderLine(date, None, None) if date else None
    if citation := _CITATION.match(text, start):
        said = header_line(citation["inside"])
        return said if said is not None and said.date and said.publication else None
    return None


def _whole_date(words: str) -> PartialDate | None:
    """The date that is all of `words` but a weekday before it, if it says its year."""
    dates = [one for one in find_dates(words) if one.year]
    if len(dates) != 1 or dates[0].end != len(words):
        return None
    return dates[0].resolve(None) if _BEFORE_DATE.fullmatch(words, 0, dates[0].start) else None


__all__ = ["dateline"]
