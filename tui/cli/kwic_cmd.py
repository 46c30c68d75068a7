"""`pressmark kwic`: matches in context, and the words near them."""

import sys
from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.text import Text

from index import UNLIMITED, Library, one_line
from index.desk import day_with_basis
from index.explore import Collocate, Concordance, Explorer, KwicRow
from index.kept import concordance_csv, locator_at
from tui.cli.opening import opened_library
from tui.cli.printing import card_json, emit, report_found, say, shorten_query, stdout


def run(args: Namespace) -> int:
    """`pressmark kwic`."""
    with opened_library(args) as library:
        return print_concordance(library, args)


def print_concordance(library: Library, args: Namespace) -> int:
    """Print the matches in an open library; returns the exit status."""
    explorer = Explorer(library)
    found = library.search(args.query, budget=UNLIMITED)
    if found.note:
        say(found.note)
    *_, lines = explorer.concordance(found)
    if lines.full:
        say(
            f"These are the first {len(lines):,} matches,"
            f" of {lines.articles:,} articles of {len(found.hits):,}."
        )
    if args.words:
        return _collocates(explorer, lines, args)
    order = lines.ordered(args.sort).tolist()
    rows = explorer.kwic_table(lines, order[: args.limit or len(order)])
    if args.csv:
        for text in concordance_csv(rows):
            sys.stdout.write(text)
    else:
        for row in rows:
            if args.json:
                emit(kwic_json(library, row))
            else:
                print_kwic(stdout(), library, row)
    return report_found(bool(order), f"Nothing found for {shorten_query(args.query)}.")


def _collocates(explorer: Explorer, lines: Concordance, args: Namespace) -> int:
    words = explorer.collocates(lines)
    for one in words[: args.limit or len(words)]:
        if args.json:
            emit(collocate_json(one))
        else:
            print_collocate(stdout(), one)
    return report_found(
        bool(words), f"No word is near {shorten_query(args.query)} more often than by chance."
    )


def kwic_json(library: Library, row: KwicRow) -> dict[str, Any]:
    """A line of the concordance, as the fields of `--json`."""
    kwic, said = row.kwic, row.statement
    return card_json(row.card) | {
        "start": kwic.span.start,
        "end": kwic.span.end,
        "left": kwic.left,
        "match": kwic.match,
        "right": kwic.right,
        "speaker": row.speaker,
        "locator": _locator(library, row),
        "said_date": str(said.said_date) if said and said.said_date else None,
        "said_basis": said.said_basis if said else None,
    }


def _locator(library: Library, row: KwicRow) -> str | None:
    """The locator of the match; None where the article has just gone."""
    analysis = library.analysis(row.card.num)
    return locator_at(analysis.article, row.kwic.span) if analysis else None


def print_kwic(console: Console, library: Library, row: KwicRow) -> None:
    """The match in one column, its context on both sides, its article."""
    kwic, side = row.kwic, max(10, (console.width - 40) // 2)
    line = (
        Text(kwic.left[-side:].rjust(side))
        + Text(kwic.match, style="bold")
        + Text(kwic.right[:side].ljust(side))
    )
    day = day_with_basis(row.statement) if row.statement else None
    days = " · ".join(filter(None, (row.card.date, f"said {day}" if day else None)))
    console.print(line + Text(one_line(f"  {days} [{_locator(library, row)}]"), style="dim"))


def collocate_json(one: Collocate) -> dict[str, Any]:
    """A collocate, as the fields of `--json`."""
    names = ("word", "count", "left", "right", "everywhere")
    return {name: getattr(one, name) for name in names} | {"log_likelihood": round(one.score, 3)}


def print_collocate(console: Console, one: Collocate) -> None:
    """Print a collocate as a row of the table."""
    figures = (
        f"{one.count:>8,} {one.left:>8,} {one.right:>8,} {one.everywhere:>9,} {one.score:>11,.1f}"
    )
    console.print(Text(one_line(f"{one.word:28}"), style="bold") + Text(figures))
