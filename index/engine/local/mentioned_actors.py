"""Selects the mentions of an article that mean one of the wanted actors."""

from collections.abc import Mapping

import numpy as np

from index.engine.local.actor_table import ActorTable
from index.engine.local.array_files import Array


class MentionedActors:
    """Some actors, as places in the lists of actors that articles have.

    `table` has the stored lists. `meant` is a mask over the numbers of actors, with corrections
    applied. `split` maps the listed actors of single articles to the actors they are after splits.
    """

    def __init__(
        self, table: ActorTable, meant: Array, split: Mapping[int, Mapping[int, int]]
    ) -> None:
        self._table, self._meant, self._split = table, meant, split

    def are_meant(self, nums: Array, places: Array) -> Array:
        """A mask over the mentions: whether each means a wanted actor.

        `nums` are the articles of the mentions, `places` the places of their actors.
        """
        table = self._table
        if not len(table.nums):
            return np.zeros(len(nums), bool)
        rows = np.searchsorted(table.nums, nums)
        rows[rows == len(table.nums)] = 0
        at = table.starts[rows].astype(np.int64) + places
        known = (table.nums[rows] == nums) & (at < table.starts[rows + 1])
        actors = table.actors[np.where(known, at, 0)].astype(np.int64)
        for num, others in self._split.items():
            for actor, other in others.items():
                actors[(nums == num) & (actors == actor)] = other
        found: Array = known & self._meant[actors]
        return found


__all__ = ["MentionedActors"]
