"""The passages of an article that a query asks for: its words, or what its filters name."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from index.catalog import ArticleCatalog
from index.library.actor_entries import identity_of
from index.library.statement_filter import speakers_named
from index.model import Analysis, Span
from index.query import DateRange, Filter, Leaf, Node, Or, leaves, matches, required

Identities = Set[tuple[str, str]]


class MatchFinder:
    """Finds the matches of one query in any article of a library.

    Words and phrases of the query are the matches. `said:` with a required `speaker:` matches only
    in the statements of that speaker. A query without words matches what its filters name:
    the statements of `speaker:`, the mentions of `actor:`, the citations of `source:`.
    """

    def __init__(self, catalog: ArticleCatalog, node: Node | None) -> None:
        self._catalog, self._node = catalog, node
        asked = list(dict.fromkeys(leaves(node)))
        words = [leaf for leaf in asked if not isinstance(leaf, Filter | DateRange)]
        self._said = [leaf for leaf in words if getattr(leaf, "field", None) == "said"]
        self._others = [leaf for leaf in words if leaf not in self._said]
        filters = [leaf for leaf in asked if isinstance(leaf, Filter)]
        speaking = [leaf for leaf in filters if leaf.field == "speaker"]
        by_speaker = set(required(node, Filter)) & set(speaking)
        self._one_statement = bool(self._said and by_speaker)
        self._speakers = self._named(by_speaker if self._one_statement else speaking)
        self._named_actors: Identities = set()
        self._outlets: Set[str] = set()
        if not words:
            self._named_actors = self._named(leaf for leaf in filters if leaf.field == "actor")
            self._outlets = {
                outlet
                for leaf in filters
                if leaf.field == "source"
                for outlet in catalog.outlets_called(leaf.value, leaf.exact)
            }
        self._has_words = bool(words)

    def _named(self, filters: Iterable[Filter]) -> Identities:
        """Kind and key of every actor that the values of some filters can mean."""
        return {
            identity
            for leaf in filters
            for identity in speakers_named(self._catalog, leaf.value, leaf.exact)
        }

    def __call__(self, analysis: Analysis) -> list[Span]:
        """The matches in an article, in order and disjoint, in code points of its text."""
        if self._one_statement:
            return _disjoint(self._said_by_speaker(analysis))
        if self._has_words or self._node is None:
            return matches(self._node, analysis)
        return _disjoint(self._filtered(analysis))

    def _said_by_speaker(self, analysis: Analysis) -> Iterator[Span]:
        heard = [span for statement in self._statements(analysis) for span in statement]
        for span in _found(self._said, analysis):
            if any(span.touches(one) for one in heard):
                yield span
        yield from _found(self._others, analysis)

    def _statements(self, analysis: Analysis) -> Iterator[tuple[Span, ...]]:
        """The content of each statement by one of the speakers."""
        is_speaker = self._test(analysis, self._speakers)
        for statement in analysis.statements:
            if statement.speaker is not None and is_speaker(statement.speaker):
                yield statement.content

    def _filtered(self, analysis: Analysis) -> Iterator[Span]:
        for content in self._statements(analysis):
            yield Span(content[0].start, content[-1].end)
        if self._named_actors:
            is_named = self._test(analysis, self._named_actors)
            for mention in analysis.mentions:
                if is_named(mention.actor):
                    yield Span(mention.start, mention.end)
        for citation in analysis.citations:
            if citation.outlet in self._outlets:
                yield Span(citation.start, citation.end)

    def _test(self, analysis: Analysis, wanted: Identities) -> Callable[[int], bool]:
        """Whether the actor at a place of `analysis.actors` is one of `wanted`."""
        same = self._catalog.same_actors() if wanted else {}
        places = {
            place
            for place, actor in enumerate(analysis.actors if wanted else ())
            if identity_of(actor, same) in wanted
            and self._catalog.canonical_name(actor) is not None
        }
        return places.__contains__


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


def _found(words: Sequence[Leaf], analysis: Analysis) -> list[Span]:
    return matches(Or(tuple(words)), analysis) if words else []


def _disjoint(spans: Iterator[Span]) -> list[Span]:
    """Sorted spans; overlapping ones are merged."""
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


__all__ = ["MatchFinder", "MatchFinders"]
