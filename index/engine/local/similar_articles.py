"""Articles that share clues with another: each article's scores for the clues, added up."""

from collections.abc import Collection, Sequence
from math import log

import numpy as np

from index.engine.api import AlikeArticle, AlikeClue
from index.engine.local.array_files import Array


def rank_alike(
    clues: Sequence[AlikeClue],
    found: Sequence[tuple[Array, Array | None]],
    articles: int,
    without: Collection[int],
    most: int,
) -> list[AlikeArticle]:
    """The articles that share at least two of the clues, or the only one, the most similar first.

    `found` gives for each clue the articles that have it, with their scores (None: a condition,
    which counts with log(articles / articles that match it)). `without` are left out.
    """
    pieces = []
    left_out = np.array([*without], np.int64)
    for place, (clue, (nums, scores)) in enumerate(zip(clues, found, strict=True)):
        others = ~np.isin(nums, left_out)
        rarity = log(articles / len(nums)) if len(nums) and articles else 0.0
        if rarity > 0 and others.any():
            worth = (np.full(len(nums), rarity) if scores is None else scores)[others]
            own = nums[others].astype(np.int64)
            pieces.append((own, worth * clue.weight, np.full(len(worth), place)))
    if not pieces:
        return []
    nums, worth, places = (np.concatenate(column) for column in zip(*pieces, strict=True))
    known, at, shared = np.unique(nums, return_inverse=True, return_counts=True)
    totals = np.bincount(at, weights=worth) * np.sqrt(shared / len(pieces))
    totals[shared < min(2, len(pieces))] = 0
    best = [i for i in np.lexsort((known, -totals))[:most].tolist() if totals[i] > 0]
    shares: dict[int, list[tuple[float, int]]] = {i: [] for i in best}
    for row in np.flatnonzero(np.isin(at, best)).tolist():
        shares[int(at[row])].append((-float(worth[row]), int(places[row])))
    return [
        AlikeArticle(
            int(known[i]), float(totals[i]), tuple(place for _, place in sorted(shares[i]))
        )
        for i in best
    ]


__all__ = ["rank_alike"]
