"""Files that could not be read, or only in part, and what was passed over, with reasons."""

from pathlib import Path

from rich.segment import Segment

from tui.draw import fit, shown
from tui.panes import Cell, RowList, StyledLine
from tui.screens.list_screen import ListScreen


class ProblemList(RowList):
    """Two lines a file: its name and folder, and the reason."""

    ROW_HEIGHT = 2

    def __init__(self, files: tuple[tuple[str, str], ...], looked: bool) -> None:
        super().__init__("problems")
        self._problems = files
        self._looked = looked

    @property
    def count(self) -> int:
        """Files."""
        return len(self._problems)

    def empty_text(self) -> str:
        """All is well, or not known yet."""
        return (
            " Every file could be read."
            if self._looked
            else " The files are still being looked through."
        )

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """The file, and below it the reason."""
        path, reason = self._problems[index]
        name, folder = Path(path).name, str(Path(path).parent)
        return [
            self.cells(
                [Cell(f" {name}  ", "strong", rank=9), Cell(folder, "dim", rank=1)], width, current
            ),
            [Segment(fit(f"   {shown(reason)}", width), self.style("plain", current))],
        ]


class ProblemsScreen(ListScreen[None]):
    """How many files, and which."""

    FOOTER = ()

    def __init__(
        self,
        problems: tuple[tuple[str, str], ...],
        passed_over: tuple[tuple[str, str], ...] | None = (),
    ) -> None:
        others = tuple((path, f"passed over: {reason}") for path, reason in passed_over or ())
        title = f"Files that could not be read: {len(problems):,}"
        title += f"; passed over: {len(others):,}" if others else ""
        super().__init__(title, ProblemList((*problems, *others), passed_over is not None))
        self.problems = problems
