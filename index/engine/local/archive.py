"""The archive of the local engine: stored articles and references, from the catalogue."""

from collections.abc import Iterable, Iterator
from itertools import islice

from index.catalog import Catalog, Reference
from index.engine.local.duplicate_table import DuplicateTable
from index.model import Analysis, Card

# Articles that are read in one statement: few at first, as many callers show the first ones.
_AT_FIRST, _AT_MOST = 4, 64


class LocalArchive:
    """Implements `Archive` over the catalogue of a library."""

    def __init__(self, catalog: Catalog, duplicates: DuplicateTable) -> None:
        self._catalog, self._duplicates = catalog, duplicates

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
        groups = self._duplicates.groups()
        return {key: groups[key] for key in keys if key in groups}

    def references(self, to: Iterable[int]) -> dict[int, list[Reference]]:
        return {key: self._catalog.references_to(key) for key in to}

    def unresolved_references(self) -> list[Reference]:
        from index.engine.local.missing_issues import missing_issues  # brings numpy

        return missing_issues(self._catalog)


__all__ = ["LocalArchive"]
