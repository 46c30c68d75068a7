"""`pressmark batch`: a table of names or queries, and what each row finds."""

import sys
from argparse import Namespace
from pathlib import Path

from index import PressmarkError, read_input
from index.desk import BatchResult, BatchTable, count_said, read_table, run_rows, write_batch
from tui.cli.opening import opened_library
from tui.cli.printing import count_progress, report_found, say, shown_path
from tui.cli.report_output import format_by_ending, write_report

# Rows that a note names, of those that could not be searched.
_MOST_NAMED = 10
_ENDINGS = {"csv": "csv", "json": "json", "jsonl": "json", "md": "md"}


def run(args: Namespace) -> int:
    """`pressmark batch`."""
    table = _table(args)
    target = Path(args.output) if args.output and args.file != "-" else None
    if target and target.exists() and target.samefile(args.file):
        raise PressmarkError("--output would replace the table itself: name another file.")
    form = "json" if args.json else args.format or format_by_ending(args.output, _ENDINGS, "csv")
    with opened_library(args) as library:
        with count_progress("Searching") as on_count:
            searched = run_rows(library, table.rows, on_count)
        with count_progress("Reading statements") as on_count:
            results = count_said(library, searched, on_count)
    write_report(write_batch(results, table.others, form), args.output)
    _summarise(results)
    return report_found(any(one.hits for one in results), "No row found anything.")


def _table(args: Namespace) -> BatchTable:
    """The table that the arguments name. Raises PressmarkError."""
    if getattr(args, "raw", None) is None:  # a repaired library is searched again
        args.raw = _read(args.file)
    return read_table(args.raw, "Standard input" if args.file == "-" else shown_path(args.file))


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return read_input(sys.stdin.buffer, "Standard input")
        return read_input(Path(file), shown_path(file))
    except OSError as error:
        raise PressmarkError(f"{shown_path(file)}: {error.strerror or error}.") from error


def _summarise(results: list[BatchResult]) -> None:
    """Say how many rows found something, and which could not be searched."""
    found = sum(one.hits > 0 for one in results)
    rows = "1 row" if len(results) == 1 else f"{len(results):,} rows"
    say(f"{rows}: {found:,} found something.")
    failed = [one for one in results if one.problem]
    if not failed:
        return
    for one in failed[:_MOST_NAMED]:
        say(f"row {one.row.number:,}: {(one.problem or '').rstrip('.')}.")
    if len(failed) > _MOST_NAMED:
        say(f"{len(failed) - _MOST_NAMED:,} more rows could not be searched; each says why.")


__all__ = ["run"]
