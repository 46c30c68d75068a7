"""Resolves the names in a query to actors, outlets, publications and articles."""

from collections.abc import Iterator
from typing import Protocol

from index.catalog import ArticleCatalog
from index.engine import CitesOutlet, Condition, HasActor, HasPath, HasValue, IsAmong, Search
from index.query import And, Filter, NearActor, Node, Not, Or, Query, named_filters


class KeptFilters(Protocol):
    """Answers `is:` and `tag:` from what a reader kept."""

    def among(self, field: str, value: str) -> IsAmong:
        """The articles that match `is:value` or `tag:value`."""

    def tagged(self) -> dict[str, set[int]]:
        """The numbers of the articles that have each tag."""


class NothingKept:
    """Answers `is:` and `tag:` while nothing is kept: every article is unread."""

    def among(self, field: str, value: str) -> IsAmong:
        """All articles for `is:unread`, else none."""
        return IsAmong(frozenset(), negated=(field, value) == ("is", "unread"))

    def tagged(self) -> dict[str, set[int]]:
        """No tags."""
        return {}


def resolve(
    wanted: Query, catalog: ArticleCatalog, kept: KeptFilters, feedback: bool = True
) -> Search:
    """A search: the query with a resolved condition for each of its filters."""
    conditions = {leaf: condition_of(leaf, catalog, kept) for leaf in _filters(wanted.node)}
    return Search(wanted, conditions, feedback=feedback)


def condition_of(leaf: Filter, catalog: ArticleCatalog, kept: KeptFilters) -> Condition:
    """The condition that a filter means."""
    match leaf.field:
        case "actor" | "speaker":
            actors = catalog.find_actors(leaf.value, leaf.exact)
            return HasActor(frozenset(actors), leaf.field == "speaker")
        case "source":
            return CitesOutlet(frozenset(catalog.outlets_called(leaf.value, leaf.exact)))
        case "is" | "tag":
            return kept.among(leaf.field, leaf.value)
        case "publication" | "author" as field:
            values = catalog.values_called(field, leaf.value, leaf.exact)
            return HasValue(field, frozenset(values))
        case "path":
            return HasPath(leaf.value)
    raise ValueError(leaf.field)


def _filters(node: Node | None) -> Iterator[Filter]:
    match node:
        case Filter() | NearActor():
            yield from named_filters(node)
        case And(children) | Or(children):
            for child in children:
                yield from _filters(child)
        case Not(child):
            yield from _filters(child)


__all__ = ["KeptFilters", "NothingKept", "condition_of", "resolve"]
