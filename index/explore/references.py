"""References of articles to other articles: what cites an article, and what is cited but not in the library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.catalog import Reference, names_publication
from index.engine.local import Array


@dataclass(frozen=True, slots=True)
class Missing:
    """A publication's issue that is referred to and not in the library, with the references to it."""

    publication: str
    written: str
    first_day: int
    references: tuple[Reference, ...]


def find_missing(
    references: Iterable[Reference], publications: Sequence[str | None], first: Array, last: Array
) -> list[Missing]:
    """What is referred to and not there, what is referred to most first.

    `publications` are those of all articles, `first` and `last` the days that their dates can mean.
    """
    together: dict[tuple[str, int, int], list[Reference]] = {}
    for one in references:
        together.setdefault((one.publication, one.first_day, one.last_day), []).append(one)
    names = sorted({name for name in publications if name})
    places = {name: place for place, name in enumerate(names)}
    codes = np.array([places.get(name or "", -1) for name in publications], np.int64)
    fitting: dict[str, Array] = {}
    missing = []
    for (publication, begin, end), same in together.items():
        if publication not in fitting:
            fitting[publication] = np.isin(
                codes, [i for i, name in enumerate(names) if names_publication(publication, name)]
            )
        if (
            not begin
            or not (fitting[publication] & (first >= begin) & (last <= end) & (first > 0)).any()
        ):
            missing.append(Missing(publication, same[0].written, begin, tuple(same)))
    return sorted(missing, key=lambda one: (-len(one.references), one.publication, one.first_day))


__all__ = ["Missing", "find_missing"]
