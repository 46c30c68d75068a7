"""The time strip: counts by period, a range to narrow to, and a second search as an overlay."""

from textual.widget import Widget

from index import Counted, QueryError, Timeline, query
from tui.messages import TimeChosen
from tui.room.filters_controller import FilterController
from tui.room.jobs import Job
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.room.searching_controller import SearchController, Survey
from tui.session_records import Results

# Periods are counted after a search: on a slow or distant library some seconds later.
_NOT_YET = "The articles found are not counted by date yet. Try again."


class TimelineController:
    """Owns the time strip."""

    def __init__(
        self,
        port: RoomPort,
        search: SearchController,
        filters: FilterController,
        reading: ReadingController,
    ) -> None:
        self._port, self._search = port, search
        self._filters, self._reading = filters, reading
        self._overlay = ""
        # What the reader chose to have counted; None: as the dates of the search are meant.
        self._counted: Counted | None = None
        self._unsized: Results | None = None

    def survey(self) -> Survey:
        """Counts the articles found by period, for the width that the strip has now."""
        overlay, strip, chosen = self._overlay, self._port.views.strip, self._counted
        periods, sized = strip.most, strip.size.width > 0

        def survey(results: Results, cancelled: IsCancelled) -> None:
            session = self._port.session
            answers = []
            if overlay:
                second = session.search(overlay, False, cancelled)
                if second is None:
                    return
                answers.append(second.found.answer)
            counted = chosen or ("statements" if results.found.query.by_said else "articles")
            line = results.found.answer.timeline(None, periods, answers, counted)
            if not cancelled():
                self._port.deliver(self._show, results, line, overlay, sized, cancelled)

        return survey

    def _show(
        self, results: Results, line: Timeline, overlay: str, sized: bool, stale: IsCancelled
    ) -> None:
        if stale() or overlay != self._overlay:
            return
        self._port.views.strip.show(line, overlay)
        if self._port.views.strip.entered:
            self._show_keys()
        self.mark_selected()
        self._unsized = None if sized else results
        self.resized()

    def switch(self) -> None:
        """Count statements by the day said instead of articles by their dates, or the reverse."""
        line = self._port.views.strip.line
        statements = line is not None and line.counted == "statements"
        self._counted = "articles" if statements else "statements"
        self._count_again()
        self._port.say(
            "Articles by their dates." if statements else "Statements by the day they were said."
        )

    def _count_again(self, in_background: bool = False) -> None:
        """Count the results in force for the strip."""
        survey, results = self.survey(), self._port.state.search.results
        if results is None:
            return

        def stale() -> bool:
            return self._port.state.search.results is not results

        self._port.start(
            Job.TIMELINE, lambda _: survey(results, stale), in_background=in_background
        )

    def resized(self) -> None:
        """Repeat the counts made before the strip had a width."""
        results, self._unsized = self._unsized, None
        if results is None:
            return
        if not self._port.views.strip.size.width:
            self._unsized = results
        elif self._port.state.search.results is results:
            self._count_again(in_background=True)

    def mark_selected(self) -> None:
        """Mark the period of the article under the cursor of the results, else of the open one.

        Where statements are counted, that of the statement chosen in the quotes.
        """
        views, opened = self._port.views, self._port.state.reading.opened
        if views.strip.line is not None and views.strip.line.counted == "statements":
            chosen = views.quotes.at(views.quotes.cursor) if opened else None
            if self._port.state.pane == "quotes" and chosen is not None:
                day = None if chosen.said_basis == "file" else chosen.said_date
                views.strip.select(str(day) if day else None)
            return
        date = None
        if self._port.state.pane == "results":
            date = views.results.date_at(views.results.cursor)
        if date is None and opened is not None:
            date = str(opened.analysis.article.date or "")
        views.strip.select(date)

    def action_timeline(self) -> None:
        """Go to the time strip to choose a range."""
        strip = self._port.views.strip
        if strip.line is None:
            self._port.say(_NOT_YET)
            return
        said = strip.line.counted == "statements"
        if not len(strip.line):
            if said:
                self.switch()
                self._port.say("None of these statements has a day; articles are counted again.")
            else:
                self._port.say("None of these articles has a date to choose by.")
            return
        try:
            wanted = query.parse(self._port.views.bar.text)
            dates = query.dates_of(wanted) if wanted.by_said == said else None
        except QueryError:
            dates = None
        if self._port.state.pane not in {"results", "article"}:
            self._port.go("results")
        strip.enter(dates)
        self._port.focus_widget(strip)
        self._show_keys()

    def _show_keys(self) -> None:
        """Show the keys of the strip in the footer: `s` with what it counts next."""
        keymap, line = self._port.keymap, self._port.views.strip.line
        said = line is not None and line.counted == "statements"
        words = {
            "narrow": "narrow",
            "said": "by date" if said else "by day said",
            "range": "range",
            "all": "any time",
        }
        keys = [(keymap.shown(f"time.{name}").split(" ")[0], word) for name, word in words.items()]
        back, to = (keymap.shown(f"time.{name}").split(" ")[0] for name in ("before", "after"))
        keys.insert(3, (f"{back} {to}", "move"))
        leave = keymap.shown("time.leave").split(" ")[0]
        self._port.views.status.show(
            keys="  ".join(f"{key} {word}" for key, word in keys), always=f"{leave} back"
        )

    def leaves_strip(self, focused: Widget) -> bool:
        """Note that a widget has the focus. Returns whether it took it from the strip."""
        strip = self._port.views.strip
        if focused is strip:
            self._show_keys()
            return False
        left = strip.entered
        if left:
            strip.end_choice()
            self._port.say("")
        return left

    def leave(self) -> None:
        """Go back to the pane the strip was entered from."""
        self._port.go(self._port.state.pane)

    def narrow(self, message: TimeChosen) -> None:
        """Narrow the search to a range of days, or to any time."""
        first, last = message.first, message.last
        self._port.go("results")
        self._filters.change(
            lambda wanted: (
                query.without_dates(wanted)
                if first is None or last is None
                else query.with_dates(wanted, first, last, message.said)
            )
        )

    def action_earlier(self) -> None:
        """Go to the first result of the period before."""
        self._to_period(-1)

    def action_later_period(self) -> None:
        """Go to the first result of the period after."""
        self._to_period(1)

    def _to_period(self, step: int) -> None:
        """Go to the first hit of the nearest period before or after the selected article's."""
        port, line = self._port, self._port.views.strip.line
        whole = port.state.search.results
        if line is None or whole is None:
            port.say(_NOT_YET)
            return
        if not len(line):
            port.say("None of these articles has a date.")
            return
        here = port.views.strip.selected
        start = here if here is not None else (len(line) if step < 0 else -1)
        place = line.neighbour(start, step)
        if place is None:
            name = line.name(max(0, min(start, len(line) - 1)))
            port.say(f"Nothing {'before' if step < 0 else 'after'} {name}.")
            return

        def work(cancelled: IsCancelled) -> None:
            if line.counted == "articles":
                num = port.session.explorer.first_in(whole.found, line, place)
            else:
                inside = query.with_dates(whole.found.query, *line.days(place), said=True)
                found = port.session.search(str(inside), False, cancelled)
                num = found.found.hits[0].num if found and len(found.found.hits) else None
            port.deliver(self._go_to, whole, num)
            if line.counted == "statements":
                port.deliver(port.views.strip.select_period, place)

        port.start(Job.PERIOD, work)

    def _go_to(self, whole: Results, num: int | None) -> None:
        current = whole is self._port.state.search.results
        index = self._port.views.results.place(num) if current else None
        if index is not None and self._port.state.pane == "article":
            self._reading.open_result(index, focus=True)
        elif index is not None:
            self._port.views.results.move_to(index)
        self.mark_selected()

    def action_overlay(self) -> None:
        """Ask for a second search to show over the time strip."""
        from tui.screens import Prompt

        def given(text: str | None) -> None:
            if text is None:
                return
            try:
                query.parse(text)
            except QueryError as error:
                self._port.fail(str(error))
                return
            self._overlay = text.strip()
            self._search.again()

        question = "A second search to lay over the time strip (empty: none)"
        self._port.push(Prompt(question, self._overlay), given)
