"""Dates of a whole year in ranges of days, and old statements on the axis of a timeline."""

import datetime
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.timeline import axis_of_statements, timeline_of_days
from index.model import PartialDate, Statement
from index.query import DateRange, cut_years, is_said_between

DAY = datetime.date(2004, 5, 12)
DATES = st.none() | st.dates(datetime.date(1998, 1, 1), datetime.date(2006, 12, 31))


def said_on(date: PartialDate) -> Statement:
    return Statement(0, 9, "indirect", said_date=date, said_basis="stated")


def test_a_year_counts_where_the_range_has_all_of_it() -> None:
    year = said_on(PartialDate(2004))
    assert is_said_between(year, DateRange(datetime.date(2004, 1, 1), None, "", said=True))
    assert is_said_between(year, DateRange(None, datetime.date(2004, 12, 31), "", said=True))
    assert not is_said_between(year, DateRange(DAY, DAY, "", said=True))
    assert not is_said_between(year, DateRange(DAY, None, "", said=True))
    month = said_on(PartialDate(2004, 5))
    assert is_said_between(month, DateRange(DAY, DAY, "", said=True))


@settings(deadline=None, max_examples=40)
@given(first=DATES, last=DATES, year=st.integers(1997, 2007))
def test_years_that_a_range_cuts(
    first: datetime.date | None, last: datetime.date | None, year: int
) -> None:
    one, other = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    begins = first is not None and one < first <= other
    ends = last is not None and one <= last < other
    cut = (one.toordinal(), other.toordinal()) in cut_years(first, last)
    assert cut == (begins or ends)


def day(*written: int) -> tuple[int, int]:
    ordinal = datetime.date(*written).toordinal()
    return ordinal, ordinal


def test_an_old_statement_does_not_stretch_the_axis() -> None:
    days = [day(2004, 5, one) for one in range(1, 21)]
    line = timeline_of_days([Counter([*days, day(1915, 4, 28)])])
    assert (line.unit, len(line), line.name(0), line.counts[0][0]) == ("day", 21, "earlier", 1)
    assert line.days(0) == (datetime.date(1915, 4, 28), datetime.date(2004, 4, 30))
    assert line.place(*day(1950, 1, 1)) == line.place(*day(1915, 4, 28)) == 0
    assert line.name(1) == "2004-05-01" and line.place(*day(2004, 5, 1)) == 1
    assert sum(line.counts[0]) == 21 and line.unsettled == (0,)


def test_statements_of_all_times_keep_their_axis() -> None:
    line = timeline_of_days([Counter(day(year, 1, 1) for year in range(1960, 2004, 2))])
    assert (line.unit, line.name(0), line.oldest) == ("year", "1960", None)


@settings(deadline=None, max_examples=60)
@given(placed=st.dictionaries(st.integers(-300, 300), st.integers(1, 9), min_size=1))
def test_an_axis_that_is_cut_fits_and_loses_little(placed: dict[int, int]) -> None:
    counted = Counter(placed)
    axis = axis_of_statements(counted, 50)
    if axis.oldest is None:
        assert (axis.first, axis.size) == (min(placed), max(placed) - min(placed) + 1)
        return
    gathered = sum(count for period, count in placed.items() if period <= axis.first)
    assert axis.size <= 50 and axis.first + axis.size - 1 == max(placed)
    assert 0 < gathered <= max(counted.total() // 10, 1)
