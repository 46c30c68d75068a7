"""`pressmark actors`: actors with their counts, or the dossier of one."""

from argparse import Namespace

from rich.console import Console
from rich.text import Text

from index import ActorEntry, Library, one_line
from index.explore import Dossier, find_dossiers
from tui.cli.dossier_output import dossier_json, print_dossier, say_what_is_left_out
from tui.cli.opening import found_by_query, opened_library
from tui.cli.printing import actor_json, emit, read_progress, report_found, say, stdout
from tui.wording import with_noun

# Lines of a dossier that are printed without --all.
_MOST_LINES = 200


def run(args: Namespace) -> int:
    """`pressmark actors`."""
    with opened_library(args) as library:
        return print_found_actors(library, args)


def print_found_actors(library: Library, args: Namespace) -> int:
    """Print the actors in an open library, or a dossier; returns the exit status."""
    if args.dossier:
        return _dossiers(library, args)
    found = found_by_query(library, args)
    with read_progress(library, printing=False):
        entries = library.actors(found, args.kind)
    if args.json:
        for entry in entries:
            emit(actor_json(entry))
    elif entries:
        print_actors(stdout(), entries)
    return report_found(bool(entries), "No actors found.")


def _print_first(
    console: Console, library: Library, dossiers: list[Dossier], most: int | None
) -> None:
    """Print the first `most` lines of dossiers, or all, and say how many are left."""
    with console.capture() as captured:
        for dossier in dossiers:
            print_dossier(console, library, dossier)
    lines = captured.get().splitlines(keepends=True)
    console.file.write("".join(lines[:most]))
    left = len(lines[most:]) if most is not None else 0
    if left:
        console.file.flush()
        of = f" of {with_noun(len(dossiers), 'actor')} so called" if len(dossiers) > 1 else ""
        say(f"{with_noun(left, 'more line', 'more lines')}{of}: --all prints them.")


def _dossiers(library: Library, args: Namespace) -> int:
    """`pressmark actors --dossier NAME`."""
    within = found_by_query(library, args)
    dossiers = find_dossiers(library, args.dossier, args.kind, "month", within)
    for dossier in dossiers:
        say_what_is_left_out(dossier)
    if args.json:
        for dossier in dossiers:
            emit(dossier_json(library, dossier))
    else:
        _print_first(stdout(), library, dossiers, None if args.all else _MOST_LINES)
    return report_found(
        bool(dossiers),
        f"There is no actor {args.dossier} here: `pressmark actors` prints those there are.",
    )


def print_actors(console: Console, entries: list[ActorEntry]) -> None:
    """Print a table of actors."""
    console.print(Text("articles mentions  kind          name", style="dim"))
    width = console.width if console.is_terminal else None
    for entry in entries:
        line = Text(f"{entry.articles:8,} {len(entry.mentions):8,}  {entry.actor.kind:13} ")
        line.append(one_line(entry.actor.name), style="bold")
        if entry.actor.roles:
            line.append(f"  {one_line(entry.actor.roles[-1].title)}", style="dim")
        if width:
            line.truncate(width, overflow="ellipsis")
        console.print(line)
