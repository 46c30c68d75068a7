"""Review: reading states, the queue of articles to read, saved searches and the query history."""

from typing import TYPE_CHECKING

from index.kept import ReadingState
from tui.messages import SearchChosen
from tui.room.jobs import Job
from tui.room.kept_controller import KeptController
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.room.state import fault_in
from tui.room.trail_controller import TrailController
from tui.wording import with_noun

if TYPE_CHECKING:
    from tui.screens import SearchCount


class ReviewController:
    """Sets reading states and walks the queue."""

    def __init__(
        self,
        port: RoomPort,
        trail: TrailController,
        reading: ReadingController,
        kept: KeptController,
    ) -> None:
        self._port, self._trail, self._reading, self._kept = port, trail, reading, kept

    def action_reviewed(self) -> None:
        """Mark the article as read, and go on to the next unread one."""
        self._finish("read", "")

    def action_skip(self) -> None:
        """Skip the article with a reason, and go on to the next unread one."""
        from tui.screens import Prompt

        def given(reason: str | None) -> None:
            if reason is not None:
                self._finish("skipped", reason)

        question = "Skip this article: why? (Enter without a reason is fine)"
        self._port.push(Prompt(question), given)

    def _finish(self, state: ReadingState, reason: str) -> None:
        num = self._reading.article_here()
        if num is None:
            return
        focus = self._port.state.pane != "results"
        self._kept.write(
            lambda: self._port.session.set_state(num, state, reason),
            lambda: self._open_next_unread(num, focus),
        )

    def _open_next_unread(self, num: int, focus: bool) -> None:
        """Open the next unread article of the queue, else the next below `num` in the results."""
        kept = self._kept.kept
        if kept.queue is not None:
            following = kept.next_num
            if following is None:
                self._port.say(f"Review finished: {with_noun(kept.count, 'article')}.")
        else:
            following = self._unread_below(num)
            if following is None:
                self._port.say("No unread article further down.")
        if following is not None:
            self._trail.step("jump")
            self._reading.select_and_open(following, None, focus=focus)

    def _unread_below(self, num: int) -> int | None:
        whole, at = self._port.state.search.results, self._port.views.results.place(num)
        hits = whole.found.hits if whole else ()
        below = hits[(at + 1 if at is not None else 0) :]
        return next((hit.num for hit in below if self._kept.kept.state(hit.num) == "unread"), None)

    def action_read(self) -> None:
        """Mark the article as read, or as unread again."""
        self._toggle("read")

    def action_later(self) -> None:
        """Keep the article for later, or undo that."""
        self._toggle("later")

    def _toggle(self, state: ReadingState) -> None:
        num = self._reading.article_here()
        if num is None:
            return
        wanted: ReadingState = "unread" if self._kept.kept.state(num) == state else state
        notice = {"unread": "Unread again.", "read": "Read.", "later": "Kept for later."}[wanted]

        def work() -> str:
            self._port.session.set_state(num, wanted)
            return notice

        self._kept.write(work)

    def action_queue(self) -> None:
        """Begin a review of what the search finds, or end the one under way."""
        session, kept, whole = self._port.session, self._kept.kept, self._port.state.search.results
        if kept.queue is not None:

            def end() -> str:
                session.review.set_queue(session.name, None)
                return f"Review ended: {kept.done} of {kept.count}."

            self._kept.write(end)
            return
        if whole is None:
            return
        if not whole.found.hits:
            self._port.say("No articles found, so none to review.")
            return
        text = self._port.state.search.understood(whole.text)

        def begin() -> str:
            count = len(session.worklist.begin_queue(text, whole.found).articles)
            return f"Review of {with_noun(count, 'article')}: x goes on, X skips, R ends it."

        def open_first() -> None:
            if self._kept.kept.next_num is not None:
                self._reading.open(self._kept.kept.next_num, focus=True)

        self._kept.write(begin, open_first)


class SavedSearches:
    """Saves searches and remembers the queries that were settled."""

    def __init__(self, port: RoomPort, kept: KeptController) -> None:
        self._port, self._kept = port, kept

    def remember(self, text: str) -> None:
        """Add a settled query to the history; of a saved search, note what has been seen."""
        port = self._port

        def work(_: IsCancelled) -> None:
            port.session.review.add_history(text)
            if port.session.worklist.saved(text):
                port.session.worklist.save_search(text)
            port.deliver(self._kept.show_history, port.session.review.history())

        port.start(Job.HISTORY, work)

    def action_save_search(self) -> None:
        """Save the search, or forget it if it is saved."""
        session, text = self._port.session, self._port.views.bar.text

        def work() -> str:
            if session.worklist.saved(text):
                session.review.forget_search(text)
                return "Search removed from the saved ones."
            session.worklist.save_search(text)
            return "Search saved (; lists them)."

        fault = fault_in(text)
        if not text.strip():
            self._port.say("Type a search first: * saves it.")
        elif fault is not None:
            self._port.fail(str(fault))
        else:
            self._kept.write(work)

    def action_searches(self) -> None:
        """List the saved searches with what is new in each."""
        port = self._port

        from tui.screens import SearchCount

        def work(_: IsCancelled) -> None:
            counts = [SearchCount(*row) for row in port.session.worklist.search_counts()]
            port.deliver(self._open, counts)

        port.start(Job.SEARCHES_SCREEN, work)

    def _open(self, counts: list["SearchCount"]) -> None:
        def chosen(text: str | None) -> None:
            if text is not None:
                self._port.post(SearchChosen(text))

        from tui.screens import SearchesScreen

        self._port.push(SearchesScreen(counts), chosen)
