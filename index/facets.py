"""Counts of actors over any set of articles, kept in memory and brought up to date article by article."""

import threading
from array import array
from collections import Counter
from collections.abc import Callable, Collection

from index.article import ActorKind
from index.catalog import ActorRow, Catalog
from index.errors import Cancelled

_CHECK_EVERY = 4096


class ActorFacets:
    """Which actors each article mentions. Nothing is read before the first question."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = -1
        self._read_to = 0
        self._of: dict[int, int] = {}
        self._lists: dict[int, array[int]] = {}
        self._names: dict[int, tuple[str, ActorKind]] = {}

    def _refresh(self) -> None:
        """Read the articles that are new; article numbers only grow, so what was read stays right."""
        revision = self._catalog.revision()
        if revision == self._revision:
            return
        of = self._catalog.surnames_alone()
        if of != self._of:
            self._of, self._lists, self._read_to = of, {}, 0
        for num, actor in self._catalog.actor_lists(self._read_to):
            actors = self._lists.setdefault(num, array("I"))
            whole = of.get(actor, actor)
            if whole == actor or whole not in actors:
                actors.append(whole)
            self._read_to = num
        self._names = self._catalog.actor_names()
        self._revision = revision

    def counts(self, nums: Collection[int], cancelled: Callable[[], bool] = lambda: False) -> list[ActorRow]:
        """The actors of these articles with the number of them that mention each, most first.

        Raises Cancelled where `cancelled` says so.
        """
        with self._lock:
            self._refresh()
            lists, names = self._lists, self._names
        counts: Counter[int] = Counter()
        for at, num in enumerate(nums, 1):
            counts.update(lists.get(num, ()))
            if at % _CHECK_EVERY == 0 and cancelled():
                raise Cancelled
        rows = [ActorRow(number, *names[number], count) for number, count in counts.items() if number in names]
        rows.sort(key=lambda row: (-row.articles, row.name))
        return rows
