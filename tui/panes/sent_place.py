"""The place that a text pane was sent to, until the reader moves on from it.

A hidden pane has no lines to go to. A pane that has just been shown can grow by a line when a
notice goes, before or after an article opens: it goes to the place again, so that both orders show
the same lines.
"""

from typing import Literal

from index.model import Span

ScrollAlignment = Literal["centre", "upper"]
SentTo = tuple[Span, ScrollAlignment]
# The cursor's offset in the text, the scroll offset and the height of a pane.
View = tuple[int, int, int]


class SentPlace:
    """Where a pane was sent, and what it showed then."""

    def __init__(self) -> None:
        self._to: SentTo | None = None
        self._shown: View | None = None

    def send(self, to: SentTo | None) -> None:
        """The pane is to go to a place; None: it moves elsewhere."""
        self._to, self._shown = to, None

    def arrive(self, view: View) -> None:
        """The pane shows the place."""
        self._shown = view

    def again(self, view: View) -> SentTo | None:
        """Where to go in a pane of a new size: it was hidden, or is higher and nothing moved."""
        if self._shown is None:
            return self._to
        *at, height = self._shown
        return self._to if at == [*view[:2]] and view[2] > height else None


__all__ = ["ScrollAlignment", "SentPlace"]
