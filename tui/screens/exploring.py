"""Walking on from what was found: along time, to what is alike, through the words around matches, from actor to actor, and back."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from textual import work
from textual.worker import get_current_worker

from index import query
from index.article import CrossReference, Quotation, Span
from index.catalog import Card
from index.concordance import Arranged, Concordance
from index.corrections import corrections_file, toggle_ignored, toggle_same
from index.dossier import Dossier
from index.errors import Cancelled, QueryError
from index.explore import KwicRow, Related, Spot
from index.field_counts import Field, FieldCount
from index.marking import dossier_marks
from index.query import Query
from index.review import now
from index.speech import Pair
from index.timeline import Timeline
from index.trail import Step, StepKind
from index.wordings import Wording
from tui import messages
from tui.panes.entries import Entry, Target, lead_of
from tui.panes.time_strip import TimeStrip
from tui.screens.prompt import Prompt
from tui.screens.room_base import RoomBase
from tui.session import Opened, Place, Results

Cancel = Callable[[], bool]
# Articles that a dossier is made of at first, and how many times as many when more are asked for.
_NEWEST, _OLDER = 2000, 4
# Passages that are handed to a list at once.
_BATCH = 20
# Other wordings are counted only for an article that one stays on.
_STAYING = 0.4


class Exploring(RoomBase):
    """Everything that leads on from a search or an article; `Room` is the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strip = TimeStrip()
        self._over = ""
        # the matches of all articles that were found, as far as they have been read
        self._lines_of: Results | None = None
        self._lines: Concordance | None = None
        self._lines_done = False
        self._steps: deque[Step] = deque()
        self._stepping = threading.Lock()
        self._wordings_timer: Any = None

    # --- what a search found, seen from other sides ---

    def survey(self, results: Results, cancelled: Cancel) -> None:
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

    def _show_fields(self, results: Results, fields: dict[Field, list[FieldCount]]) -> None:
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
        self._with_query(lambda wanted: query.with_filter(wanted, message.field, message.name, message.negated))

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
            lambda wanted: query.without_dates(wanted) if first is None or last is None else query.with_dates(wanted, first, last)
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

        self.app.push_screen(Prompt("A second search to lay over the time strip (empty: none)", self._over), given)

    # --- what is alike ---

    def action_related(self) -> None:
        """To the passage chosen, else to the article."""
        target = self._target() if self.pane in {"article", "quotes", "passages"} else None
        if target is not None and (self.pane != "article" or target[2] == "lines") and self.passages.order is None:
            opened, span, kind = target
            self._find_related(opened.num, span, f"this {kind}" if kind != "lines" else "these lines")
            return
        num = self._article_here()
        if num is None:
            self.status.show(notice="No article here.")
        else:
            self._find_related(num, None, "this article")

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _find_related(self, num: int, span: Span | None, to: str) -> None:
        worker = get_current_worker()

        def run() -> None:
            found = self.session.explorer.related(num, span, lambda: worker.is_cancelled)
            self.app.call_from_thread(self._show_related, to, found)

        self._unless_cancelled(run)

    def _show_related(self, to: str, found: Sequence[Related]) -> None:
        from tui.screens.related import RelatedScreen

        self.app.push_screen(RelatedScreen(to, found), self._jump_to)

    def _unless_cancelled(self, run: Callable[[], None]) -> None:
        def quietly() -> None:
            with contextlib.suppress(Cancelled):
                run()

        self._in_worker(quietly)

    def _jump_to(self, target: Target | None) -> None:
        """Go to what was chosen on another screen."""
        if target is None:
            return
        num, at = target
        self.step("jump")
        index = self.results.place(num)
        if index is not None:
            self.results.move_to(index)
        self._open_soon(num, at=at, focus=True)

    def action_differences(self) -> None:
        quotation = self.quotes.at(self.quotes.cursor) if self.pane == "quotes" else None
        opened = self.article.opened
        if quotation is not None and opened is not None:
            self._find_wordings(opened, quotation)
            return
        num = self._article_here()
        if num is not None:
            self._compare(num)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _find_wordings(self, opened: Opened, quotation: Quotation) -> None:
        worker = get_current_worker()

        def run() -> None:
            found = self.session.explorer.wordings(opened.num, quotation, lambda: worker.is_cancelled)
            own = opened.analysis.article.text[quotation.start : quotation.end]
            self.app.call_from_thread(self._show_wordings, own, found)

        self._unless_cancelled(run)

    def _show_wordings(self, own: str, found: Sequence[Wording]) -> None:
        from tui.screens.wordings import WordingsScreen

        if found:
            self.app.push_screen(WordingsScreen(own, found), self._jump_to)
        else:
            self.status.show(notice="No other article has this quotation.")

    def count_wordings_soon(self) -> None:
        """Look how many other wordings the open article's quotations have, once it stays open."""
        if self._wordings_timer is not None:
            self._wordings_timer.stop()
        self._wordings_timer = self.set_timer(_STAYING, self._count_wordings)

    @work(thread=True, group="wordings", exclusive=True, exit_on_error=False)
    def _count_wordings(self) -> None:
        worker, opened = get_current_worker(), self.article.opened

        def run() -> None:
            if opened is None:
                return
            counts = {}
            for quotation in opened.quotations:
                found = self.session.explorer.wordings(opened.num, quotation, lambda: worker.is_cancelled)
                if found:
                    counts[quotation] = len(found)
            if counts and not worker.is_cancelled:
                self.app.call_from_thread(self.quotes.show_wordings, opened, counts)

        self._unless_cancelled(run)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _compare(self, num: int) -> None:
        def run() -> None:
            comparisons = self.session.compared(num)
            self.app.call_from_thread(self._show_differences, comparisons)

        self._in_worker(run)

    def _show_differences(self, comparisons: tuple[Any, ...]) -> None:
        from tui.screens.differences import DifferencesScreen

        if comparisons:
            self.app.push_screen(DifferencesScreen(comparisons))
        else:
            self.status.show(notice="This article has no doubles.")

    def action_unfold(self) -> None:
        """Show or fold the doubles of the article under the cursor."""
        num = self._article_here()
        if num is not None and self.session.unfold(num):
            self.search(self.bar.text, keep_place=True)
        else:
            self.status.show(notice="This article has no doubles.")

    # --- the words around matches ---

    def on_order_chosen(self, _: messages.OrderChosen) -> None:
        """Begin to read the matches of all articles, put those read by now in order, or stop it."""
        if self.passages.order is None:
            self.workers.cancel_group(self, "kwic")
            self._lines_of = self._lines = None
        elif self.whole is None:
            return
        elif self._lines_of is not self.whole:
            self.read_lines()
        elif self._lines is not None:
            self._arrange_lines(self.whole, self._lines, False)
        self.tell_passages()

    def read_lines(self) -> None:
        """Read the matches of what was found, if they are shown."""
        whole = self.whole
        if whole is not None and self.passages.order is not None:
            self._lines_of, self._lines, self._lines_done = whole, None, False
            self._read_lines(whole)

    @work(thread=True, group="kwic", exclusive=True, exit_on_error=False)
    def _read_lines(self, whole: Results) -> None:
        worker = get_current_worker()

        def run() -> None:
            fresh = True
            for lines in self.session.explorer.concordance(whole.found, lambda: worker.is_cancelled):
                if worker.is_cancelled:
                    return
                self._lines = lines
                self._show_arranged(whole, lines, fresh)
                fresh = False
            self.app.call_from_thread(self._all_lines, whole)

        self._in_worker(run)

    @work(thread=True, group="order", exclusive=True, exit_on_error=False)
    def _arrange_lines(self, whole: Results, lines: Concordance, fresh: bool) -> None:
        self._in_worker(lambda: self._show_arranged(whole, lines, fresh))

    def _show_arranged(self, whole: Results, lines: Concordance, fresh: bool) -> None:
        """Put lines in the order that is wanted by now, in a worker, and show them."""
        by = self.passages.order
        if by is not None:
            self.app.call_from_thread(self._show_lines, whole, lines.arranged(by, self.passages.wanted), fresh)

    def _show_lines(self, whole: Results, arranged: Arranged, fresh: bool) -> None:
        if whole is self._lines_of:
            self.passages.show_lines(arranged, fresh)
            self.tell_passages()

    def _all_lines(self, whole: Results) -> None:
        self._lines_done = self._lines_done or whole is self._lines_of

    def tell_passages(self) -> None:
        """How many passages are shown, and in which order."""
        self.panes["passages"].heading.show(self.passages.told(len(self.whole.found.hits) if self.whole else 0))

    def on_lines_wanted(self, message: messages.LinesWanted) -> None:
        """Lines have come into sight whose words are not here."""
        if self._lines is not None:
            self._fetch_words(self._lines, message.lines)

    @work(thread=True, group="rows", exit_on_error=False)
    def _fetch_words(self, lines: Concordance, wanted: tuple[int, ...]) -> None:
        def run() -> None:
            rows = self.session.explorer.kwic_rows(lines, wanted)
            self.app.call_from_thread(self._words_came, rows)

        self._in_worker(run)

    def _words_came(self, rows: dict[int, KwicRow]) -> None:
        self.passages.add_words(rows)

    def on_show_collocates(self, _: messages.ShowCollocates) -> None:
        """The words beside the matches of all that was found."""
        whole = self.whole
        if whole is None or whole.found.query.node is None:
            self.status.show(notice="Search for words first: these are the words beside them.")
            return
        self.status.show(notice="Reading the words beside the matches…")
        self._find_collocates(whole, self._lines if self._lines_done and whole is self._lines_of else None)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _find_collocates(self, whole: Results, lines: Concordance | None) -> None:
        worker = get_current_worker()

        def run() -> None:
            found = lines
            growing = () if lines else self.session.explorer.concordance(whole.found, lambda: worker.is_cancelled)
            for so_far in growing:
                found = so_far
            if found is not None and not worker.is_cancelled:
                words = self.session.explorer.collocates(found)
                self.app.call_from_thread(self._show_collocates, words, found)

        self._in_worker(run)

    def _show_collocates(self, words: Sequence[Any], lines: Concordance) -> None:
        from tui.screens.collocates import CollocatesScreen

        self.status.show(notice="")
        self.app.push_screen(CollocatesScreen(words, len(lines), lines.articles), self._with_collocate)

    def _with_collocate(self, word: str | None) -> None:
        """Show the lines that have a word beside the match; the filter line of the pane says so."""
        if word is None:
            return
        self.go("passages")
        if self.passages.order is None:
            self.passages.action_order()
        pane = self.panes["passages"]
        pane.filter_line.value = word
        pane.filter_line.add_class("-on")

    def export_lines(self) -> bool:
        """Ask for a file for the concordance on the screen; whether there is one."""
        arranged = self.passages.arranged
        if self.pane != "passages" or self.passages.order is None or arranged is None:
            return False
        if not self._lines_done:
            self.status.show(notice="Not all articles have been read yet: wait until the heading says so no longer.")
            return True
        lines, order = arranged.lines, arranged.numbers()

        def named(text: str | None) -> None:
            if text:
                self.keep(lambda: f"{len(order):,} lines written to {self.session.write_lines(lines, order, text)}")

        self.app.push_screen(Prompt(f"{len(order):,} lines to a file in .csv", "~/concordance.csv"), named)
        return True

    # --- by actors ---

    def on_show_dossier(self, message: messages.ShowDossier) -> None:
        """Open the dossier; what is chosen there is jumped to here."""
        self._dossier(message.number, _NEWEST)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _dossier(self, number: int, most: int) -> None:
        def run() -> None:
            dossier = self.session.dossier(number, most)
            if dossier is not None:
                self.app.call_from_thread(self._open_dossier, number, dossier)

        self._in_worker(run)

    def _open_dossier(self, number: int, dossier: Dossier) -> None:
        from tui.screens.dossier import DossierScreen, More

        def chosen(what: tuple[str, int] | str | More | None) -> None:
            if isinstance(what, str):
                self.ask_export(dossier_marks(dossier), what)
            elif isinstance(what, More):
                self.status.show(notice="Reading older articles…")
                self._dossier(number, dossier.read * _OLDER)
            else:
                self._jump_to_place(what)

        self.app.push_screen(DossierScreen(dossier), chosen)

    def _jump_to_place(self, place: tuple[str, int] | None) -> None:
        """Go to an offset in an article given by its id."""
        num = self.session.num_of(place[0]) if place is not None else None
        if place is not None and num is not None:
            self._jump_to((num, place[1]))

    def on_compare_actors(self, message: messages.CompareActors) -> None:
        """Show two dossiers side by side."""
        self._compare_actors(message.one, message.other)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _compare_actors(self, one: int, other: int) -> None:
        def run() -> None:
            dossiers = [self.session.dossier(number, _NEWEST) for number in (one, other)]
            about = self.session.explorer.about_each_other(one, other)
            if dossiers[0] is not None and dossiers[1] is not None:
                self.app.call_from_thread(self._show_compared, dossiers[0], dossiers[1], about)

        self._in_worker(run)

    def _show_compared(self, one: Dossier, other: Dossier, about: tuple[int, int]) -> None:
        from tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(one, other, about), self._jump_to_place)

    def on_show_together(self, message: messages.ShowTogether) -> None:
        """List the paragraphs that name both."""
        whole, explorer = self.whole, self.session.explorer
        (one, name), (other, other_name) = message.one, message.other
        if whole is not None:
            self._list_spots(
                f"{name} and {other_name}", lambda gone: explorer.together(whole.found, one, other, gone), self._jump_to
            )

    def _list_spots(self, title: str, spots: Callable[[Cancel], Iterator[Spot]], then: Callable[[Target | None], None]) -> None:
        from tui.screens.spots import SpotsScreen

        gone = threading.Event()
        screen = SpotsScreen(title, gone.set)
        self.app.push_screen(screen, then)
        self._fill(screen, spots, gone.is_set)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _fill(self, screen: Any, spots: Callable[[Cancel], Iterator[Spot]], gone: Cancel) -> None:
        def run() -> None:
            found = spots(gone)
            while (some := list(islice(found, _BATCH))) and not gone():
                self.app.call_from_thread(screen.add, some)
            if not gone():
                self.app.call_from_thread(screen.done)

        self._unless_cancelled(run)

    def on_same_actor(self, message: messages.SameActor) -> None:
        """Two names are one actor."""

        def run() -> str:
            same = self.session.put_right(lambda path: toggle_same(path, message.kind, message.name, message.other))
            return f"{message.other} {'is' if same else 'is no longer'} {message.name} ({corrections_file().name} has it)."

        self.keep(run, self._actors_changed)

    def on_no_actor(self, message: messages.NoActor) -> None:
        """A name is none."""

        def run() -> str:
            self.session.put_right(lambda path: toggle_ignored(path, message.kind, message.name))
            return f"{message.name} is not an actor ({corrections_file()} has it, and can be edited)."

        self.keep(run, self._actors_changed)

    def _actors_changed(self) -> None:
        self.search(self.bar.text, keep_place=True)

    def on_show_speech(self, _: messages.ShowSpeech) -> None:
        """Show the table of who speaks about whom."""
        if self.whole is not None:
            self._count_speech(self.whole)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _count_speech(self, whole: Results) -> None:
        def run() -> None:
            explorer = self.session.explorer
            pairs = [explorer.pairs(whole.found, beside) for beside in (False, True)]
            names = {number: name for number, (name, _) in explorer.actor_names().items()}
            self.app.call_from_thread(self._show_speech, whole, pairs, names, False)

        self._in_worker(run)

    def _show_speech(self, whole: Results, pairs: list[list[Pair]], names: dict[int, str], beside: bool) -> None:
        from tui.screens.speech import SpeechScreen

        def chosen(pair: Pair | None) -> None:
            if pair is None:
                return

            def then(target: Target | None) -> None:
                if target is None:
                    self._show_speech(whole, pairs, names, pair.beside)
                else:
                    self._jump_to(target)

            title = f"{names[pair.actor]} {'beside' if pair.beside else 'about'} {names[pair.other]}"
            self._list_spots(title, lambda gone: self.session.explorer.spoken(whole.found, pair, gone), then)

        self.app.push_screen(SpeechScreen(pairs, names, beside), chosen)

    # --- from citation to source ---

    def action_follow(self) -> None:
        """Follow the cross-reference at or after the cursor."""
        opened = self.article.opened
        references = opened.analysis.references if opened else ()
        if not references:
            self.status.show(notice="No reference to another article here.")
            return
        at = self.article.offset_at_cursor
        reference = next((r for r in references if r.end > at), references[-1])
        written = f"{reference.publication}{f', {reference.date_text}' if reference.date_text else ''}"
        self._follow_reference(reference, written)

    @work(thread=True, group="open", exclusive=True, exit_on_error=False)
    def _follow_reference(self, reference: CrossReference, written: str) -> None:
        def run() -> None:
            cards = self.session.references(reference)
            if not cards:
                self.post_message(messages.Notice(f"{written} is not in this library (M lists what is missing)."))
            elif len(cards) == 1:
                self.app.call_from_thread(self._jump_to, (cards[0].num, None))
            else:
                self.app.call_from_thread(self._choose_article, written, cards)

        self._in_worker(run)

    def _choose_article(self, written: str, cards: Sequence[Card]) -> None:
        from tui.screens.entries import EntriesScreen

        entries = [Entry(lead_of(card), card.title, card.path, (), (card.num, None)) for card in cards]
        self.app.push_screen(EntriesScreen(f"{written} can be {len(cards):,} articles", entries), self._jump_to)

    def action_cited_by(self) -> None:
        """List where other articles refer to the open one."""
        opened = self.article.opened
        if opened is None or not opened.cited_by:
            self.status.show(notice="No article here refers to this one.")
            return
        explorer = self.session.explorer
        self._list_spots("Cited by", lambda gone: explorer.cited_by(opened.num, gone), self._jump_to)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def action_missing(self) -> None:
        """List what is referred to and not here."""

        def run() -> None:
            missing = self.session.explorer.missing()
            cards = {card.num: card for card in self.session.library.catalog.cards({one.references[0].num for one in missing})}
            entries = [
                Entry(
                    f"{len(one.references):,} x",
                    ", ".join(filter(None, (one.publication, one.written or "no date"))),
                    f"first in: {cards[one.references[0].num].title}",
                    (),
                    (one.references[0].num, one.references[0].start),
                )
                for one in missing
                if one.references[0].num in cards
            ]
            self.app.call_from_thread(self._show_missing, entries)

        self._in_worker(run)

    def _show_missing(self, entries: Sequence[Entry]) -> None:
        from tui.screens.entries import EntriesScreen

        nothing = "Every article that is referred to is here."
        self.app.push_screen(EntriesScreen(f"Referred to and not here: {len(entries):,}", entries, nothing), self._jump_to)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def action_sources(self) -> None:
        """Rank the outlets that the articles found cite."""
        whole = self.whole

        def run() -> None:
            if whole is not None:
                self.app.call_from_thread(self._show_sources, whole, self.session.explorer.sources(whole.found))

        self._in_worker(run)

    def _show_sources(self, whole: Results, outlets: Sequence[FieldCount]) -> None:
        from tui.screens.sources import SourcesScreen

        def chosen(outlet: str | None) -> None:
            if outlet is None:
                return

            def then(target: Target | None) -> None:
                if target is None:
                    self._show_sources(whole, outlets)
                else:
                    self._jump_to(target)

            self._list_spots(f"Rests on {outlet}", lambda gone: self.session.explorer.rests_on(whole.found, outlet, gone), then)

        self.app.push_screen(SourcesScreen(outlets), chosen)

    # --- the trail ---

    def step(self, kind: StepKind, text: str | None = None) -> None:
        """A step is made from here, to the query `text` if that is another: note the place that is left."""
        self.stay()
        self._put_step(self.session.trail.add(kind, self.bar.text if text is None else text, now()))

    def stay(self) -> None:
        """Note where one is at this step of the trail."""
        opened = self.article.opened
        article = opened.analysis.article if opened else None
        moved = self.session.trail.stay(
            self.bar.text, article.id if article else None, self.article.offset_at_cursor, article.title if article else ""
        )
        if moved is not None:
            self._put_step(moved)

    def _put_step(self, step: Step) -> None:
        self._steps.append(step)
        self._write_steps()

    @work(thread=True, group="trail", exit_on_error=False)
    def _write_steps(self) -> None:
        def run() -> None:
            with self._stepping:  # in the order they were made
                while self._steps:
                    self.session.keep_step(self._steps.popleft())

        self._in_worker(run)

    def action_jump_back(self) -> None:
        self.stay()
        self._go_to_step(self.session.trail.back(), "back to")

    def action_jump_forward(self) -> None:
        self.stay()
        self._go_to_step(self.session.trail.forward(), "forward to")

    def _go_to_step(self, step: Step | None, way: str) -> None:
        if step is None:
            self.status.show(notice=f"No step to go {way}.")
            return
        self._put_step(step)
        reading = step.kind in {"open", "jump"}
        num = self.session.num_of(step.article) if step.article else None
        if step.article and num is None:
            self.status.show(notice=f"{step.title or 'This article'} has gone from the library.")
        if step.query != self.bar.text:
            self.start = Place(step.query, step.article, step.offset)
            self.settled(step.query)
            self.bar.set_text(step.query)
            self._await()
            self.search(step.query, entered=True)
            self.go("article" if reading else "results")
        elif num is not None:
            index = self.results.place(num)
            if index is not None:
                self.results.move_to(index)
            self._open_soon(num, at=step.offset, focus=reading)

    def action_trail(self) -> None:
        """Show every step; go to the one that is chosen."""
        from tui.screens.trail import TrailScreen

        self.stay()
        trail = self.session.trail

        def chosen(ident: str | None) -> None:
            if ident is not None:
                self._go_to_step(trail.go_to(ident), "to")

        def mark(ident: str) -> Step:
            step = trail.toggle_mark(ident)
            self.keep(lambda: self.session.keep_step(step))
            return step

        here = trail.here
        self.app.push_screen(TrailScreen(trail.steps, here.id if here else None, mark), chosen)


__all__ = ["Exploring"]
