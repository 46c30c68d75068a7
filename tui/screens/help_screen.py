"""Help: every key from the key table, as the config file has changed it; this pane's keys first."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from index import config_file
from tui.draw import fit
from tui.key_config import Keymap
from tui.key_table import PANE_KEYS, TITLES, KeyContext, borrowed
from tui.messages import FilterTyped
from tui.panes import WIDEST, Cell, Pane, RowList, StyledLine
from tui.screens.closes_once import ClosesOnce

_QUERIES = (
    ("russia uzbekistan", "both words, in any form"),
    ('"military-technical"', "exactly these words, in this order"),
    ('"putin bush"~5', "within five words of each other, in any order"),
    ('"gas @person"~8   "gas @ivanov"', "within eight words of a person; near one actor"),
    ("cooperat*   w?rd", "any ending; any one letter"),
    ("gulomov~", "spelt almost like this"),
    ("a OR b   -c   ( )", "either; without; grouping"),
    ("speaker:ivanov   said:gas", "statements by an actor; words inside statements"),
    ("actor:karimov", "articles that name an actor"),
    ("source:izvestia", "articles that cite an outlet"),
    ("title:  text:  publication:", "where the words stand; the publication"),
    ("author:  path:", "the author; the file's folder or name"),
    ("date:2004-05", "in May 2004; date:2004-04..2004-06 is a range"),
    ("after:2004  before:2005-03", "from 2004 on; until the end of February 2005"),
    ("by:said date:2004-05", "dates are the days that statements were said, not the article's"),
    ("is:unread  is:read  is:later", "by reading state; also is:marked, is:skipped"),
    ("tag:gas", "articles with a mark that has this tag"),
    ("sort:date  sort:-date", "oldest first; newest first"),
)
# Columns of the keys, and the fewest columns of a description.
_KEYS_WIDE, _TEXT_LEAST = 17, 30

HelpRowKind = Literal["group", "plain", "more"]


class HelpEntry(NamedTuple):
    """One key or query with its meaning; `name` is the action's name in the config file."""

    group: str
    left: str
    text: str
    name: str = ""


class HelpRow(NamedTuple):
    """One line of the screen."""

    kind: HelpRowKind
    left: str
    text: str
    name: str = ""


def help_entries(keymap: Keymap, library: Path, pane: str) -> Iterator[HelpEntry]:
    """All entries, the keys of `pane` first."""
    own: list[KeyContext] = [*reversed(PANE_KEYS.get(pane, ())), "everywhere"]
    for where in [*own, *(one for one in TITLES if one not in own)]:
        for key in keymap:
            if key.where == where:
                yield HelpEntry(TITLES[where], keymap.shown(key.id), key.text, key.id)
    for left, text in _QUERIES:
        yield HelpEntry("Queries", left, text)
    yield HelpEntry("Files", "config", str(config_file()))
    yield HelpEntry("Files", "library", str(library))


def help_rows(entries: Iterator[HelpEntry], wanted: str, width: int) -> list[HelpRow]:
    """The entries with all words of `wanted`, under their headings, wrapped to `width` cells."""
    words = wanted.casefold().split()
    rows: list[HelpRow] = []
    group = ""
    for entry in entries:
        text = f"{entry.group} {entry.left} {entry.text} {entry.name}".casefold()
        if not all(word in text for word in words):
            continue
        if entry.group != group:
            group = entry.group
            rows.append(HelpRow("group", group, ""))
        rows += _wrapped(entry, width)
    return rows


def _wrapped(entry: HelpEntry, width: int) -> Iterator[HelpRow]:
    """One entry as lines: its name ends the last one, or follows where it does not fit there."""
    left, right = entry.left, max(_TEXT_LEAST, width - _KEYS_WIDE - 3)
    if cell_len(left) > _KEYS_WIDE:
        yield HelpRow("plain", left, "")
        left = ""
    lines = textwrap.wrap(entry.text, right) or [""]
    fits = len(lines[-1]) + len(entry.name) + 4 <= right
    for place, line in enumerate(lines):
        kind: HelpRowKind = "plain" if place == 0 else "more"
        name = entry.name if fits and place == len(lines) - 1 else ""
        yield HelpRow(kind, left if place == 0 else "", line, name)
    if entry.name and not fits:
        yield HelpRow("more", "", "", entry.name)


class HelpText(RowList):
    """The help as lines, narrowed by a filter."""

    def __init__(self, keymap: Keymap, library: Path, pane: str) -> None:
        super().__init__("help")
        self._entries = list(help_entries(keymap, library, pane))
        self._wanted = ""
        self._laid_out: tuple[str, int, list[HelpRow]] = ("", -1, [])

    @property
    def rows(self) -> list[HelpRow]:
        """The lines for the current filter and width."""
        wanted, width, rows = self._laid_out
        now = min(self.size.width, WIDEST)
        if (wanted, width) != (self._wanted, now):
            rows = help_rows(iter(self._entries), self._wanted, now)
            self._laid_out = self._wanted, now, rows
        return rows

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def empty_text(self) -> str:
        """The line for an empty list."""
        return f" No key or query has “{self._wanted}”. Esc shows all."

    def narrow(self, wanted: str) -> None:
        """Show only entries with all words of `wanted`."""
        self._wanted = wanted
        self.rows_changed(0)

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Keys, meaning, and the name for the config file."""
        row = self.rows[index]
        if row.kind == "group":
            return [[Segment(fit(f" {row.left}", width), self.style("group", current))]]
        keys = Cell(f"  {row.left}", "strong", rank=9, wide=_KEYS_WIDE + 2)
        name = Cell(f" [{row.name}]" if row.name else "", "dim", rank=1)
        cells = [keys, Cell(row.text, fills=True), name]
        return [self.cells(cells, min(width, WIDEST), current)]

    def action_choose(self) -> None:
        """Nothing to open here."""


class Help(ClosesOnce, ModalScreen[None]):
    """The help screen. `?`, `q` and Escape close it; `/` and `f` search in it."""

    BINDINGS: ClassVar[list[Binding]] = borrowed(  # type: ignore[assignment]
        *(f"everywhere.{name}" for name in ("back", "leave", "help", "search"))
    )
    DEFAULT_CSS = """
    Help { background: $background; }
    Help Heading > .heading--plain, Help Heading > .heading--focused {
        background: $panel; color: $primary; text-style: bold;
    }
    """

    def __init__(self, keymap: Keymap, library: Path, pane: str = "results") -> None:
        super().__init__()
        self.text = HelpText(keymap, library, pane)
        keys = (
            f"{keymap.shown('everywhere.search')} search   {keymap.shown('everywhere.leave')} close"
        )
        self.pane = Pane("help", f"Help   {keys}   [name in the config file]", self.text)

    def compose(self) -> ComposeResult:
        """One pane with a filter line."""
        yield self.pane

    def on_mount(self) -> None:
        """The table scrolls with the keys of lists."""
        self.set_focus(self.text)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self.text.rows_changed()

    def on_filter_typed(self, message: FilterTyped) -> None:
        """Search as one types."""
        self.text.narrow(message.text)

    def action_search(self) -> None:
        """Open the filter line."""
        self.pane.open_filter()

    def action_back(self) -> None:
        """Close the screen."""
        self.dismiss()

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss()

    def action_help(self) -> None:
        """Close the screen."""
        self.dismiss()
