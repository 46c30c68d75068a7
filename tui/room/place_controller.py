"""The reader's place: the status line shows it, and the next start resumes it."""

from textual.timer import Timer

from tui.room.jobs import Job
from tui.room.port import RoomPort
from tui.room.trail_controller import TrailController
from tui.session_records import Place
from tui.wording import with_noun

_KEEP_DELAY = 0.4


class PlaceController:
    """Shows the place after each move and writes it down, once for a burst of moves."""

    def __init__(self, port: RoomPort, trail: TrailController) -> None:
        self._port, self._trail = port, trail
        self._timer: Timer | None = None

    def show(self) -> None:
        """Show "match 3 of 17, article 2 of 9"."""
        views, opened, parts = self._port.views, self._port.state.reading.opened, []
        if opened is not None:
            count, at = len(opened.matches), views.article.match
            chosen, sentences = views.article.selection_span, views.article.sentences
            if chosen is not None and sentences is not None:
                parts.append(self._choosing(sentences.count(chosen)))
            elif views.article.finding:
                parts.append(self._finding())
            elif count and at is not None:
                parts.append(f"match {at + 1} of {count:,}")
            elif count:
                parts.append(with_noun(count, "match", "matches"))
            place = views.results.place(opened.num)
            if place is not None and chosen is None:
                parts.append(f"article {place + 1:,} of {views.results.count:,}")
        views.status.show(place=", ".join(parts))
        views.status.fade()

    def _choosing(self, count: int) -> str:
        """The sentences chosen: "2 sentences chosen: m marks them, v ends it"."""
        shown = self._port.keymap.shown
        mark, end = (shown(key).split(" ")[0] for key in ("marks.mark", "article.select"))
        what = "1 sentence chosen" if count == 1 else f"{count:,} sentences chosen"
        return f"{what}: {mark} marks, {end} ends it"

    def _finding(self) -> str:
        """The find in the text: "find gas: 2 of 5 (Esc ends it)"."""
        article = self._port.views.article
        at = article.found_at
        here = f"{at + 1:,} of {article.found:,}" if at is not None else f"{article.found:,}"
        return f"find {article.finding}: {here} (Esc ends it)"

    def keep_soon(self) -> None:
        """Write the place down shortly."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._port.after(_KEEP_DELAY, self.keep_now)

    def keep_now(self) -> None:
        """Write the place down."""
        self._trail.stay()
        port = self._port
        opened = port.state.reading.opened
        place = Place(
            port.state.search.understood(port.views.bar.text),
            opened.analysis.article.id if opened else None,
            port.views.article.offset_at_cursor,
            port.state.pane,
        )
        port.start(Job.PLACE, lambda _: port.session.place.keep(place))
