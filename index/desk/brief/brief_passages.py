"""The passages of a briefing: statements that a search finds, a review queue, dossiers."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from index.explore import Dossier
from index.kept import (
    Mark,
    Passage,
    Queue,
    Review,
    hit_passage,
    passage_marks,
    statement_passage,
)
from index.library import Library, SearchResult, numbered_statements, speakers_called
from index.model import Analysis, Span, whole_statements
from index.query import parse, statement_conditions


def search_marks(library: Library, found: SearchResult, most: int | None = None) -> list[Mark]:
    """The passages of the first `most` articles found, as marks that are not stored.

    With `speaker:` or `said:` in the query these are the statements that match it; otherwise the
    statements with a match, and of an article without such a statement its best passage.
    """
    first = [hit.num for hit in found.hits[:most]]
    if any(True for _ in statement_conditions(found.query.node)):
        analyses = library.archive.analyses(first)
        rows = numbered_statements(library.catalog, analyses, found.query.node)
        return passage_marks(
            _called(
                statement_passage(row.analysis, row.quotation),
                speakers_called(library.catalog, row.analysis, row.quotation),
            )
            for _, row in rows
        )
    find = library.match_finder(found.query.node)
    return passage_marks(
        passage
        for _, analysis in library.archive.analyses(first)
        for passage in _with_match(library, analysis, find(analysis))
    )


def queue_marks(library: Library, review: Review, queue: Queue) -> list[Mark]:
    """The passages of a review queue: the marks in its articles, and of others what it was for.

    Articles that the reader skipped are left out.
    """
    skipped = {article for article, _, state in review.states() if state == "skipped"}
    wanted = [article for article in queue.articles if article not in skipped]
    marks = review.marks(wanted)
    marked = {mark.passage.source.article for mark in marks}
    nums = library.nums_of(article for article in wanted if article not in marked)
    find = library.match_finder(parse(queue.query).node if queue.query else None)
    return marks + passage_marks(
        passage
        for _, analysis in library.archive.analyses(nums.values())
        for passage in _with_match(library, analysis, find(analysis))
    )


def actors_marks(dossiers: Iterable[Dossier]) -> list[Mark]:
    """All statements by some actors."""
    return passage_marks(
        _called(statement_passage(row.analysis, row.quotation), dossier.entry.actor.name)
        for dossier in dossiers
        for row in dossier.quotations
    )


def _with_match(library: Library, analysis: Analysis, matches: list[Span]) -> Iterator[Passage]:
    """The statements that hold a match; without one the best passage of the article."""
    found = False
    for one in whole_statements(analysis):
        if any(match.touches(piece) for piece in one.content for match in matches):
            found = True
            name = speakers_called(library.catalog, analysis, one)
            yield _called(statement_passage(analysis, one), name)
    if not found:
        yield hit_passage(analysis, matches)


def _called(passage: Passage, name: str | None) -> Passage:
    """A passage with its speaker under the name that the library has for the actor."""
    return replace(passage, speaker=name) if name else passage


__all__ = ["actors_marks", "queue_marks", "search_marks"]
