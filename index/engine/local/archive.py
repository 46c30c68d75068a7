"""The archive of the local engine: stored articles and references, from the catalogue."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from index.catalog import Reference, names_publication
from index.engine.local.answer import FacetTables
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days
from index.model import Analysis, Card

# Articles that are read in one statement: few at first, as many callers show the first ones.
_AT_FIRST, _AT_MOST = 4, 64


class LocalArchive:
    """Implements `Archive` over the catalogue of a library."""

    def __init__(self, tables: FacetTables) -> None:
        self._tables = tables
        self._catalog = tables.catalog

    def cards(self, keys: Iterable[int]) -> list[Card]:
        return self._catalog.cards(keys)

    def analyses(self, keys: Iterable[int]) -> Iterator[tuple[int, Analysis]]:
        wanted = iter(keys)
        at_once = _AT_FIRST
        while part := list(islice(wanted, at_once)):
            found = self._catalog.analyses_among(part)
            yield from ((key, found[key]) for key in part if key in found)
            at_once = min(2 * at_once, _AT_MOST)

    def find(self, idents: Iterable[str]) -> dict[str, int]:
        return self._catalog.nums_of(idents)

    def duplicates_of(self, keys: Iterable[int]) -> dict[int, int]:
        groups = self._tables.duplicate_groups()
        return {key: groups[key] for key in keys if key in groups}

    def references(self, to: Iterable[int]) -> dict[int, list[Reference]]:
        return {key: self._catalog.references_to(key) for key in to}

    def unresolved_references(self) -> list[Reference]:
        days = article_days(self._catalog)
        publications = {num: name for num, name, _ in self._catalog.facts_after(0)}
        names = sorted({name for name in publications.values() if name})
        places = {name: place for place, name in enumerate(names)}
        codes = np.array(
            [places.get(publications.get(num) or "", -1) for num in days.nums.tolist()], np.int64
        )
        fitting: dict[str, Array] = {}
        held: dict[tuple[str, int, int], bool] = {}
        unresolved = []
        for one in self._catalog.references():
            issue = one.publication, one.first_day, one.last_day
            if issue not in held:
                if one.publication not in fitting:
                    meant = [at for at, n in enumerate(names) if names_publication(issue[0], n)]
                    fitting[one.publication] = np.isin(codes, meant)
                inside = (days.first >= issue[1]) & (days.last <= issue[2]) & (days.first > 0)
                held[issue] = bool(issue[1]) and bool((fitting[issue[0]] & inside).any())
            if not held[issue]:
                unresolved.append(one)
        return unresolved


__all__ = ["LocalArchive"]
