"""A screen with a heading and one list; closes with the chosen row's result, or None."""

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.keymap import borrowed
from tui.panes.pane import Heading
from tui.panes.row_list import RowList
from tui.screens.closes_once import ClosesOnce

ResultT = TypeVar("ResultT")


class ListScreen(ClosesOnce, Screen[ResultT | None], Generic[ResultT]):
    """Shows `rows`; Escape and `q` close it."""

    BINDINGS: ClassVar[list[Binding]] = borrowed(  # type: ignore[assignment]
        "everywhere.back", "everywhere.leave"
    )
    DEFAULT_CSS = """
    ListScreen { background: $background; }
    ListScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, heading: str, rows: RowList) -> None:
        super().__init__()
        self.heading, self.rows = Heading(heading), rows

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield self.heading
        yield self.rows

    def on_mount(self) -> None:
        """The list has the keys."""
        self.rows.focus()

    def chosen(self, pane: str, index: int) -> None:
        """Close with what a row stands for, if it stands for anything."""
        result = self.result(index)
        if result is not None:
            self.dismiss(result)

    def result(self, index: int) -> ResultT | None:
        """What a row stands for: nothing, unless a subclass says so."""
        return None

    def action_back(self) -> None:
        """Close the screen."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss(None)
