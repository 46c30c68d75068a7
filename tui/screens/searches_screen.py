"""Saved searches, with what each finds and how much of that is new since it was last opened."""

from msgspec import Struct

from tui.draw import glyphs
from tui.panes import Cell, RowList, StyledLine
from tui.screens.list_screen import ListScreen


class SearchCount(Struct, frozen=True):
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
        return " No saved searches yet: * saves the one in the search bar."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Query and counts."""
        one = self.counts[index]
        mark = glyphs().row if current else " "
        style = "strong" if one.new else "plain"
        query = Cell(f"{mark}{one.query}", style, rank=9, fills=True)
        new = Cell(f" {one.new:,} new" if one.new else "", "group", rank=8)
        return [self.cells([query, new, Cell(f" of {one.found:,}", "dim", rank=1)], width, current)]


class SearchesScreen(ListScreen[str]):
    """Closes with the search that was chosen."""

    FOOTER = (("lists.choose", "search"),)

    def __init__(self, counts: list[SearchCount]) -> None:
        self.list = SearchList(counts)
        super().__init__("Saved searches", self.list)

    def result(self, index: int) -> str:
        """The search in a row."""
        return self.list.counts[index].query
