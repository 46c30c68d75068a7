"""`pressmark search`: ranked hits, or counts by period."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from index import (
    UNLIMITED,
    Budget,
    Library,
    PressmarkError,
    ResultRow,
    SearchResult,
    one_line,
)
from index.kept import hit_passage
from index.query import Snippet
from tui.cli.opening import opened_library
from tui.cli.printing import (
    FOUND,
    LONG_QUERY,
    NOTHING,
    StyledText,
    card_json,
    emit,
    print_line,
    report_found,
    say,
    shorten_query,
    shown_path,
    spans_json,
    stdout,
)
from tui.cli.report_output import format_by_ending, say_written, write_report
from tui.wording import with_noun

# Formats of a timeline by the ending of its file.
_ENDINGS = {"csv": "csv", "svg": "svg"}


def run(args: Namespace) -> int:
    """`pressmark search`."""
    if (args.format or args.output) and not args.by:
        raise PressmarkError("--format and --output are for a timeline: add --by month.")
    if args.over and not args.by:
        raise PressmarkError("--over counts a second search by time: add --by month.")
    if not args.format:
        format_by_ending(args.output, _ENDINGS, "csv")  # refused before the library is read
    with opened_library(args) as library:
        return print_search(library, args)


def print_search(library: Library, args: Namespace) -> int:
    """Print what the query finds in an open library; returns the exit status."""
    found = library.search(args.query, budget=UNLIMITED, feedback=not args.no_feedback)
    for line in filter(None, (found.note, found.also)):
        say(line)
    if args.by:
        return _by_time(library, found, args)
    limit = args.limit if args.limit > 0 else len(found.hits)
    for first in range(0, min(limit, len(found.hits)), 50):
        for row in library.rows(found, first, min(first + 50, limit)):
            if args.json:
                emit(hit_json(library, row))
            else:
                print_hit(library, row)
    if not args.json and found.hits:
        say(
            f"{min(limit, len(found.hits)):,} of {with_noun(len(found.hits), 'article')},"
            f" {found.seconds * 1000:.0f} ms"
        )
    if not found.hits:
        say(nothing_found(library, found, args.query))
    return FOUND if found.hits else NOTHING


# Seconds to look for the reason why nothing was found.
_WHY_SECONDS = 2.0


def nothing_found(library: Library, found: SearchResult, query: str) -> str:
    """The line for a search without hits: the reason, and a search that finds something."""
    from index import NoHits, why_no_hits

    budget = Budget.of_seconds(_WHY_SECONDS)
    why = why_no_hits(library, found, budget) if found.total else NoHits("No articles yet.")
    shown = not why.instead or why.instead in why.sentence or len(why.instead) > LONG_QUERY
    instead = "" if shown else f" Try: {why.instead}"
    reason = shorten_query(why.sentence.removeprefix("Nothing found. "))
    return f"Nothing found for {shorten_query(query)}. {reason}{instead}"


def _by_time(library: Library, found: SearchResult, args: Namespace) -> int:
    """`pressmark search --by UNIT`."""
    from index.desk import write_timeline
    from index.explore import Explorer
    from tui.cli.timeline_output import counted_by, print_timeline, timeline_rows

    searches = [found, *([library.search(args.over, budget=UNLIMITED)] if args.over else [])]
    counted, unit = counted_by(args.by)
    line = Explorer(library).timeline(searches, unit, counted=counted)
    queries = [args.query, args.over][: len(searches)]
    found_any = any(len(one.hits) for one in searches)
    if (args.format or args.output) and found_any:
        form = args.format or format_by_ending(args.output, _ENDINGS, "csv")
        write_report(write_timeline(line, queries, form), args.output)
        say_written(f"Timeline of {with_noun(len(line), line.unit)}", args.output)
    elif args.json:
        for row in timeline_rows(line):
            emit(row)
    elif found_any and not args.format and not args.output:
        print_timeline(stdout(), line, queries)
    return report_found(found_any, f"Nothing found for {shorten_query(args.query)}.")


def hit_json(library: Library, row: ResultRow) -> dict[str, Any]:
    """A hit, as the fields of `--json`."""
    return card_json(row.card) | {
        "score": round(row.score, 4),
        "matches": spans_json(row.matches),
        "snippet": row.snippet.text,
        "locator": _locator(library, row),
    }


def _locator(library: Library, row: ResultRow) -> str | None:
    """The locator of the passage that `pressmark export -q` gives for this hit."""
    analysis = library.analysis(row.card.num)
    return hit_passage(analysis, row.matches).locator if analysis else None


def print_hit(library: Library, row: ResultRow) -> None:
    """Print a hit with its snippet."""
    card = row.card
    print_line((one_line(card.title), "bold"))
    where = " · ".join(filter(None, (card.date, card.publication, card.id, shown_path(card.path))))
    print_line((one_line(where), "dim"))
    print_line(("  ", ""), *_snippet_pieces(row.snippet))
    locator = _locator(library, row)
    if locator:
        print_line((one_line(f"  [{locator}]"), "dim"))


def _snippet_pieces(snippet: Snippet) -> Iterator[StyledText]:
    """The snippet on one line, its matches highlighted."""
    text, done = one_line(snippet.text), 0
    for span in snippet.matches:
        begin = max(done, span.start)
        yield text[done:begin], ""
        yield text[begin : max(begin, span.end)], "bold underline"
        done = max(begin, span.end)
    yield text[done:], ""
