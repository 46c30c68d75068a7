"""A pane: a heading line, a body, and a filter line that opens on demand."""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui.draw import fit, glyphs
from tui.key_table import bindings
from tui.messages import FilterTyped
from tui.panes.line_input import LineInput


class Heading(Widget):
    """The name of a pane and a note on its content; marked if the pane has the focus."""

    DEFAULT_CSS = """
    Heading { height: 1; width: 1fr; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"heading--plain", "heading--focused"}

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.note = ""
        self.focused_pane = False
        # Called after the words have changed.
        self.changed: Callable[[], object] = lambda: None

    @property
    def count(self) -> str:
        """The number that the note begins with, or nothing."""
        first = self.note.split(" ")[0].rstrip(",")
        return first if first[:1].isdigit() else ""

    def show(self, note: str | None = None, focused: bool | None = None) -> None:
        """Change the words or the mark; repaints only where something changed."""
        before = (self.note, self.focused_pane)
        self.note = self.note if note is None else note
        self.focused_pane = self.focused_pane if focused is None else focused
        if before != (self.note, self.focused_pane):
            self.refresh()
            self.changed()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        style = self.get_component_rich_style(
            "heading--focused" if self.focused_pane else "heading--plain"
        )
        mark = glyphs().row if self.focused_pane else " "
        text = f"{mark}{self.title}"
        room = self.size.width - len(text) - 1
        if self.note and room > 3:
            text += f" {self.note}"
        return Strip([Segment(fit(text, self.size.width), style)], self.size.width)


class FilterLine(LineInput):
    """The input for a filter, visible only while it holds one. Enter keeps it, Escape drops it."""

    DEFAULT_CSS = """
    FilterLine { width: 1fr; }
    """
    BINDINGS: ClassVar[list[Binding]] = bindings("filter")  # type: ignore[assignment]

    def __init__(self, name: str, closed: Callable[[bool], None]) -> None:
        super().__init__(name, "")
        self._when_closed = closed

    def action_keep_filter(self) -> None:
        """Close the line and keep its filter."""
        self._when_closed(True)

    def action_drop_filter(self) -> None:
        """Close the line and remove its filter."""
        self._when_closed(False)


class FilterRow(Horizontal):
    """The filter line with its label."""

    DEFAULT_CSS = """
    FilterRow { display: none; height: 1; }
    FilterRow.-on { display: block; }
    FilterRow > FilterLabel { width: auto; height: 1; color: $primary; }
    """

    def __init__(self, label: str, line: FilterLine) -> None:
        super().__init__()
        self._label, self._line = FilterLabel(label), line

    def compose(self) -> ComposeResult:
        """Label and line."""
        yield self._label
        yield self._line


class FilterLabel(Widget):
    """The word before a filter line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = f" {text}: "

    def get_content_width(self, *_: object) -> int:
        """The width of the word."""
        return len(self._text)

    def render_line(self, y: int) -> Strip:
        """The word."""
        return Strip([Segment(self._text, self.rich_style)], len(self._text))


class Pane(Vertical):
    """Heading, body and filter line of one of the five panes."""

    DEFAULT_CSS = """
    Pane { height: 1fr; width: 1fr; }
    """

    def __init__(self, name: str, title: str, body: Widget, finds: bool = False) -> None:
        """`finds`: the filter line finds in the text, and is empty whenever it opens."""
        super().__init__(id=name, name=name)
        self._finds = finds
        self.heading = Heading(title)
        self.body = body
        self.filter_line = FilterLine(name, self.close_filter)
        self._filter_row = FilterRow("find" if finds else "filter", self.filter_line)

    def compose(self) -> ComposeResult:
        """Heading, body, filter line."""
        yield self.heading
        yield self.body
        yield self._filter_row

    def open_filter(self) -> None:
        """Show the filter line and type in it."""
        if self._finds:
            self.filter_line.value = ""
        self.show_filter(True)
        self.screen.set_focus(self.filter_line)

    def show_filter(self, on: bool) -> None:
        """Show or hide the filter line."""
        self._filter_row.set_class(on, "-on")

    def close_filter(self, kept: bool) -> None:
        """Back to the list; the line stays where it holds a filter that is kept."""
        if not kept:
            self.filter_line.value = ""
        self.show_filter(bool(self.filter_line.value))
        self.screen.set_focus(self.body, scroll_visible=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter narrows the list."""
        if event.input is self.filter_line:
            event.stop()
            self.post_message(FilterTyped(str(self.name), event.value))

    def on_click(self, event: events.Click) -> None:
        """A click on the heading focuses the body."""
        if event.widget is self.heading:
            self.screen.set_focus(self.body, scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """Mark the heading."""
        self.heading.show(focused=True)

    def on_descendant_blur(self) -> None:
        """Take the mark away."""
        self.heading.show(focused=False)


def plain(text: str) -> Content:
    """Article text as `Content`: sanitized, never parsed as markup."""
    from tui.draw import shown

    return Content("\n".join(shown(line) for line in text.split("\n")))
