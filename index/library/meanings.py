"""Resolves the names in a query's filters to actors of an article and to outlets."""

from collections.abc import Mapping

from index.catalog import ArticleCatalog
from index.library.actor_entries import identity_of
from index.model import Analysis, actor_key
from index.query import Filter

Identities = frozenset[tuple[str, str]]


class Meanings:
    """Implements `FilterMeanings` on the current catalogue; looks each name up once."""

    def __init__(self, catalog: ArticleCatalog) -> None:
        self._catalog = catalog
        self._same: Mapping[tuple[str, str], tuple[str, str]] | None = None
        self._named: dict[tuple[str, bool], Identities] = {}
        self._outlets: dict[Filter, frozenset[str]] = {}

    def actors(self, leaf: Filter, analysis: Analysis) -> frozenset[int]:
        """The actors that a filter means, as places in `analysis.actors`."""
        if self._same is None:
            self._same = self._catalog.same_actors()
        same = self._same
        if leaf.field == "kind":
            ignored = self._catalog.corrections.ignored
            own = (identity_of(actor, same) for actor in analysis.actors)
            return frozenset(
                place
                for place, identity in enumerate(own)
                if identity[0] == leaf.value and identity not in ignored
            )
        named = self.named(leaf.value, leaf.exact)
        return frozenset(
            place
            for place, actor in enumerate(analysis.actors)
            if identity_of(actor, same) in named
        )

    def named(self, name: str, exact: bool = False) -> Identities:
        """Kind and key of the actors that a name can mean, without ignored ones."""
        if (name, exact) not in self._named:
            # an archive fetches the names of actors when it looks for them, so this comes first
            found = self._catalog.find_actors(name, exact)
            names = self._catalog.actor_names()
            numbers = found & names.keys()
            self._named[name, exact] = frozenset(
                (names[number][1], actor_key(*names[number])) for number in numbers
            )
        return self._named[name, exact]

    def outlets(self, leaf: Filter) -> frozenset[str]:
        """The outlets that `source:` means, by name."""
        if leaf not in self._outlets:
            called = self._catalog.outlets_called(leaf.value, leaf.exact)
            self._outlets[leaf] = frozenset(called)
        return self._outlets[leaf]


__all__ = ["Meanings"]
