"""The audit: what was inferred is gone through, and settled."""

import threading
from collections.abc import Callable
from itertools import islice

from textual import work

from index import Budget
from index.corrections import Answer
from index.explore import Claim, count_inferred, open_claims
from tui.panes.entries import Target
from tui.screens.audit import AuditScreen
from tui.screens.leading import Leading
from tui.session import Results

# Claims that are handed to the list at once.
_BATCH = 20
# As many as a person goes through before they would rather search for others.
_MOST = 1000


class Auditing(Leading):
    """Opens the audit list over what was found, and keeps what is said there."""

    def action_audit(self) -> None:
        """Go through what was inferred in the articles found; the quotation under the cursor first, where one is chosen."""
        whole = self.whole
        if whole is None:
            return
        opened, quotation = self.article.opened, self.quotes.at(self.quotes.cursor)
        chosen = quotation if self.pane == "quotes" else None
        first = (
            Claim(opened.num, opened.analysis, chosen, "speaker")
            if opened is not None and chosen is not None
            else None
        )
        gone = threading.Event()
        screen = AuditScreen(
            self._settle,
            self._step_judgement,
            lambda one: self._read_claims(one, whole, first, gone),
            gone.set,
        )
        self.app.push_screen(screen, self._audited)

    def _audited(self, target: Target | None) -> None:
        """Show everything as it is settled by now."""
        self._library_changed()
        self._jump_to(target)

    @work(thread=True, group="audit", exclusive=True, exit_on_error=False)
    def _read_claims(
        self, screen: AuditScreen, whole: Results, first: Claim | None, gone: threading.Event
    ) -> None:
        field = screen.field

        def stale() -> bool:
            return gone.is_set() or screen.field != field

        def tell(what: Callable[[], None]) -> None:
            self.app.call_from_thread(lambda: None if stale() else what())

        def run() -> None:
            library = self.session.library
            tally, inferred = self.session.tally(field), count_inferred(library, whole.found, field)
            judged = self.session.judged()
            tell(lambda: screen.begin(tally, inferred, judged))
            if first is not None and field == first.field:
                tell(lambda: screen.add([first]))
            claims = islice(
                open_claims(library, whole.found, field, Budget(cancelled=stale)), _MOST
            )
            while some := list(islice(claims, _BATCH)):
                tell(lambda some=some: screen.add(some))  # type: ignore[misc]
            tell(screen.done)

        self._unless_cancelled(run)

    def _settle(self, screen: AuditScreen, claim: Claim, answer: Answer) -> None:
        self._keep_judgement(screen, lambda: self.session.judge(claim, answer))

    def _step_judgement(self, screen: AuditScreen, again: bool) -> None:
        self._keep_judgement(screen, lambda: self.session.step_back(again))

    @work(thread=True, group="judge", exit_on_error=False)
    def _keep_judgement(self, screen: AuditScreen, change: Callable[[], object]) -> None:
        def run() -> None:
            change()
            tally, judged = self.session.tally(screen.field), self.session.judged()
            self.app.call_from_thread(screen.settled, tally, judged)

        self._in_worker(run)


__all__ = ["Auditing"]
