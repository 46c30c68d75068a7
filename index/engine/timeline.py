"""Counts by period: day, month, year or decade, for one search or several on one axis.

Articles are counted by their dates, or statements by the days on which they were said.

Periods are numbered from 1970: period 3 is 4 January 1970, April 1970, 1973 or the 2000s.
"""

import datetime
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from index.model import UNITS, Unit

_EPOCH = datetime.date(1970, 1, 1)

# The name of the place that gathers what is older than the axis.
EARLIER = "earlier"
# So much of what is counted, at most, is gathered there: a tenth, or one of a few.
_GATHERED, _FEW = 10, 5

# What a timeline counts.
Counted = Literal["articles", "statements"]
COUNTED: tuple[Counted, ...] = ("articles", "statements")


class Timeline(Struct, frozen=True, eq=False, dict=True):
    """Counts by period, without gaps between the first and the last period.

    `first` is the number of the first period. `counts` has a row for each search. `unsettled` says
    for each search how many of those counted have no date, or one less exact than the unit.

    Where a few statements are much older than the others, place 0 gathers them: `oldest` is the
    number of the first period that it covers. Elsewhere `oldest` is None.
    """

    unit: Unit
    first: int
    counts: tuple[tuple[int, ...], ...]
    unsettled: tuple[int, ...]
    counted: Counted = "articles"
    oldest: int | None = None

    def __len__(self) -> int:
        return len(self.counts[0]) if self.counts else 0

    def days(self, place: int) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of a period."""
        number = self.first + place
        after = first_day_of(self.unit, number + 1)
        if place == 0 and self.oldest is not None:
            number = self.oldest
        return first_day_of(self.unit, number), after - datetime.timedelta(days=1)

    def name(self, place: int) -> str:
        """A period as dates are written, "2004-05-14", "2004-05", "2004", "2000s", or "earlier"."""
        if place == 0 and self.oldest is not None:
            return EARLIER
        first = first_day_of(self.unit, self.first + place)
        return {
            "day": first.isoformat(),
            "month": f"{first:%Y-%m}",
            "year": f"{first:%Y}",
            "decade": f"{first:%Y}s",
        }[self.unit]

    def place(self, first: int, last: int) -> int | None:
        """The period that contains both days (ordinals); None without one on the axis."""
        if first <= 0:
            return None
        one, other = (
            period_of(self.unit, datetime.date.fromordinal(day)) - self.first
            for day in (first, last)
        )
        if self.oldest is not None and self.oldest - self.first <= one and other <= 0:
            return 0
        return one if one == other and 0 <= one < len(self) else None

    @cached_property
    def peaks(self) -> tuple[int, ...]:
        """The highest count of each search."""
        return tuple(max(row, default=0) for row in self.counts)

    def neighbour(self, place: int, step: int, row: int = 0) -> int | None:
        """The nearest period before (`step` -1) or after (1) `place` with articles of a search."""
        counts = self.counts[row]
        beyond: Sequence[int] = (
            range(min(place, len(counts)) - 1, -1, -1)
            if step < 0
            else range(max(0, place + 1), len(counts))
        )
        return next((at for at in beyond if counts[at]), None)


# How many statements can be from a first to a last day (ordinals); None: without a day.
DaysSaid = Counter[tuple[int, int] | None]


class Axis(NamedTuple):
    """The first period of an axis and how many it has; `oldest` as in `Timeline`."""

    first: int
    size: int
    oldest: int | None = None


def axis_of_statements(placed: Counter[int], most: int) -> Axis:
    """The axis that shows `placed`, how many statements each period has.

    Where it has more than `most` periods, and only the oldest tenth (or one of five) is outside of
    the last ones, these statements share the first place.
    """
    if not placed:
        return Axis(0, 0)
    first, last, total = min(placed), max(placed), placed.total()
    whole = Axis(first, last - first + 1)
    if whole.size <= most:
        return whole
    earliest = last - most + 2  # one place for what is older
    gathered = sum(count for period, count in placed.items() if period < earliest)
    if gathered > max(total // _GATHERED, int(total >= _FEW)):
        return whole
    start = min(period for period in placed if period >= earliest)
    return Axis(start - 1, last - start + 2, first)


def timeline_of_days(
    searches: Sequence[DaysSaid], unit: Unit | None = None, most: int = 100
) -> Timeline:
    """Statements of each search by period; for the unit see `Answer.timeline`."""
    dated = sum(own.total() - own[None] for own in searches)
    for one in (unit,) if unit else UNITS:
        rows = [_periods(own, one) for own in searches]
        placed = sum(rows, Counter[int]())
        axis = axis_of_statements(placed, sys.maxsize if unit else most)
        if one == UNITS[-1] or (axis.size <= most and 2 * placed.total() >= dated):
            break
    return Timeline(
        one,
        axis.first,
        tuple(counts_on(axis, row) for row in rows),
        tuple(own.total() - row.total() for own, row in zip(searches, rows, strict=True)),
        "statements",
        axis.oldest,
    )


def counts_on(axis: Axis, row: Counter[int]) -> tuple[int, ...]:
    """The counts of a search at each place of an axis."""
    counts = [row[axis.first + at] for at in range(axis.size)]
    if axis.oldest is not None:
        counts[0] = sum(count for period, count in row.items() if period <= axis.first)
    return tuple(counts)


def _periods(days: DaysSaid, unit: Unit) -> Counter[int]:
    """How many statements are from each period for certain."""
    found: Counter[int] = Counter()
    for two, count in days.items():
        if two is not None and count:
            one, other = (period_of(unit, datetime.date.fromordinal(day)) for day in two)
            if one == other:
                found[one] += count
    return found


def period_of(unit: Unit, day: datetime.date) -> int:
    """The number of the period that a day is in."""
    match unit:
        case "day":
            return day.toordinal() - _EPOCH.toordinal()
        case "month":
            return (day.year - 1970) * 12 + day.month - 1
        case "year":
            return day.year - 1970
        case "decade":
            return (day.year - 1970) // 10


def first_day_of(unit: Unit, number: int) -> datetime.date:
    """The first day of a period."""
    if unit == "day":
        return datetime.date.fromordinal(number + _EPOCH.toordinal())
    months = number * {"month": 1, "year": 12, "decade": 120}[unit]
    return datetime.date(1970 + months // 12, months % 12 + 1, 1)


__all__ = [
    "COUNTED",
    "EARLIER",
    "Axis",
    "Counted",
    "DaysSaid",
    "Timeline",
    "axis_of_statements",
    "counts_on",
    "first_day_of",
    "period_of",
    "timeline_of_days",
]
