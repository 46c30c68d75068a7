"""The search bar: the query line and its outcome."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui.draw import fit, shown
from tui.key_table import bindings
from tui.messages import Typed
from tui.panes.line_input import LineInput


class QueryInput(LineInput):
    """The line itself. Enter and Down settle the query and leave for the results."""

    BINDINGS: ClassVar[list[Binding]] = bindings("search_bar")  # type: ignore[assignment]

    def __init__(self, settled: Callable[[str], None]) -> None:
        super().__init__("search", 'words, "a phrase", speaker:name, date:2004-05')
        self._settled = settled
        self.history: Sequence[str] = ()
        self._back = -1
        self._typed = ""
        self._wanted: str | None = None

    def _show_history(self, place: int) -> None:
        if place < 0:
            self.value = self._typed
        else:
            self.value = self.history[place]
        self._back = place
        self.cursor_position = len(self.value)

    def action_older(self) -> None:
        """The query before this one."""
        if self._back < 0:
            self._typed = self.value
        for place in range(self._back + 1, len(self.history)):
            if self.history[place] != self.value:
                self._show_history(place)
                return

    def action_newer(self) -> None:
        """The query after this one; from the newest one to the results."""
        if self._back < 0:
            self.action_settle()
        else:
            self._show_history(self._back - 1)

    def action_find_back(self) -> None:
        """The last query with these letters in it; again: the one before."""
        if self._wanted is None or self._back < 0:
            self._wanted, self._typed = self.value, self.value
        for place in range(self._back + 1, len(self.history)):
            if (
                self._wanted.casefold() in self.history[place].casefold()
                and self.history[place] != self.value
            ):
                self._show_history(place)
                return

    def put(self, character: str) -> None:
        """A typed letter leaves the history."""
        self._back, self._wanted = -1, None
        super().put(character)

    def action_settle(self) -> None:
        """Search for the query and go to the results."""
        self._back, self._wanted = -1, None
        self._settled(self.value)


class Outcome(Widget):
    """The count and time ("14 of 1,008 · 6 ms"), or the error of the query."""

    DEFAULT_CSS = """
    Outcome { height: 1; width: auto; min-width: 4; max-width: 60%; padding: 0 1; color: $dim; }
    Outcome.-error { color: $error; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show(self, text: str, error: bool = False) -> None:
        """Show one line."""
        if text != self.text or error != self.has_class("-error"):
            longer = len(text) != len(self.text)
            self.text = text
            self.set_class(error, "-error")
            self.refresh(layout=longer)

    def get_content_width(self, *_: object) -> int:
        """The width of the line."""
        return max(1, len(shown(self.text)))

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.content_size.width
        return Strip([Segment(fit(self.text, width), self.rich_style)], width)


class SearchBar(Horizontal):
    """Where a query is typed, and how many articles it finds."""

    DEFAULT_CSS = """
    SearchBar { height: 1; background: $surface; }
    SearchBar > Sign { width: 2; height: 1; }
    """

    def __init__(self, settled: Callable[[str], None]) -> None:
        super().__init__(id="search")
        self.query_line = QueryInput(settled)
        self.outcome = Outcome()

    def compose(self) -> ComposeResult:
        """Sign, line, outcome."""
        yield Sign()
        yield self.query_line
        yield self.outcome

    @property
    def text(self) -> str:
        """The text in the bar."""
        return self.query_line.value

    def point_at(self, position: int) -> None:
        """Put the cursor at a fault in the query."""
        self.query_line.cursor_position = min(position, len(self.text))

    def set_text(self, text: str) -> None:
        """Put a query into the bar without saying that it was typed."""
        with self.query_line.prevent(Input.Changed):
            self.query_line.value = text
            self.query_line.cursor_position = len(text)

    def on_click(self) -> None:
        """A click anywhere in the bar begins to type."""
        self.screen.set_focus(self.query_line, scroll_visible=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        event.stop()
        self.post_message(Typed())


class Sign(Widget):
    """The stroke that means a search."""

    def render_line(self, y: int) -> Strip:
        """The prompt "/ "."""
        return Strip([Segment("/ ", self.rich_style)], 2)
