"""What was found, by time and by facets, and the search narrowed by them."""

from collections.abc import Callable
from typing import Any

from textual import work

from index import FacetField, FieldCount, QueryError, Timeline, query
from index.query import Query
from tui import messages
from tui.panes.time_strip import TimeStrip
from tui.screens.leading import Leading
from tui.screens.prompt import Prompt
from tui.session import Results


class Narrowing(Leading):
    """Time strip and facets of the reading room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strip = TimeStrip()
        self._over = ""

    # --- what a search found, seen from other sides ---

    def survey(self, results: Results, cancelled: Callable[[], bool]) -> None:
        """Count the articles found by time and by facets, in the worker that found them."""
        explorer, over = self.session.explorer, self._over
        searches = [results.found]
        if over:
            second = self.session.search(over, False, cancelled)
            if second is None:
                return
            searches.append(second.found)
        line = explorer.timeline(searches, most=self.strip.most)
        if cancelled():
            return
        self.app.call_from_thread(self._show_timeline, results, line, over)
        fields = explorer.field_counts(results.found)
        if not cancelled():
            self.app.call_from_thread(self._show_fields, results, fields)

    def _show_timeline(self, results: Results, line: Timeline, over: str) -> None:
        if results is self.whole and over == self._over:
            self.strip.show(line, over)
            self.mark_time()

    def _show_fields(self, results: Results, fields: dict[FacetField, list[FieldCount]]) -> None:
        if results is self.whole:
            self.actors.show_fields(fields)

    def mark_time(self) -> None:
        """Mark the selected article on the time strip: the one under the cursor of the results, else the open one."""
        date = self.results.date_at(self.results.cursor) if self.pane == "results" else None
        if date is None and self.article.opened is not None:
            date = str(self.article.opened.analysis.article.date or "")
        self.strip.select(date)

    def narrow_to(self, wanted: Query) -> None:
        """Search with conditions changed by a key; they stand in the search bar, where they are seen and can be edited."""
        text = str(wanted)
        self.step("filter", text)
        self.settled(text)
        self.bar.set_text(text)
        self.search(text, entered=True)

    def _with_query(self, change: Callable[[Query], Query]) -> None:
        try:
            wanted = change(query.parse(self.bar.text))
        except QueryError as error:
            self.status.show_error(str(error))
            return
        self.narrow_to(wanted)

    def show_conditions(self, text: str) -> None:
        """Tell the facets what narrows the search."""
        try:
            conditions = query.conditions(query.parse(text))
        except QueryError:
            return
        self.actors.show_conditions([str(Query(one)) for one in conditions])

    def on_actor_filter(self, message: messages.ActorFilter) -> None:
        """Put a filter into the query, where it is seen, or take it out again."""
        self._with_query(
            lambda wanted: query.with_filter(wanted, message.field, message.name, message.negated)
        )

    def on_field_filter(self, message: messages.FieldFilter) -> None:
        """The same for a publication, a year and so on; a year takes the place of other dates."""

        def change(wanted: Query) -> Query:
            if message.field != "date":
                return query.with_filter(wanted, message.field, message.value, message.negated)
            return query.with_years(wanted, message.value, message.negated)

        self._with_query(change)

    def on_condition_dropped(self, message: messages.ConditionDropped) -> None:
        """Take a condition out of the query."""
        self._with_query(lambda wanted: query.without(wanted, message.condition))

    # --- time ---

    def action_timeline(self) -> None:
        line = self.strip.line
        if line is None or not len(line):
            self.status.show(notice="None of these articles has a date to choose by.")
            return
        try:
            dates = query.dates_of(query.parse(self.bar.text))
        except QueryError:
            dates = None
        if self.pane not in {"results", "article"}:
            self.go("results")
        self.strip.enter(dates)
        self.set_focus(self.strip, scroll_visible=False)
        self.status.show(keys="Enter narrow  v range  h l move  x any time  Esc back")

    def on_time_left(self, _: messages.TimeLeft) -> None:
        """Back to the pane one came from."""
        self.go(self.pane)

    def on_time_chosen(self, message: messages.TimeChosen) -> None:
        """Narrow the search to a range."""
        first, last = message.first, message.last
        self.go("results")
        self._with_query(
            lambda wanted: (
                query.without_dates(wanted)
                if first is None or last is None
                else query.with_dates(wanted, first, last)
            )
        )

    def action_earlier(self) -> None:
        self._to_period(-1)

    def action_later_period(self) -> None:
        self._to_period(1)

    def _to_period(self, step: int) -> None:
        """To the first hit of the nearest period before or after the selected article's."""
        line, whole = self.strip.line, self.whole
        if line is None or whole is None or not len(line):
            self.status.show(notice="None of these articles has a date.")
            return
        here = self.strip.selected
        start = here if here is not None else (len(line) if step < 0 else -1)
        place = line.neighbour(start, step)
        if place is None:
            self.status.show(
                notice=f"Nothing {'before' if step < 0 else 'after'} {line.name(max(0, min(start, len(line) - 1)))}."
            )
            return
        self._await()
        self._find_in_period(whole, line, place)

    @work(thread=True, group="open", exclusive=True, exit_on_error=False)
    def _find_in_period(self, whole: Results, line: Timeline, place: int) -> None:
        def run() -> None:
            num = self.session.explorer.first_in(whole.found, line, place)
            self.app.call_from_thread(self._go_to_period, whole, num)

        self._in_worker(run)

    def _go_to_period(self, whole: Results, num: int | None) -> None:
        index = self.results.place(num) if whole is self.whole else None
        if index is None:
            self._arrived()
        elif self.pane == "article":
            self._open_place(index, focus=True)
        else:
            self.results.move_to(index)
            self._arrived()
        self.mark_time()

    def action_overlay(self) -> None:
        """Ask for a second search to lay over the time strip."""

        def given(text: str | None) -> None:
            if text is None:
                return
            try:
                query.parse(text)
            except QueryError as error:
                self.status.show_error(str(error))
                return
            self._over = text.strip()
            self.search(self.bar.text, keep_place=True)

        self.app.push_screen(
            Prompt("A second search to lay over the time strip (empty: none)", self._over), given
        )


__all__ = ["Narrowing"]
