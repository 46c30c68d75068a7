"""A list of articles or passages to go to: source, title and text of each."""

from collections.abc import Iterable

from msgspec import Struct
from rich.segment import Segment

from index.model import Card, Span
from tui.draw import glyphs
from tui.panes.highlight_styles import highlighted
from tui.panes.row_cells import Cell
from tui.panes.row_list import RowList, StyledLine

# An article by number, and an offset into its text; None: where its first match is.
Target = tuple[int, int | None]


class ArticleRow(Struct, frozen=True):
    """A row: date and publication, title, a line of text with highlighted spans, a target."""

    lead: str
    title: str
    text: str
    marks: tuple[Span, ...]
    target: Target


def lead_of(card: Card) -> str:
    """Date and publication of an article."""
    return " ".join(filter(None, (card.date, card.publication)))


class ArticleRowList(RowList):
    """Two lines a row."""

    ROW_HEIGHT = 2

    def __init__(self, name: str, rows: Iterable[ArticleRow] = (), nothing: str = "") -> None:
        super().__init__(name)
        self.rows = list(rows)
        self.nothing = nothing

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def add(self, rows: Iterable[ArticleRow]) -> None:
        """Append rows."""
        self.rows += rows
        self.rows_changed()

    def empty_text(self) -> str:
        """The line for an empty list."""
        return self.nothing

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Source and title, and below them the text."""
        row = self.rows[index]
        lead = Cell(f"{glyphs().row if current else ' '}{row.lead}  ", "dim", rank=9)
        text = highlighted(
            row.text,
            row.marks,
            width - 3,
            self.style("plain", current),
            self.style("match", current),
        )
        return [
            self.cells([lead, Cell(row.title, "strong")], width, current),
            [Segment("   ", self.style("plain", current)), *text],
        ]
