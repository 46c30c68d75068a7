"""Dates: written without a year, as spans, and never made more precise than they are."""

import calendar
import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.model.dates import PartialDate, find_dates, make_date, parse_iso


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("May 12, 2004", (2004, 5, 12)),
        ("May 12", (0, 5, 12)),
        ("12 May 2004", (2004, 5, 12)),
        ("May 11-12", (0, 5, 12)),
        ("13 May", (0, 5, 13)),
        ("May 2004", (2004, 5, 0)),
        ("2004-05-12", (2004, 5, 12)),
        ("Sept. 3rd, 2010", (2010, 9, 3)),
    ],
)
def test_written(text: str, found: tuple[int, int, int]) -> None:
    (date,) = find_dates(f"It was {text}.")
    assert (date.year, date.month, date.day) == found
    assert f"It was {text}."[date.start : date.end] == text


@pytest.mark.parametrize(
    "text", ["they may 12 times", "Mayor 12", "February 30, 2004", "12", "March"]
)
def test_not_dates(text: str) -> None:
    assert not find_dates(text)


@pytest.mark.parametrize(
    ("text", "article", "resolved"),
    [
        ("May 12", PartialDate(2004, 5, 14), "2004-05-12"),
        ("December 30", PartialDate(2004, 1, 5), "2003-12-30"),
        ("May 12", PartialDate(2004), "2004-05-12"),
        ("May 12", None, "None"),
        ("May 12, 2003", PartialDate(2004, 5, 14), "2003-05-12"),
    ],
)
def test_a_missing_year_comes_from_the_article_and_never_lies_after_it(
    text: str, article: PartialDate | None, resolved: str
) -> None:
    assert str(find_dates(text)[0].resolve(article)) == resolved


@given(st.dates())
def test_iso_prints_and_parses(day: datetime.date) -> None:
    for date in (
        PartialDate(day.year),
        PartialDate(day.year, day.month),
        PartialDate(day.year, day.month, day.day),
    ):
        assert parse_iso(str(date)) == date
        assert date.first() <= date.last()
        assert date.first() <= day <= date.last()


@example(9999, 12, 0)
@example(1, 13, 0)
@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_make_date_gives_a_real_day_or_nothing(year: int, month: int, day: int) -> None:
    date = make_date(year, month, day)
    if month > 12:
        assert date is None
        return
    assert (date is not None) == (day <= calendar.monthrange(year, month or 1)[1])
    if date is not None:
        assert date.first() <= date.last()
