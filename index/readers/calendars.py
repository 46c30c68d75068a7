"""Dates of other calendars and of printed objects: Thai, Japanese, Taiwanese, Vietnamese forms.

Years of the Buddhist era (2547) become those of the common era (2004).
"""

import re

from index.model import PartialDate, make_date

# Years of the Buddhist era in which news was printed; no other calendar has reached them.
_BUDDHIST = range(2380, 2601)
_BUDDHIST_OFFSET = 543
_THAI_MONTHS = (
    "มกราคม ม.ค. กุมภาพันธ์ ก.พ. มีนาคม มี.ค. เมษายน เม.ย. พฤษภาคม พ.ค. มิถุนายน มิ.ย."
    " กรกฎาคม ก.ค. สิงหาคม ส.ค. กันยายน ก.ย. ตุลาคม ต.ค. พฤศจิกายน พ.ย. ธันวาคม ธ.ค."
).split()
_THAI_NUMBER = {name.rstrip("."): at // 2 + 1 for at, name in enumerate(_THAI_MONTHS)}
_THAI = re.compile(
    r"(?:(?<!\d)(?P<d>\d{1,2})\s*)?"
    rf"(?P<m>{'|'.join(re.escape(name) for name in _THAI_NUMBER)})\.?\s*"
    r"(?:พ\.?\s?ศ\.?\s*|ค\.?\s?ศ\.?\s*)?(?P<y>\d{4}|\d\d)(?!\d)"
)
_THAI_YEAR = re.compile(r"พ\.?\s?ศ\.?\s*(\d{4})(?!\d)")
_ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "民國": 1911,
    "民国": 1911,
}
_ERA = re.compile(
    rf"({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*年(?:\s*(\d{{1,2}})\s*月(?:\s*(\d{{1,2}})\s*日)?)?"
)
_VIETNAMESE = re.compile(
    r"(?:(?<!\d)(?P<d>\d{1,2})\s+)?tháng\s+(?P<m>\d{1,2})(?:\s*,?\s*năm|\s*,)?\s+(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
# How Python prints a date.
_CALL = re.compile(r"date(?:time)?\(\s*(\d{4}),\s*(\d{1,2}),\s*(\d{1,2})\b")


def common_year(year: int) -> int:
    """The year of the common era for a year that may be of the Buddhist era."""
    return year - _BUDDHIST_OFFSET if year in _BUDDHIST else year


def common_date(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """As `make_date`, for a year that may be of the Buddhist era."""
    return make_date(common_year(year), month, day)


def other_calendar(text: str) -> PartialDate | None:
    """The date that a text gives in one of the forms of this module, or None."""
    if match := _CALL.search(text):
        return make_date(*(int(part) for part in match.groups()))
    if text.isascii():
        return None
    if match := _THAI.search(text):
        year = int(match["y"])
        # two digits are of the Buddhist era, as all short years in Thai are
        year = 2500 + year if len(match["y"]) == 2 else year
        return common_date(year, _THAI_NUMBER[match["m"]], int(match["d"] or 0))
    if match := _THAI_YEAR.search(text):
        return common_date(int(match[1]))
    if match := _ERA.search(text):
        year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        return make_date(year, int(match[3] or 0), int(match[4] or 0))
    if match := _VIETNAMESE.search(text):
        return make_date(int(match["y"]), int(match["m"]), int(match["d"] or 0))
    return None


__all__ = ["common_date", "common_year", "other_calendar"]
