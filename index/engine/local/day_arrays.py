"""The dates of all articles as arrays."""

import datetime

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array
from index.engine.local.ragged import is_among

# The ordinal of the last day that there can be.
LAST_DAY = datetime.date.max.toordinal()


class DateRanges(Struct, frozen=True):
    """The articles of the catalogue with the days that their dates can mean.

    Days are proleptic ordinals, 0 where an article has no date.
    """

    # Article numbers, ascending; the other arrays are parallel to it.
    nums: Array
    first: Array
    last: Array

    def only(self, nums: Array) -> "DateRanges":
        """The same without the articles that are not among `nums`."""
        keep = is_among(self.nums, nums)
        if keep.all():
            return self
        return DateRanges(self.nums[keep], self.first[keep], self.last[keep])

    def with_more(self, more: "DateRanges") -> "DateRanges":
        """The same and articles with higher numbers."""
        return DateRanges(
            np.concatenate((self.nums, more.nums)),
            np.concatenate((self.first, more.first)),
            np.concatenate((self.last, more.last)),
        )
