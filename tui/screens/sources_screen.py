"""The outlets that are cited, those that most articles cite first."""

from collections.abc import Sequence

from index import FieldCount
from tui.draw import glyphs
from tui.panes import Cell, RowList, StyledLine
from tui.screens.list_screen import ListScreen


class OutletList(RowList):
    """One line an outlet."""

    def __init__(self, outlets: Sequence[FieldCount]) -> None:
        super().__init__("sources")
        self.outlets = outlets

    @property
    def count(self) -> int:
        """Outlets."""
        return len(self.outlets)

    def empty_text(self) -> str:
        """Why there are none."""
        return " These articles cite no outlet."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Name and number of articles."""
        one = self.outlets[index]
        figure = Cell(f"{glyphs().row if current else ' '}{one.articles:>7,}  ")
        return [self.cells([figure, Cell(str(one.value), "strong", rank=9)], width, current)]


class SourcesScreen(ListScreen[str]):
    """Closes with the outlet whose quotations are wanted."""

    FOOTER = (("lists.choose", "what it is cited for"),)

    def __init__(self, outlets: Sequence[FieldCount]) -> None:
        self.list = OutletList(outlets)
        super().__init__(
            f"Outlets cited: {len(outlets):,}, each with its number of articles", self.list
        )

    def result(self, index: int) -> str | None:
        """The outlet in a row."""
        return self.list.outlets[index].value
