"""A list of articles or passages to go to: where each is from, and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.segment import Segment

from index.model import Card, Span
from tui.draw import glyphs
from tui.panes.highlight_styles import highlighted
from tui.panes.row_cells import Cell
from tui.panes.row_list import RowList, StyledLine

# An article by number, and an offset into its text; None: where its first match is.
Target = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A row: date and publication, title, a line of text with highlighted spans, a target."""

    lead: str
    title: str
    text: str
    marks: tuple[Span, ...]
    target: Target


def lead_of(card: Card) -> str:
    """Date and publication of an article."""
    return " ".join(filter(None, (card.date, card.publication)))


class EntryList(RowList):
    """Two lines an entry."""

    ROW_HEIGHT = 2

    def __init__(self, name: str, entries: Iterable[ArticleRow] = (), nothing: str = "") -> None:
        super().__init__(name)
        self.entries = list(entries)
        self.nothing = nothing

    @property
    def count(self) -> int:
        """Entries."""
        return len(self.entries)

    def add(self, entries: Iterable[ArticleRow]) -> None:
        """More of them have come."""
        self.entries += entries
        self.rows_changed()

    def empty_text(self) -> str:
        """Why there are none."""
        return self.nothing

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Where it is from, and what it says."""
        entry = self.entries[index]
        lead = Cell(f"{glyphs().row if current else ' '}{entry.lead}  ", "dim", rank=9)
        text = highlighted(
            entry.text,
            entry.marks,
            width - 3,
            self.style("plain", current),
            self.style("match", current),
        )
        return [
            self.cells([lead, Cell(entry.title, "strong")], width, current),
            [Segment("   ", self.style("plain", current)), *text],
        ]
