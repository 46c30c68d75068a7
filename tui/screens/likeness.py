"""What is like an article or a passage: related articles, doubles, other wordings."""

from collections.abc import Sequence
from typing import Any

from textual import work
from textual.worker import get_current_worker

from index import Budget
from index.explore import Related, Wording
from index.model import Quotation, Span
from tui.screens.leading import Leading
from tui.session import Opened

# Other wordings are counted only for an article that one stays on.
_STAYING = 0.4


class Likeness(Leading):
    """Everything that is found by likeness."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wordings_timer: Any = None

    def action_related(self) -> None:
        """To the passage chosen, else to the article."""
        target = self._target() if self.pane in {"article", "quotes", "passages"} else None
        if (
            target is not None
            and (self.pane != "article" or target[2] == "lines")
            and self.passages.order is None
        ):
            opened, span, kind = target
            self._find_related(
                opened.num, span, f"this {kind}" if kind != "lines" else "these lines"
            )
            return
        num = self._article_here()
        if num is None:
            self.status.show(notice="No article here.")
        else:
            self._find_related(num, None, "this article")

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _find_related(self, num: int, span: Span | None, to: str) -> None:
        worker = get_current_worker()

        def run() -> None:
            found = self.session.explorer.related(
                num, span, Budget(cancelled=lambda: worker.is_cancelled)
            )
            self.app.call_from_thread(self._show_related, to, found)

        self._unless_cancelled(run)

    def _show_related(self, to: str, found: Sequence[Related]) -> None:
        from tui.screens.related import RelatedScreen

        self.app.push_screen(RelatedScreen(to, found), self._jump_to)

    def action_differences(self) -> None:
        quotation = self.quotes.at(self.quotes.cursor) if self.pane == "quotes" else None
        opened = self.article.opened
        if quotation is not None and opened is not None:
            self._find_wordings(opened, quotation)
            return
        num = self._article_here()
        if num is not None:
            self._compare(num)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _find_wordings(self, opened: Opened, quotation: Quotation) -> None:
        worker = get_current_worker()

        def run() -> None:
            found = self.session.explorer.wordings(
                opened.num,
                quotation,
                Budget(cancelled=lambda: worker.is_cancelled),
            )
            own = opened.analysis.article.text[quotation.start : quotation.end]
            self.app.call_from_thread(self._show_wordings, own, found)

        self._unless_cancelled(run)

    def _show_wordings(self, own: str, found: Sequence[Wording]) -> None:
        from tui.screens.wordings import WordingsScreen

        if found:
            self.app.push_screen(WordingsScreen(own, found), self._jump_to)
        else:
            self.status.show(notice="No other article has this quotation.")

    def count_wordings_soon(self) -> None:
        """Look how many other wordings the open article's quotations have, once it stays open."""
        if self._wordings_timer is not None:
            self._wordings_timer.stop()
        self._wordings_timer = self.set_timer(_STAYING, self._count_wordings)

    @work(thread=True, group="wordings", exclusive=True, exit_on_error=False)
    def _count_wordings(self) -> None:
        worker, opened = get_current_worker(), self.article.opened

        def run() -> None:
            if opened is None:
                return
            counts = {}
            for quotation in opened.quotations:
                found = self.session.explorer.wordings(
                    opened.num,
                    quotation,
                    Budget(cancelled=lambda: worker.is_cancelled),
                )
                if found:
                    counts[quotation] = len(found)
            if counts and not worker.is_cancelled:
                self.app.call_from_thread(self.quotes.show_wordings, opened, counts)

        self._unless_cancelled(run)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _compare(self, num: int) -> None:
        def run() -> None:
            comparisons = self.session.compared(num)
            self.app.call_from_thread(self._show_differences, comparisons)

        self._in_worker(run)

    def _show_differences(self, comparisons: tuple[Any, ...]) -> None:
        from tui.screens.differences import DifferencesScreen

        if comparisons:
            self.app.push_screen(DifferencesScreen(comparisons))
        else:
            self.status.show(notice="This article has no doubles.")

    def action_unfold(self) -> None:
        """Show or fold the doubles of the article under the cursor."""
        num = self._article_here()
        if num is not None and self.session.unfold(num):
            self.search(self.bar.text, keep_place=True)
        else:
            self.status.show(notice="This article has no doubles.")


__all__ = ["Likeness"]
