"""`pressmark run`: play a script without a screen and print what each line finds."""

import sys
from argparse import Namespace
from collections.abc import Callable

from rich.text import Text

from index import Library, one_line
from index.desk import Played, ScriptPlayer, read_script, script_name
from index.kept import clipping, passage_fields
from tui.cli.actors_cmd import print_found_actors
from tui.cli.arguments import parse_arguments
from tui.cli.kept_store import open_review
from tui.cli.kwic_cmd import print_concordance
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, NOTHING, emit, say, stdout
from tui.cli.quotes_cmd import print_statements
from tui.cli.search_cmd import print_search
from tui.cli.show_cmd import article_json, print_article

Printer = Callable[[Library, Namespace], int]

# What prints the search in force, and how the query is given on the command line.
_PRINTERS: dict[str, tuple[Printer, str]] = {
    "quotes": (print_statements, "--query="),
    "kwic": (print_concordance, ""),
    "actors": (print_found_actors, "--query="),
}


def run(args: Namespace) -> int:
    """`pressmark run`: 0 if a line found something, or none was to find anything."""
    lines = read_script(args.file, sys.stdin.buffer)
    statuses = []
    review = open_review()
    with opened_library(args, review=review) as library:
        player = ScriptPlayer(script_name(args.file), library, review)
        for line in lines:
            played = player.play(line)
            if not args.json:
                stdout().print(Text(one_line(f"> {line}"), style="bold"))
            statuses.append(_print(library, played, args))
    return NOTHING if statuses and all(status == NOTHING for status in statuses) else FOUND


def _print(library: Library, played: Played, args: Namespace) -> int:
    """Print the result of a line as the command of that name does; returns its status."""
    name = played.line.command.name
    if played.note:
        say(f"{played.note}.")
        return FOUND
    if name == "open":
        return _print_open(played, args)
    printer, option = _PRINTERS.get(name, (print_search, ""))
    command = name if name in _PRINTERS else "search"
    words = [command, *(["--json"] if args.json else [])]
    if command == "search":
        words += ["--limit", str(args.limit)]
    # after "--" a query may begin with a hyphen
    words += [f"{option}{played.query}"] if option else ["--", played.query]
    return printer(library, parse_arguments(words))


def _print_open(played: Played, args: Namespace) -> int:
    """The article as `show` prints it; with a place in it the passage as `cite` does."""
    assert played.analysis is not None
    if played.passage is not None:
        if args.json:
            emit(passage_fields(played.passage))
        else:
            stdout().print(clipping(played.passage))
    elif args.json:
        emit(article_json(played.analysis.article))
    else:
        print_article(stdout(), played.analysis.article)
    return FOUND


__all__ = ["run"]
