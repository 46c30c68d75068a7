"""Shared parts of all command parsers: one-line errors, common options, paths."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from index import one_line

# exit statuses
FOUND, NOTHING, WRONG = 0, 1, 2
# The shells that have a completion script.
SHELLS = ("bash", "zsh", "fish")


class _Commands(argparse._SubParsersAction):  # type: ignore[type-arg]
    """The commands of the parser; with `called`, `add_command` builds that one alone."""

    called: str | None = None


class CommandParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def add_commands(self, called: str | None) -> "argparse._SubParsersAction[CommandParser]":
        """Where `add_command` adds the commands: all of them, or `called` alone."""
        commands = self.add_subparsers(
            # with `prog` argparse formats no usage, which imports shutil with three compressors
            dest="command",
            metavar="COMMAND",
            prog=self.prog,
            action=_Commands,
        )
        vars(commands)["called"] = called
        return commands

    def error(self, message: str) -> NoReturn:
        """Print the message, and end with the status for wrong use."""
        text = f"pressmark: {message}. `{self.prog} --help` shows how it is used."
        print(one_line(text), file=sys.stderr)  # the message may quote an argument
        raise SystemExit(WRONG)


class _Uncalled(CommandParser):
    """Accepts the arguments of a command that is not called, and keeps none."""

    called = ""

    def __init__(self) -> None:
        """Build nothing: a parser takes half a millisecond."""

    def add_argument(self, *_: Any, **__: Any) -> Any:
        """Do nothing."""

    def add_subparsers(self, **_: Any) -> Any:
        """Its commands are not called either."""
        return self

    def add_mutually_exclusive_group(self, **_: Any) -> Any:
        """Its arguments are not kept either."""
        return self


_UNCALLED = _Uncalled()


# The options below that apply to a command, by what it does with a library.
READS = ("library", "trust", "columns", "no_refresh")
BUILDS = ("library", "trust", "columns")
_OPTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "library": (
        "--library",
        {"metavar": "DIR", "help": "keep index and catalogue in DIR, not in the cache folder"},
    ),
    "trust": (
        "--trust",
        {"action": "store_true", "help": "open a library that another user wrote"},
    ),
    "columns": (
        "--columns",
        {
            "metavar": "NAMES",
            "help": "columns of tables of articles, as text=body,title=headline"
            " (also in the config file)",
        },
    ),
    "no_refresh": (
        "--no-refresh",
        {"action": "store_true", "help": "do not look for new and changed files first"},
    ),
}


def add_options(parser: argparse.ArgumentParser, meant: Sequence[str], json: bool) -> None:
    """Add the options of every command; help shows only those that mean something to this one."""
    for name, (flag, details) in _OPTIONS.items():
        shown = details if name in meant else details | {"help": argparse.SUPPRESS}
        parser.add_argument(flag, **shown)
    if json:
        parser.add_argument("--json", action="store_true", help="one JSON object per line")


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add PATH…, the folders or the archive that a command works on."""
    # a default keeps argparse from naming PATH among the arguments that are missing
    parser.add_argument(
        "paths",
        nargs="*",
        default=[],
        metavar="PATH",
        help="files or folders, or the address of an archive; without one: the library used last",
    )


def add_command(
    commands: "argparse._SubParsersAction[CommandParser]",
    name: str,
    summary: str,
    examples: str,
    *,
    meant: Sequence[str] = READS,
    json: bool = True,
) -> CommandParser:
    """Add a command with its examples and the options of `meant`; returns its parser."""
    if getattr(commands, "called", None) not in {None, name}:
        return _UNCALLED
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary}\n\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser, meant, json)
    return parser
