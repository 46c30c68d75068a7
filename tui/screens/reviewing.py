"""The review half of the reading room: marks, notes, tags, reading states, the queue, saved searches, copying, export.

What is written is written in a worker and shown only when it is on the disk; keys pressed meanwhile wait.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual import work

from index import PressmarkError
from index.kept import Mark, Passage, PlacedMark, ReadingState, clipping, hit_marks
from index.model import Span
from tui.copying import copy
from tui.messages import Notice
from tui.screens.marks import MarkAction, MarksScreen
from tui.screens.note import Note
from tui.screens.prompt import Prompt
from tui.screens.room_base import RoomBase
from tui.screens.searches import SearchCount, SearchesScreen
from tui.session import Kept, Opened, Results, Session

# What a piece of review work gives back: a notice, and what to do once it is shown.
Work = Callable[[], str | None]


class Reviewing(RoomBase):
    """Everything about what a person keeps; `Room` is the rest."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.kept = Kept()
        self.progress_text = ""
        self._here: tuple[PlacedMark, ...] = ()
        self._version = -1
        self._order = 0

    # --- work on the disk ---

    def keep(self, what: Work, then: Callable[[], object] | None = None) -> None:
        """Do review work in a worker, then show its notice and what is kept by now, then do `then`."""
        self._await()
        self._keep_in_worker(what, then)

    @work(thread=True, group="review", exit_on_error=False)
    def _keep_in_worker(self, what: Work, then: Callable[[], object] | None) -> None:
        def run() -> None:
            notice = what()
            self.app.call_from_thread(self._show_kept, *self._read_kept(), notice, then)

        self._in_worker(run)
        self.app.call_from_thread(self._arrived)

    def _read_kept(self) -> tuple[Kept, tuple[PlacedMark, ...], str, int]:
        opened = self.article.opened
        version = self.session.review.data_version()
        kept = self.session.kept()
        text = f"review {kept.done} of {kept.count}" if kept.queue is not None else ""
        return kept, self.session.marks_of(opened) if opened else (), text, version

    def _show_kept(
        self,
        kept: Kept,
        here: tuple[PlacedMark, ...],
        text: str,
        version: int,
        notice: str | None,
        then: Callable[[], object] | None,
    ) -> None:
        self.kept, self._here, self.progress_text, self._version = kept, here, text, version
        self.results.show_kept(kept)
        self.article.show_marks(tuple(one.span for one in here if one.span))
        self._where()
        if notice:
            self.status.show(notice=notice)
        if then is not None:
            then()

    @work(thread=True, group="kept", exclusive=True, exit_on_error=False)
    def reload_kept(self, extend: bool = False) -> None:
        """Read again what is kept; `extend` puts new arrivals at the end of the queue."""

        def run() -> None:
            if extend:
                self.session.extend_queue()
            history = self.session.review.history()
            self.app.call_from_thread(self._show_history, history)
            self.app.call_from_thread(self._show_kept, *self._read_kept(), None, None)

        self._in_worker(run)

    def _show_history(self, history: Sequence[str]) -> None:
        self.bar.query_line.history = history

    @work(thread=True, group="changes", exclusive=True, exit_on_error=False)
    def look_for_changes(self) -> None:
        """Take in what another session has kept."""

        def run() -> None:
            if self.session.review.data_version() != self._version:
                self.app.call_from_thread(self._show_kept, *self._read_kept(), None, None)

        self._in_worker(run)

    def marks_of_open_article(self) -> None:
        """Show the marks in the article that was just opened."""
        self._here = ()
        if self.article.opened is not None:
            self._marks_of(self.article.opened)

    @work(thread=True, group="marks", exclusive=True, exit_on_error=False)
    def _marks_of(self, opened: Opened) -> None:
        def run() -> None:
            here = self.session.marks_of(opened)
            self.app.call_from_thread(self._show_here, opened, here)

        self._in_worker(run)

    def _show_here(self, opened: Opened, here: tuple[PlacedMark, ...]) -> None:
        if self.article.opened is opened or (
            self.article.opened and self.article.opened.num == opened.num
        ):
            self._here = here
            self.article.show_marks(tuple(one.span for one in here if one.span))

    # --- marks ---

    def _target(self) -> tuple[Opened, Span, str] | None:
        """The open article, and the passage under the cursor of the pane one is in."""
        opened = self.article.opened
        if opened is None:
            return None
        if self.pane == "quotes" and (quotation := self.quotes.at(self.quotes.cursor)) is not None:
            return opened, Span(quotation.start, quotation.end), "quotation"
        if (
            self.pane == "passages"
            and (match := self.passages.match_at(self.passages.cursor)) is not None
        ):
            return opened, opened.matches[match], "match"
        found = self.article.passage_at_cursor()
        return (opened, *found) if found else None

    def _mark_over(self, span: Span) -> PlacedMark | None:
        """The mark of just this passage, else one that touches it."""
        same = [one for one in self._here if one.span == span]
        return next(
            iter(same or [one for one in self._here if one.span and one.span.touches(span)]), None
        )

    def action_mark(self) -> None:
        target = self._target()
        if target is None:
            self.status.show(notice="No passage here to mark.")
            return
        opened, span, kind = target
        same = next((one for one in self._here if one.span == span), None)
        self.article.drop_selection()
        if same is not None:
            self._remove(same.mark)
            return

        def run() -> str:
            self.session.review.add_mark(self.session.passage(opened, span, kind))
            return f"Marked this {kind}." if kind != "lines" else "Marked these lines."

        self.keep(run)

    def _remove(self, mark: Mark) -> None:
        def run() -> str:
            self.session.review.remove_marks([mark])
            return "Mark taken away (u brings it back)."

        self.keep(run)

    def _with_mark(self, then: Callable[[Mark], None]) -> None:
        """Do something with the mark under the cursor; one is made where there is none."""
        target = self._target()
        if target is None:
            self.status.show(notice="No passage here to mark.")
            return
        opened, span, kind = target
        over = self._mark_over(span)
        if over is not None:
            then(over.mark)
            return
        made: list[Mark] = []

        def run() -> None:
            made.append(self.session.review.add_mark(self.session.passage(opened, span, kind)))

        self.article.drop_selection()
        self.keep(run, lambda: then(made[0]))

    def action_note(self) -> None:
        self._with_mark(self._write_note)

    def _write_note(self, mark: Mark, after: Callable[[], object] | None = None) -> None:
        review = self.session.review
        draft = review.draft(mark.id)

        def written(text: str | None) -> None:
            def run() -> str:
                review.set_note(mark.id, text or "")
                return "Note kept." if text else "No note."

            self.keep(run, after)

        self.app.push_screen(
            Note(
                mark.note if draft is None else draft, lambda text: self._keep_draft(mark.id, text)
            ),
            written,
        )

    @work(thread=True, group="draft", exit_on_error=False)
    def _keep_draft(self, ident: str, text: str) -> None:
        self._in_worker(lambda: self.session.review.set_draft(ident, text))

    def action_tags(self) -> None:
        self._with_mark(self._write_tags)

    def _write_tags(self, mark: Mark, after: Callable[[], object] | None = None) -> None:
        def written(text: str | None) -> None:
            if text is None:
                if after:
                    after()
                return
            tags = text.replace(",", " ").replace("#", " ").split()

            def run() -> str:
                self.session.review.set_tags(mark.id, tags)
                return f"Tags: {' '.join(tags)}" if tags else "No tags."

            self.keep(run, after)

        self.app.push_screen(
            Prompt(
                "Tags, parted by spaces (Tab completes)",
                " ".join(mark.tags),
                self.session.review.tags(),
            ),
            written,
        )

    def action_undo(self) -> None:
        self._step_back(False)

    def action_redo(self) -> None:
        self._step_back(True)

    def _step_back(self, again: bool, then: Callable[[], object] | None = None) -> None:
        """Undo the last change, or do it again, then do `then`."""
        actors_changed = False

        def run() -> str:
            nonlocal actors_changed
            what, actors_changed = self.session.undo(again)
            if what is None:
                return "Nothing to do again." if again else "Nothing to undo in this session."
            return f"{'Done again' if again else 'Undone'}: {what}."

        def after() -> None:
            if actors_changed:
                self.search(self.bar.text, keep_place=True)
            if then is not None:
                then()

        self.keep(run, after)

    def action_marks(self) -> None:
        self._show_marks(0)

    @work(thread=True, group="marks-screen", exclusive=True, exit_on_error=False)
    def _show_marks(self, cursor: int) -> None:
        self._in_worker(
            lambda: self.app.call_from_thread(self._open_marks, self.session.placed_marks(), cursor)
        )

    def _open_marks(self, placed: tuple[PlacedMark, ...], cursor: int) -> None:
        screen = MarksScreen(placed, cursor, self._order)

        def done(action: MarkAction | None) -> None:
            self._order = screen.list.order
            if action is not None:
                self._do(action, screen.list.cursor)

        self.app.push_screen(screen, done)

    def _do(self, action: MarkAction, cursor: int) -> None:
        """What was asked for on the marks screen; all but a jump comes back to it."""
        back = lambda: self._show_marks(cursor)  # noqa: E731  (said once, used six times)
        if action.name in {"undo", "redo"}:
            self._step_back(action.name == "redo", back)
            return
        placed = action.placed
        if placed is None:
            return
        match action.name:
            case "jump" if placed.num is not None and placed.span is not None:
                self.step("jump")
                self._open_soon(placed.num, at=placed.span.start, focus=True)
                if placed.how == "changed":
                    self.post_message(Notice("These words have changed since they were marked."))
            case "jump":
                self.status.show(
                    notice="This passage is nowhere in the library now; the mark keeps its words."
                )
            case "mark":
                self.keep(lambda: self.session.review.remove_marks([placed.mark]), back)
            case "note":
                self._write_note(placed.mark, back)
            case "tags":
                self._write_tags(placed.mark, back)
            case "copy":
                self._copy(placed.mark.passage)
            case "export":
                self.ask_export([one.mark for one in action.shown], "~/marks.md")

    # --- reading states and the queue ---

    def _article_here(self) -> int | None:
        """The article that a reading state is for: the one under the cursor of the results, else the open one."""
        if self.pane == "results":
            return self.results.num(self.results.cursor)
        return self.article.opened.num if self.article.opened else None

    def action_reviewed(self) -> None:
        self._done("read", "")

    def action_skip(self) -> None:
        def why(reason: str | None) -> None:
            if reason is not None:
                self._done("skipped", reason)

        self.app.push_screen(
            Prompt("Skip this article: why? (Enter without a reason is fine)"), why
        )

    def _done(self, state: ReadingState, reason: str) -> None:
        """Set the article's state, and go on to the next unread: of the queue, or below in the results."""
        num = self._article_here()
        if num is None:
            return
        focus = self.pane != "results"
        self.keep(
            lambda: self.session.set_state(num, state, reason),
            lambda: self._next_unread(num, focus),
        )

    def _next_unread(self, num: int, focus: bool) -> None:
        if self.kept.queue is not None:
            following = self.kept.following
            if following is None:
                self.status.show(notice=f"Reviewed: all {self.kept.count} articles of this pile.")
        else:
            hits = self.whole.found.hits if self.whole else ()
            at = self.results.place(num)
            later = [
                hit.num
                for hit in hits[(at + 1 if at is not None else 0) :]
                if self.kept.state(hit.num) == "unread"
            ]
            following = later[0] if later else None
            if following is None:
                self.status.show(notice="No unread article further down.")
        if following is not None:
            self.step("jump")
            place = self.results.place(following)
            if place is not None:
                self.results.move_to(place)
            self._open_soon(following, focus=focus)

    def action_read(self) -> None:
        self._toggle("read")

    def action_later(self) -> None:
        self._toggle("later")

    def _toggle(self, state: ReadingState) -> None:
        num = self._article_here()
        if num is not None:
            wanted: ReadingState = "unread" if self.kept.state(num) == state else state

            def run() -> str:
                self.session.set_state(num, wanted)
                return {"unread": "Unread again.", "read": "Read.", "later": "Kept for later."}[
                    wanted
                ]

            self.keep(run)

    def action_queue(self) -> None:
        if self.kept.queue is not None:

            def end() -> str:
                self.session.review.set_queue(self.session.name, None)
                return f"Review ended: {self.kept.done} of {self.kept.count}."

            self.keep(end)
            return
        whole = self.whole
        if whole is None:
            return

        def begin() -> str:
            queue = self.session.begin_queue(whole.text, whole.found)
            return f"Review of {len(queue.articles)} articles: x goes on, X skips, R ends it."

        def first() -> None:
            if self.kept.following is not None:
                self._open_soon(self.kept.following, focus=True)

        self.keep(begin, first)

    # --- searches ---

    @work(thread=True, group="history", exit_on_error=False)
    def remember_query(self, text: str) -> None:
        """Put a settled query into the history; a saved search has been seen by now."""

        def run() -> None:
            self.session.review.add_history(text)
            if self.session.saved(text):
                self.session.save_search(text)
            self.app.call_from_thread(self._show_history, self.session.review.history())

        self._in_worker(run)

    def action_save_search(self) -> None:
        text = self.bar.text

        def run() -> str:
            if self.session.saved(text):
                self.session.review.forget_search(text)
                return "This search is saved no longer."
            self.session.save_search(text)
            return "Search saved (; lists them)."

        if text.strip():
            self.keep(run)
        else:
            self.status.show(notice="Type a search first: * saves it.")

    def action_searches(self) -> None:
        self._show_searches()

    @work(thread=True, group="searches", exclusive=True, exit_on_error=False)
    def _show_searches(self) -> None:
        def run() -> None:
            counts = [SearchCount(*row) for row in self.session.search_counts()]
            self.app.call_from_thread(self._open_searches, counts)

        self._in_worker(run)

    def _open_searches(self, counts: list[SearchCount]) -> None:
        def chosen(text: str | None) -> None:
            if text is not None:
                self.bar.set_text(text)
                self.settle(text)

        self.app.push_screen(SearchesScreen(counts), chosen)

    # --- handing on ---

    def action_copy(self) -> None:
        target = self._target()
        if target is None:
            self.status.show(notice="No passage here to copy.")
            return
        opened, span, kind = target
        over = next((one for one in self._here if one.span == span), None)
        self._copy(over.mark.passage if over else self.session.passage(opened, span, kind))

    def _copy(self, passage: Passage) -> None:
        def run() -> str:
            self.session.review.give_locator(passage)
            return copy(
                clipping(passage), lambda sequence: self.app.call_from_thread(self._write, sequence)
            )

        self.keep(run)

    def _write(self, sequence: str) -> None:
        driver: Any = self.app._driver
        if driver is not None:
            driver.write(sequence)
            driver.flush()

    def action_export(self) -> None:
        """From the results what the search finds; from elsewhere the marks."""
        whole = self.whole
        if self.pane == "results" and whole is not None and whole.found.hits:
            self._hits_as_marks(whole)
        elif self.kept.marks:
            self.ask_export(list(self.kept.marks), "~/marks.md")
        else:
            self.status.show(
                notice="No marks to export; on the results (1), e exports what the search finds."
            )

    @work(thread=True, group="export", exit_on_error=False)
    def _hits_as_marks(self, whole: Results) -> None:
        self._in_worker(
            lambda: self.app.call_from_thread(
                self.ask_export, hit_marks(self.session.library, whole.found), "~/search.md"
            )
        )

    def ask_export(self, marks: list[Mark], name: str) -> None:
        """Ask for a file name, and write the marks there in the format of its ending."""

        def named(text: str | None) -> None:
            if text:
                self.keep(lambda: self._export(marks, text))

        self.app.push_screen(
            Prompt(f"{len(marks):,} passages to a file in .md .csv .jsonl .bib .ris .json", name),
            named,
        )

    def _export(self, marks: list[Mark], name: str) -> str:
        if not marks:
            raise PressmarkError("Nothing to export.")
        for mark in marks:
            self.session.review.give_locator(mark.passage)
        return f"{len(marks):,} passages written to {self.session.export(marks, name)}"
