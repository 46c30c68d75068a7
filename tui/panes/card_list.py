"""A list whose rows are as tall as their content."""

from abc import abstractmethod
from bisect import bisect_right
from itertools import accumulate

from textual import events

from tui.panes.row_list import RowList


class CardList(RowList):
    """A RowList of rows of different heights, which depend on the size of the pane."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        # The first line of each row, and the number of lines.
        self._tops: list[int] = [0]

    @abstractmethod
    def measure_row(self, index: int, width: int, height: int) -> int:
        """The lines of a row in a pane of `width` by `height` cells, one at least."""

    def rows_changed(self, cursor: int | None = None) -> None:
        """Measure the rows and redraw; the cursor stays in range."""
        self._measure()
        super().rows_changed(cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Measure the rows again; the cursor stays visible."""
        event.prevent_default()
        self._measure()
        super().on_resize(event)

    def _measure(self) -> None:
        width, height = self.size
        heights = (self.measure_row(index, width, height) for index in range(self.count))
        self._tops = list(accumulate(heights, initial=0))

    def top_of(self, index: int) -> int:
        """The first line of a row; of `count`, the number of all lines."""
        return self._tops[min(index, len(self._tops) - 1)]

    def height_of(self, index: int) -> int:
        """The lines of a row."""
        return self.top_of(index + 1) - self.top_of(index)

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that has a line, and which of its lines that is."""
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    @property
    def page(self) -> int:
        """Whole rows that fit into the pane, from the cursor on."""
        last, _ = self.row_at(self.top_of(self.cursor) + self.size.height)
        return max(1, last - self.cursor)

    def show_cursor_row(self) -> None:
        """Scroll by half a pane if the cursor's row is not wholly visible: most steps do not."""
        top, tall, height = self.top_of(self.cursor), self.height_of(self.cursor), self.size.height
        offset = self.scroll_offset.y
        if height <= 0 or (offset <= top and top + tall <= offset + height):
            return
        target = min(top, top - height // 2 if top > offset else top + tall - height // 2)
        if top + tall > target + height:
            target = top + tall - height
        first, part = self.row_at(max(0, target))
        target = self.top_of(first + 1 if part and first < self.cursor else first)
        self.set_scroll(None, max(0, min(target, self.top_of(self.count) - height)))


__all__ = ["CardList"]
