"""Help: every key, from the one table, as the config file has changed it."""

from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from index.locations import config_file
from tui.draw import fit
from tui.keymap import TITLES, Keymap, bindings
from tui.panes.pane import Heading
from tui.panes.row_list import Line, RowList

_QUERIES = (
    ("russia uzbekistan", "both words, in any form"),
    ('"military-technical"', "just these words, side by side"),
    ('"putin bush"~5', "within five words of each other"),
    ("cooperat*  gulomov~", "beginning so; spelt nearly so"),
    ("a OR b   -c", "either; without"),
    ("speaker:  actor:  said:  source:", "who speaks, is named; what is said; outlet cited"),
    ("title:  publication:  author:  path:", "where"),
    ("date:2004-05  after:  before:", "when; date:2004-04..2004-06 is a span"),
    ("sort:date  sort:-date", "oldest, newest first"),
)


class HelpText(RowList):
    """The table as lines."""

    def __init__(self, keymap: Keymap, library: Path) -> None:
        super().__init__("help")
        self._lines: list[tuple[str, str, str]] = []
        for where, title in TITLES.items():
            self._lines.append(("group", title, ""))
            self._lines += [
                ("plain", keymap.shown(key.id), f"{key.text}  [{key.id}]")
                for key in keymap
                if key.where == where
            ]
        self._lines.append(("group", "In the search bar", ""))
        self._lines += [("plain", text, meaning) for text, meaning in _QUERIES]
        self._lines.append(("group", "Where things are", ""))
        self._lines += [("plain", "config", str(config_file())), ("plain", "library", str(library))]

    @property
    def count(self) -> int:
        """Lines."""
        return len(self._lines)

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """Keys and what they do."""
        style, left, right = self._lines[index]
        if style == "group":
            return [[Segment(fit(f" {left}", width), self.style("group", current))]]
        wide = min(38, max(16, width // 3))
        return [
            [
                Segment(fit(f"  {left}", wide), self.style("strong", current)),
                Segment(fit(right, width - wide), self.style("plain", current)),
            ]
        ]

    def action_choose(self) -> None:
        """Nothing to open here."""

    def action_filter(self) -> None:
        """Nothing to filter here."""


class Help(ModalScreen[None]):
    """The help screen; `?`, `q` and Escape close it."""

    BINDINGS: ClassVar[list[Binding]] = [
        key for key in bindings("everywhere") if key.action in {"back", "leave", "help"}
    ]  # type: ignore[assignment]
    DEFAULT_CSS = """
    Help { background: $background; }
    Help Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, keymap: Keymap, library: Path) -> None:
        super().__init__()
        self.keymap, self.library = keymap, library

    def compose(self) -> ComposeResult:
        """Heading and table."""
        yield Heading(
            f"Keys   {self.keymap.shown('everywhere.leave')} closes; [in brackets]: the name in the config file"
        )
        yield HelpText(self.keymap, self.library)

    def on_mount(self) -> None:
        """The table scrolls with the keys of lists."""
        self.query_one(HelpText).focus()

    def action_back(self) -> None:
        self.dismiss()

    def action_leave(self) -> None:
        self.dismiss()

    def action_help(self) -> None:
        self.dismiss()
