"""The trail: the steps in this library, newest first."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding

from index.kept import Step
from tui.draw import glyphs
from tui.key_table import borrowed
from tui.panes import Cell, RowList, StyledLine
from tui.screens.list_screen import ListScreen
from tui.wording import local_time, with_noun


class TrailList(RowList):
    """One line a step."""

    def __init__(self, steps: Sequence[Step], here: str | None) -> None:
        super().__init__("trail")
        self.steps = list(reversed(steps))
        self._here = here
        self.cursor = next((row for row, step in enumerate(self.steps) if step.id == here), 0)

    @property
    def count(self) -> int:
        """Steps."""
        return len(self.steps)

    def empty_text(self) -> str:
        """The text for an empty list."""
        return " No steps yet."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Time, action, query, article."""
        step = self.steps[index]
        lead = f"{glyphs().row if current else ' '}{'*' if step.marked else ' '}"
        query = step.query or "every article"
        style = "strong" if step.id == self._here else "plain"
        day, _, time = local_time(step.at).partition(" ")
        cells = [
            Cell(lead, "dim", rank=10),
            Cell(f"{day} ", "dim", rank=3, whole=True),
            Cell(f"{time} ", "dim", rank=4, whole=True),
            Cell(f"{step.kind:6} ", "dim", rank=7),
            Cell(f"{query}  ", style, rank=6),
            Cell(step.title or "", style, rank=2),
        ]
        return [self.cells(cells, width, current)]


class TrailChoice(Struct, frozen=True):
    """The step under the cursor, and whether to go there or to write the way from it to a file."""

    step: str
    writes: bool = False


class TrailScreen(ListScreen[TrailChoice]):
    """Closes with the step that was chosen; `m` marks one, `e` writes the way from it to a file."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *ListScreen.BINDINGS,
        *borrowed("marks.mark", "marks.export"),
    ]

    FOOTER = (("lists.choose", "go there"), ("marks.mark", "mark"), ("marks.export", "script"))

    def __init__(
        self, steps: Sequence[Step], here: str | None, mark: Callable[[str], Step]
    ) -> None:
        self.list = TrailList(steps, here)
        self._mark = mark
        marked = sum(step.marked for step in steps)
        super().__init__(
            f"Trail: {with_noun(len(steps), 'step')}, {marked:,} marked",
            self.list,
        )

    def action_mark(self) -> None:
        """Mark the step under the cursor, or remove its mark."""
        if self.list.count:
            self.list.steps[self.list.cursor] = self._mark(self.list.steps[self.list.cursor].id)
            self.list.refresh_row(self.list.cursor)

    def action_export(self) -> None:
        """Write the steps from the one under the cursor on as a script."""
        if self.list.count:
            self.dismiss(TrailChoice(self.list.steps[self.list.cursor].id, writes=True))

    def result(self, index: int) -> TrailChoice:
        """The step in a row."""
        return TrailChoice(self.list.steps[index].id)
