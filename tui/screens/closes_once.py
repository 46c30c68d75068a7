"""A mixin for screens: they close once, and get keys once they can take them."""

from typing import Any

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete


class ClosesOnce:
    """Put it before the Screen class: `dismiss` does nothing unless this screen is on top.

    Textual's own `dismiss` closes the screen on top, whichever that is. A key or a message that
    arrives after the first `dismiss` would close the screen below.

    `is_ready` is false until the screen is mounted with all its widgets.
    """

    is_ready = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the screen with a result."""
        screen: Any = self
        if screen.app.screen is not self:
            return AwaitComplete()
        own: Any = super()
        closing: AwaitComplete = own.dismiss(result)
        _forget_styles()
        return closing


def _forget_styles() -> None:
    """Let go of closed widgets.

    Textual memoises a method of its StylesCache, and so keeps the last 1,024 of them, each with the
    rendered lines of its widget.
    """
    forget = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if forget is not None:
        forget()


__all__ = ["ClosesOnce"]
