"""The passages of an article that a query asks for: its words, or what its filters name."""

from index.catalog import ArticleCatalog
from index.library.meanings import Meanings
from index.model import Analysis, Span
from index.query import Node, matches


class MatchFinder:
    """Finds the matches of one query in any article of a library, as `index.query.matches` says.

    The names in the query are resolved as of now, each once.
    """

    def __init__(self, catalog: ArticleCatalog, node: Node | None) -> None:
        self._node = node
        self._meanings = Meanings(catalog)

    def __call__(self, analysis: Analysis) -> list[Span]:
        """The matches in an article, in order and disjoint, in code points of its text."""
        return matches(self._node, analysis, self._meanings)


class MatchFinders:
    """Keeps the finder of the newest query until actors are renamed, corrected or judged."""

    def __init__(self) -> None:
        self._newest: tuple[object, MatchFinder] | None = None

    def of(self, catalog: ArticleCatalog, node: Node | None) -> MatchFinder:
        """The finder for a query in the library of `catalog`."""
        key = catalog, catalog.actors_revision(), node
        newest = self._newest
        if newest is None or newest[0] != key:
            newest = self._newest = key, MatchFinder(catalog, node)
        return newest[1]


__all__ = ["MatchFinder", "MatchFinders"]
