"""The reading room: search bar, results, article, actors, quotations, passages, and what they tell each other."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.widget import Widget

from index import ActorCounts, PressmarkError, QueryError, query
from index.model import Quotation, Span
from tui import messages
from tui.command_search import Command
from tui.keymap import Key, Keymap, bindings
from tui.panes.actors import ActorList
from tui.panes.article import ArticleView
from tui.panes.pane import Heading, Pane
from tui.panes.passages import PassageList
from tui.panes.quotes import QuoteList
from tui.panes.results import ResultList
from tui.panes.search_bar import SearchBar
from tui.panes.status_line import StatusLine
from tui.screens.exploring import Exploring
from tui.screens.following import Following
from tui.screens.reviewing import Reviewing
from tui.session import Opened, Place, Results, Session
from tui.theme import NAMES

PANES = ("results", "article", "actors", "quotes", "passages")
# Columns from which one side pane stands beside the article, and from which all do.
_MEDIUM, _WIDE = 80, 120
_ACTOR_SIDE, _QUOTE_SIDE = {"actors"}, {"quotes", "passages"}
# A burst of steps through quotations moves the article once.
_FOLLOW_DELAY = 0.06
_KEEP_DELAY = 0.4
# An empty first screen would be painted twice over a slow line: it waits this long for the first article.
_FIRST_PAINT_AT_LAST = 0.4
# Keys are held back no longer than this, however long a search takes.
_AWAIT_AT_MOST = 0.6
# Below this nothing can be read; down to 60x20 everything is there.
_LEAST_WIDTH, _LEAST_HEIGHT = 30, 8


class Room(Reviewing, Following, Exploring):
    """The screen one reads on."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_MEDIUM, "-medium"), (_WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[Binding]] = bindings("everywhere", "marks")  # type: ignore[assignment]
    AUTO_FOCUS = ""
    # as Textual has it, but for the repaint of the whole screen with every change of the focus
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    DEFAULT_CSS = """
    Room { layout: vertical; background: $background; overflow: hidden; }
    #columns { height: 1fr; }
    #left, #right, #middle { height: 1fr; }
    #left { width: 28; border-right: $edge $panel; }
    #right { width: 36; border-left: $edge $panel; }
    #middle { width: 1fr; }
    #results { height: 2fr; max-height: 40%; }
    #article { height: 3fr; }
    #quotes { height: 3fr; } #passages { height: 2fr; }
    Room > Heading { display: none; }
    Room.-tiny > * { display: none; }
    Room.-tiny > Heading { display: block; }
    Heading { background: $panel; color: $dim; }
    Heading > .heading--plain { background: $panel; color: $dim; }
    Heading > .heading--focused { background: $panel; color: $primary; text-style: bold reverse; }
    Room.-medium #left { width: 30; display: none; } Room.-medium #right { width: 36; display: none; }
    Room.-medium.-actors #left { display: block; } Room.-medium.-quotes #right { display: block; }
    Room.-narrow #left, Room.-narrow #right { display: none; width: 1fr; border: none; }
    Room.-narrow Pane { display: none; max-height: 100%; }
    Room.-narrow #results, Room.-zoom #results { height: 1fr; max-height: 100%; }
    Room.-narrow.-show-article #time, Room.-zoom.-show-article #time { display: none; }
    Room.-narrow.-show-results #results, Room.-narrow.-show-article #article { display: block; }
    Room.-narrow.-show-actors #left, Room.-narrow.-show-quotes #right, Room.-narrow.-show-passages #right { display: block; }
    Room.-narrow.-show-actors #actors, Room.-narrow.-show-quotes #quotes, Room.-narrow.-show-passages #passages { display: block; }
    Room.-narrow.-show-actors #middle, Room.-narrow.-show-quotes #middle, Room.-narrow.-show-passages #middle { display: none; }
    Room.-zoom #left, Room.-zoom #right { display: none; width: 1fr; border: none; }
    Room.-zoom Pane { display: none; max-height: 100%; }
    Room.-zoom.-show-results #results, Room.-zoom.-show-article #article { display: block; }
    Room.-zoom.-show-actors #left, Room.-zoom.-show-quotes #right, Room.-zoom.-show-passages #right { display: block; }
    Room.-zoom.-show-actors #actors, Room.-zoom.-show-quotes #quotes, Room.-zoom.-show-passages #passages { display: block; }
    Room.-zoom.-show-actors #middle, Room.-zoom.-show-quotes #middle, Room.-zoom.-show-passages #middle { display: none; }
    """

    def __init__(
        self, session: Session, keymap: Keymap, start: Place, *, refresh: bool = True
    ) -> None:
        super().__init__(session)
        self.keymap = keymap
        self.start = start
        self._refresh_library = refresh
        self.bar = SearchBar(self.settle)
        self.results, self.article, self.actors = ResultList(), ArticleView(), ActorList()
        self.quotes, self.passages = QuoteList(), PassageList()
        self.bodies: dict[str, Widget] = {
            "results": self.results, "article": self.article, "actors": self.actors, "quotes": self.quotes, "passages": self.passages,
        }  # fmt: skip
        self.panes = {
            name: Pane(name, name.capitalize(), body) for name, body in self.bodies.items()
        }
        self.status = StatusLine()
        self.whole: Results | None = None
        self._settled: str | None = None
        self._landing = False
        self.pane = "results"
        self._chosen_actor: int | None = None
        self.awaiting = False
        self._await_timer: Any = None
        self._paint_later = ExitStack()
        self._follow_timer: Any = None
        self._keep_timer: Any = None

    def compose(self) -> ComposeResult:
        """Search bar, three columns, status line."""
        yield Heading("Too small: 60x20 needed")
        yield self.bar
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield self.panes["actors"]
            with Vertical(id="middle"):
                yield self.strip
                yield self.panes["results"]
                yield self.panes["article"]
            with Vertical(id="right"):
                yield self.panes["quotes"]
                yield self.panes["passages"]
        yield self.status

    def on_mount(self) -> None:
        """Take up where the last session ended, and bring the library up to date beside."""
        self.bar.set_text(self.start.query)
        self.status.show(keys=self._hints("results"))
        self.go(self.start.pane if self.start.pane in PANES else "results")
        self._paint_later.enter_context(self.app.batch_update())
        self.set_timer(_FIRST_PAINT_AT_LAST, self._paint_later.close)
        self.step_to_search(self.start.query)
        self.search(self.start.query, entered=True)
        self.reload_kept()
        self.set_interval(1.0, self._look_for_news)
        if self._refresh_library:
            self.build()
            self._watch()

    # --- keys pressed ahead of what they are meant for ---

    def _await(self) -> None:
        """Results or an article are on their way: keys pressed meanwhile are meant for them."""
        self.awaiting = True
        if self._await_timer is not None:
            self._await_timer.stop()
        self._await_timer = self.set_timer(_AWAIT_AT_MOST, self._arrived)

    def _arrived(self) -> None:
        """They are there, or will not come: the keys held back are pressed now."""
        if self.awaiting:
            self.awaiting = False
            self.post_message(messages.Arrived())

    # --- workers: everything that may take time ---

    def _in_worker(self, what: Callable[[], None]) -> None:
        try:
            what()
        except PressmarkError as error:
            self.post_message(messages.Notice(str(error), error=True))
        except OSError as error:
            self.post_message(messages.Notice(f"{error.strerror or error}.", error=True))

    def search(
        self, text: str, entered: bool = False, typing: bool = False, keep_place: bool = False
    ) -> None:
        """Search for `text`; the search before it is dropped, but not what it was to lead to."""
        self._landing = entered or (self._landing and not typing)
        entered = self._landing
        self._run_search(text, entered, typing, keep_place, self.session.begin_search())

    @work(thread=True, group="search", exit_on_error=False)
    def _run_search(
        self,
        text: str,
        entered: bool,
        typing: bool,
        keep_place: bool,
        cancelled: Callable[[], bool],
    ) -> None:
        def run() -> None:
            results = self.session.search(text, typing, cancelled)
            if results is None:
                return
            self.post_message(messages.Searched(results, entered, keep_place))
            if (
                results.found.partial
            ):  # what there is by now is shown; the rest comes when it has been found
                results = self.session.search(text, typing, cancelled, seconds=None)
                if results is None:
                    return
                self.post_message(messages.Searched(results, False, True))
            actors = self.session.actors(results, cancelled)
            if actors is not None:
                self.app.call_from_thread(self._show_actors, actors)
                self.survey(results, cancelled)

        self._in_worker(run)

    @work(thread=True, group="rows", exit_on_error=False)
    def fetch_rows(self, results: Results, first: int, last: int) -> None:
        """Get more rows of the result."""
        self._in_worker(
            lambda: self.app.call_from_thread(
                self._rows_came, results, self.session.rows(results.found, first, last)
            )
        )

    def _rows_came(self, results: Results, rows: list[Any]) -> None:
        if self.results.results is results:
            self.results.add_rows(rows)

    @work(thread=True, group="narrow", exclusive=True, exit_on_error=False)
    def narrow_results(self, whole: Results, text: str) -> None:
        """Filter the results by title."""
        self._in_worker(
            lambda: self.app.call_from_thread(
                self._narrowed, whole, self.session.narrowed(whole, text)
            )
        )

    def _narrowed(self, whole: Results, results: Results) -> None:
        if self.whole is whole:
            self.results.show(results)
            self._show_counts()

    @work(thread=True, group="open", exclusive=True, exit_on_error=False)
    def open(
        self, num: int, text: str, at: int | None = None, focus: bool = False, fresh: bool = True
    ) -> None:
        """Open an article; `fresh` lands on offset `at` or its first match, else the place is kept."""

        def run() -> None:
            opened = self.session.open(num, text)
            if opened is not None:
                self.post_message(messages.ArticleOpened(opened, at, focus, fresh))
            else:
                self.post_message(messages.Notice("This article has just gone from the library."))
                self.app.call_from_thread(self._arrived)

        self._in_worker(run)

    @work(thread=True, group="keep", exclusive=True, exit_on_error=False)
    def _keep(self, place: Place) -> None:
        self._in_worker(lambda: self.session.keep(place))

    # --- searching ---

    def on_typed(self, message: messages.Typed) -> None:
        """Search as one types."""
        if (
            message.text == self.bar.text != self._settled
        ):  # a letter that was followed by more, or by Enter, is old
            self._settled = None
            self.search(message.text, typing=True)
            self.keep_soon()

    def settled(self, text: str) -> None:
        """What is in the search bar is meant as it stands."""
        self._settled = text
        self.keep_soon()

    def settle(self, text: str) -> None:
        """The query is meant as it stands: show the first article, and go to the results."""
        self.step_to_search(text)
        self.settled(text)
        self.remember_query(text)
        self._await()
        self.search(text, entered=True)
        self.go("results")

    def on_searched(self, message: messages.Searched) -> None:
        """Show what was found; the first article too, once the query is settled."""
        results = message.results
        if results.text != self.bar.text:
            return
        self.whole = results
        keep_place = message.keep_place and not message.entered
        keep = self.results.num(self.results.cursor) if keep_place else None
        self.results.show(results, keep)
        narrowing = self.panes["results"].filter_line.value
        if narrowing:
            self.narrow_results(results, narrowing)
        self._show_counts()
        self.show_conditions(results.text)
        self.read_lines()
        if keep_place and not results.found.note:
            self.status.fade()
        else:
            self.status.show(notice=results.found.note or "")
        if message.entered:
            self._landing = False
            self._land(results)
        elif self.article.opened is not None:
            self.open(self.article.opened.num, results.text, fresh=False)

    def _show_actors(self, actors: ActorCounts) -> None:
        self.actors.show(actors)
        self.panes["actors"].heading.show(f"{len(actors):,}")

    def _fit_results(self) -> None:
        """Few results leave their room to the article."""
        pane = self.panes["results"]
        lines = max(1, self.results.count) * self.results.ROW_HEIGHT + 1
        few = lines < self.size.height * 2 // 5
        pane.styles.height = (
            lines if few and not (self.has_class("-narrow") or self.has_class("-zoom")) else None
        )

    def _land(self, results: Results) -> None:
        """Show an article of the result: the one kept from the last session, else the first."""
        self._fit_results()
        start, self.start = self.start, Place()
        num = self.session.num_of(start.article) if start.article else None
        if num is not None:
            place = self.results.place(num)
            if place is not None:
                self.results.move_to(place)
            self.open(num, results.text, at=start.offset)
        elif (first := self.results.num(0)) is not None:
            self.open(first, results.text)
        else:
            self._show_article(None)
            self._arrived()
            self.call_after_refresh(self._paint_later.close)

    def _show_counts(self) -> None:
        results = self.whole
        if results is None:
            return
        found, milliseconds = len(results.found.hits), results.found.seconds * 1000
        self.bar.outcome.show(f"{found:,} of {results.found.total:,} · {milliseconds:.0f} ms")
        shown = self.results.count
        self.panes["results"].heading.show(
            f"{shown:,}" if shown == found else f"{shown:,} of {found:,}"
        )

    def on_notice(self, message: messages.Notice) -> None:
        """A line for the person: in the status line; what is wrong with a query also beside it."""
        if message.error:
            self.status.show_error(message.text)
            self._arrived()
        else:
            self.status.show(notice=message.text)

    def on_rows_wanted(self, message: messages.RowsWanted) -> None:
        """More rows have come into sight."""
        if self.results.results is not None:
            self.fetch_rows(self.results.results, message.first, message.last)

    # --- the open article ---

    def on_article_opened(self, message: messages.ArticleOpened) -> None:
        """Show the article and land where it was opened for."""
        opened = message.opened
        if not message.fresh:
            if self.article.opened is not None and self.article.opened.num == opened.num:
                self.article.update(opened)
                self._show_panes_of(opened)
                self._where()
            return
        self._show_article(opened)
        if message.focus and self.pane != "article":
            self.go("article")
        if message.at is not None:
            self.article.go_to(Span(message.at, message.at), "upper", only_if_hidden=False)
        elif opened.matches:
            self.article.go_to_match(0, only_if_hidden=False)
        self._where()
        self.keep_soon()
        self._arrived()
        self.call_after_refresh(self._paint_later.close)

    def _show_article(self, opened: Opened | None) -> None:
        self.article.show(opened, opened.mentions_of(self._chosen_actor) if opened else ())
        self.marks_of_open_article()
        self._show_panes_of(opened)
        self.mark_time()
        self.count_wordings_soon()
        self._where()

    def _show_panes_of(self, opened: Opened | None) -> None:
        self.quotes.show(opened)
        self.passages.show(opened)
        self.panes["quotes"].heading.show(f"{self.quotes.count:,}" if opened else "")
        self.tell_passages()
        self.panes["article"].heading.show(opened.analysis.article.title if opened else "")

    def _open_place(self, index: int, focus: bool) -> None:
        num = self.results.num(index)
        if num is not None:
            self.step("open")
            self.results.move_to(index)
            self._open_soon(num, focus=focus)

    def _open_soon(self, num: int, at: int | None = None, focus: bool = False) -> None:
        """Open in a worker; the focus moves at once, so that keys typed ahead reach the article."""
        self._await()
        if focus:
            self.go("article")
        self.open(num, self.bar.text, at=at, focus=focus)

    def chosen(self, pane: str, index: int) -> None:
        """Enter on a row opens it, or jumps to it."""
        target = self.passages.target_at(index) if pane == "passages" else None
        if pane == "results":
            self._open_place(index, focus=True)
        elif target is not None:
            self._jump_to(target)
        elif (jump := self._jump_of(pane, index)) is not None:
            self._stop_following()
            self.step("jump")
            jump()
            self.go("article")

    def on_moved_to(self, message: messages.MovedTo) -> None:
        """Moving through quotations and passages takes the article along; moving through actors shows their mentions."""
        if message.pane == "actors":
            actor = self.actors.at(message.index)
            self._choose_actor(actor.actor if actor else None)
        elif message.pane == "results":
            self.mark_time()
        elif (jump := self._jump_of(message.pane, message.index)) is not None:
            self._stop_following()
            self._follow_timer = self.set_timer(_FOLLOW_DELAY, jump)

    def _jump_of(self, pane: str, index: int) -> Callable[[], None] | None:
        quotation = self.quotes.at(index) if pane == "quotes" else None
        match = self.passages.match_at(index) if pane == "passages" else None
        if quotation is not None:
            return lambda: self._to_quotation(quotation)
        return None if match is None else lambda: self._to_match(match)

    def _stop_following(self) -> None:
        if self._follow_timer is not None:
            self._follow_timer.stop()

    def _to_quotation(self, quotation: Quotation) -> None:
        self.article.go_to_quotation(quotation)
        self._where()

    def _to_match(self, match: int) -> None:
        self.article.go_to_match(match)
        self._where()

    def _choose_actor(self, number: int | None) -> None:
        if number != self._chosen_actor:
            self._chosen_actor = number
            opened = self.article.opened
            self.article.choose_mentions(opened.mentions_of(number) if opened else ())

    def on_moved(self, _: messages.Moved) -> None:
        """The place has changed: status line, quotes and passages follow, and it is kept."""
        if self.pane == "article":
            if self.article.quotation is not None:
                row = self.quotes.place(self.article.quotation)
                if row is not None:
                    self._silently(self.quotes, row)
            row = (
                self.passages.row_of(self.article.match) if self.article.match is not None else None
            )
            if row is not None:
                self._silently(self.passages, row)
        self._where()
        self.keep_soon()

    @staticmethod
    def _silently(pane: QuoteList | PassageList, row: int) -> None:
        """Move a list's cursor without its telling so."""
        with pane.prevent(messages.MovedTo):
            pane.move_to(row)

    def _where(self) -> None:
        """ "match 3 of 17, article 2 of 9"."""
        opened, parts = self.article.opened, []
        if opened is not None:
            if opened.matches:
                at = self.article.match
                parts.append(
                    f"match {at + 1} of {len(opened.matches):,}"
                    if at is not None
                    else f"{len(opened.matches):,} matches"
                )
            if self.article.found:
                parts.append(f"{self.article.found:,} places in this text")
            place = self.results.place(opened.num)
            if place is not None:
                parts.append(f"article {place + 1:,} of {self.results.count:,}")
        if self.progress_text:
            parts.append(self.progress_text)
        self.status.show(place=", ".join(parts))
        self.status.fade()

    def _library_changed(self) -> None:
        """Search again without moving the reader's place."""
        self.reload_kept(extend=True)
        settled = self.article.opened is None
        self.search(self.bar.text, entered=settled, keep_place=not settled)

    # --- panes ---

    def _update_focus_styles(
        self, focused: Widget | None = None, blurred: Widget | None = None
    ) -> None:
        """Textual would style the whole screen anew; only the lines one types in look different with the focus."""

    def go(self, name: str) -> None:
        """Focus a pane, and show it where the screen shows only some."""
        self.pane = name
        self._show_only(name)
        self.set_focus(self.bodies[name], scroll_visible=False)
        self.status.show(keys=self._hints(name))

    def _show_only(self, name: str) -> None:
        if self.size.width < _WIDE or self.has_class(
            "-zoom"
        ):  # else nothing is hidden, and a change of class repaints
            self.set_classes_for(name)

    def set_classes_for(self, name: str) -> None:
        """The classes that say which panes are seen."""
        for other in PANES:
            self.set_class(other == name, f"-show-{other}")
        if name in _ACTOR_SIDE:
            self.set_class(True, "-actors")
            self.set_class(False, "-quotes")
        elif name in _QUOTE_SIDE:
            self.set_class(False, "-actors")
            self.set_class(True, "-quotes")

    def on_resize(self, event: events.Resize) -> None:
        """Another width may show other panes; far too small a screen says so."""
        self.set_class(
            event.size.width < _LEAST_WIDTH or event.size.height < _LEAST_HEIGHT, "-tiny"
        )
        if event.size.width < _WIDE:
            self.set_classes_for(self.pane)
        self._fit_results()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click focuses too."""
        for name, body in self.bodies.items():
            if event.widget is body and name != self.pane:
                self.pane = name
                self.status.show(keys=self._hints(name))
        self.keep_soon()

    def _hints(self, pane: str) -> str:
        own = {
            "article": ("article",),
            "actors": ("actors", "lists"),
            "passages": ("lists", "passages"),
        }
        places: tuple[str, ...] = own.get(pane, ("lists",))
        rows = [
            key
            for where in (*places, "everywhere")
            for key in self.keymap
            if key.where == where and key.hint and key.keys
        ]
        hints: dict[str, str] = {}
        for key in rows:
            hints.setdefault(self.keymap.shown(key.id).split(" ")[0], key.hint)
        return "  ".join(f"{key} {hint}" for key, hint in hints.items())

    def on_filter_typed(self, message: messages.FilterTyped) -> None:
        """Narrow the list of a pane, or find in the article."""
        match message.pane:
            case "results" if self.whole is not None:
                if message.text:
                    self.narrow_results(self.whole, message.text)
                else:
                    self.results.show(self.whole)
                    self._show_counts()
            case "article":
                count = self.article.find(message.text)
                self._where()
                if message.text and not count:
                    self.status.show(notice=f"{message.text} does not stand in this text.")
            case "actors":
                self.actors.narrow(message.text)
            case "quotes":
                self.quotes.narrow(message.text)
            case "passages":
                self.passages.narrow(message.text)
                self.tell_passages()
            case _:
                pass

    # --- keys ---

    def action_export(self) -> None:
        """From the passages of all articles those lines; else what a person kept or found."""
        if not self.export_lines():
            super().action_export()

    def action_search(self) -> None:
        self.stay()  # what is typed from now on is another place
        self.set_focus(self.bar.query_line)

    def action_back(self) -> None:
        """Out of the search bar or a filter to the list; out of a widened pane."""
        if self.focused is self.bar.query_line:
            self.go(self.pane)
        elif self.has_class("-zoom"):
            self.action_widen()
        elif self.pane != "results":
            self.go("results")

    def action_leave(self) -> None:
        if self.has_class("-zoom"):
            self.action_widen()
        else:
            self.keep_now()
            self.app.exit()

    def action_help(self) -> None:
        from tui.screens.help import Help

        self.app.push_screen(Help(self.keymap, self.session.library.folder, self.pane))

    def action_commands(self) -> None:
        from tui.palette import palette_commands
        from tui.screens.palette import PaletteScreen

        def set_theme(name: str) -> None:
            self.app.theme = name

        def run(command: Command | None) -> None:
            if command is not None:
                self.call_after_refresh(command.run)  # the room has its focus back by then

        commands = palette_commands(self.keymap, self.run_by_name, self.explain, NAMES, set_theme)
        self.app.push_screen(PaletteScreen(list(commands)), run)

    def action_next_pane(self) -> None:
        self._cycle(1)

    def action_previous_pane(self) -> None:
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        order = ("results", "article", "quotes", "passages", "actors")
        if self.focused is self.bar.query_line:
            self.go(self.pane)
        else:
            self.go(order[(order.index(self.pane) + step) % len(order)])

    def action_results(self) -> None:
        self.go("results")

    def action_article(self) -> None:
        self.go("article")

    def action_actors(self) -> None:
        self.go("actors")
        actor = self.actors.actor
        self._choose_actor(actor.actor if actor else None)

    def action_quotes(self) -> None:
        self.go("quotes")

    def action_passages(self) -> None:
        self.go("passages")

    def action_redraw(self) -> None:
        self.app.refresh(repaint=True, layout=True)

    def action_widen(self) -> None:
        self.set_classes_for(self.pane)
        self.toggle_class("-zoom")
        self._fit_results()

    def action_next_article(self) -> None:
        self._neighbour(1)

    def action_previous_article(self) -> None:
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        opened = self.article.opened
        place = self.results.place(opened.num) if opened else None
        target = self.results.cursor if place is None else place + step
        if 0 <= target < self.results.count:
            self._open_place(target, focus=True)
        else:
            self.status.show(
                notice="That was the last article." if step > 0 else "That was the first article."
            )

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def action_problems(self) -> None:
        """List the files that could not be read."""

        def run() -> None:
            problems, passed_over = self.session.problems(), self.session.passed_over()
            self.app.call_from_thread(self._show_problems, problems, passed_over)

        self._in_worker(run)

    def _show_problems(
        self, problems: tuple[tuple[str, str], ...], passed_over: tuple[tuple[str, str], ...] | None
    ) -> None:
        from tui.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(problems, passed_over))

    def run_by_name(self, key: Key) -> None:
        """Do an action of the key table from the palette: in the pane that it belongs to."""
        if key.where in {"article", "actors", "passages"} and self.pane != key.where:
            self.go(key.where)
        target = self if hasattr(self, f"action_{key.action}") else self.bodies[self.pane]
        getattr(target, f"action_{key.action}")()

    def explain(self) -> None:
        """Say in words what was understood of the query."""
        try:
            self.status.show(notice=query.explain(query.parse(self.bar.text)))
        except QueryError as error:
            self.status.show_error(str(error))

    # --- keeping the place ---

    def keep_soon(self) -> None:
        """Write the place down shortly, once for a burst of changes."""
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self.set_timer(_KEEP_DELAY, self.keep_now)

    def keep_now(self) -> None:
        """Write down where the person is."""
        self.stay()
        opened = self.article.opened
        self._keep(
            Place(
                self.bar.text,
                opened.analysis.article.id if opened else None,
                self.article.offset_at_cursor,
                self.pane,
            )
        )
