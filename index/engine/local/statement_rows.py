"""The statements of all articles as arrays: speakers and possible days of each."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from index.catalog import JOINT
from index.engine.local.array_files import Array
from index.engine.local.day_arrays import LAST_DAY
from index.engine.local.ragged import counted, is_among, joined_rows, targets

# A row as `index.catalog` packs it.
STATEMENT_ROW = np.dtype([("speaker", "<u4"), ("first", "<u4"), ("days", "<u2")])


class StatementSet(NamedTuple):
    """Some statements: the number of the article of each, ascending, and its number there."""

    nums: Array
    numbers: Array


class StatementRows(NamedTuple):
    """The statements of the articles `nums`, ascending: article `i` has rows from `starts[i]` on.

    A row is a place in `speakers` (numbers of actors, 0: nobody), `first` (first day as an ordinal,
    0: none) and `days` (how many days follow). Joint statements have further speakers: the actor
    `also_speakers[j]` too makes the statement of row `also_rows[j]`.
    """

    nums: Array
    starts: Array
    speakers: Array
    first: Array
    days: Array
    also_rows: Array
    also_speakers: Array

    @classmethod
    def of(cls, packs: Iterable[tuple[int, bytes]]) -> "StatementRows":
        """From articles in order of number, each with its packed rows."""
        nums, lengths, content = joined_rows(packs)
        rows = np.frombuffer(content, STATEMENT_ROW)
        counts = lengths // STATEMENT_ROW.itemsize
        joint = rows["days"] == JOINT
        also, owners = rows[joint], np.repeat(np.arange(len(nums)), counts)[joint]
        counts -= np.bincount(owners, minlength=len(nums))
        starts = counted(counts)
        known = also["first"] < counts[owners]
        said = rows[~joint] if len(also) else rows
        return cls(
            nums,
            starts,
            *(
                *(np.ascontiguousarray(said[name]) for name in ("speaker", "first", "days")),
                (starts[owners] + also["first"])[known],
                also["speaker"][known],
            ),
        )

    def fits_together(self) -> bool:
        """Whether no offset leads beyond the end of an array, and no day beyond the calendar."""
        return (
            len(self.starts) == len(self.nums) + 1
            and int(self.starts[0]) == 0
            and int(self.starts[-1]) == len(self.speakers) == len(self.first) == len(self.days)
            and bool(np.all(self.starts[1:] >= self.starts[:-1]))
            and bool(np.all(self.nums[1:] > self.nums[:-1]))
            and len(self.also_rows) == len(self.also_speakers)
            and bool(np.all(self.also_rows < len(self.speakers)))
            and int(self.first.max(initial=0)) <= LAST_DAY
        )

    def chosen(self, wanted: Array) -> StatementSet:
        """The statements at which the mask `wanted` is set."""
        places = np.flatnonzero(wanted)
        articles = np.searchsorted(self.starts, places.astype(self.starts.dtype), side="right") - 1
        return StatementSet(self.nums[articles], places - self.starts[articles].astype(np.int64))

    def days_in(self, nums: Array) -> tuple[Array, Array]:
        """The first and the last day of each statement of these articles; 0: none."""
        articles = self.nums.searchsorted(nums[np.isin(nums, self.nums)])
        begins = self.starts[articles].astype(np.int64)
        return self._days(targets(begins, self.starts[articles + 1].astype(np.int64) - begins))

    def days_of(self, statements: StatementSet) -> tuple[Array, Array]:
        """The first and the last day of each of some statements; unknown ones are left out."""
        known = np.isin(statements.nums, self.nums)
        articles = self.nums.searchsorted(statements.nums[known])
        places = self.starts[articles].astype(np.int64) + statements.numbers[known]
        return self._days(places[places < self.starts[articles + 1]])

    def _days(self, places: Array) -> tuple[Array, Array]:
        first = self.first[places].astype(np.int64)
        return first, first + self.days[places]

    def only(self, nums: Array) -> "StatementRows":
        """The same without the articles that are not among `nums`."""
        keep = is_among(self.nums, nums)
        if keep.all():
            return self
        sizes = np.diff(self.starts)
        kept = np.repeat(keep, sizes)
        moved = np.cumsum(kept, dtype=np.uint32) - np.uint32(1)
        joint = kept[self.also_rows]
        return StatementRows(
            self.nums[keep],
            counted(sizes[keep]),
            *(
                *(values[kept] for values in self[2:5]),
                moved[self.also_rows[joint]],
                self.also_speakers[joint],
            ),
        )

    def with_more(self, more: "StatementRows") -> "StatementRows":
        """The same and articles with higher numbers."""
        if not len(more.nums):
            return self
        return StatementRows(
            np.concatenate((self.nums, more.nums)),
            np.concatenate((self.starts, more.starts[1:] + self.starts[-1])),
            *(
                *(np.concatenate(two) for two in zip(self[2:5], more[2:5], strict=True)),
                np.concatenate((self.also_rows, more.also_rows + self.starts[-1])),
                np.concatenate((self.also_speakers, more.also_speakers)),
            ),
        )

    def with_others(self, other: "StatementRows") -> "StatementRows":
        """The same with other rows for some articles."""
        if not len(other.nums):
            return self
        nums = np.concatenate((self.nums, other.nums))
        starts = np.concatenate((self.starts[:-1], other.starts[:-1] + self.starts[-1]))
        sizes = np.concatenate((np.diff(self.starts), np.diff(other.starts))).astype(np.int64)
        keep = np.ones(len(nums), bool)
        keep[: len(self.nums)] = ~np.isin(self.nums, other.nums)
        order = np.flatnonzero(keep)[np.argsort(nums[keep], kind="stable")]
        places = targets(starts[order].astype(np.int64), sizes[order])
        moved = np.full(len(self.speakers) + len(other.speakers), -1, np.int64)
        moved[places] = np.arange(len(places))
        also = moved[np.concatenate((self.also_rows, other.also_rows + self.starts[-1]))]
        return StatementRows(
            nums[order],
            counted(sizes[order]),
            *(
                *(np.concatenate(two)[places] for two in zip(self[2:5], other[2:5], strict=True)),
                also[also >= 0].astype(np.uint32),
                np.concatenate((self.also_speakers, other.also_speakers))[also >= 0],
            ),
        )


NO_STATEMENTS = StatementRows.of(())

__all__ = ["NO_STATEMENTS", "StatementRows", "StatementSet"]
