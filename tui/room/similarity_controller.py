"""Similar texts: related articles, duplicates, other wordings of a quotation."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from index import Budget
from index.model import Quotation, Span
from tui.room.jobs import Job
from tui.room.passage_rows import unless_cancelled
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.session_records import Comparison, Opened

if TYPE_CHECKING:
    from index.explore import Related, Wording

# Other wordings are counted once an article has been open this long (seconds).
_STAYING = 0.4


class SimilarityController:
    """Everything that is found by similarity."""

    def __init__(
        self, port: RoomPort, reading: ReadingController, search_again: Callable[[], None]
    ) -> None:
        self._port, self._reading, self._search_again = port, reading, search_again
        self._timer: Timer | None = None

    def action_related(self) -> None:
        """List articles related to the chosen passage, else to the article."""
        pane = self._port.state.pane
        in_text = pane in {"article", "quotes", "passages"}
        target = self._reading.passage_here() if in_text else None
        whole_lines = pane == "article" and target is not None and target[2] != "sentences"
        if target is not None and not whole_lines and self._port.views.passages.order is None:
            opened, span, kind = target
            name = "these sentences" if kind == "sentences" else f"this {kind}"
            self._find_related(opened.num, span, name)
            return
        num = self._reading.article_here()
        if num is None:
            self._port.say("No article here.")
        else:
            self._find_related(num, None, "this article")

    def _find_related(self, num: int, span: Span | None, name: str) -> None:
        def work(cancelled: IsCancelled) -> None:
            found = self._port.session.explorer.related(num, span, Budget(cancelled=cancelled))
            if not cancelled():
                self._port.deliver(self._show_related, name, found)

        self._port.start(Job.RELATED, unless_cancelled(work))

    def _show_related(self, name: str, found: "Sequence[Related]") -> None:
        from tui.screens import RelatedScreen

        self._port.push(RelatedScreen(name, found), self._reading.jump_to)

    def action_differences(self) -> None:
        """On a quotation, list its other wordings; else compare the article with its duplicates."""
        quotes, opened = self._port.views.quotes, self._port.state.reading.opened
        quotation = quotes.at(quotes.cursor) if self._port.state.pane == "quotes" else None
        if quotation is not None and opened is not None:
            self._find_wordings(opened, quotation)
            return
        num = self._reading.article_here()
        if num is not None:
            self._port.start(
                Job.DIFFERENCES,
                lambda _: self._port.deliver(
                    self._show_differences, self._port.session.compared(num)
                ),
            )

    def _show_differences(self, comparisons: tuple[Comparison, ...]) -> None:
        from tui.screens import DifferencesScreen

        if comparisons:
            self._port.push(DifferencesScreen(comparisons))
        else:
            self._port.say("This article has no duplicates.")

    def _find_wordings(self, opened: Opened, quotation: Quotation) -> None:
        own = opened.analysis.article.text[quotation.start : quotation.end]

        def work(cancelled: IsCancelled) -> None:
            found = self._port.session.explorer.wordings(
                opened.num, quotation, Budget(cancelled=cancelled)
            )
            if not cancelled():
                self._port.deliver(self._show_wordings, own, found)

        self._port.start(Job.WORDINGS, unless_cancelled(work))

    def _show_wordings(self, own: str, found: "Sequence[Wording]") -> None:
        from tui.screens import WordingsScreen

        if found:
            self._port.push(WordingsScreen(own, found), self._reading.jump_to)
        else:
            self._port.say("No other article has this quotation.")

    def count_wordings_soon(self) -> None:
        """Count the other wordings of the open article's quotations, if it stays open."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._port.after(_STAYING, self._count_wordings)

    def _count_wordings(self) -> None:
        port, opened = self._port, self._port.state.reading.opened
        if opened is None:
            return

        def work(cancelled: IsCancelled) -> None:
            counts = {}
            for quotation in opened.quotations:
                found = port.session.explorer.wordings(
                    opened.num, quotation, Budget(cancelled=cancelled)
                )
                if found:
                    counts[quotation] = len(found)
            if counts and not cancelled():
                port.deliver(port.views.quotes.show_wordings, opened.num, counts)

        port.start(Job.COUNT_WORDINGS, unless_cancelled(work))

    def action_unfold(self) -> None:
        """Show the duplicates of the article under the cursor, or hide them."""
        num = self._reading.article_here()
        if num is not None and self._port.session.toggle_duplicates(num):
            self._search_again()
        else:
            self._port.say("This article has no duplicates.")
