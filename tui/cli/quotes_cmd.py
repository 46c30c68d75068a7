"""`pressmark quotes`: statements with speaker, outlet and date."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import chain, count

from rich.console import Console
from rich.text import Text

from index import Library, PressmarkError, StatementRow, one_line
from index.desk import shown_days, statement_json, write_statements
from index.kept import locator_at
from index.model import (
    REPORTED_KINDS,
    Basis,
    Span,
    content_words,
    speaker_words,
    speakers_named,
)
from tui.cli.opening import found_by_query, opened_library
from tui.cli.printing import emit, read_progress, report_found, stdout
from tui.cli.report_output import format_by_ending, say_written, write_report
from tui.wording import with_noun


def run(args: Namespace) -> int:
    """`pressmark quotes`."""
    _format(args)  # a wrong ending is refused before the library is read
    with opened_library(args) as library:
        return print_statements(library, args)


def print_statements(library: Library, args: Namespace) -> int:
    """Print the statements in an open library, or write a table; returns the exit status."""
    nothing = "No statements found." if args.kind else "No quotations found."
    found = found_by_query(library, args)
    rows = library.quotations(found, speaker=args.speaker, scare=args.all, kinds=args.kind)
    form = _format(args)
    with read_progress(library, printing=not args.output):
        has_any = _written(rows, form, args.output) if form else _printed(rows, args.json)
    return report_found(has_any, nothing)


def _printed(rows: Iterator[StatementRow], as_json: bool) -> bool:
    """Print statements as they are read. Whether there were any."""
    has_any, console = False, stdout()
    for quoted in rows:
        has_any = True
        if as_json:
            emit(statement_json(quoted))
        else:
            print_quotation(console, quoted)
    return has_any


_ENDINGS = {"csv": "csv", "jsonl": "jsonl", "json": "jsonl", "parquet": "parquet"}


def _format(args: Namespace) -> str | None:
    """The format of the table asked for, or that of the file's ending; None to print statements."""
    form = args.format or ("jsonl" if args.json else format_by_ending(args.output, _ENDINGS, "csv"))
    if form == "parquet" and not args.output:
        raise PressmarkError(
            "Parquet is a binary format: name its file with --output FILE.parquet."
        )
    return form if args.format or args.output else None


def _written(rows: Iterator[StatementRow], form: str, target: str | None) -> bool:
    """Write the statements as a table; without any nothing is written. Whether there were any."""
    first = next(rows, None)
    if first is None:
        return False
    numbers = count()
    # zip asks for a row first, so the next number is that of the rows
    rows = (row for row, _ in zip(chain([first], rows), numbers, strict=False))
    write_report(write_statements(rows, form), target)
    say_written(with_noun(next(numbers), "statement"), target)
    return True


def _with_basis(text: str | None, basis: Basis | None) -> str | None:
    """A value, with its basis if it is not stated."""
    return f"{text} [{basis}]" if text and basis in {"inferred", "set"} else text


def print_quotation(console: Console, quoted: StatementRow) -> None:
    """Print a statement with speaker and source."""
    article, quotation = quoted.analysis.article, quoted.quotation
    first = quoted.speaker.name if quoted.speaker else None
    who = speakers_named(quoted.analysis, quotation, first) or speaker_words(article, quotation)
    outlet = None if quotation.outlet == first else quotation.outlet
    outlet = _with_basis(outlet, quotation.outlet_basis)
    said_to = ", ".join(
        filter(None, (outlet, _with_basis(str(quotation.source_date or ""), quotation.date_basis)))
    )
    who = _with_basis(who, quotation.speaker_basis)
    head = Text(
        one_line(
            who
            or ("nobody: marks of distance" if quotation.kind == "scare" else "speaker not settled")
        ),
        style="bold",
    )
    console.print(head + Text(one_line(f"  ({said_to})" if said_to else ""), style="dim"))
    words = one_line(content_words(article, quotation))
    locator = one_line(locator_at(article, Span(quotation.start, quotation.end)))
    where = one_line(article.title), shown_days(article, quotation), f"[{locator}]"
    reported = quotation.kind in REPORTED_KINDS
    console.print(Text(f"  » {words}" if reported else f"  “{words}”"))
    console.print(Text("  " + " · ".join(filter(None, where)), style="dim"))
