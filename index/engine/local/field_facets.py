"""Counts of publication, year, cited outlet, author and tag over any set of articles."""

import threading
from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np

from index.catalog import Catalog
from index.engine.api import FacetField, FieldCount
from index.engine.field_counts import ranked_values
from index.engine.local.array_files import Array
from index.engine.local.ragged import is_among
from index.engine.local.timeline_arrays import make_timeline

_COLUMNS: tuple[Literal["publication", "author"], ...] = ("publication", "author")


class FieldFacets:
    """The fields of all articles as arrays, read on first use.

    Article numbers only grow, so later reads only append.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = -1
        self._nums = np.empty(0, np.uint32)
        self._codes = {"publication": np.empty(0, np.int32), "author": np.empty(0, np.int32)}
        self._values: dict[str, dict[str | None, int]] = {
            "publication": {None: 0},
            "author": {None: 0},
        }
        # Articles with the outlets that they cite: two parallel arrays.
        self._cited = np.empty((2, 0), np.uint32)
        self._outlets: dict[int, str] = {}

    def _refresh(self) -> None:
        revision = self._catalog.revision()
        if revision == self._revision:
            return
        last = int(self._nums[-1]) if len(self._nums) else 0
        facts = self._catalog.facts_after(last)
        self._nums = np.concatenate((self._nums, np.array([num for num, _, _ in facts], np.uint32)))
        for name, stated in (
            ("publication", [row[1] for row in facts]),
            ("author", [row[2] for row in facts]),
        ):
            values = self._values[name]
            codes = [values.setdefault(value or None, len(values)) for value in stated]
            self._codes[name] = np.concatenate((self._codes[name], np.array(codes, np.int32)))
        cited = np.array(self._catalog.cited_after(last), np.uint32).reshape(-1, 2)
        self._cited = np.concatenate((self._cited, cited.T), axis=1)
        self._outlets = self._catalog.outlet_names()
        self._revision = revision

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
            numbers, codes, values, cited, outlets = (
                self._nums,
                dict(self._codes),
                self._values,
                self._cited,
                self._outlets,
            )
            names = {field: list(values[field]) for field in codes}
        chosen = is_among(numbers, nums)
        found: dict[FacetField, list[FieldCount]] = {}
        for field in _COLUMNS:
            counted = np.bincount(codes[field][chosen], minlength=len(names[field]))
            found[field] = ranked_values(
                field,
                {names[field][at]: int(counted[at]) for at in np.flatnonzero(counted).tolist()},
            )
        counted = np.bincount(cited[1][is_among(cited[0], nums)])
        found["source"] = ranked_values(
            "source", {outlets[at]: int(counted[at]) for at in np.flatnonzero(counted).tolist()}
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
