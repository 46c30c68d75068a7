"""The commands of scripts, one table, and reading a script: every line is checked before any runs.

A line is a command and its argument. Blank lines and lines that begin with `#` are skipped.
"""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Literal

from msgspec import Struct

from index.checked_input import named_path, read_input
from index.errors import PressmarkError
from index.kept import export_format_names, format_of, parse_locator
from index.query import SORTS, parse
from index.text import one_line
from index.whole_files import check_parent

# The argument of a command: none, optional, required.
Takes = Literal["nothing", "maybe", "one"]
_LARGEST = 4 * 2**20


class ScriptCommand(Struct, frozen=True):
    """A command: its name, its argument as the documents show it, and what it does.

    `check` raises PressmarkError for an argument that cannot be meant.
    """

    name: str
    takes: Takes
    shown: str
    text: str
    check: Callable[[str], object] = str


class ScriptLine(Struct, frozen=True):
    """A line of a script that is no comment; `number` counts from 1."""

    number: int
    command: ScriptCommand
    argument: str

    def __str__(self) -> str:
        return f"{self.command.name} {self.argument}".rstrip()


def _check_sort(order: str) -> None:
    if order not in SORTS:
        raise PressmarkError(f"there is no order {order}: {', '.join(SORTS)}")


def _check_export(name: str) -> None:
    if format_of(name) is None:
        raise PressmarkError(
            f"{name}: end the name in .md, .csv, .jsonl, .bib, .ris or .json"
            f" ({', '.join(export_format_names())})"
        )
    check_parent(named_path(name))


def _check_locator(text: str) -> None:
    if text and parse_locator(text) is None:
        raise PressmarkError(f"{text} is no locator: one looks like 3bd5f271b25c-p3-9f2c41ab")


SCRIPT_COMMANDS: dict[str, ScriptCommand] = {
    one.name: one
    for one in (
        ScriptCommand("search", "maybe", "QUERY", "search; without QUERY every article", parse),
        ScriptCommand("filter", "one", "CONDITION", "narrow it by part of a query", parse),
        ScriptCommand("unfilter", "one", "CONDITION", "take such a part out again", parse),
        ScriptCommand("actor", "one", "NAME", "narrow the search to articles with an actor"),
        ScriptCommand("speaker", "one", "NAME", "narrow the search to statements by an actor"),
        ScriptCommand("sort", "one", "ORDER", f"order: {', '.join(SORTS)}", _check_sort),
        ScriptCommand("back", "nothing", "", "to the search before"),
        ScriptCommand(
            "open", "one", "ARTICLE [OFFSET]",
            "open an article by its id or path, at an offset; or a passage by its locator",
        ),
        ScriptCommand(
            "mark", "maybe", "LOCATOR",
            "keep a passage; without LOCATOR that at the open place", _check_locator,
        ),
        ScriptCommand("note", "one", "TEXT", "note on the passage marked last"),
        ScriptCommand("tag", "one", "TAG, …", "more tags for the passage marked last"),
        ScriptCommand("quotes", "nothing", "", "the statements that the search finds"),
        ScriptCommand("kwic", "nothing", "", "the matches of the search in context"),
        ScriptCommand("actors", "nothing", "", "the actors of the articles found"),
        ScriptCommand(
            "export", "one", "FILE",
            "write what the search finds to a file; before a search, your marks", _check_export,
        ),
    )
}  # fmt: skip


# Commands that lead to another search, and close the article.
_SEARCHES = frozenset({"search", "filter", "unfilter", "actor", "speaker", "sort"})


def script_name(path: str) -> str:
    """A script's name in messages."""
    return "standard input" if path == "-" else path


def read_script(path: str, standard_input: IO[bytes]) -> list[ScriptLine]:
    """The lines of a script file, or of standard input for "-". Raises PressmarkError."""
    shown = script_name(path)
    try:
        source = standard_input if path == "-" else Path(path)
        text = read_input(source, f"The script {shown}", _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PressmarkError(f"{shown} is no script: it is not UTF-8 text.") from error
    except OSError as error:
        raise PressmarkError(f"The script {shown} cannot be read: {error.strerror}.") from error
    return parse_script(text, shown)


def parse_script(text: str, name: str) -> list[ScriptLine]:
    """The lines of a script. Raises PressmarkError, which names the first wrong line."""
    lines = []
    order = _Order()
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        try:
            made = _line_of(bare, number)
            order.check(made)
        except PressmarkError as error:
            raise wrong_line(name, number, error) from error
        lines.append(made)
    if not lines:
        raise PressmarkError(f"{name} has no commands; there are {', '.join(SCRIPT_COMMANDS)}.")
    return lines


class _Order:
    """The state after some lines of a script, as far as it needs no library."""

    def __init__(self) -> None:
        self._searches, self._open, self._marked = 0, False, False

    def check(self, line: ScriptLine) -> None:
        """Take the next line. Raises PressmarkError if a line that it needs does not come first."""
        name = line.command.name
        if name in {"note", "tag"} and not self._marked:
            raise PressmarkError(f"{name} needs a passage: `mark` comes first")
        if name == "mark" and not (line.argument or self._open):
            raise PressmarkError("no article is open: `open` one, or give a LOCATOR")
        if name == "back" and self._searches <= 1:
            raise PressmarkError("there is no search before this one")
        self._searches += (name in _SEARCHES) - (name == "back")
        self._open = name == "open" or (self._open and name not in _SEARCHES and name != "back")
        self._marked = self._marked or name == "mark"


def wrong_line(name: str, number: int, error: PressmarkError) -> PressmarkError:
    """The error of a line, with the script and the number in front."""
    return PressmarkError(f"{name}, line {number}: {one_line(str(error)).rstrip('.')}.")


def _line_of(line: str, number: int) -> ScriptLine:
    word, *rest = line.split(maxsplit=1)
    argument = rest[0] if rest else ""
    command = SCRIPT_COMMANDS.get(word.lower())
    if command is None:
        near = difflib.get_close_matches(word.lower(), SCRIPT_COMMANDS, 1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        raise PressmarkError(
            f"there is no command {word[:40]}{meant}; there are {', '.join(SCRIPT_COMMANDS)}"
        )
    if command.takes == "nothing" and argument:
        raise PressmarkError(f"{command.name} takes nothing after it")
    if command.takes == "one" and not argument:
        raise PressmarkError(f"{command.name} needs {command.shown}")
    command.check(argument)
    return ScriptLine(number, command, argument)


__all__ = [
    "SCRIPT_COMMANDS",
    "ScriptCommand",
    "ScriptLine",
    "parse_script",
    "read_script",
    "script_name",
    "wrong_line",
]
