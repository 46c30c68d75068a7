"""References to issues of which a library holds no article."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from index.catalog import Catalog, Reference, names_publication
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days, stored_fields
from index.engine.local.day_arrays import DateRanges
from index.engine.local.field_rows import FieldRows

# First and last day of an issue, proleptic ordinals.
Days = tuple[int, int]


def missing_issues(catalog: Catalog) -> list[Reference]:
    """The references of all articles to issues of which the catalogue holds no article."""
    references = catalog.references()
    asked: dict[str, set[Days]] = {}
    for one in references:
        asked.setdefault(one.publication, set()).add((one.first_day, one.last_day))
    issues = _Issues(stored_fields(catalog), article_days(catalog))
    held = {
        (publication, *days)
        for publication, wanted in asked.items()
        for days in issues.held(publication, sorted(wanted))
    }
    return [one for one in references if (one.publication, one.first_day, one.last_day) not in held]


class _Issues:
    """The dated articles of each publication, in order of publication and first day."""

    def __init__(self, fields: FieldRows, days: DateRanges) -> None:
        self._names, codes = fields.publications.values, fields.publications.codes
        # a build may have written between the reading of the two
        _, at, places = np.intersect1d(
            fields.nums, days.nums, assume_unique=True, return_indices=True
        )
        codes, first, last = codes[at], days.first[places], days.last[places]
        own = np.flatnonzero((codes > 0) & (first > 0))
        own = own[np.lexsort((first[own], codes[own]))]
        self._first, self._last = first[own], last[own]
        self._starts = np.searchsorted(codes[own], np.arange(len(self._names) + 1))

    def held(self, publication: str, wanted: Sequence[Days]) -> Iterable[Days]:
        """Those of some issues of a publication (a name, or its initials) that have an article."""
        articles = [
            slice(*self._starts[place : place + 2])
            for place, name in enumerate(self._names)
            if names_publication(publication, name)
        ]
        return {
            days for own in articles for days in _within(self._first[own], self._last[own], wanted)
        }


def _within(first: Array, last: Array, wanted: Sequence[Days]) -> Iterator[Days]:
    """The spans of days that hold the days of an article; articles in order of their first day."""
    # the earliest last day of this article and of all after it
    earliest = np.minimum.accumulate(last[::-1])[::-1]
    places = np.searchsorted(first, [begin for begin, _ in wanted]).tolist()
    for (begin, end), place in zip(wanted, places, strict=True):
        if begin and place < len(first) and earliest[place] <= end:
            yield begin, end


__all__ = ["missing_issues"]
