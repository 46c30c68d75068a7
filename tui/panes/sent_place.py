"""The place that a text pane was sent to, until the reader moves on from it.

A hidden pane has no lines to go to. A pane that has just been shown can grow by a line when a
notice goes, or get another width when another pane opens, before or after an article opens: it
goes to the place again, so that both orders show the same lines.
"""

from typing import Literal

from index.model import Span

ScrollAlignment = Literal["centre", "upper"]
SentTo = tuple[Span, ScrollAlignment]
# The cursor's offset in the text, the scroll offset, the height and the width of a pane.
View = tuple[int, int, int, int]


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
        """Where to go in a pane of a new size: it was hidden, or nothing moved since it arrived.

        A pane that is lower than before, at the same width, keeps what its upper lines show.
        """
        if self._shown is None:
            return self._to
        is_same = self._shown[:2] == view[:2]
        grows = view[2] > self._shown[2] or view[3] != self._shown[3]
        return self._to if is_same and grows else None


__all__ = ["ScrollAlignment", "SentPlace"]
