"""`pressmark search`: ranked hits, or counts by period."""

from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.text import Text

from index import (
    UNLIMITED,
    Budget,
    Library,
    NoHits,
    PressmarkError,
    ResultRow,
    SearchResult,
    one_line,
    why_no_hits,
)
from index.desk import write_timeline
from index.explore import Explorer
from index.kept import hit_passage
from tui.cli.opening import opened_library
from tui.cli.printing import (
    FOUND,
    LONG_QUERY,
    NOTHING,
    card_json,
    emit,
    report_found,
    say,
    shorten_query,
    shown_path,
    spans_json,
    stdout,
)
from tui.cli.report_output import format_by_ending, write_report
from tui.cli.timeline_output import counted_by, print_timeline, timeline_rows

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
    console = stdout()
    for first in range(0, min(limit, len(found.hits)), 50):
        for row in library.rows(found, first, min(first + 50, limit)):
            if args.json:
                emit(hit_json(library, row))
            else:
                print_hit(console, library, row)
    if not args.json and found.hits:
        say(
            f"{min(limit, len(found.hits)):,} of {len(found.hits):,} articles,"
            f" {found.seconds * 1000:.0f} ms"
        )
    if not found.hits:
        say(nothing_found(library, found, args.query))
    return FOUND if found.hits else NOTHING


# Seconds to look for the reason why nothing was found.
_WHY_SECONDS = 2.0


def nothing_found(library: Library, found: SearchResult, query: str) -> str:
    """The line for a search without hits: the reason, and a search that finds something."""
    budget = Budget.of_seconds(_WHY_SECONDS)
    why = why_no_hits(library, found, budget) if found.total else NoHits("No articles yet.")
    shown = not why.instead or why.instead in why.sentence or len(why.instead) > LONG_QUERY
    instead = "" if shown else f" Try: {why.instead}"
    reason = shorten_query(why.sentence.removeprefix("Nothing found. "))
    return f"Nothing found for {shorten_query(query)}. {reason}{instead}"


def _by_time(library: Library, found: SearchResult, args: Namespace) -> int:
    """`pressmark search --by UNIT`."""
    searches = [found, *([library.search(args.over, budget=UNLIMITED)] if args.over else [])]
    counted, unit = counted_by(args.by)
    line = Explorer(library).timeline(searches, unit, counted=counted)
    queries = [args.query, args.over][: len(searches)]
    found_any = any(len(one.hits) for one in searches)
    if (args.format or args.output) and found_any:
        form = args.format or format_by_ending(args.output, _ENDINGS, "csv")
        write_report(write_timeline(line, queries, form), args.output)
    elif args.json:
        for row in timeline_rows(line):
            emit(row)
    elif not args.format and not args.output:
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


def print_hit(console: Console, library: Library, row: ResultRow) -> None:
    """Print a hit with its snippet."""
    card = row.card
    console.print(Text(one_line(card.title), style="bold"))
    where = " · ".join(filter(None, (card.date, card.publication, card.id, shown_path(card.path))))
    console.print(Text(one_line(where), style="dim"))
    snippet = Text(one_line(row.snippet.text))
    for span in row.snippet.matches:
        snippet.stylize("bold underline", span.start, span.end)
    console.print(Text("  ") + snippet)
    locator = _locator(library, row)
    if locator:
        console.print(Text(one_line(f"  [{locator}]"), style="dim"))
