"""The dates of all articles as arrays."""

from dataclasses import dataclass

from index.engine.local.array_files import Array


@dataclass(frozen=True)
class DateRanges:
    """The articles of the catalogue with the days that their dates can mean.

    Days are proleptic ordinals, 0 where an article has no date.
    """

    # Article numbers, ascending; the other arrays are parallel to it.
    nums: Array
    first: Array
    last: Array
