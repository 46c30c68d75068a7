"""`pressmark status`: the contents of the library, and the files that could not be read."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from index import Library, PressmarkError, Status, one_line
from index.desk import PluginState, plugin_states
from index.explore import Tally, tally
from index.kept import Review, marks_by_library, review_file
from tui.cli.arguments import COMMANDS
from tui.cli.opening import EmptyLibrary, no_articles, opened_library
from tui.cli.printing import FOUND, NOTHING, emit, say, shown_path, size, stdout
from tui.wording import local_time, with_noun

# The exit status of `--verify` for a damaged library.
DAMAGED = 2


def run(args: Namespace) -> int:
    """`pressmark status`. A library without articles has its say where files could not be read."""
    try:
        return _print_library(args)
    except EmptyLibrary:
        stored = Namespace(**vars(args) | {"no_refresh": True})
        with opened_library(stored) as library:
            found = library.status()
        if not found.problems and not found.passed_over:
            raise
        _print_library(stored)
        say(no_articles(found.roots))
        return NOTHING


def _print_library(args: Namespace) -> int:
    with opened_library(args) as library:
        found = library.status()
        kept = _kept_status(library)
        plugins = plugin_states(COMMANDS)
        damage = library.verify() if args.verify else None
        if args.json:
            checked = {} if damage is None else {"damage": damage}
            rows = {"plugins": list(map(plugin_json, plugins))}
            emit(status_json(found) | checked | {"review": kept} | rows)
        else:
            print_status(stdout(), found, kept)
            print_plugins(stdout(), plugins)
            for line in damage or ():
                stdout().print(Text(one_line(line)))
            if damage is not None and not damage:
                stdout().print(Text("Every file of the library is intact."))
        return DAMAGED if damage else FOUND


def _kept_status(library: Library) -> dict[str, Any]:
    """What the store of marks holds, for this library and others, and whether it is sound."""
    status: dict[str, Any] = {
        "file": str(review_file()),
        "marks": 0,
        "here": 0,
        "other_libraries": 0,
        "checked": 0,
        "right": 0,
        "sound": True,
        "problem": None,
        "damaged": [],
    }
    if not review_file().exists():
        return status
    try:
        review = Review()
        problem = review.check()
        marks, damaged = review.marks(), review.damaged()
        counted = tally(review.judgements())
    except (PressmarkError, OSError) as error:
        return status | {"sound": False, "problem": str(error.args[-1] if error.args else error)}
    own = marks_by_library(library, marks)
    return status | {
        "marks": len(marks),
        "here": len(own.here),
        "other_libraries": len(own.elsewhere),
        "checked": counted.checked,
        "right": counted.right,
        "sound": problem is None and not damaged,
        "problem": problem or (f"{len(damaged)} damaged rows" if damaged else None),
        "damaged": [{"table": row.table, "key": row.key, "reason": row.reason} for row in damaged],
    }


def _kept_line(kept: dict[str, Any]) -> str:
    """The marks of this library and of others, and their file."""
    others = f", {kept['other_libraries']:,} in other libraries" if kept["other_libraries"] else ""
    return f"{kept['here']:,} {'mark' if kept['here'] == 1 else 'marks'}{others} in {kept['file']}"


def status_json(status: Status) -> dict[str, Any]:
    """The state of a library, as the fields of `--json`."""
    return {
        "library": status.address or str(status.folder),
        "roots": [str(root) for root in status.roots],
        "articles": status.articles,
        "files": status.files,
        "bytes": status.bytes,
        "checked": status.built,
        "note": status.note,
        "stale": {"new": status.new, "changed": status.changed, "removed": status.removed},
        "failed": [{"path": path, "reason": reason} for path, reason in status.problems],
        "passed_over": [{"path": path, "reason": reason} for path, reason in status.passed_over],
    }


def plugin_json(state: PluginState) -> dict[str, Any]:
    """A plug-in, as the fields of `--json`."""
    names = ("kind", "name", "distribution", "version")
    return {name: getattr(state.plugin, name) for name in names} | {"problem": state.problem}


def print_plugins(console: Console, plugins: Sequence[PluginState]) -> None:
    """Print a line for each plug-in."""
    for one in plugins:
        shown = one.problem or str(one.plugin)
        console.print(Text(f"{'plug-in':9}", style="dim") + Text(one_line(shown)))


def _state_of_files(status: Status) -> list[tuple[str, str]]:
    """What was read, and whether it is current. Only the loaders of an archive know its files."""
    files = with_noun(status.files - len(status.problems), "file")
    if status.bytes is None:
        disk = ", size not shown to this reader"
    else:
        disk = f", {size(status.bytes)} on disk"
    articles = ("articles", f"{status.articles:,} in {files}{disk}")
    if status.address:
        loaded = local_time(status.built) if status.built else "not finished"
        return [articles, ("loaded", loaded)]
    counts = ((status.new, "new"), (status.changed, "changed"), (status.removed, "removed"))
    stale = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    return [
        ("folders", ", ".join(shown_path(str(root)) for root in status.roots)),
        articles,
        ("checked", local_time(status.built) if status.built else "never"),
        ("fresh", f"no: {stale} since" if stale else status.note or "yes"),
    ]


def print_status(console: Console, status: Status, kept: dict[str, Any]) -> None:
    """Print the state of a library."""
    lines = [
        ("library", status.address or str(status.folder)),
        *_state_of_files(status),
        ("audit", str(Tally(kept["checked"], kept["right"]))),
        (
            "kept",
            _kept_line(kept) + ("" if kept["sound"] else f": DAMAGED ({kept['problem']})"),
        ),
        ("failed", f"{len(status.problems):,}" if status.problems else "none"),
        (
            "not read",
            with_noun(len(status.passed_over), "file or folder", "files and folders")
            if status.passed_over
            else "none",
        ),
    ]
    for name, value in lines:
        console.print(Text(f"{name:9}", style="dim") + Text(one_line(value)))
    for path, reason in status.problems:
        console.print(Text(one_line(f"  {shown_path(path)}: {reason}")))
    if status.passed_over:
        console.print(Text("Passed over:", style="dim"))
    for path, reason in status.passed_over:
        console.print(Text(one_line(f"  {shown_path(path)}: {reason}")))
