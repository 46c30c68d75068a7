"""Focus changes without a repaint: a pane that looks the same is not sent again."""

from textual import events
from textual.widget import Widget


class QuietFocus(Widget):
    """Mixin for a pane's body: its heading shows the focus, so the body stays as drawn."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style of ours depends on it."""

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))
