"""Runs the typed or settled query, and shows the results."""

from collections.abc import Callable, Iterable

from index import LibraryAway, QueryError, ResultRow
from index.kept import Step
from index.query import Query
from tui.messages import RowsWanted, Searched
from tui.room.jobs import Job
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.room.state import Landing, fault_in
from tui.room.trail_controller import TrailController
from tui.session_records import Results, SearchRequest

# Seconds until a search that did not reach the library is tried again: first, and at most.
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 16.0
# A further answer from found results, computed in the search's own job.
Survey = Callable[[Results, IsCancelled], None]


class SearchController:
    """Owns the search bar and the result list."""

    def __init__(
        self,
        port: RoomPort,
        trail: TrailController,
        reading: ReadingController,
        surveys: Callable[[], Iterable[Survey]],
        remember: Callable[[str], None],
        keep_soon: Callable[[], None],
    ) -> None:
        """`surveys` are called on the event loop and take from the screen what they need."""
        self._port, self._trail, self._reading = port, trail, reading
        self._surveys, self._remember, self._keep_soon = surveys, remember, keep_soon

    first_pause = _FIRST_PAUSE

    # --- running ---

    def run(
        self,
        text: str,
        *,
        landing: Landing | None = None,
        typing: bool = False,
        keep_place: bool = False,
        in_background: bool = False,
    ) -> None:
        """Search for `text`; the earlier run is dropped.

        `landing`: which article to open once results arrive. Keys wait for results and article,
        but not for a search `in_background`.
        """
        request = self._port.state.search.begin(
            text,
            typing=typing,
            keep_place=keep_place,
            landing=landing,
            in_background=in_background,
        )
        self._start(request, self.first_pause)

    def _start(self, request: SearchRequest, pause: float, again: bool = False) -> None:
        """Run a request in a job. For `pause` and `again` see `_try`."""
        surveys = tuple(self._surveys())
        self._port.start(
            Job.SEARCH,
            lambda _: self._try(request, surveys, pause, again),
            in_background=request.in_background,
        )

    def resume(self, text: str, landing: Landing) -> None:
        """Search for the query of the last session; for every article if it has a fault.

        The bar then shows the query with its fault.
        """
        fault = fault_in(text)
        self.run("" if fault else text, landing=landing)
        if fault:
            self._show_fault(fault)
            self._port.focus_widget(self._port.views.bar.query_line)

    def again(self, in_background: bool = False) -> None:
        """Search again without moving the reader's place."""
        text = self._port.state.search.understood(self._port.views.bar.text)
        self.run(text, keep_place=True, in_background=in_background)

    def _try(
        self, request: SearchRequest, surveys: Iterable[Survey], pause: float, again: bool = False
    ) -> None:
        """Search; where the library is away, say so once and try again after `pause` seconds."""
        try:
            self._find(request, surveys)
        except LibraryAway:
            self._port.deliver(self._try_later, request, pause)
            if not again:
                raise
        else:
            if again:
                self._port.deliver(self._port.views.status.resume)

    def _try_later(self, request: SearchRequest, pause: float) -> None:
        """Wait, then repeat a search that failed, unless another has replaced it."""
        search, port = self._port.state.search, self._port

        def repeat() -> None:
            if not search.is_current(request):
                return
            if port.state.reading.opened is not None:
                search.take_landing()  # the reader goes on reading meanwhile
            shown = search.results is not None and search.results.text == request.text
            renewed = search.begin(
                request.text,
                typing=request.typing,
                keep_place=request.keep_place or shown,
                in_background=True,
            )
            self._start(renewed, min(2 * pause, _LONGEST_PAUSE), again=True)

        if search.is_current(request):
            port.after(pause, repeat)

    def _find(self, request: SearchRequest, surveys: Iterable[Survey]) -> None:
        session, stale = self._port.session, self._port.state.search.stale(request)
        results = session.search(request.text, request.typing, stale)
        if results is None:
            return
        self._port.post(Searched(results, request))
        if results.found.partial:  # show what there is; the rest follows when it has been found
            results = session.search(request.text, request.typing, stale, seconds=None)
            if results is None:
                return
            self._port.post(Searched(results, request, completes=True))
        for survey in surveys:
            if stale():
                return
            survey(results, stale)
        self._port.deliver(self._counted, request)

    def _counted(self, request: SearchRequest) -> None:
        if self._port.state.search.is_current(request):
            self._port.release_keys(Job.COUNTS)

    def typed(self) -> None:
        """The text in the bar has changed: search as the reader types."""
        text = self._port.views.bar.text
        if text != self._port.state.search.text:
            self.run(text, typing=True)
            self._keep_soon()

    def settle(self, text: str) -> None:
        """Enter: search, open the first article, and go to the results.

        With a query that cannot be understood, stay in the bar, the cursor at the fault.
        """
        fault = fault_in(text)
        if fault:
            self._port.views.results.set_class(True, "-stale")
            self._show_fault(fault)
            return
        self._trail.step_to_search(text)
        self._keep_soon()
        self._remember(text)
        self.run(text, landing=Landing())
        self._port.go("results")

    def _show_fault(self, fault: QueryError) -> None:
        """Put the cursor of the bar at a fault, and say what it is."""
        self._port.views.bar.point_at(fault.position)
        self._port.fail(str(fault))

    def settle_saved(self, text: str) -> None:
        """Put a query into the bar and settle it."""
        self._port.views.bar.set_text(text)
        self.settle(text)

    def _with_key(self, also: str) -> str:
        """The note on added words, with the key that removes them."""
        return f"{also} ({self._port.keymap.shown('everywhere.feedback')} takes them out)"

    def action_feedback(self) -> None:
        """Take out the words that were added to a long query, or add them again."""
        search = self._port.state.search
        found = search.results.found if search.results else None
        text = self._port.views.bar.text
        if found is None or not (found.added_words or self._port.session.is_not_widened(text)):
            self._port.say("No words were added to this search.")
            return
        self._port.session.toggle_feedback(text)
        self.run(text, landing=Landing())

    def narrow(self, wanted: Query) -> None:
        """Search with conditions that a key has changed; the bar shows them."""
        text = str(wanted)
        self._trail.step("filter", text)
        self._keep_soon()
        self._port.views.bar.set_text(text)
        self.run(text, landing=Landing())

    def step_taken(self, step: Step) -> None:
        """Go to a step of the trail: its query, its article and offset."""
        port = self._port
        reading = step.kind in {"open", "jump"}
        num = port.session.num_of(step.article) if step.article else None
        if step.article and num is None:
            port.say(f"{step.title or 'This article'} has gone from the library.")
        if step.query != port.views.bar.text:
            self._keep_soon()
            port.views.bar.set_text(step.query)
            self.run(step.query, landing=Landing(step.article, step.offset))
            port.go("article" if reading else "results")
        elif num is not None:
            self._reading.select_and_open(num, step.offset, focus=reading)

    # --- showing ---

    def show(self, message: Searched) -> None:
        """Show results; open the article that the search owes."""
        search, views = self._port.state.search, self._port.views
        results, request = message.results, message.request
        waits = results.found.partial and not len(results.found.hits)
        landing = None if waits else search.take_landing()
        keep_place = (request.keep_place or message.completes) and landing is None
        keep = views.results.num(views.results.cursor) if keep_place else None
        search.results = results
        views.results.set_class(False, "-stale")
        views.results.show(results, keep)
        if narrowing := views.panes["results"].filter_line.value:
            self.filter_results(narrowing)
        self.show_counts()
        also = results.found.also
        note = " · ".join(filter(None, (results.found.note, also and self._with_key(also))))
        if note or message.completes:
            views.status.show(notice=note)
        else:
            views.status.fade()
        if landing is not None:
            self._land(results, landing)
        else:
            if message.completes:
                self._port.fit_results()
            self._reading.rematch(request.in_background)
        if not waits:
            if not request.in_background:
                self._port.hold_keys(Job.COUNTS)
            self._port.release_keys(Job.SEARCH)

    def _land(self, results: Results, landing: Landing) -> None:
        """Open the article of the landing, else the first result."""
        self._port.fit_results()
        num = self._port.session.num_of(landing.article) if landing.article else None
        if num is not None:
            self._reading.select_and_open(num, landing.offset, focus=False)
        elif len(results.found.hits):
            self._reading.open(results.found.hits[0].num)
        else:
            self._reading.show(None)

    def show_counts(self) -> None:
        """Show how many articles were found and how many the list shows."""
        results, views = self._port.state.search.results, self._port.views
        if results is None:
            return
        found, milliseconds = len(results.found.hits), results.found.seconds * 1000
        begun = f" begin {results.begun}…" if results.begun else ""
        views.bar.outcome.show(
            f"{found:,} of {results.found.total:,}{begun} · {milliseconds:.0f} ms"
        )
        shown = views.results.count
        counts = f"{shown:,}" if shown == found else f"{shown:,} of {found:,}"
        narrowing = views.panes["results"].filter_line.value
        views.panes["results"].heading.show(
            f"{counts}, with “{narrowing}”" if narrowing else counts
        )

    def more_rows(self, message: RowsWanted) -> None:
        """Read rows that have come into sight."""
        port, results = self._port, self._port.views.results.results
        if results is None:
            return

        def came(rows: list[ResultRow]) -> None:
            if port.views.results.results is results:
                port.views.results.add_rows(rows)

        def work(_: IsCancelled) -> None:
            port.deliver(came, port.session.rows(results.found, message.first, message.last))

        port.start(Job.ROWS, work)

    def filter_results(self, text: str) -> None:
        """Show only results whose title, publication or date has `text`; all for no text."""
        port, whole = self._port, self._port.state.search.results
        if whole is None:
            return
        if not text:
            port.views.results.show(whole)
            self.show_counts()
            return

        def filtered(results: Results) -> None:
            if port.state.search.results is whole:
                port.views.results.show(results)
                self.show_counts()

        port.start(
            Job.LIST_FILTER, lambda _: port.deliver(filtered, port.session.narrowed(whole, text))
        )

    def action_search(self) -> None:
        """Go to the search bar, the old query selected: typing replaces it."""
        self._trail.stay()
        line = self._port.views.bar.query_line
        self._port.focus_widget(line)
        line.select_all()
