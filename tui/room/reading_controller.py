"""The open article: opening, moving to the next, and lists that move with it."""

from collections.abc import Callable, Sequence

from textual.timer import Timer

from index.model import Quotation, Span
from tui.messages import ArticleOpened, Moved, MovedTo, Notice
from tui.panes import PassageList, QuoteList, Target
from tui.room.jobs import Job
from tui.room.place_controller import PlaceController
from tui.room.port import IsCancelled, RoomPort
from tui.room.trail_controller import TrailController
from tui.session_records import Opened

# A burst of steps through quotations moves the article once.
_FOLLOW_DELAY = 0.06


class ReadingController:
    """Opens articles in a job, shows them, and keeps quotations and passages in step."""

    def __init__(
        self,
        port: RoomPort,
        trail: TrailController,
        place: PlaceController,
        shown: Callable[[], None],
        passages_changed: Callable[[], None],
    ) -> None:
        """`shown` is called for another article, `passages_changed` for other matches."""
        self._port, self._trail, self._place = port, trail, place
        self._shown, self._passages_changed = shown, passages_changed
        self._timer: Timer | None = None
        self._following: Callable[[], None] | None = None

    # --- opening ---

    def open(self, num: int, at: int | None = None, focus: bool = False) -> None:
        """Open an article at offset `at`, else at its first match.

        The focus moves first, so that keys typed ahead reach the article.
        """
        port, text = self._port, self._port.state.search.text
        if focus:
            port.go("article")

        def work(cancelled: IsCancelled) -> None:
            opened = port.session.open(num, text)
            if opened is not None:
                port.post(ArticleOpened(opened, at, focus))
            elif not cancelled():
                port.post(Notice("This article has just gone from the library."))

        port.start(Job.OPEN, work)

    def rematch(self, in_background: bool = False) -> None:
        """Find the matches of the current query in the open article; the place stays."""
        port, opened = self._port, self._port.state.reading.opened
        if opened is None:
            return
        num, text = opened.num, port.state.search.text

        def work(cancelled: IsCancelled) -> None:
            again = port.session.open(num, text)
            if again is not None and not cancelled():
                port.post(ArticleOpened(again, fresh=False))

        port.start(Job.REMATCH, work, in_background=in_background)

    def opened(self, message: ArticleOpened) -> None:
        """Show an article that was read, and land where it was opened for."""
        opened, before = message.opened, self._port.state.reading.opened
        if not message.fresh:
            if before is not None and before.num == opened.num:
                self._port.state.reading.opened = opened
                self._port.views.article.update(before, opened)
                self._show_lists()
                self._place.show()
            return
        self.show(opened)
        article = self._port.views.article
        if message.focus and self._port.state.pane != "article":
            self._port.go("article")
        if message.at is not None:
            article.go_to(Span(message.at, message.at), "upper", only_if_hidden=False)
        elif opened.matches:
            article.go_to_match(0, only_if_hidden=False)
        self._place.show()
        self._place.keep_soon()

    def show(self, opened: Opened | None) -> None:
        """Show an article, or none."""
        self._port.state.reading.opened = opened
        chosen = self._port.state.chosen_actor
        self._port.views.article.show(opened.mentions_of(chosen) if opened else ())
        self._show_lists()
        self._shown()
        self._place.show()

    def _show_lists(self) -> None:
        views, opened = self._port.views, self._port.state.reading.opened
        views.quotes.show()
        views.passages.show()
        if opened is not None and opened.matches:
            matched = (q for q in opened.quotations if _touches(q, opened.matches))
            if (first := next(matched, None)) is not None:
                _move_silently(views.quotes, views.quotes.place(first))
        views.panes["quotes"].heading.show(views.quotes.summary)
        self._passages_changed()
        title = opened.analysis.article.title if opened else ""
        views.panes["article"].heading.show(title)

    def open_result(self, index: int, focus: bool) -> None:
        """Open the article at a place of the result list."""
        num = self._port.views.results.num(index)
        if num is not None:
            self._trail.step("open")
            self._port.views.results.move_to(index)
            self.open(num, focus=focus)

    def action_next_article(self) -> None:
        """Open the next article of the results."""
        self._open_neighbour(1)

    def action_previous_article(self) -> None:
        """Open the previous article of the results."""
        self._open_neighbour(-1)

    def _open_neighbour(self, step: int) -> None:
        results, opened = self._port.views.results, self._port.state.reading.opened
        place = results.place(opened.num) if opened else None
        target = results.cursor if place is None else place + step
        if 0 <= target < results.count:
            self.open_result(target, focus=True)
        else:
            self._port.say(f"That was the {'last' if step > 0 else 'first'} article.")

    # --- jumping ---

    def jump_to(self, target: Target | None) -> None:
        """Go to a passage that was chosen on another screen."""
        if target is not None:
            self._trail.step("jump")
            self.select_and_open(*target, focus=True)

    def select_and_open(self, num: int, at: int | None, focus: bool) -> None:
        """Open an article, and select it in the results if they contain it."""
        index = self._port.views.results.place(num)
        if index is not None:
            self._port.views.results.move_to(index)
        self.open(num, at=at, focus=focus)

    def jump_to_id(self, place: tuple[str, int] | None) -> None:
        """Go to an offset in an article given by its id."""
        num = self._port.session.num_of(place[0]) if place is not None else None
        if place is not None and num is not None:
            self.jump_to((num, place[1]))

    def chosen(self, pane: str, index: int) -> None:
        """Enter on a row: open it, or jump to it."""
        target = self._port.views.passages.target_at(index) if pane == "passages" else None
        if pane == "results":
            self.open_result(index, focus=True)
        elif target is not None:
            self.jump_to(target)
        elif (jump := self._jump_of(pane, index)) is not None:
            self._stop_following()
            self._trail.step("jump")
            jump()
            self._port.go("article")

    # --- lists and article move together ---

    def row_moved(self, message: MovedTo) -> None:
        """A cursor has moved through quotations or passages: the article follows."""
        if (jump := self._jump_of(message.pane, message.index)) is not None:
            self._stop_following()
            self._following = jump
            self._timer = self._port.after(_FOLLOW_DELAY, self.follow_now)

    def follow_now(self) -> None:
        """Move the article where the cursor of the list is, if it has not followed yet."""
        jump = self._following
        self._stop_following()
        if jump is not None:
            jump()

    def _jump_of(self, pane: str, index: int) -> Callable[[], None] | None:
        quotation = self._port.views.quotes.at(index) if pane == "quotes" else None
        match = self._port.views.passages.match_at(index) if pane == "passages" else None
        if quotation is not None:
            return lambda: self._go_to_quotation(quotation)
        return None if match is None else lambda: self._go_to_match(match)

    def _stop_following(self) -> None:
        self._following = None
        if self._timer is not None:
            self._timer.stop()

    def _go_to_quotation(self, quotation: Quotation) -> None:
        self._port.views.article.go_to_quotation(quotation)
        self._place.show()

    def _go_to_match(self, match: int) -> None:
        self._port.views.article.go_to_match(match)
        self._place.show()

    def moved(self, _: Moved) -> None:
        """The place in the article has changed: quotations, passages and status line follow."""
        views = self._port.views
        if self._port.state.pane == "article":
            quotation, match = views.article.quotation, views.article.match
            if quotation is not None:
                _move_silently(views.quotes, views.quotes.place(quotation))
            if match is not None:
                _move_silently(views.passages, views.passages.row_of(match))
        self._place.show()
        self._place.keep_soon()

    # --- what a key means here ---

    def article_here(self) -> int | None:
        """The article under the cursor of the focused results, else the open one."""
        results, opened = self._port.views.results, self._port.state.reading.opened
        if self._port.state.pane == "results":
            return results.num(results.cursor)
        return opened.num if opened else None

    def passage_here(self) -> tuple[Opened, Span, str] | None:
        """The open article, and the passage under the cursor with its kind."""
        views, opened = self._port.views, self._port.state.reading.opened
        if opened is None:
            return None
        pane = self._port.state.pane
        quotation = views.quotes.at(views.quotes.cursor) if pane == "quotes" else None
        match = views.passages.match_at(views.passages.cursor) if pane == "passages" else None
        if quotation is not None:
            return opened, Span(quotation.start, quotation.end), "quotation"
        if match is not None:
            return (opened, *views.article.around_match(opened.matches[match]))
        found = views.article.passage_at_cursor()
        return (opened, *found) if found else None

    def passage_to(self, do: str) -> tuple[Opened, Span, str] | None:
        """As `passage_here`; where there is none, says that there is nothing to `do`."""
        target = self.passage_here()
        if target is None:
            self._port.say(f"No passage here to {do}.")
        return target


def _touches(quotation: Quotation, matches: Sequence[Span]) -> bool:
    """Whether a match is in a quotation."""
    own = Span(quotation.start, quotation.end)
    return any(own.touches(match) for match in matches)


def _move_silently(pane: QuoteList | PassageList, row: int | None) -> None:
    """Move a list's cursor without a MovedTo message."""
    if row is not None:
        with pane.prevent(MovedTo):
            pane.move_to(row)
