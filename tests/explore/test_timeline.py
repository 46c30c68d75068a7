"""Timelines: units, counts in each period, and ranges of days in a query."""

import datetime
from collections import Counter
from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index import query
from index.engine.local.timeline_arrays import make_timeline
from index.model import UNITS, Unit
from index.model.dates import PartialDate, make_date
from index.query.nodes import DateRange

days = st.dates(datetime.date(1895, 1, 1), datetime.date(2035, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate | None:
    day = draw(st.none() | days)
    if day is None:
        return None
    parts = draw(st.integers(1, 3))
    return make_date(*(day.year, day.month, day.day)[:parts])


def named(date: PartialDate | None, unit: Unit) -> str | None:
    """The period of a date, None where it is less exact."""
    if date is None or (unit == "day" and not date.day) or (unit == "month" and not date.month):
        return None
    text = str(date)
    return {"day": text, "month": text[:7], "year": text[:4], "decade": f"{text[:3]}0s"}[unit]


def spans_of(dates: list[PartialDate | None]) -> tuple[np.ndarray, np.ndarray]:
    ordinals = [(d.first().toordinal(), d.last().toordinal()) if d else (0, 0) for d in dates]
    table = np.array(ordinals, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(
    st.lists(partial_dates(), max_size=30),
    st.lists(partial_dates(), max_size=10),
    st.sampled_from(UNITS),
)
def test_a_timeline_counts_every_date_in_its_period(
    one: list[PartialDate | None], other: list[PartialDate | None], unit: Unit
) -> None:
    line = make_timeline([spans_of(one), spans_of(other)], unit)
    for row, dates in enumerate((one, other)):
        wanted = Counter(name for date in dates if (name := named(date, unit)) is not None)
        got = {
            line.name(place): int(count) for place, count in enumerate(line.counts[row]) if count
        }
        assert got == wanted
        assert line.unsettled[row] == len(dates) - wanted.total()
    for place in range(0, len(line), 1 + len(line) // 40):
        first, last = line.days(place)
        assert line.place(first.toordinal(), last.toordinal()) == place
        assert (last + datetime.timedelta(days=1)) == line.days(place + 1)[0]


@given(st.lists(days, min_size=1, max_size=30), st.integers(10, 100))
def test_the_unit_fits_the_room(dates: list[datetime.date], most: int) -> None:
    ordinals = np.array([day.toordinal() for day in dates])
    line = make_timeline([(ordinals, ordinals)], most=most)
    assert len(line) <= max(most, 15)  # decades are the last resort
    finer = UNITS[UNITS.index(line.unit) - 1] if line.unit != "day" else None
    assert finer is None or len(make_timeline([(ordinals, ordinals)], finer)) > most
    assert sum(map(sum, line.counts)) == len(dates)


def test_dates_that_are_not_exact_to_the_day_ask_for_a_coarser_unit() -> None:
    months = [make_date(2004, month) for month in (3, 4, 4)]
    assert make_timeline([spans_of(months)]).unit == "month"
    assert make_timeline([spans_of([make_date(2004, 4, 1), make_date(2004, 4, 3)])]).unit == "day"
    assert len(make_timeline([spans_of([])])) == 0


@given(days, days)
def test_a_range_of_days_as_it_is_typed_means_just_those_days(
    one: datetime.date, other: datetime.date
) -> None:
    first, last = min(one, other), max(one, other)
    written = query.date_text(first, last)
    node = query.parse(f"date:{written}").node
    assert isinstance(node, DateRange)
    assert (node.first, node.last) == (first, last)


@given(
    st.sampled_from(["", "ivanov", "ivanov OR putin", 'ivanov -actor:"Karl Marx"', "after:2001"]),
    days,
)
def test_what_a_key_narrows_by_the_same_key_undoes(text: str, day: datetime.date) -> None:
    wanted = query.parse(text)
    bare = query.without_dates(wanted)
    changes: tuple[Callable[[query.Query], query.Query], ...] = (
        lambda q: query.with_dates(q, day, day),
        lambda q: query.with_years(q, "2004"),
        lambda q: query.with_years(q, "2004", True),
        lambda q: query.with_filter(q, "publication", "The Times"),
        lambda q: query.with_filter(q, "source", "TASS", True),
    )
    for change in changes:
        once = change(bare)
        assert query.parse(str(once)) == once
        assert change(once) == bare
        made = [str(query.Query(one)) for one in query.conditions(once)]
        assert str(query.without(once, made[-1])) == str(bare)
        assert str(once).endswith(made[-1]) or text == "ivanov OR putin"
