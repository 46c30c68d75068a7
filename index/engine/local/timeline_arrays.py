"""Timelines counted from arrays of days."""

import datetime
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.engine.local.array_files import Array
from index.engine.timeline import Axis, Counted, Timeline, axis_of_statements
from index.model import UNITS, Unit

# Periods of a timeline at most, where the caller does not say.
_MOST = 100
# The share of the dated articles that a unit has to place; a coarser unit is tried below it.
_LEAST_PLACED = 0.5
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def make_timeline(
    searches: Sequence[tuple[Array, Array]],
    unit: Unit | None = None,
    most: int = _MOST,
    counted: Counted = "articles",
) -> Timeline:
    """Count the articles, or the statements, of each search by period.

    A search is given as two arrays: the first and the last day that each can be from (0: none).
    Without `unit` it takes the finest unit that needs at most `most` periods and in which at least
    half of what has a date falls into one period.
    """
    units = (unit,) if unit else UNITS
    for one in units:
        settled = [_settled(one, first, last) for first, last in searches]
        numbers = np.concatenate(settled) if settled else np.empty(0, np.int64)
        axis = _axis(numbers, counted, sys.maxsize if unit else most)
        dated = sum(int((first > 0).sum()) for first, _ in searches)
        if one == units[-1] or (axis.size <= most and len(numbers) >= dated * _LEAST_PLACED):
            break
    counts = tuple(
        tuple(np.bincount(np.maximum(own - axis.first, 0), minlength=axis.size).tolist())
        for own in settled
    )
    unsettled = tuple(
        len(first) - len(own) for (first, _), own in zip(searches, settled, strict=True)
    )
    return Timeline(one, axis.first, counts, unsettled, counted, axis.oldest)


def _axis(numbers: Array, counted: Counted, most: int) -> Axis:
    """The axis of the periods that articles or statements are in."""
    if not len(numbers):
        return Axis(0, 0)
    if counted == "articles":
        return Axis(int(numbers.min()), int(numbers.max() - numbers.min()) + 1)
    periods, counts = np.unique(numbers, return_counts=True)
    placed = Counter(dict(zip(periods.tolist(), counts.tolist(), strict=True)))
    return axis_of_statements(placed, most)


def _settled(unit: Unit, first: Array, last: Array) -> Array:
    """The period of each pair of days that lie in one period."""
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


__all__ = ["make_timeline"]
