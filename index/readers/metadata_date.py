"""Dates as metadata has them: ISO forms, epochs, numbers with separators, words in 20 languages.

A date is never made more precise than its text: 05/12/2004 gives the year alone, unless other
dates of the same file show whether the day or the month comes first.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from index.model import PartialDate
from index.readers.calendars import common_date, common_year, other_calendar

DayOrder = Literal["dmy", "mdy"]

# Month names by number. A word that ends in "*" matches every word with that prefix.
_MONTHS = {
    1: "january jan januar jan januari janv* janvier jän* januar* enero ene gennaio gen január"
    " tammi* janeiro"
    " ianuarie ian ocak oca янв* січ* януари styczen stycznia sty leden ledna يناير ιαν*",
    2: "february feb februar februari fevr* fev fevrier febrero febbraio helmi* fevereiro"
    " februarie subat sub"
    " фев* лют* luty lutego lut unor unora فبراير φεβ*",
    3: "march mar marz maerz mars marzo maart mrt marcius marc* maalis* marco martie mart marts"
    " мар* бер*"
    " marzec marca brezen brezna مارس μαρ*",
    4: "april apr avril avr abril abr aprile aprilis huhti* aprilie nisan nis апр* кві*"
    " kwiecien kwietnia kwi"
    " duben dubna أبريل ابريل απρ*",
    5: "may mai mayo maggio mag mei maj majus touko* maio mayis май мая трав* кв* kveten kvetna"
    " maja مايو μαι* μαϊ*",
    6: "june jun juni juin junio giugno giu junius kesa* junho iunie haziran haz июн* черв* юни"
    " czerwiec"
    " czerwca cze cerven cervna يونيو ιουν*",
    7: "july jul juli juillet juil julio luglio lug julius heina* julho iulie temmuz tem июл*"
    " лип* юли lipiec"
    " lipca lip cervenec cervence يوليو ιουλ*",
    8: "august aug aout agosto ago augusti augustus augusztus elo elokuu* agustos agu авг*"
    " серп* sierpien"
    " sierpnia sie srpen srpna أغسطس اغسطس αυγ*",
    9: "september sept sep septembre settembre set setembro szeptember szept septiembre"
    " septembrie syys* eylul"
    " eyl сен* вер* септ* wrzesien wrzesnia wrz zari سبتمبر σεπ*",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out octombrie loka* ekim"
    " eki окт* жов*"
    " pazdziernik pazdziernika paz rijen rijna أكتوبر اكتوبر οκτ*",
    11: "november nov novembre noviembre novembro noiembrie marras* kasim kas ноя* лис* ное*"
    " listopada listopad"
    " نوفمبر νοε*",
    12: "december dec dezember dez decembre diciembre dic dicembre dezembro decembrie joulu*"
    " aralik ara дек*"
    " груд* grudzien grudnia gru prosinec prosince ديسمبر δεκ*",
}  # fmt: skip
_SPLIT_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ß": "ss", "ø": "o", "æ": "ae"})


def _folded(word: str) -> str:
    """A word without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_SPLIT_LETTERS))
    return "".join(c for c in parts if not unicodedata.combining(c))


_NAMED = [(_folded(word), number) for number, words in _MONTHS.items() for word in words.split()]
_WORDS = {word: number for word, number in _NAMED if not word.endswith("*")}
_STEMS = sorted(
    ((word[:-1], number) for word, number in _NAMED if word.endswith("*")),
    key=lambda pair: -len(pair[0]),
)
_ROMAN = {
    word: number for number, word in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)
}

