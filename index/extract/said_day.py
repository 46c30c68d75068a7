"""The day that words were said: as written next to them, else the article's date."""

import datetime
import re
from collections.abc import Sequence
from typing import Final

from index.model import (
    Article,
    Citation,
    PartialDate,
    SaidBasis,
    Span,
    find_dates,
    make_date,
)

_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE: Final = re.compile(
    r"\b(?P<last>last\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!\s+(?:Times|Post|Mirror|Show))"
    r"|\b(?P<today>today|tonight|this\s+(?:morning|afternoon|evening))\b"
    r"|\b(?P<yesterday>yesterday|last\s+night|the\s+(?:day|night)\s+before|the\s+previous\s+day)\b"
    r"|\b(?P<which>last|this|the\s+previous|earlier\s+this)\s+(?P<unit>week|month|year)\b"
    r"|\b(?P<ago>\d{1,3}|two|three|four|five|six|seven)\s+(?P<of>days|weeks|months|years)\s+(?:ago|earlier)\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
# Each date that `find_dates` finds has a digit, and a hyphen or one of these in small letters. They
# hold no "s", for which `re.IGNORECASE` takes the long s too.
_IN_DATE: Final = ("-", *"jan feb mar apr may jun jul aug ep oct nov dec".split())
# Days that a story counts from one that it has named.
_NARRATIVE: Final = re.compile(
    r"\b(?:(?P<same>(?:the|that) (?:same|very) (?:day|morning|evening|night))"
    r"|the (?:next|following) (?:day|morning)|a day later"
    r"|(?P<back>the (?:day|night|evening) before(?! yesterday)|the previous (?:day|night)"
    r"|a day earlier|(?:\d{1,2}|two|three|four|five|six|seven) days (?:earlier|before))"
    r"|(?:\d{1,2}|two|three|four|five|six|seven) days later)\b",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"\b(\d{1,2}|two|three|four|five|six|seven) days\b", re.IGNORECASE)
_THAT_YEAR: Final = re.compile(r",? (?:of|in) (?:that|the same) year\b")
_YEAR: Final = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b(?![\w%])")
# A year, or a part of one, right after a verb of saying or before the main clause.
_PERIOD: Final = re.compile(
    r"(?:^\W*|\b(?:said|says|told|wrote|warned|argued|stated|declared|announced) (?:\w+ )?)"
    r"(?i:in|during|at the end of|at the beginning of) (?:early |late |mid-?)?"
    r"(?:the (?:(?:early|late|first|second|third|fourth|last) )?"
    r"(?:spring|summer|autumn|fall|winter|quarter|half|months|days) of )?"
    r"(?:(?P<year>1[6-9]\d\d|20\d\d)\b(?![-–’'%\w])"
    r"|(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b(?! \d|,? (?:1[6-9]|20)\d\d))"
)
# Every alternative of `_RELATIVE` has one of these in small letters. They hold no letter that
# `re.IGNORECASE` takes for another than `str.lower` does ("i", "s").
_IN_RELATIVE: Final = ("day", "ght", "morn", "noon", "even", "wee", "month", "year")
# An adjunct that opens a sentence: "On May 5,", "Speaking in Baku on May 5,".
_OPENING: Final = re.compile(
    r"(?:On|In|At|During|After|Following|Speaking|Writing|Addressing|Talking|Asked|Commenting|Briefing)\b"
    r"[^.;:()\n“\"]{3,120}?,(?= [^\d])"
)
_LONGEST_ADJUNCT, _RIGHT_BEFORE = 90, 18
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_DAYS: Final = {"week": 7, "month": 30, "year": 365}


def said_day(
    article: Article, around: list[str], citation: Citation | None, before: str = ""
) -> tuple[PartialDate | None, SaidBasis | None]:
    """The day of a statement and what it rests on.

    `around` are the parts of the cue's sentence outside the content, `before` is the text before
    that sentence. A citation's date comes first, then a date written in `around`, then a weekday or
    the like there, else the article's own date. "The next day" and "the day before" count from a
    day named in `before`, "October 7 of that year" takes the year named there.
    """
    if citation is not None and citation.date is not None:
        return citation.date, "stated" if citation.date_basis == "stated" else "inferred"
    for part in around:
        for written in find_dates(part) if _may_have_date(part) else ():
            date = written.resolve(article.date)
            of_that_year = not written.year and _THAT_YEAR.match(part, written.end)
            if of_that_year:
                years = _YEAR.findall(before)
                date = make_date(int(years[-1]), written.month, written.day) if years else date
            if date is not None and _is_past(date, article):
                return date, "stated" if written.year else "inferred"
    for part in around:
        day = _day_of_narrative(part, before, article)
        if day is not None:
            return day, "inferred"
        period = _PERIOD.search(part) if _may_have_period(part) else None
        if period is not None and period["year"]:
            year = PartialDate(int(period["year"]))
            if _is_past(year, article):
                return year, "stated"
        elif period and article.date and article.date.month and article.date_basis != "file time":
            month = _MONTHS.index(period["month"]) + 1
            return PartialDate(article.date.year - (month > article.date.month), month), "inferred"
    if article.date is None:
        return None, None
    if article.date.day and article.date_basis != "file time":
        for part in around:
            date = relative_day(part, article.date.first())
            if date is not None:
                return date, "inferred"
    return article.date, "file" if article.date_basis == "file time" else "article"


def written_at_cue(
    article: Article, text: str, start: int, cue: Span, spans: Sequence[Span]
) -> tuple[PartialDate, SaidBasis] | None:
    """The date next to the cue, or in the adjunct that opens its sentence at `start`.

    "Bell said on May 5 that S", "On May 5, Bell said", "In a May 5 interview with the Post, Bell
    said". It is the day of the words in `spans` also where their source has a later date.
    """
    behind = min((span.start for span in spans if span.start >= cue.end), default=len(text))
    parts = [text[cue.end : min(behind, cue.end + _LONGEST_ADJUNCT)].partition("(")[0]]
    if behind == len(text) or spans[0].start < cue.start:
        parts[0] = parts[0].partition(".")[0]
    words = max((span.end for span in spans if span.end <= cue.start), default=start)
    before = text[max(start, words, cue.start - _RIGHT_BEFORE) : cue.start]
    parts.append(before.rpartition(", ")[2])  # not "Bell, who left on May 3, said"
    opening = _OPENING.match(text, start, cue.start)
    if opening is not None and not any(one.start < opening.end() for one in spans):
        parts.append(opening[0])
    for part in parts:
        for written in find_dates(part) if _may_have_date(part) else ():
            date = written.resolve(article.date)
            if not written.year and _THAT_YEAR.match(part, written.end):
                return None
            if written.day and date is not None and _is_past(date, article):
                return date, "stated" if written.year else "inferred"
    return None


def _may_have_date(part: str) -> bool:
    """Whether `find_dates`, which takes longer, may find a date in `part`."""
    if _DIGIT.search(part) is None:
        return False
    lower = part.lower()
    return any(sign in lower for sign in _IN_DATE)


def _may_have_period(part: str) -> bool:
    """Whether a year or a month is in `part`; the search with `_PERIOD` takes 50 times as long."""
    return "1" in part or "2" in part or any(month in part for month in _MONTHS)


def _day_of_narrative(part: str, before: str, article: Article) -> PartialDate | None:
    """The day that "the next day" or "two days earlier" counts to from the last day in `before`."""
    told = _NARRATIVE.search(part) if " day" in part or " night" in part else None
    if told is None:
        return None
    named = [written for written in find_dates(before) if written.day]
    anchor = named[-1].resolve(article.date) if named else None
    if anchor is None or _NARRATIVE.search(before, named[-1].end):
        return None  # no day, or one that is itself counted from another
    number = _COUNT.search(told[0])
    count = 1 if number is None else _NUMBERS.get(number[1].lower()) or int(number[1])
    if told["same"]:
        count = 0
    back = told["back"] is not None
    day = anchor.first().toordinal() + (-count if back else count)
    if not 0 < day < datetime.date.max.toordinal():
        return None
    found = _day(datetime.date.fromordinal(day))
    return found if _is_past(found, article) else None


def _is_past(date: PartialDate, article: Article) -> bool:
    """Whether a date is no later than the article, so that something can have been said on it."""
    return (
        article.date is None
        or article.date_basis == "file time"
        or date.first() <= article.date.last()
    )


def relative_day(text: str, today: datetime.date) -> PartialDate | None:
    """The first day that `text` names by its distance from `today`: "on Tuesday", "last week".

    A week is given as its month, or as its year where it lies in two months.
    """
    lower = text.lower()
    if not any(sign in lower for sign in _IN_RELATIVE):
        return None
    match = _RELATIVE.search(text)
    if match is None:
        return None
    if match["weekday"]:
        back = (today.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
        if match["last"] and back == 0:
            back = 7
        return _day(today - datetime.timedelta(days=back))
    if match["today"]:
        return _day(today)
    if match["yesterday"]:
        return _day(today - datetime.timedelta(days=1))
    if match["ago"]:
        count = _NUMBERS.get(match["ago"].lower()) or int(match["ago"])
        unit = match["of"].lower().removesuffix("s")
        if unit == "day":
            return _day(today - datetime.timedelta(days=count))
        return _period(today, unit, count)
    return _period(today, match["unit"].lower(), 0 if "this" in match["which"].lower() else 1)


def _day(day: datetime.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _period(today: datetime.date, unit: str, count: int) -> PartialDate | None:
    """The week, month or year that lies `count` before that of `today`, as a partial date."""
    if unit == "year":
        return PartialDate(today.year - count) if today.year > count else None
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return PartialDate(months // 12, months % 12 + 1) if months >= 12 else None
    if (today - datetime.date.min).days < _DAYS["week"] * (count + 1):
        return None
    monday = today - datetime.timedelta(days=today.weekday() + 7 * count)
    sunday = monday + datetime.timedelta(days=6) if count else today
    if monday.month == sunday.month:
        return PartialDate(monday.year, monday.month)
    return PartialDate(monday.year) if monday.year == sunday.year else None
