"""The arguments of the commands that work without the reading room: the desk."""

import argparse

from index.desk import (
    BATCH_FORMATS,
    NETWORK_FORMATS,
    NETWORK_KINDS,
    NETWORK_PERIODS,
    NEWS_FORMATS,
)
from tui.cli.argument_types import as_count, as_name, as_output, as_positive, as_text
from tui.cli.brief_arguments import add_brief
from tui.cli.command_parser import CommandParser, add_command, add_paths
from tui.cli.run_arguments import add_run


def add_desk_commands(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """Add the commands of the desk."""
    _add_watch(commands)
    _add_batch(commands)
    add_brief(commands)
    _add_network(commands)
    _add_screen(commands)
    add_run(commands)


def _add_watch(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    watch = add_command(
        commands, "watch",
        "Report what is new for saved searches, by hand or from cron.",
        "  pressmark watch add ivanov 'speaker:ivanov' articles/\n"
        "  pressmark watch list\n"
        "  pressmark watch run                      what is new for all of them\n"
        "  pressmark watch run ivanov --format md --commit",
        meant=(), json=False,
    )  # fmt: skip
    actions = watch.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = add_command(
        actions, "add", "Watch a search: its name, its query, its folders or archive.",
        "  pressmark watch add ivanov 'speaker:ivanov' articles/\n"
        "  pressmark watch add ivanov 'speaker:ivanov' articles/ --from-now",
        meant=("library", "trust", "columns"), json=False,
    )  # fmt: skip
    add.add_argument("name", type=as_name, metavar="NAME", help="a name for the watch")
    add.add_argument("query", type=as_text, metavar="QUERY", help="what to watch for")
    add_paths(add)
    add.add_argument(
        "--from-now",
        action="store_true",
        help="what it finds today counts as reported; without it the first run reports all",
    )
    add_command(
        actions, "list", "List the watches, which are the saved searches of the reader too.",
        "  pressmark watch list", meant=(),
    )  # fmt: skip
    remove = add_command(
        actions, "remove", "Remove a watch with its saved search.",
        "  pressmark watch remove ivanov", meant=(), json=False,
    )  # fmt: skip
    remove.add_argument("names", nargs="+", type=as_text, metavar="NAME", help="watches to remove")
    run = add_command(
        actions, "run",
        "Print what is new since the last run with --commit; exit status 1 if nothing is.",
        "  pressmark watch run --commit\n"
        "  pressmark watch run ivanov --format html --output news.html --commit",
        meant=("no_refresh", "trust", "columns"),
    )  # fmt: skip
    run.add_argument(
        "names", nargs="*", type=as_text, metavar="NAME", help="without a name: all watches"
    )
    run.add_argument("--format", choices=NEWS_FORMATS, default="text", metavar="F",
                     help=", ".join(NEWS_FORMATS))  # fmt: skip
    run.add_argument(
        "--output",
        type=as_output,
        metavar="FILE",
        help="write the report to FILE, if anything is new",
    )
    run.add_argument(
        "--commit",
        action="store_true",
        help="once the report is written, count what is in it as reported",
    )


def _add_batch(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    batch = add_command(
        commands, "batch",
        "Check a table of names or queries in one go: hits, dates, statements, best passage.",
        "  pressmark batch names.csv articles/ > found.csv\n"
        "  pressmark batch names.csv articles/ --format md --output found.md\n"
        "  pressmark batch - articles/ --json < names.csv\n\n"
        "Columns are found by their names: name (or first name and last name), aliases, query,\n"
        "date, after, before, until. Other columns are copied to the answer.",
    )  # fmt: skip
    batch.add_argument("file", metavar="FILE.csv", help="the table; -: standard input")
    add_paths(batch)
    batch.add_argument("--format", choices=BATCH_FORMATS, metavar="F",
                       help=", ".join(BATCH_FORMATS) + " (by FILE's ending, or csv)")  # fmt: skip
    batch.add_argument(
        "--output", type=as_output, metavar="FILE", help="write the report to FILE (all or nothing)"
    )


def _add_network(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    network = add_command(
        commands, "network",
        "Write how actors are linked, by speech, quotations or mentions, for Gephi and others.",
        "  pressmark network articles/ --output network.gexf\n"
        "  pressmark network articles/ -q 'date:2004..2006' --by month --output network.gexf\n"
        "  pressmark network articles/ --kind appears-with --format csv > edges.csv",
    )  # fmt: skip
    add_paths(network)
    network.add_argument(
        "-q", "--query", type=as_text, default="", help="only in the articles that this finds"
    )
    network.add_argument("--kind", choices=NETWORK_KINDS, default=NETWORK_KINDS[0], metavar="K",
                         help="the links: " + ", ".join(NETWORK_KINDS))  # fmt: skip
    network.add_argument("--by", choices=NETWORK_PERIODS, metavar="UNIT",
                         help="month or year: weights by period, with dates; said, said-month,"
                         " said-year: by the day that statements were said")  # fmt: skip
    network.add_argument("--limit", type=as_count, default=300, metavar="N",
                         help="at most N actors, those with most links (300; 0: all)")  # fmt: skip
    network.add_argument("--least", type=as_positive, default=1, metavar="N",
                         help="leave out edges with less weight than N (1)")  # fmt: skip
    network.add_argument(
        "--format",
        choices=NETWORK_FORMATS,
        metavar="F",
        help=", ".join(NETWORK_FORMATS) + " (by FILE's ending, or gexf)",
    )
    network.add_argument(
        "--output", type=as_output, metavar="FILE", help="write to FILE (all or nothing)"
    )


def _add_screen(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    screen = add_command(
        commands, "screen",
        "Look up a text from outside: its actors, statements and citations, and articles like it.",
        "  pressmark screen draft.docx articles/\n"
        "  pbpaste | pressmark screen - articles/\n"
        "  pressmark screen release.pdf --json | jq '.texts[].actors[].name'\n\n"
        "Nothing of the text is stored.",
    )  # fmt: skip
    screen.add_argument(
        "file", metavar="FILE", help="a file in any format that is read; -: standard input"
    )
    add_paths(screen)
    screen.add_argument(
        "--all", action="store_true", help="print every line, not only the first 15 of each part"
    )


__all__ = ["add_desk_commands"]
