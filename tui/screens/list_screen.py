"""A screen with one list on it, under a heading, that closes with nothing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.keymap import bindings
from tui.panes.pane import Heading
from tui.panes.row_list import RowList


class ListScreen(Screen[None]):
    """Shows `rows`; Escape and `q` close it."""

    BINDINGS: ClassVar[list[Binding]] = [key for key in bindings("everywhere") if key.action in {"back", "leave"}]  # type: ignore[assignment]
    DEFAULT_CSS = """
    ListScreen { background: $background; }
    ListScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, heading: str, rows: RowList) -> None:
        super().__init__()
        self._heading, self._rows = heading, rows

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield Heading(self._heading)
        yield self._rows

    def on_mount(self) -> None:
        """The list has the keys."""
        self._rows.focus()

    def chosen(self, pane: str, index: int) -> None:
        """Nothing to jump to."""

    def action_back(self) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)