_ISO = re.compile(
    r"(?P<y>[12]\d{3})(?P<s>[-/.])\s?(?P<m>\d{1,2})(?:(?P=s)\s?(?P<d>\d{1,2}))?"
    r"(?=$|[T ,;_.Z+]|-\d\d:?\d\d$)"
)
_COMPACT = re.compile(r"(?P<y>[12]\d{3})(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{4,6}(?:\.\d+)?)?(?=$|[Z+ -])")
_EAST_ASIAN = re.compile(
    r"([12]\d{3})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?"
)
_WEEK = re.compile(r"([12]\d{3})-?W(\d\d)(?:-?([1-7]))?$")
_ORDINAL = re.compile(r"([12]\d{3})-(\d{3})$")
_NUMBERS = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>[12]\d{3}|\d\d)(?!\d)"
)
_MONTH_YEAR = re.compile(r"(?P<m>0?[1-9]|1[0-2])[/.-](?P<y>[12]\d{3})$")
_TIME = re.compile(
    r"(?<!\d)\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?\b)?"
    r"|(?<=[\d ])[+-]\d\d:?\d\d\b|\b\d{1,2}\s*[ap]\.?m\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
# Ordinal suffixes of numbers: "12th", "1er", "3º".
_ORDINAL_SIGN = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|ème|[ºª])\b", re.IGNORECASE)
_ROMAN_MONTH = re.compile(r"(?<!\d)(\d{1,2})[. /-]\s?([IVX]{1,4})[. /-]\s?([12]\d{3})(?!\d)")
# Wrappers of programs around a date: "/Date(1084320000000)/", "D:20040512", "Timestamp('…')".
_WRAPPED = re.compile(
    r"(?:/?(?:new )?Date\(|D:|(?:pd\.)?Timestamp\()['\"]?(?P<inside>-?\d[^)'\"]*)"
)
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")


