"""The dates of all articles as arrays."""

from msgspec import Struct

from index.engine.local.array_files import Array


class DateRanges(Struct, frozen=True):
    """The articles of the catalogue with the days that their dates can mean.

    Days are proleptic ordinals, 0 where an article has no date.
    """

    # Article numbers, ascending; the other arrays are parallel to it.
    nums: Array
    first: Array
    last: Array
