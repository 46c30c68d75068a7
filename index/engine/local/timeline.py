"""When articles are from: counts by day, month, year or decade, for one search or for several on one axis."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.engine.local.array_files import Array
from index.model import UNITS, Unit

# Periods there may be where nobody says how many have room.
_MOST = 100
# A unit that settles the place of fewer of the dated articles than this gives way to a coarser one.
_SETTLED = 0.5
_EPOCH = datetime.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Timeline:
    """Counts of articles by period, a row of `counts` for each search; no period between the first and the last is left out.

    `first` is the number of the first period (days, months, years or decades since 1970).
    `unsettled` says for each search how many of its articles have no date, or one that is less
    exact than the unit.
    """

    unit: Unit
    first: int
    counts: Array
    unsettled: tuple[int, ...]

    def __len__(self) -> int:
        return int(self.counts.shape[1])

    def days(self, place: int) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of a period."""
        number = self.first + place
        return _begins(self.unit, number), _begins(self.unit, number + 1) - datetime.timedelta(
            days=1
        )

    def name(self, place: int) -> str:
        """A period as dates are written: "2004-05-14", "2004-05", "2004", "2000s"."""
        first, _ = self.days(place)
        return {
            "day": first.isoformat(),
            "month": f"{first:%Y-%m}",
            "year": f"{first:%Y}",
            "decade": f"{first:%Y}s",
        }[self.unit]

    def place(self, first: int, last: int) -> int | None:
        """The period that has both days (proleptic ordinals) in it; None where it takes more than one, or is not on the axis."""
        if first <= 0:
            return None
        one, other = (
            int(_numbers(self.unit, np.array([day]))[0]) - self.first for day in (first, last)
        )
        return one if one == other and 0 <= one < len(self) else None

    @cached_property
    def peaks(self) -> tuple[int, ...]:
        """The highest count of each search."""
        return tuple(int(row.max()) if len(row) else 0 for row in self.counts)

    def neighbour(self, place: int, step: int, row: int = 0) -> int | None:
        """The nearest period before (`step` -1) or after (1) `place` that has articles of a search."""
        there = np.flatnonzero(self.counts[row])
        beyond = there[there < place] if step < 0 else there[there > place]
        return None if not len(beyond) else int(beyond[-1] if step < 0 else beyond[0])


def make_timeline(
    searches: Sequence[tuple[Array, Array]], unit: Unit | None = None, most: int = _MOST
) -> Timeline:
    """Count the articles of each search, given by the first and the last day that their dates can mean (0: no date).

    Without a `unit` it is the finest that needs at most `most` periods and settles where most articles belong.
    """
    units = (unit,) if unit else UNITS
    for one in units:
        settled = [_settled(one, first, last) for first, last in searches]
        numbers = np.concatenate(settled) if settled else np.empty(0, np.int64)
        size = int(numbers.max() - numbers.min()) + 1 if len(numbers) else 0
        dated = sum(int((first > 0).sum()) for first, _ in searches)
        if one == units[-1] or (size <= most and len(numbers) >= dated * _SETTLED):
            break
    begin = int(numbers.min()) if len(numbers) else 0
    counts = np.array([np.bincount(own - begin, minlength=size) for own in settled]).reshape(
        len(settled), size
    )
    unsettled = tuple(
        len(first) - len(own) for (first, _), own in zip(searches, settled, strict=True)
    )
    return Timeline(one, begin, counts, unsettled)


def _settled(unit: Unit, first: Array, last: Array) -> Array:
    """The periods of the articles whose date lies in just one."""
    first, last = first[first > 0], last[first > 0]
    one, other = _numbers(unit, first), _numbers(unit, last)
    settled: Array = one[one == other]
    return settled


def _numbers(unit: Unit, days: Array) -> Array:
    """The period of each day, counted from 1970."""
    since = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    if unit == "day":
        return since.astype(np.int64)
    if unit == "month":
        return since.astype("datetime64[M]").astype(np.int64)
    years = since.astype("datetime64[Y]").astype(np.int64)
    return years if unit == "year" else years // 10


def _begins(unit: Unit, number: int) -> datetime.date:
    if unit == "day":
        return datetime.date.fromordinal(number + _EPOCH)
    months = number if unit == "month" else number * 12 if unit == "year" else number * 120
    return datetime.date(1970 + months // 12, months % 12 + 1, 1)


def articles_in(line: Timeline, place: int, first: Array, last: Array) -> Array:
    """Which of the articles, given by the days that their dates can mean, lie in a period."""
    begin, end = line.days(place)
    found: Array = (first >= begin.toordinal()) & (last <= end.toordinal())
    return found


__all__ = ["Timeline", "articles_in", "make_timeline"]
