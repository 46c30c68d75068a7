"""When articles are from, as arrays: what the catalogue gives the search."""

from dataclasses import dataclass

from index.engine.local.array_files import Array


@dataclass(frozen=True)
class DateRanges:
    """The articles of the catalogue by number, ascending, with the first and the last day that the date of each can mean.

    Days are proleptic ordinals, 0 where an article has no date.
    """

    nums: Array
    first: Array
    last: Array
