"""Searches each row of a table of names or queries in a library.

Searches run row by row on the engine. Statements are counted afterwards in one pass: each article
with an actor of some row is read once, for any number of rows.
"""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.corrections import Identity
from index.desk.batch_rows import BatchRow
from index.engine import UNLIMITED, FieldCount, HasActor
from index.errors import QueryError
from index.kept import hit_passage
from index.library import Library, SearchResult, identity_of
from index.model import Actor, Analysis, Card, actor_key, statement_mentions
from index.query import unloosened
from index.text import shortened

# Publications and outlets of a row at most, the most frequent first.
_MOST_VALUES = 10
# Code points of the best passage at most.
_LONGEST_PASSAGE = 2_000

OnCount = Callable[[int, int], None]


class BestPassage(Struct, frozen=True):
    """The passage of the best hit, with its article."""

    card: Card
    text: str
    locator: str


class BatchResult(Struct, frozen=True):
    """The result of a row. `problem` says in one line why it could not be searched.

    `said_by` counts the statements by the row's actors in the articles found, `said_about` those by
    others that name them; None where the row names no actor, or too many articles would be read.
    """

    row: BatchRow
    problem: str | None = None
    hits: int = 0
    first_date: str | None = None
    last_date: str | None = None
    actors: tuple[str, ...] = ()
    said_by: int | None = None
    said_about: int | None = None
    # Names with numbers of articles.
    publications: tuple[tuple[str, int], ...] = ()
    outlets: tuple[tuple[str, int], ...] = ()
    passage: BestPassage | None = None


class _Searched(Struct, frozen=True):
    """A row after its search: kind and key of its actors, and the articles to read for them."""

    result: BatchResult
    identities: frozenset[Identity] = frozenset()
    to_read: tuple[int, ...] | None = ()


def run_rows(library: Library, rows: Sequence[BatchRow], on_count: OnCount) -> list[_Searched]:
    """Search each row. Calls `on_count` with the number of rows done and the number of all.

    A row that cannot be searched has its problem in its result; the others run.
    """
    library.catalog.hold_names()
    searched = []
    for done, row in enumerate(rows, 1):
        searched.append(_searched(library, row))
        on_count(done, len(rows))
    return searched


def count_said(
    library: Library, searched: Sequence[_Searched], on_count: OnCount
) -> list[BatchResult]:
    """The results of all rows with their statements counted, in the order of the rows."""
    rows_of: dict[int, list[int]] = {}
    for place, one in enumerate(searched):
        for num in one.to_read or ():
            rows_of.setdefault(num, []).append(place)
    tally = _Tally(library, [one.identities for one in searched])
    for done, (num, analysis) in enumerate(library.archive.analyses(sorted(rows_of)), 1):
        tally.add(analysis, rows_of[num])
        if done % 100 == 0 or done == len(rows_of):
            on_count(done, len(rows_of))
    return [
        one.result
        if not one.identities or one.to_read is None
        else replace(one.result, said_by=tally.by[place], said_about=tally.about[place])
        for place, one in enumerate(searched)
    ]


def _searched(library: Library, row: BatchRow) -> _Searched:
    if row.query is None:
        return _Searched(BatchResult(row, row.problem))
    try:
        found = library.search(unloosened(row.query), budget=UNLIMITED)
    except QueryError as error:
        return _Searched(BatchResult(row, f"the query fails: {error}"))
    names, identities, numbers = _actors_of(library, row)
    result = BatchResult(row, hits=found.answer.total, actors=names)
    if not found.answer.total:
        return _Searched(replace(result, said_by=0, said_about=0) if identities else result)
    first, last = _dates(library, found)
    fields = found.answer.fields({})
    result = replace(
        result,
        first_date=first,
        last_date=last,
        publications=_most(fields["publication"]),
        outlets=_most(fields["source"]),
        passage=_best_passage(library, row, found),
    )
    return _Searched(result, identities, _to_read(library, found, numbers))


def _actors_of(
    library: Library, row: BatchRow
) -> tuple[tuple[str, ...], frozenset[Identity], frozenset[int]]:
    """Names, identities and numbers of the actors that the row's names mean here."""
    numbers = {number for name in row.names for number in library.find_actors(name, exact=True)}
    known = library.actor_names()
    called = {number: known[number] for number in numbers if number in known}
    names = tuple(sorted({name for name, _ in called.values()}))
    identities = frozenset((kind, actor_key(name, kind)) for name, kind in called.values())
    return names, identities, frozenset(called)


def _to_read(
    library: Library, found: SearchResult, numbers: Collection[int]
) -> tuple[int, ...] | None:
    """The articles found that name the actors; None where they are more than may be read."""
    if not numbers:
        return ()
    naming = found.answer.narrowed(HasActor(frozenset(numbers)))
    most = library.most_read
    return None if most is not None and naming.total > most else tuple(naming.keys())


def _dates(library: Library, found: SearchResult) -> tuple[str | None, str | None]:
    """The dates of the oldest and the newest article found, as the articles state them."""
    ends = found.answer.ends()
    if ends is None:
        return None, None
    cards = {card.num: card.date for card in library.cards(ends)}
    return cards.get(ends[0]), cards.get(ends[1])


def _most(values: Sequence[FieldCount]) -> tuple[tuple[str, int], ...]:
    """The most frequent values that are stated, with their articles."""
    stated = [(one.value, one.articles) for one in values if one.value is not None]
    return tuple(stated[:_MOST_VALUES])


def _best_passage(library: Library, row: BatchRow, found: SearchResult) -> BestPassage | None:
    for hit in found.answer.page(0, 1):
        analysis = library.analysis(hit.key)
        if analysis is None or row.query is None:
            continue
        spans = library.matches(row.query.node, analysis)
        passage = hit_passage(analysis, spans)
        text = shortened(passage.anchor.exact, _LONGEST_PASSAGE)
        for card in library.cards([hit.key]):
            return BestPassage(card, text, passage.locator)
    return None


class _Tally:
    """Counts statements by and about the actors of rows, article by article."""

    def __init__(self, library: Library, actors: Sequence[frozenset[Identity]]) -> None:
        self._same = library.catalog.same_actors()
        self._rows_of: dict[Identity, list[int]] = {}
        for row, identities in enumerate(actors):
            for one in identities:
                self._rows_of.setdefault(one, []).append(row)
        # The rows of each actor by kind and name as an article has it.
        self._rows_named: dict[tuple[str, str], Sequence[int]] = {}
        self.by = [0] * len(actors)
        self.about = [0] * len(actors)

    def add(self, analysis: Analysis, rows: Sequence[int]) -> None:
        """Count the statements of one article for the rows that found it."""
        found = set(rows)
        named = [found.intersection(self._naming(actor)) for actor in analysis.actors]
        for statement, mentions in statement_mentions(analysis):
            speaking = set().union(*[named[actor] for actor in statement.speakers])
            for row in speaking:
                self.by[row] += 1
            about = set().union(*[named[mention.actor] for mention in mentions])
            for row in about - speaking:
                self.about[row] += 1

    def _naming(self, actor: Actor) -> Sequence[int]:
        """The rows that name an actor of an article."""
        written = actor.kind, actor.name
        rows = self._rows_named.get(written)
        if rows is None:
            rows = self._rows_of.get(identity_of(actor, self._same), ())
            self._rows_named[written] = rows
        return rows


__all__ = ["BatchResult", "BestPassage", "count_said", "run_rows"]
