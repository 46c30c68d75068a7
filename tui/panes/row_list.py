"""A list whose rows are drawn on demand: only visible rows cost anything."""

from abc import ABCMeta, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol, runtime_checkable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message_pump import _MessagePumpMeta
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.draw import fit
from tui.key_table import bindings
from tui.messages import MovedTo
from tui.panes.quiet_focus import QuietFocus
from tui.panes.row_cells import Cell, draw_cells
from tui.wrap import wrap

StyledLine = list[Segment]


@runtime_checkable
class Chooser(Protocol):
    """A screen with lists."""

    def chosen(self, pane: str, index: int) -> None:
        """Enter was pressed on a row."""


@runtime_checkable
class Sayer(Protocol):
    """A screen with a line for notices."""

    def say(self, text: str) -> None:
        """Show a notice."""


class AbstractWidget(_MessagePumpMeta, ABCMeta):
    """Metaclass of widgets with abstract methods."""


class RowList(QuietFocus, ScrollView, metaclass=AbstractWidget, can_focus=True):
    """A list with a cursor. Subclasses say how many rows there are and draw one."""

    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; scrollbar-size: 0 0; overflow-x: hidden; overflow-y: auto; }
    RowList > .row--plain { color: $foreground; }
    RowList > .row--strong { color: $foreground; text-style: bold; }
    RowList > .row--dim { color: $dim; }
    RowList > .row--match { color: $match; text-style: bold underline; }
    RowList > .row--quote { color: $quote; text-style: italic; }
    RowList > .row--group { color: $primary; text-style: bold; }
    RowList > .row--current { background: $panel; }
    RowList.-stale > .row--plain, RowList.-stale > .row--strong, RowList.-stale > .row--match {
        color: $dim; text-style: none;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--plain", "row--strong", "row--dim", "row--match", "row--quote", "row--group",
        "row--current",
    }  # fmt: skip
    BINDINGS: ClassVar[list[Binding]] = bindings("lists")  # type: ignore[assignment]
    ROW_HEIGHT = 1
    # whether moving to a row sends its message to the room, as Enter does
    FOLLOWS = False

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.cursor = 0

    # --- for subclasses ---

    @property
    @abstractmethod
    def count(self) -> int:
        """Number of rows."""

    @abstractmethod
    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """The lines of one row, ROW_HEIGHT of them; shorter ones are padded."""

    def empty_text(self) -> str:
        """The sentence shown if there are no rows; it is wrapped to the width."""
        return ""

    # --- drawing ---

    def style(self, name: str, current: bool = False) -> Style:
        """The style of a part of a row."""
        style = self.get_component_rich_style(f"row--{name}")
        if current:
            background = self.get_component_rich_style("row--current").bgcolor
            style += Style(bgcolor=background)
        return style

    def cells(self, cells: Sequence[Cell], width: int, current: bool) -> StyledLine:
        """A line of cells, those that identify the row cut last."""
        return draw_cells(cells, width, lambda name: self.style(name, current))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        index, part = self.row_at(y + self.scroll_offset.y)
        if index >= self.count:
            words = self._empty_lines() if not self.count else []
            if y >= len(words):
                return Strip.blank(width, self.rich_style)
            return Strip([Segment(fit(f" {words[y]}", width), self.style("dim"))], width)
        current = index == self.cursor
        lines = self.draw_row(index, width, current)
        segments = lines[part] if part < len(lines) else []
        return Strip(segments).adjust_cell_length(width, self.style("plain", current)).simplify()

    @property
    def lines(self) -> int:
        """The lines of all rows, or of the sentence that is shown where there are none."""
        return self.top_of(self.count) if self.count else max(2, len(self._empty_lines()))

    def _empty_lines(self) -> list[str]:
        """`empty_text` wrapped to the width."""
        text = self.empty_text().strip()
        return [text[line.start : line.end] for line in wrap(text, self.size.width - 2)]

    def rows_changed(self, cursor: int | None = None) -> None:
        """Redraw after the rows have changed; the cursor stays in range."""
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, self.count - 1))
        self.virtual_size = Size(self.size.width, self.top_of(self.count))
        self.show_cursor_row()
        self.refresh()

    def refresh_row(self, index: int) -> None:
        """Repaint one row, if it is visible."""
        top = self.top_of(index) - self.scroll_offset.y
        tall = self.height_of(index)
        if top + tall > 0 and top < self.size.height:
            self.refresh(Region(0, max(0, top), self.size.width, min(tall, top + tall)))

    def on_resize(self, _: events.Resize) -> None:
        """Rows keep their place when the pane changes its size."""
        self.virtual_size = Size(self.size.width, self.top_of(self.count))
        self.show_cursor_row()

    # --- where rows are; a list of rows of different heights overrides these ---

    def top_of(self, index: int) -> int:
        """The first line of a row; of `count`, the number of all lines."""
        return index * self.ROW_HEIGHT

    def height_of(self, index: int) -> int:
        """The lines of a row."""
        return self.ROW_HEIGHT

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that has a line, and which of its lines that is."""
        return divmod(line, self.ROW_HEIGHT)

    # --- moving ---

    @property
    def page(self) -> int:
        """Rows that fit into the pane."""
        return max(1, self.size.height // self.ROW_HEIGHT)

    def show_cursor_row(self) -> None:
        """Scroll by half a pane if the cursor's row is out of sight: most steps scroll nothing."""
        top, height = self.cursor * self.ROW_HEIGHT, self.size.height
        offset = self.scroll_offset.y
        if height <= 0:
            return
        if top < offset or top + self.ROW_HEIGHT > offset + height:
            step = height // 2 // self.ROW_HEIGHT * self.ROW_HEIGHT
            target = top - step if top >= offset else top - (height - self.ROW_HEIGHT - step)
            last = max(0, self.count * self.ROW_HEIGHT - height)
            target = max(0, min(target, last))
            self.set_scroll(None, target - target % self.ROW_HEIGHT if target < last else target)

    def move_to(self, index: int) -> None:
        """Put the cursor on a row."""
        index = max(0, min(index, self.count - 1))
        if index == self.cursor or not self.count:
            return
        before, self.cursor = self.cursor, index
        self.refresh_row(before)
        self.show_cursor_row()
        self.refresh_row(index)
        if self.FOLLOWS:
            self.post_message(MovedTo(str(self.name), index))

    def set_scroll(self, x: float | None, y: float | None) -> None:
        """Scroll without animation."""
        self.scroll_to(x, y, animate=False, force=True)

    def action_down(self) -> None:
        """Move the cursor one row down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """Move the cursor one row up."""
        self.move_to(self.cursor - 1)

    def action_top(self) -> None:
        """Move the cursor to the first row."""
        self.move_to(0)

    def action_bottom(self) -> None:
        """Move the cursor to the last row."""
        self.move_to(self.count - 1)

    def action_half_down(self) -> None:
        """Move half a page down."""
        self.move_to(self.cursor + max(1, self.page // 2))

    def action_half_up(self) -> None:
        """Move half a page up."""
        self.move_to(self.cursor - max(1, self.page // 2))

    def action_page_down(self) -> None:
        """Move a page down."""
        self.move_to(self.cursor + self.page)

    def action_page_up(self) -> None:
        """Move a page up."""
        self.move_to(self.cursor - self.page)

    def action_choose(self) -> None:
        """Tell the screen that the row under the cursor was chosen."""
        if self.count and isinstance(self.screen, Chooser):
            self.screen.chosen(str(self.name), self.cursor)

    def action_filter(self) -> None:
        """Open the filter line of the pane; a list without one says so."""
        from tui.panes.pane import Pane

        for pane in self.ancestors_with_self:
            if isinstance(pane, Pane):
                pane.open_filter()
                return
        if isinstance(self.screen, Sayer):
            self.screen.say("This list has no filter.")

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one on the same row chooses."""
        index, _ = self.row_at(event.y + self.scroll_offset.y)
        if index < self.count:
            same = index == self.cursor
            self.move_to(index)
            if same and event.chain > 1:
                self.action_choose()
