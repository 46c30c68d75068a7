"""Files that could not be read, or only in part, each with its reason."""

from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.draw import fit, shown
from tui.keymap import bindings
from tui.panes.pane import Heading
from tui.panes.row_list import Line, RowList


class ProblemList(RowList):
    """Two lines a file: its name and folder, and what is wrong with it."""

    ROW_HEIGHT = 2

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("problems")
        self._problems = problems

    @property
    def count(self) -> int:
        """Files."""
        return len(self._problems)

    def empty_text(self) -> str:
        """All is well."""
        return " Every file could be read."

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """The file, and below it the reason."""
        path, reason = self._problems[index]
        name, folder = Path(path).name, str(Path(path).parent)
        first = fit(f" {shown(name)}", min(width, len(shown(name)) + 3))
        return [
            [
                Segment(first, self.style("strong", current)),
                Segment(fit(shown(folder), max(0, width - len(first))), self.style("dim", current)),
            ],
            [Segment(fit(f"   {shown(reason)}", width), self.style("plain", current))],
        ]

    def action_filter(self) -> None:
        """Nothing to filter here."""


class ProblemsScreen(Screen[None]):
    """Closes with nothing."""

    BINDINGS: ClassVar[list[Binding]] = [key for key in bindings("everywhere") if key.action in {"back", "leave"}]  # type: ignore[assignment]
    DEFAULT_CSS = """
    ProblemsScreen { background: $background; }
    ProblemsScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.problems = problems

    def compose(self) -> ComposeResult:
        """How many, and which."""
        yield Heading(f"Files that could not be read: {len(self.problems):,}")
        yield ProblemList(self.problems)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(ProblemList).focus()

    def chosen(self, pane: str, index: int) -> None:
        """Nothing to jump to."""

    def action_back(self) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)
