"""Counts by period: day, month, year or decade, for one search or several on one axis.

Articles are counted by their dates, or statements by the days on which they were said.

Periods are numbered from 1970: period 3 is 4 January 1970, April 1970, 1973 or the 2000s.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from index.model import UNITS, Unit

_EPOCH = datetime.date(1970, 1, 1)

# What a timeline counts.
Counted = Literal["articles", "statements"]
COUNTED: tuple[Counted, ...] = ("articles", "statements")


class Timeline(Struct, frozen=True, eq=False, dict=True):
    """Counts by period, without gaps between the first and the last period.

    `first` is the number of the first period. `counts` has a row for each search. `unsettled` says
    for each search how many of those counted have no date, or one less exact than the unit.
    """

    unit: Unit
    first: int
    counts: tuple[tuple[int, ...], ...]
    unsettled: tuple[int, ...]
    counted: Counted = "articles"

    def __len__(self) -> int:
        return len(self.counts[0]) if self.counts else 0

    def days(self, place: int) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of a period."""
        number = self.first + place
        after = first_day_of(self.unit, number + 1)
        return first_day_of(self.unit, number), after - datetime.timedelta(days=1)

    def name(self, place: int) -> str:
        """A period as dates are written: "2004-05-14", "2004-05", "2004", "2000s"."""
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


def timeline_of_days(
    searches: Sequence[DaysSaid], unit: Unit | None = None, most: int = 100
) -> Timeline:
    """Statements of each search by period; for the unit see `Answer.timeline`."""
    dated = sum(own.total() - own[None] for own in searches)
    for one in (unit,) if unit else UNITS:
        rows = [_periods(own, one) for own in searches]
        placed = [period for row in rows for period in row]
        first = min(placed, default=0)
        size = max(placed) - first + 1 if placed else 0
        enough = 2 * sum(row.total() for row in rows) >= dated
        if one == UNITS[-1] or (size <= most and enough):
            break
    return Timeline(
        one,
        first,
        tuple(tuple(row[first + at] for at in range(size)) for row in rows),
        tuple(own.total() - row.total() for own, row in zip(searches, rows, strict=True)),
        "statements",
    )


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
    "Counted",
    "DaysSaid",
    "Timeline",
    "first_day_of",
    "period_of",
    "timeline_of_days",
]
