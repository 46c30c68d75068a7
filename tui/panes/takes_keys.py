"""Widgets to type in that take keys in one step."""

from textual import events


class TakesKeys:
    """Put it before the widget's class: the app hands it keys itself (`KeyQueue`)."""

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Whether the event only adds text."""
        raise NotImplementedError

    def take(self, event: events.Key | events.Paste) -> bool:
        """Type a printable key or a pasted text immediately; False for any other key."""
        raise NotImplementedError


__all__ = ["TakesKeys"]
