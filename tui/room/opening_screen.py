"""A screen that opens with one styling and one painting of its widgets.

Textual styles all widgets when they are mounted, again when the screen comes up, and again when it
gets the class of its width. It renders what a batch of updates then throws away, and paints twice
where both the layout and the whole screen have changed. Over SSH, and at the start, that counts.
"""

from contextlib import ExitStack

from textual import events
from textual.geometry import Size
from textual.screen import Screen

# Seconds to wait for the first article before the first paint: painting twice costs a slow line.
_FIRST_PAINT_AT_LAST = 0.4


class OpeningScreen(Screen[None]):
    """Painted from the start when `paint_first` is called, or a moment later without that."""

    def __init__(self, classes: str) -> None:
        """`classes`: those that the width of the terminal asks for, if they are known."""
        super().__init__(classes=classes)
        self._is_styled = self._is_painted = False
        self._paint_later = ExitStack()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Skip the second styling at the start: nothing has changed since the widgets mounted."""
        event.refresh_styles = self._is_styled
        self._is_styled = True

    def wait_to_paint(self) -> None:
        """Paint nothing yet."""
        self._paint_later.enter_context(self.app.batch_update())
        self.set_timer(_FIRST_PAINT_AT_LAST, self._paint)

    def paint_first(self) -> None:
        """Paint once the messages that have come are handled."""
        self.call_after_refresh(self._paint)

    def _paint(self) -> None:
        """Paint now: Textual waits for its next frame, 17 ms, in which nothing else is to do."""
        if not self._is_painted:
            self._is_painted = True
            self._paint_later.close()
            self._on_timer_update()

    def _compositor_refresh(self) -> None:
        """Render nothing in a batch of updates, and all of it afterwards."""
        if self.app._batch_count:
            self._repaint_required = True
        else:
            super()._compositor_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Paint the whole screen with its new layout, if both are due, not one after the other."""
        if self._repaint_required and not self.app._batch_count:
            self._repaint_required = False
            self._dirty_widgets.add(self)
        super()._refresh_layout(size, scroll)


__all__ = ["OpeningScreen"]
