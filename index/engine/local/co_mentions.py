"""Counts the articles that mention both of two actors, from the actors of every article.

Example: of the actors 3, 7 and 9 an article has 7, 9 and 3, at the columns [1, 2, 0]. Its pairs are
each column with those after it: (1, 2), (1, 0), (2, 0).
"""

from collections.abc import Collection, Iterator

import numpy as np

from index.engine.api import CoMentions
from index.engine.local.actor_table import ActorTable
from index.engine.local.array_files import Array
from index.engine.local.ragged import targets

# Most pairs in memory at a time.
_PAIRS_AT_ONCE = 4_000_000


def co_mentions_among(table: ActorTable, nums: Array, actors: Collection[int]) -> list[CoMentions]:
    """For each two of `actors` the articles of `nums` that mention both, most first."""
    wanted = np.array(sorted(set(actors)), np.int64)
    size = len(wanted)
    if not size or not len(table.actors):
        return []
    rows = np.flatnonzero(np.isin(table.nums, nums))
    counts = np.diff(table.starts)[rows].astype(np.int64)
    places = targets(table.starts[rows].astype(np.int64), counts)
    found = table.columns_of(wanted)[table.actors[places]]
    keep = (found >= 0) & table.are_first(places)
    owners = np.repeat(np.arange(len(rows)), counts)[keep]
    sums = np.zeros(size * size, np.int64)
    for one, other in _pairs(found[keep], np.bincount(owners, minlength=len(rows))):
        keys = np.minimum(one, other) * size + np.maximum(one, other)
        sums += np.bincount(keys, minlength=size * size)
    keys = np.flatnonzero(sums)
    keys = keys[np.lexsort((keys, -sums[keys]))]
    return [
        CoMentions(int(wanted[key // size]), int(wanted[key % size]), int(sums[key]))
        for key in keys.tolist()
    ]


def _pairs(items: Array, counts: Array) -> Iterator[tuple[Array, Array]]:
    """Each item with those after it in its row, some millions of pairs at a time."""
    ends = np.repeat(np.cumsum(counts), counts)
    behind = ends - np.arange(len(items)) - 1
    cuts = np.flatnonzero(np.diff(np.cumsum(behind) // _PAIRS_AT_ONCE)) + 1
    for places in np.split(np.arange(len(items)), cuts):
        sizes = behind[places]
        yield np.repeat(items[places], sizes), items[targets(places + 1, sizes)]


__all__ = ["co_mentions_among"]
