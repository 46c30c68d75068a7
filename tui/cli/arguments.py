"""The arguments of every command. Imports nothing that needs an index: help must be fast."""

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from index.desk import STATEMENT_FORMATS, TIMELINE_FORMATS
from index.model import ACTOR_KINDS, EXPORT_FORMATS, KWIC_ORDERS, UNITS
from tui.cli.argument_types import (
    as_count,
    as_export_format,
    as_kinds,
    as_output,
    as_positive,
    as_text,
)
from tui.cli.command_parser import BUILDS, SHELLS, CommandParser, add_command, add_paths
from tui.cli.desk_arguments import add_desk_commands

if TYPE_CHECKING:
    from index import Plugin

_FILTERS = "(persons, organisations, states, outlets)"

_DESCRIPTION = """\
Reads the press: search, actors, quotations, in one terminal, without a network.

  pressmark articles/                     open the reader on a folder
  pressmark articles/ -q 'speaker:ivanov' open it with a search
  pressmark                               open the library used last (at first: an example)
"""
_EPILOG = """\
commands: index search kwic actors quotes sources show status
          export import cite verify backup restore archive watch batch brief network
          screen run completion
          (pressmark COMMAND --help)
A folder that is named like a command is given as ./index.
Exit status: 0 found, 1 nothing found, 2 wrong use or an error, 130 interrupted.
"""
_QUERIES = """\
A query:
  russia uzbekistan            both words, in any form
  "military-technical"         just these words, side by side
  "putin bush"~5               within five words of each other
  "sanctions @person"~8        near a person, state, organisation or outlet
  "gas @\\"Sergei Ivanov\\""     near an actor, by any name; "@ivanov @bush"~20
  cooperat*   gulomov~         words that begin so; similar spelling
  izvestia OR kommersant       either;   -chechnya  without it
  speaker:ivanov  actor:"Islam Karimov"  said:interests  source:izvestia
  date:2004-05  after:2004-05-12  date:2004-04..2004-06  sort:-date
  by:said                      dates are the days that statements were said
"""


