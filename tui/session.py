"""What the reading room asks of a library: plain calls for workers, plain data back.

Nothing here touches a widget, and nothing computes what `index` could.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from index import paths, query
from index.article import Actor, Analysis, CrossReference, Quotation, Span
from index.catalog import ActorRow, Card
from index.errors import IndexDamaged
from index.library import Dossier, Library, Row
from index.passages import Kwic
from index.search import Cancelled, Found

# Rows that a search brings at once; more are fetched as they scroll into sight.
PAGE = 24


@dataclass(frozen=True, slots=True)
class Results:
    """A search as the panes show it."""

    text: str
    found: Found
    rows: tuple[Row, ...]
    actors: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as the panes show it: matches of the query, direct quotations, the numbers of its actors."""

    num: int
    analysis: Analysis
    matches: tuple[Span, ...]
    kwics: tuple[Kwic, ...]
    quotations: tuple[Quotation, ...]
    actor_numbers: tuple[int | None, ...]

    def speaker(self, quotation: Quotation) -> Actor | None:
        """Who speaks, where the text settles it."""
        return None if quotation.speaker is None else self.analysis.actors[quotation.speaker]

    def mentions_of(self, number: int | None) -> tuple[Span, ...]:
        """Where an actor of the library is named."""
        if number is None:
            return ()
        own = {place for place, known in enumerate(self.actor_numbers) if known == number}
        return tuple(Span(m.start, m.end) for m in self.analysis.mentions if m.actor in own)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is: what is kept through a dropped line and taken up at the next start."""

    query: str = ""
    article: str | None = None
    offset: int = 0
    pane: str = "results"


class Session:
    """One person's reading of one library. Its methods block; the app calls them in workers."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._serial = itertools.count(1)
        self._latest = 0

    def begin_search(self) -> Callable[[], bool]:
        """Make any search under way old; returns whether the one about to begin has become so itself."""
        mine = self._latest = next(self._serial)
        return lambda: mine != self._latest

    def search(self, text: str, typing: bool, cancelled: Callable[[], bool]) -> Results | None:
        """The results for `text`; None where a newer search has come meanwhile. Raises QueryError."""
        try:
            found = self._repaired(lambda: self.library.search(text, typing=typing, cancelled=cancelled))
            if cancelled():
                return None
            rows = tuple(self.library.rows(found, 0, PAGE))
            actors = tuple(self.library.actor_counts(found, cancelled))
        except Cancelled:
            return None
        return None if cancelled() else Results(text, found, rows, actors)

    def _repaired(self, search: Callable[[], Found]) -> Found:
        try:
            return search()
        except IndexDamaged:
            self.library.repair()
            return search()

    def rows(self, found: Found, first: int, last: int) -> list[Row]:
        """More rows of a result."""
        return self.library.rows(found, first, last)

    def narrowed(self, results: Results, text: str) -> Results:
        """The results whose title, publication or date has `text`."""
        wanted = text.casefold().split()
        nums = [hit.num for hit in results.found.hits]
        kept = {
            card.num
            for card in self.library.catalog.cards(nums)
            if all(word in f"{card.title} {card.publication or ''} {card.date or ''}".casefold() for word in wanted)
        }
        hits = tuple(hit for hit in results.found.hits if hit.num in kept)
        found = replace(results.found, hits=hits)
        return replace(results, found=found, rows=tuple(self.library.rows(found, 0, PAGE)))

    def open(self, num: int, text: str) -> Opened | None:
        """The article with the places where `text`, a query, matches; None where it is gone."""
        analysis = self.library.analysis(num)
        if analysis is None:
            return None
        node = query.parse(text).node
        spans = tuple(self.library.matches(node, analysis))
        return Opened(
            num,
            analysis,
            spans,
            tuple(self.library.kwic(analysis, spans)),
            tuple(q for q in analysis.quotations if q.kind == "direct"),
            tuple(self.library.actor_numbers(analysis)),
        )

    def references(self, reference: CrossReference) -> list[Card]:
        """The articles that a cross-reference can mean."""
        return self.library.refers_to(reference)

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, in the library as it is now."""
        return self.library.catalog.num_of(ident)

    def dossier(self, number: int) -> Dossier | None:
        """All that the library holds of an actor; None where it is gone."""
        return self.library.dossier(number)

    # --- the place in it all ---

    @property
    def _state_name(self) -> str:
        return f"place-{paths.library_folder(self.library.roots).name}.json"

    def keep(self, place: Place) -> None:
        """Write down where the person is. Raises OSError."""
        paths.write_state(
            self._state_name, {"query": place.query, "article": place.article, "offset": place.offset, "pane": place.pane}
        )

    def kept(self) -> Place:
        """Where the person was when the last session ended, however it did."""
        state = paths.read_state(self._state_name)
        text, article, offset, pane = (state.get(name) for name in ("query", "article", "offset", "pane"))
        return Place(
            text if isinstance(text, str) else "",
            article if isinstance(article, str) else None,
            offset if isinstance(offset, int) else 0,
            pane if isinstance(pane, str) else "results",
        )


__all__ = ["PAGE", "Dossier", "Opened", "Place", "Results", "Session"]
