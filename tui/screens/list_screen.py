"""A screen with a heading and one list; closes with the chosen row's result, or None."""

from typing import Generic, TypeVar

from textual.app import ComposeResult

from tui.panes import Heading, RowList
from tui.screens.sub_screen import SubScreen

ResultT = TypeVar("ResultT")


class ListScreen(SubScreen[ResultT | None], Generic[ResultT]):
    """Shows `rows`; Escape and `q` close it."""

    DEFAULT_CSS = """
    ListScreen { background: $background; }
    ListScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, heading: str, rows: RowList) -> None:
        super().__init__()
        self.heading, self.rows = Heading(heading), rows

    def compose(self) -> ComposeResult:
        """Heading, list, footer."""
        yield self.heading
        yield self.rows
        yield self.status

    def on_mount(self) -> None:
        """The list has the keys."""
        super().on_mount()
        self.rows.focus()

    def chosen(self, pane: str, index: int) -> None:
        """Close with the value of a row, if it has one."""
        result = self.result(index)
        if result is not None:
            self.dismiss(result)

    def result(self, index: int) -> ResultT | None:
        """The value of a row: None, unless a subclass overrides this."""
        return None
