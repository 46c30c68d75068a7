"""One line that names every pane with its key and count, where only some panes fit."""

from collections.abc import Callable, Mapping

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui.panes.pane import Pane


class PaneTabs(Widget):
    """Shown below 120 columns; the current pane is reversed."""

    DEFAULT_CSS = """
    PaneTabs { height: 1; width: 1fr; display: none; color: $dim; background: $panel; }
    PaneTabs > .tabs--current { background: $panel; color: $primary; text-style: bold reverse; }
    """
    COMPONENT_CLASSES = {"tabs--current"}  # noqa: RUF012

    def __init__(self, panes: Mapping[str, Pane], go: Callable[[str], object]) -> None:
        """`go` is called with the name of a pane whose tab is clicked."""
        super().__init__()
        self._panes, self._go = panes, go
        self._drawn: list[tuple[str, bool]] = []
        self.current = ""
        for pane in panes.values():
            pane.heading.changed = self.follow

    def show(self, current: str) -> None:
        """Mark another pane as the current one."""
        self.current = current
        self.follow()

    def follow(self) -> None:
        """Repaint if a count or the current pane has changed."""
        if self.display and self._tabs() != self._drawn:
            self.refresh()

    def _tabs(self) -> list[tuple[str, bool]]:
        """The words of each tab, the count left out where there is no room, and the current one."""
        named = [
            (pane.heading.title, pane.heading.count, name) for name, pane in self._panes.items()
        ]
        whole = [f" {title} {count}".rstrip() + " " for title, count, _ in named]
        if sum(map(len, whole)) > self.size.width:
            whole = [f" {title} " for title, _, _ in named]
        if sum(map(len, whole)) > self.size.width:
            whole = [f" {title[:6]} " for title, _, _ in named]
        return [
            (text, name == self.current) for text, (_, _, name) in zip(whole, named, strict=True)
        ]

    def on_click(self, event: events.Click) -> None:
        """A click on a tab goes to the pane."""
        right = 0
        for name, (text, _) in zip(self._panes, self._tabs(), strict=True):
            right += len(text)
            if event.x < right:
                self._go(name)
                return

    def render_line(self, y: int) -> Strip:
        """The tabs."""
        self._drawn = self._tabs()
        current = self.get_component_rich_style("tabs--current")
        return Strip(
            [Segment(text, current if on else self.rich_style) for text, on in self._drawn]
        ).adjust_cell_length(self.size.width, self.rich_style)