def metadata_date(value: object, order: DayOrder | None = None) -> PartialDate | None:
    """The date that a metadata value gives, or None.

    `order` says whether the day or the month comes first in forms like 05/12/2004; without it such
    a form gives its year alone. Numbers are epoch seconds, milliseconds or microseconds, or
    YYYYMMDD.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    text = " ".join(unicodedata.normalize("NFC", str(value)[:200]).split()).strip("\"'[]() ")
    if not text:
        return None
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c, c)) if c.isdigit() else c for c in text)
    if wrapped := _WRAPPED.match(text):
        text = re.sub(r"(?<=\d{9})[+-]\d{4}$", "", wrapped["inside"])
    if _EXPONENT.fullmatch(text):
        return _from_number(float(text))
    if re.fullmatch(r"-?\d{4,17}(?:\.\d+)?", text):
        return _from_number(float(text)) if "." in text else _from_digits(text)
    return (
        other_calendar(text) or _from_forms(text, order) or _from_roman(text) or _from_words(text)
    )


def settled_order(values: Iterable[object]) -> DayOrder | None:
    """The order of day and month in the numeric dates of a file; None if it stays open."""
    seen: set[DayOrder] = set()
    for value in values:
        match = _NUMBERS.search(str(value)[:60]) if value else None
        if match and match["s"] != ".":
            first, second = int(match["a"]), int(match["b"])
            if first > 12 >= second:
                seen.add("dmy")
            elif second > 12 >= first:
                seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def month_number(word: str) -> int:
    """The month (1 to 12) that a word names in one of the languages known, 0 for any other word."""
    folded = _folded(word)
    if folded in _WORDS:
        return _WORDS[folded]
    if len(folded) > 2:
        for stem, number in _STEMS:
            if folded.startswith(stem):
                return number
    return 0


def _from_number(value: float) -> PartialDate | None:
    if isinstance(value, float) and not value.is_integer() and abs(value) < 1e8:
        return None
    whole = int(value)
    return _from_digits(str(whole)) if whole > 0 else None


def _from_digits(digits: str) -> PartialDate | None:
    if len(digits) == 4:
        return common_date(int(digits)) if _is_year(digits) else None
    if len(digits) in {8, 12, 14} and "15" <= digits[:2] < "22":
        found = common_date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        if found is not None and found.day:
            return found
    if len(digits) == 6 and "19" <= digits[:2] <= "20" and "01" <= digits[4:] <= "12":
        return common_date(int(digits[:4]), int(digits[4:]))
    scale = {9: 1, 10: 1, 12: 1000, 13: 1000, 15: 10**6, 16: 10**6}.get(len(digits))
    if scale is None:
        return None
    try:
        day = datetime.datetime.fromtimestamp(int(digits) / scale, datetime.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
    return PartialDate(day.year, day.month, day.day)


def _from_forms(text: str, order: DayOrder | None) -> PartialDate | None:
    """A date whose year, month and day are numbers."""
    if match := _ISO.match(text):
        return common_date(int(match["y"]), int(match["m"]), int(match["d"] or 0))
    if match := _COMPACT.match(text):
        return common_date(int(match["y"]), int(match["m"]), int(match["d"]))
    if match := _EAST_ASIAN.search(text):
        return common_date(*(int(part or 0) for part in match.groups()))
    if match := _WEEK.match(text):
        try:
            day = datetime.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            return None
        return PartialDate(day.year, day.month, day.day if match[3] else 0)
    if match := _ORDINAL.match(text):
        try:
            day = datetime.date(int(match[1]), 1, 1) + datetime.timedelta(int(match[2]) - 1)
        except (ValueError, OverflowError):
            return None
        return PartialDate(day.year, day.month, day.day)
    if match := _NUMBERS.search(text):
        return _from_three(
            int(match["a"]), int(match["b"]), _year(match["y"]), match["s"] == ".", order
        )
    if match := _MONTH_YEAR.match(text):
        return common_date(int(match["y"]), int(match["m"]))
    return None


def _from_roman(text: str) -> PartialDate | None:
    """A date whose month is a Roman numeral: "12.V.2004"."""
    match = _ROMAN_MONTH.search(text)
    month = _ROMAN.get(match[2].lower(), 0) if match else 0
    return common_date(int(match[3]), month, int(match[1])) if match and month else None


def _from_three(
    first: int, second: int, year: int, dots: bool, order: DayOrder | None
) -> PartialDate | None:
    """A day, a month and a year, the first two in either order."""
    day_first, month_first = common_date(year, second, first), common_date(year, first, second)
    if not (first and second):
        return None
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if dots or order == "dmy":
        return day_first
    return month_first if order == "mdy" else common_date(year)


def _is_year(digits: str) -> bool:
    """Whether four digits are a year that a text can be from."""
    return len(digits) == 4 and digits.isdigit() and 1500 <= common_year(int(digits)) < 2200


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (2000 if number < 70 else 1900)


def _from_words(text: str) -> PartialDate | None:
    """A date whose month is a word: "12 mai 2004", "Wed, May 12 2004 04:45", "12-May-04"."""
    parts = _PART.findall(_ORDINAL_SIGN.sub(" ", _TIME.sub(" ", text)))
    if len(parts) > 24:
        return None
    months = [(at, number) for at, part in enumerate(parts) if (number := month_number(part))]
    if not months:
        years = [part for part in parts if len(part) == 4 and part.isdigit()]
        alone = len(years) == 1 and not any(part.isdigit() for part in parts if part != years[0])
        return common_date(int(years[0])) if alone and _is_year(years[0]) else None
    # "mar." is March and mardi: of two months the one nearer to the numbers counts
    numbers = [at for at, part in enumerate(parts) if part.isdigit()]
    if not numbers:
        return None
    place, month = min(months, key=lambda one: (min(abs(one[0] - n) for n in numbers), -one[0]))
    fours = [at for at in numbers if _is_year(parts[at])]
    year_at = next((at for at in fours if at > place), fours[0] if fours else None)
    shorts = [at for at in numbers if len(parts[at]) < 3 and at != year_at]
    if year_at is None:
        if len(shorts) < 2 or shorts[1] != shorts[0] + 1 + (shorts[0] < place):
            return None
        shorts, year_at = shorts[:1], shorts[1]
        if len(parts[year_at]) != 2:
            return None
    days = [at for at in shorts if abs(at - place) <= 2 and 1 <= int(parts[at]) <= 31]
    day = int(parts[min(days, key=lambda at: (abs(at - place), at))]) if days else 0
    return common_date(_year(parts[year_at]), month, day)


__all__ = ["DayOrder", "metadata_date", "month_number", "settled_order"]