class _ShowVersion(argparse.Action):
    """`--version`; computed only on demand."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from tui.cli.version import describe_version

        print(describe_version())
        parser.exit()


def _add_archive(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    archive = add_command(
        commands, "archive", "Finish an archive that several machines loaded: duplicates, aliases.",
        "  pressmark archive finish https://host:9200/desk",
        meant=(),
    )  # fmt: skip
    archive.add_argument("action", choices=("finish",), metavar="finish", help="the only action")
    add_paths(archive)


def _add_read(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    read = add_command(
        commands,
        "read",
        "Open the reader (what `pressmark PATH` does too).",
        _DESCRIPTION,
        json=False,
    )
    add_paths(read)
    read.add_argument("-q", "--query", type=as_text, default="", help="start with this search")
    read.add_argument(
        "--start-with", metavar="FILE", help="play a script first, and open where it ends"
    )
    read.add_argument("--theme", help="dark, light, high-contrast or no-colour")
    read.add_argument(
        "--plain",
        action="store_true",
        help="numbered lines and one prompt, for screen readers and dumb terminals",
    )


def _add_quotes(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    quotes = add_command(
        commands, "quotes", "Print who said what, with speaker, outlet and date.",
        "  pressmark quotes articles/\n  pressmark quotes --speaker ivanov -q 'cooperation'\n"
        "  pressmark quotes --kind mixed,indirect   reported words\n"
        "  pressmark quotes --all   scare quotes as well\n"
        "  pressmark quotes -q tashkent --kind direct,mixed,indirect --output said.parquet",
    )  # fmt: skip
    add_paths(quotes)
    quotes.add_argument(
        "-q", "--query", type=as_text, default="", help="only in the articles that this finds"
    )
    quotes.add_argument("--speaker", type=as_text, metavar="NAME", help="only statements by NAME")
    quotes.add_argument("--all", action="store_true", help="scare quotes too (they quote nobody)")
    quotes.add_argument(
        "--kind", type=as_kinds, metavar="K,…",
        help="statements of these kinds, one row each: direct (quoted),"
        " mixed (reported with a quoted piece), indirect (reported); without it all quoted words",
    )  # fmt: skip
    quotes.add_argument("--format", choices=STATEMENT_FORMATS, metavar="F",
                        help="a table instead: csv, jsonl, parquet")  # fmt: skip
    quotes.add_argument("--output", type=as_output, metavar="FILE",
                        help="write the table to FILE; its ending names the format")  # fmt: skip


def make_parser(called: str | None = None) -> argparse.ArgumentParser:
    """The parser of the whole command line, or of the command `called` alone."""
    parser = CommandParser(
        "pressmark",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        nargs=0,
        action=_ShowVersion,
        help="print the version, the engine, the extras and whether extraction is compiled",
    )
    commands = parser.add_commands(called)

    _add_read(commands)
    index = add_command(
        commands, "index", "Build the index of some folders, or bring it up to date.",
        "  pressmark index articles/\n"
        "  pressmark index articles/ --rebuild   read every file again\n"
        "  pressmark index articles/ --into https://host:9200/desk   load an archive",
        meant=BUILDS,
    )  # fmt: skip
    add_paths(index)
    index.add_argument("--rebuild", action="store_true", help="read every file again")
    index.add_argument(
        "--jobs",
        type=as_positive,
        metavar="N",
        help="processes that read and analyse (one for each core)",
    )
    index.add_argument(
        "--into", metavar="ARCHIVE", help="load an archive: its address, or its name in the config"
    )
    index.add_argument(
        "--share",
        metavar="I/N",
        help="with --into: only the I-th of N parts of the paths, the others elsewhere;"
        " `pressmark archive finish` then ends the loading",
    )

    _add_archive(commands)

    search = add_command(
        commands, "search", "Print the articles that a query finds, best first.",
        "  pressmark search 'speaker:ivanov cooperation' articles/\n"
        "  pressmark search --json --limit 0 izvestia | jq .title\n"
        "  pressmark search izvestia --by month --over kommersant\n"
        "  pressmark search izvestia --by month --output izvestia.svg\n"
        "  pressmark search speaker:ivanov --by said-month\n\n"
        + _QUERIES,
    )  # fmt: skip
    search.add_argument("query", type=as_text, metavar="QUERY", help="what to find (see above)")
    add_paths(search)
    search.add_argument(
        "--limit", type=as_count, default=50, metavar="N", help="at most N hits (50; 0: all)"
    )
    search.add_argument(
        "--by",
        choices=(*UNITS, "said", *(f"said-{unit}" for unit in UNITS)),
        metavar="UNIT",
        help=f"count by {', '.join(UNITS)} instead; said, said-month …: statements by the day said",
    )
    search.add_argument("--no-feedback", action="store_true",
                        help="add no words of the best articles to the search")  # fmt: skip
    search.add_argument(
        "--over", type=as_text, metavar="QUERY", help="with --by: also count a second search"
    )
    search.add_argument("--format", choices=TIMELINE_FORMATS, metavar="F",
                        help="with --by: csv (a table) or svg (a drawing)")  # fmt: skip
    search.add_argument(
        "--output", type=as_output, metavar="FILE", help="with --by: write to FILE (all or nothing)"
    )

    kwic = add_command(
        commands, "kwic",
        "Print every match in its context, the words around it in order (a concordance).",
        "  pressmark kwic 'vital interests' articles/ --sort right\n"
        "  pressmark kwic tashkent --csv > tashkent.csv\n"
        "  pressmark kwic tashkent --words   the words near it, by log-likelihood\n\n" + _QUERIES,
    )  # fmt: skip
    kwic.add_argument("query", type=as_text, metavar="QUERY", help="what to find (see above)")
    add_paths(kwic)
    kwic.add_argument(
        "--sort",
        choices=KWIC_ORDERS,
        default="place",
        metavar="ORDER",
        help=f"{', '.join(KWIC_ORDERS)} (place)",
    )
    kwic.add_argument(
        "--limit", type=as_count, default=0, metavar="N", help="at most N lines (all)"
    )
    kwic.add_argument("--csv", action="store_true", help="print a table")
    kwic.add_argument("--words", action="store_true", help="the words near the matches instead")

    actors = add_command(
        commands, "actors",
        f"Print the actors {_FILTERS} with the number of articles and mentions.",
        "  pressmark actors articles/\n  pressmark actors -q 'tashkent date:2004' --kind person\n"
        "  pressmark actors --dossier 'Sergei Ivanov' articles/",
    )  # fmt: skip
    add_paths(actors)
    actors.add_argument(
        "-q", "--query", type=as_text, default="", help="only in the articles that this finds"
    )
    actors.add_argument(
        "--dossier", type=as_text, metavar="NAME", help="all that there is about NAME instead"
    )
    actors.add_argument(
        "--all", action="store_true", help="with --dossier: every line, not only the first 200"
    )
    actors.add_argument("--kind", choices=ACTOR_KINDS, metavar="K", help=", ".join(ACTOR_KINDS))

    _add_quotes(commands)
    sources = add_command(
        commands,
        "sources",
        "Print citations of outlets and references to other articles.",
        "  pressmark sources articles/",
    )
    add_paths(sources)

    show = add_command(
        commands, "show", "Print one article, named by its id or its path.",
        "  pressmark show 3fa81c09d2aa\n  pressmark show articles/2004-05-14.txt articles/ --json",
    )  # fmt: skip
    show.add_argument("article", metavar="ARTICLE", help="an id that search printed, or a path")
    add_paths(show)

    status = add_command(
        commands,
        "status",
        "Print what the library holds, where, how fresh, and what could not be read.",
        "  pressmark status",
    )
    add_paths(status)
    status.add_argument(
        "--verify", action="store_true", help="check every file of the library by its checksums"
    )
    _review_commands(commands)
    add_desk_commands(commands)
    _add_completion(commands)
    return parser


def _review_commands(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """The commands about what a person keeps."""
    export = add_command(
        commands, "export",
        "Print marks, what a search finds, or all that an actor said, with exact citations.",
        "  pressmark export --format md > marks.md\n"
        "  pressmark export --format bibtex -q 'speaker:ivanov' articles/\n"
        "  pressmark export --format csv --dossier 'Sergei Ivanov' articles/\n"
        "  pressmark export --format jsonl   "
        "what `pressmark import` takes in", json=False,
    )  # fmt: skip
    add_paths(export)
    export.add_argument(
        "--format",
        type=as_export_format,
        default="md",
        metavar="F",
        help=f"{', '.join(EXPORT_FORMATS)}, or that of a plug-in",
    )
    export.add_argument(
        "-q", "--query", type=as_text, default="", help="what this finds, instead of marks"
    )
    export.add_argument(
        "--dossier", type=as_text, metavar="NAME", help="all that NAME said, instead of marks"
    )

    import_ = add_command(
        commands, "import",
        "Import marks that another Pressmark exported as JSON Lines, without duplicates.",
        "  pressmark import colleague.jsonl", meant=(),
    )  # fmt: skip
    import_.add_argument("file", metavar="FILE", help="a file that `export --format jsonl` wrote")

    cite = add_command(
        commands,
        "cite",
        "Print the passage that a locator names, with its citation.",
        "  pressmark cite 3bd5f271b25c-p3-9f2c41ab",
    )
    cite.add_argument(
        "locator",
        metavar="LOCATOR",
        help="what any command prints in [brackets]; the brackets may stay",
    )
    add_paths(cite)

    verify = add_command(
        commands, "verify",
        "Check that each kept passage, or each quotation of a briefing, is still in its file.",
        "  pressmark verify\n  pressmark verify briefing.docx articles/",
    )  # fmt: skip
    verify.add_argument(
        "briefing", nargs="?", metavar="BRIEFING",
        help="a briefing in Markdown, HTML or Word; without one, all that you kept",
    )  # fmt: skip
    add_paths(verify)

    backup = add_command(
        commands, "backup", "Copy all you kept to a file.",
        "  pressmark backup marks-2004-05-14.sqlite", meant=(),
    )  # fmt: skip
    backup.add_argument("file", metavar="FILE", help="the file to write")

    restore = add_command(
        commands, "restore",
        "Bring back all you kept from a backup; what is here now is copied aside first.",
        "  pressmark restore marks-2004-05-14.sqlite", meant=(),
    )  # fmt: skip
    restore.add_argument("file", metavar="FILE", help="a file that `backup` wrote")


def _add_completion(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    completion = add_command(
        commands, "completion",
        "Print the completion script of a shell.",
        "  source <(pressmark completion bash)                 in ~/.bashrc\n"
        "  source <(pressmark completion zsh)                  in ~/.zshrc, after compinit\n"
        "  pressmark completion fish | source                  in config.fish\n\n"
        "  pressmark completion actors serg     the names that the script offers",
        meant=("library",), json=False,
    )  # fmt: skip
    completion.add_argument(
        "what",
        choices=(*SHELLS, "searches", "watches", "actors"),
        metavar="SHELL",
        help="bash, zsh or fish; or `searches`, `watches` or `actors`, one per line",
    )
    completion.add_argument(
        "begun", nargs="?", default="", metavar="BEGUN", help="only names that begin with this"
    )


COMMANDS = (
    "read", "index", "search", "kwic", "actors", "quotes", "sources", "show", "status",
    "export", "import", "cite", "verify", "backup", "restore", "archive", "watch", "batch",
    "brief", "network", "screen", "run", "completion",
)  # fmt: skip


def with_command(words: Sequence[str]) -> list[str]:
    """The arguments with `read` put in where no command is named."""
    for word in words:
        if word in {"-h", "--help", "--version"}:
            return list(words)
        if not word.startswith("-"):
            break
    first = words[0] if words else ""
    return list(words) if first in COMMANDS else ["read", *words]


def plugin_command(words: Sequence[str]) -> "Plugin | None":
    """The plug-in whose command the first word is; a command or path of this name goes before."""
    first = words[0] if words else ""
    if first in COMMANDS or first.startswith("-") or not first or os.path.lexists(first):
        return None
    from index import COMMANDS_GROUP, plugin_named

    return plugin_named(COMMANDS_GROUP, first)


def parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; paths may come before, between and after the options."""
    words = with_command(words)
    parser = make_parser(words[0] if words[0] in COMMANDS else None)
    args, more = parser.parse_known_args(words)
    if more and (not hasattr(args, "paths") or any(word.startswith("-") for word in more)):
        parser.prog = f"pressmark {args.command}"  # whose help the message names
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        args.paths = [*args.paths, *more]
    return args
