"""The audit: claims that were inferred are checked one by one."""

import threading
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from index import Budget
from index.explore import Claim, JudgedValue, count_inferred, open_claims
from tui.panes import Target
from tui.room.jobs import Job
from tui.room.passage_rows import unless_cancelled
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController

if TYPE_CHECKING:
    from tui.screens import AuditScreen

# Claims handed to the list in one batch.
_BATCH = 20
# Claims that are listed at most.
_MOST = 1000


class AuditController:
    """Opens the audit screen over the articles found, and stores each judgement."""

    def __init__(
        self, port: RoomPort, reading: ReadingController, library_changed: Callable[[], None]
    ) -> None:
        self._port, self._reading = port, reading
        self._library_changed = library_changed

    def action_audit(self) -> None:
        """Open the audit; the quotation under the cursor comes first."""
        from tui.screens import AuditScreen

        if self._port.state.search.results is None:
            return
        opened, quotes = self._port.state.reading.opened, self._port.views.quotes
        quotation = quotes.at(quotes.cursor) if self._port.state.pane == "quotes" else None
        first = None
        if opened is not None and quotation is not None:
            first = Claim(opened.num, opened.analysis, quotation, "speaker")
        closed = threading.Event()
        screen = AuditScreen(
            self._settle, self._step_back, lambda one: self._read(one, first, closed), closed.set
        )
        self._port.push(screen, self._closed)

    def _closed(self, target: Target | None) -> None:
        self._library_changed()
        self._reading.jump_to(target)

    def _read(self, screen: "AuditScreen", first: Claim | None, closed: threading.Event) -> None:
        """List the claims of the screen's field, in a job, until screen or field change."""
        port, field, whole = self._port, screen.field, self._port.state.search.results
        if whole is None:
            return

        def work(cancelled: IsCancelled) -> None:
            def stale() -> bool:
                return cancelled() or closed.is_set()

            def show(what: Callable[[], None]) -> None:
                port.deliver(lambda: None if stale() or screen.field != field else what())

            def add(some: list[Claim]) -> None:
                screen.add(some)
                port.release_keys(Job.AUDIT)

            library = port.session.library
            tally, judged = port.session.tally(field), port.session.judged()
            inferred = count_inferred(library, whole.found, field)
            show(lambda: screen.begin(tally, inferred, judged))
            if first is not None and field == first.field:
                show(lambda: add([first]))
            claims = islice(
                open_claims(library, whole.found, field, Budget(cancelled=stale)), _MOST
            )
            while some := list(islice(claims, _BATCH)):
                show(lambda some=some: add(some))  # type: ignore[misc]
            show(screen.done)

        port.start(Job.AUDIT, unless_cancelled(work))

    def _settle(self, screen: "AuditScreen", claim: Claim, answer: JudgedValue) -> None:
        self._store(screen, lambda: self._port.session.judge(claim, answer))

    def _step_back(self, screen: "AuditScreen", again: bool) -> None:
        self._store(screen, lambda: self._port.session.undo_judgement(again))

    def _store(self, screen: "AuditScreen", change: Callable[[], object]) -> None:
        port, field = self._port, screen.field

        def work(_: IsCancelled) -> None:
            change()
            port.deliver(screen.settled, port.session.tally(field), port.session.judged())

        port.start(Job.JUDGEMENT, work)
