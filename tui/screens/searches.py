"""Saved searches, with what each finds and how much of that is new since it was last opened."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.draw import fit, glyphs
from tui.keymap import bindings
from tui.panes.pane import Heading
from tui.panes.row_list import Line, RowList


@dataclass(frozen=True, slots=True)
class SearchCount:
    """A saved search; `new` articles are those it did not find when it was last opened."""

    query: str
    found: int
    new: int


class SearchList(RowList):
    """One line a search."""

    def __init__(self, counts: list[SearchCount]) -> None:
        super().__init__("searches")
        self.counts = counts

    @property
    def count(self) -> int:
        """Searches."""
        return len(self.counts)

    def empty_text(self) -> str:
        """How to begin."""
        return fit(" No saved searches yet: * saves the one in the search bar.", self.size.width)

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """Query and counts."""
        one = self.counts[index]
        figures = f" {one.new:,} new of {one.found:,}" if one.new else f" {one.found:,}"
        room = max(0, width - len(figures))
        mark = glyphs().row if current else " "
        style = self.style("strong" if one.new else "plain", current)
        return [
            [
                Segment(fit(f"{mark}{one.query}", room), style),
                Segment(figures, self.style("group" if one.new else "dim", current)),
            ]
        ]

    def action_filter(self) -> None:
        """Nothing to filter here."""


class SearchesScreen(Screen[str | None]):
    """Closes with the search that was chosen."""

    BINDINGS: ClassVar[list[Binding]] = [key for key in bindings("everywhere") if key.action in {"back", "leave"}]  # type: ignore[assignment]
    DEFAULT_CSS = """
    SearchesScreen { background: $background; }
    SearchesScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, counts: list[SearchCount]) -> None:
        super().__init__()
        self.list = SearchList(counts)

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield Heading("Saved searches")
        yield self.list

    def on_mount(self) -> None:
        """The list has the keys."""
        self.set_focus(self.list)

    def chosen(self, pane: str, index: int) -> None:
        """Open it."""
        self.dismiss(self.list.counts[index].query)

    def action_back(self) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)
