"""The arguments of `pressmark run`."""

import argparse

from tui.cli.argument_types import as_count
from tui.cli.command_parser import CommandParser, add_command, add_paths


def add_run(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """Add the command."""
    run = add_command(
        commands, "run",
        "Play a script, such as the trail of a session, and print what each line finds.",
        "  pressmark run session.txt articles/\n"
        "  pressmark --start-with session.txt articles/   open the reader where it ends\n"
        "  echo 'search ivanov' | pressmark run -\n\n"
        "A line is a command: search, filter, unfilter, actor, speaker, sort, back, open, mark,\n"
        "note, tag, quotes, kwic, actors, export. Lines that begin with # are comments.\n"
        "Every line is checked before the first one runs (docs/scripts.md).",
    )  # fmt: skip
    run.add_argument("file", metavar="FILE", help="the script; -: standard input")
    add_paths(run)
    run.add_argument(
        "--limit", type=as_count, default=50, metavar="N",
        help="at most N hits of each search (50; 0: all)",
    )  # fmt: skip


__all__ = ["add_run"]
