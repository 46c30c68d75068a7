"""Links between actors by the day that their statements were said, for networks by period."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from index.desk.report_formats import NetworkKind, NetworkUnit
from index.engine import period_of
from index.library import Library, SearchResult
from index.model import (
    Analysis,
    PartialDate,
    Statement,
    speaker_pairs,
    statement_mentions,
    whole_statements,
)

# Where no unit is named, more months than this are counted as years.
MOST_MONTHS = 120
_COUNTED_AT_ONCE = 100

Two = tuple[int, int]
DatedLinks = Counter[tuple[Two, PartialDate]]


def dated_links(
    library: Library,
    found: SearchResult,
    kind: NetworkKind,
    on_count: Callable[[int, int], None],
) -> DatedLinks:
    """How often each two actors of the articles found are linked, by the day said.

    A link of `quoted-beside` has the day of the second statement. A statement without a day, or
    with no better one than the time of a file, is left out. Calls `on_count` with the number of
    articles read and the number of all.
    """
    links: DatedLinks = Counter()
    total = found.answer.total
    for done, (_, analysis) in enumerate(library.analyses(found), 1):
        numbers = library.actor_numbers(analysis)
        for one, other, statement in _links(analysis, kind):
            two = numbers[one], numbers[other]
            day = statement.said_date
            if two[0] is None or two[1] is None or two[0] == two[1]:
                continue
            if day is None or statement.said_basis == "file":
                continue
            ends = two[0], two[1]
            links[min(ends, ends[::-1]) if kind == "quoted-beside" else ends, day] += 1
        if done % _COUNTED_AT_ONCE == 0 or done == total:
            on_count(done, total)
    return links


def unit_that_fits(links: DatedLinks) -> NetworkUnit:
    """Months, or years where there are too many months from the first to the last."""
    months = [period_of("month", day.first()) for _, day in links]
    return "year" if months and max(months) - min(months) >= MOST_MONTHS else "month"


def links_by_period(links: DatedLinks, unit: NetworkUnit) -> dict[int, Counter[Two]]:
    """The weights of the links in each period; days less exact than the unit are left out."""
    found: dict[int, Counter[Two]] = {}
    for (two, day), times in links.items():
        period = period_of(unit, day.first())
        if period == period_of(unit, day.last()):
            found.setdefault(period, Counter())[two] += times
    return found


def _links(analysis: Analysis, kind: NetworkKind) -> Iterator[tuple[int, int, Statement]]:
    """Both actors of each link, as places in `Analysis.actors`, and the statement that dates it."""
    if kind == "speaks-about":
        for statement, mentions in statement_mentions(analysis):
            for speaker in statement.speakers:
                for mention in mentions:
                    yield speaker, mention.actor, statement
        return
    for one, other in pairwise(whole_statements(analysis)):
        for speaker, following in speaker_pairs(one, other):
            yield speaker, following, other


__all__ = ["DatedLinks", "Two", "dated_links", "links_by_period", "unit_that_fits"]
