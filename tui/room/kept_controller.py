"""Marks and reading states in the room: written in jobs, shown once they are on the disk."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from index.kept import Mark, PlacedMark
from index.model import Span
from tui.room.jobs import Job
from tui.room.place_controller import PlaceController
from tui.room.port import IsCancelled, RoomPort
from tui.session_records import Kept, Opened

# A change of marks or reading states; returns a notice.
StoreChange = Callable[[], str | None]
Then = Callable[[], object]


class _Snapshot(Struct, frozen=True):
    """The kept data at one moment. `here`: the marks in the article `opened`."""

    kept: Kept
    opened: Opened | None
    here: tuple[PlacedMark, ...]
    version: int


class KeptController:
    """Reads and writes the store of marks and reading states; keys wait while it writes."""

    def __init__(self, port: RoomPort, place: PlaceController) -> None:
        self._port, self._place = port, place
        self.kept = Kept()
        self._here: tuple[PlacedMark, ...] = ()
        self._version = -1

    def write(self, change: StoreChange, then: Then | None = None) -> None:
        """Make a change in a job, show its notice and the reloaded marks, then call `then`."""
        port, opened = self._port, self._port.state.reading.opened

        def work(_: IsCancelled) -> None:
            notice = change()
            port.deliver(self._show, self._read(opened), notice, then)

        port.start(Job.REVIEW, work)

    def greet(self) -> None:
        """Show the notices of the start."""
        port = self._port

        def work(_: IsCancelled) -> None:
            if greeting := port.session.greeting():
                port.deliver(port.say, greeting)

        port.start(Job.GREETING, work)

    def reload(self, extend: bool = False) -> None:
        """Reload marks and reading states; `extend` appends new articles to the review."""
        port, opened = self._port, self._port.state.reading.opened

        def work(_: IsCancelled) -> None:
            if extend:
                port.session.worklist.extend_queue()
            port.deliver(self.show_history, port.session.review.history())
            port.deliver(self._show, self._read(opened))

        port.start(Job.KEPT, work)

    def look_for_changes(self) -> None:
        """Show what another session has kept since."""
        port, opened, version = self._port, self._port.state.reading.opened, self._version

        def work(_: IsCancelled) -> None:
            if port.session.review.data_version() != version:
                port.deliver(self._show, self._read(opened))

        port.start(Job.CHANGES, work)

    def _read(self, opened: Opened | None) -> _Snapshot:
        session = self._port.session
        version = session.review.data_version()
        here = session.marks_of(opened) if opened else ()
        return _Snapshot(session.kept(), opened, here, version)

    def _show(self, now: _Snapshot, notice: str | None = None, then: Then | None = None) -> None:
        kept = self.kept = now.kept
        self._version = now.version
        views = self._port.views
        queue = kept.queue
        name = (queue.query or "every article") if queue is not None else ""
        views.status.show(review=f"review {kept.done} of {kept.count}: {name}" if queue else "")
        views.results.show_kept(kept)
        self._show_here(now.opened, now.here)
        self._place.show()
        if notice:
            self._port.say(notice)
        if then is not None:
            then()

    def show_history(self, history: Sequence[str]) -> None:
        """Give the search bar the queries that were settled, the newest first."""
        self._port.views.bar.query_line.history = history

    # --- marks of the open article ---

    def article_shown(self) -> None:
        """Read the marks of the article that is shown now."""
        self._here = ()
        port, opened = self._port, self._port.state.reading.opened
        if opened is not None:
            port.start(
                Job.ARTICLE_MARKS,
                lambda _: port.deliver(self._show_here, opened, port.session.marks_of(opened)),
            )

    def _show_here(self, read: Opened | None, here: tuple[PlacedMark, ...]) -> None:
        opened = self._port.state.reading.opened
        if read is not None and opened is not None and opened.num == read.num:
            self._here = here
            self._port.views.article.show_marks(tuple(one.span for one in here if one.span))

    def mark_at(self, span: Span) -> Mark | None:
        """The mark with exactly this span in the open article."""
        return next((one.mark for one in self._here if one.span == span), None)

    def mark_touching(self, span: Span) -> Mark | None:
        """The mark with this span, else one that overlaps it."""
        touching = (one.mark for one in self._here if one.span and one.span.touches(span))
        return self.mark_at(span) or next(touching, None)
