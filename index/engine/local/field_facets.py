"""Counts of publication, year, cited outlet, author and tag over any set of articles."""

import threading
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import numpy as np

from index.catalog import Catalog
from index.engine.api import FacetField, FieldCount
from index.engine.field_counts import ranked_values
from index.engine.local.array_files import Array
from index.engine.local.article_tables import later_fields, stored_fields
from index.engine.local.field_rows import NO_FIELDS
from index.engine.local.ragged import is_among
from index.engine.local.timeline_arrays import make_timeline
from index.errors import IndexDamaged

_COLUMNS: tuple[Literal["publication", "author"], ...] = ("publication", "author")


class FieldFacets:
    """The fields of all articles as arrays, read on first use.

    Article numbers only grow, so later reads only append.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = -1
        self._rows = NO_FIELDS
        self._outlets: dict[int, str] = {}

    def _refresh(self) -> None:
        revision = self._catalog.revision()
        if revision == self._revision:
            return
        if len(self._rows.nums):
            later = later_fields(self._catalog, int(self._rows.nums[-1]))
            self._rows = self._rows.with_more(later)
        else:
            self._rows = stored_fields(self._catalog)
        self._outlets = self._catalog.outlet_names()
        if int(self._rows.cited.max(initial=0)) > max(self._outlets, default=0):
            self._rows = NO_FIELDS
            raise IndexDamaged(
                "The numbers of outlets in the tables of the library are damaged:"
                " `pressmark index --rebuild` makes them again."
            )
        self._revision = revision

    def articles_with(self, field: str, values: Iterable[str]) -> Array:
        """The articles whose publication or author (`field`) is one of `values`: ascending."""
        with self._lock:
            self._refresh()
            rows = self._rows
        column, wanted = rows.column(field), set(values)
        places = [place for place, value in enumerate(column.values) if value in wanted]
        return rows.nums[np.isin(column.codes, places)]

    def counts(
        self, nums: Array, first_days: Array, tags: Mapping[str, Collection[int]]
    ) -> dict[FacetField, list[FieldCount]]:
        """The values of each field in these articles.

        The most frequent values come first, years in order, missing values last. `first_days` are
        the first days of the articles' dates (proleptic ordinals, 0: none). `tags` maps a tag to
        its articles.
        """
        with self._lock:
            self._refresh()
            rows, outlets = self._rows, self._outlets
        chosen = is_among(rows.nums, nums)
        found: dict[FacetField, list[FieldCount]] = {}
        for field in _COLUMNS:
            column = rows.column(field)
            counted = np.bincount(column.codes[chosen], minlength=len(column.values))
            found[field] = ranked_values(
                field,
                {
                    column.values[at] or None: int(counted[at])
                    for at in np.flatnonzero(counted).tolist()
                },
            )
        counted = np.bincount(rows.cited[is_among(rows.citing, nums)])
        found["source"] = ranked_values(
            "source",
            {
                outlets[at]: int(counted[at])
                for at in np.flatnonzero(counted).tolist()
                if at in outlets
            },
        )
        found["date"] = _years(first_days)
        wanted = set(nums.tolist()) if tags else set()
        found["tag"] = ranked_values(
            "tag", {tag: len(wanted.intersection(own)) for tag, own in tags.items()}
        )
        return found


def _years(days: Array) -> list[FieldCount]:
    """By the year of the first day that the date can mean."""
    line = make_timeline([(days, days)], "year")
    rows = [
        FieldCount("date", line.name(place), int(line.counts[0][place]))
        for place in np.flatnonzero(line.counts[0]).tolist()
    ]
    return rows + ([FieldCount("date", None, line.unsettled[0])] if line.unsettled[0] else [])


__all__ = ["FieldFacets"]
