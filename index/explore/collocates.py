"""Collocates: words that occur near the matches of a query more often than chance predicts.

The score is the log-likelihood ratio of Dunning, "Accurate Methods for the Statistics of Surprise
and Coincidence" (1993), over the four cells: near a match or not, this word or another.
"""

from math import log

import numpy as np
from msgspec import Struct

from index.engine import Engine
from index.explore.concordance import WINDOW, Concordance

# The number of words to score: those that occur most often near a match.
_MOST = 3000


class Collocate(Struct, frozen=True):
    """A word with its score and its counts: left of matches, right of them, in all articles."""

    word: str
    left: int
    right: int
    everywhere: int
    score: float

    @property
    def count(self) -> int:
        """The number of occurrences near a match."""
        return self.left + self.right


def collocates(lines: Concordance, engine: Engine, least: int = 2) -> list[Collocate]:
    """The words near matches more often than expected, highest score first.

    Only words that occur there at least `least` times. `engine` counts them in all articles.
    """
    windows = lines.windows
    size = len(lines.words)
    left, right = (
        np.bincount(side[side >= 0], minlength=size)
        for side in (windows[:, :WINDOW].ravel(), windows[:, WINDOW:].ravel())
    )
    counts = left + right
    near = int(counts.sum())
    places = [
        place
        for place in np.argsort(-counts, kind="stable")[:_MOST].tolist()
        if counts[place] >= max(1, least)
    ]
    statistics = engine.statistics([lines.words[place] for place in places], "exact")
    found = []
    for place in places:
        word, count = lines.words[place], int(counts[place])
        everywhere = max(statistics.words[word].occurrences, count)
        score = log_likelihood(count, near, everywhere, max(statistics.total, near))
        if score > 0:
            found.append(Collocate(word, int(left[place]), int(right[place]), everywhere, score))
    return sorted(found, key=lambda one: (-one.score, one.word))


def log_likelihood(together: int, first: int, second: int, total: int) -> float:
    """Dunning's G² of a pair that occurs `together` times.

    Its halves occur `first` and `second` times among `total`. Negative if the pair is rarer than
    chance would have it.
    """
    cells = (together, first - together, second - together, total - first - second + together)
    rows, columns = (first, total - first), (second, total - second)
    expected = [rows[i] * columns[j] / total for i, j in ((0, 0), (0, 1), (1, 0), (1, 1))]
    seen = (cells[0], cells[1], cells[2], max(0, cells[3]))
    score = 2 * sum(o * log(o / e) for o, e in zip(seen, expected, strict=True) if o > 0 and e > 0)
    return score if together >= expected[0] else -score


__all__ = ["Collocate", "collocates", "log_likelihood"]
