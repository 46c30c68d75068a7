"""The reading room screen: layout, focus, keys, and the port that its controllers use."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual._context import NoActiveAppError
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from index import Cancelled
from tui import messages
from tui.command_search import Command
from tui.frame_output import CLEAR
from tui.key_config import Keymap
from tui.key_table import BY_ID, Key, bindings
from tui.panes import (
    ActorList,
    ArticleView,
    Heading,
    Pane,
    PaneTabs,
    PassageList,
    QuoteList,
    ResultList,
    SearchBar,
    StatusLine,
    TimeStrip,
)
from tui.room.controllers import Controllers
from tui.room.footer import fixed_hints, pane_hints
from tui.room.held_keys import ON_COUNTS, STOPPED, WAITING, HeldKeys
from tui.room.jobs import Job, run_job, stop_opening
from tui.room.layout import (
    BREAKPOINTS,
    CSS,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    PANES,
    TAB_ORDER,
    WIDE,
    shown_classes,
)
from tui.room.opening_screen import OpeningScreen
from tui.room.port import Work
from tui.room.state import Landing, RoomState, Views
from tui.session import Session
from tui.session_records import Place, Results


class Room(OpeningScreen):
    """The main screen. Its controllers do the work; see `RoomPort` for what they may ask of it."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[Binding]] = bindings("everywhere", "marks")  # type: ignore[assignment]
    AUTO_FOCUS = ""
    # without Textual's repaint of the whole screen at every change of the focus
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    DEFAULT_CSS = CSS

    def __init__(
        self, session: Session, keymap: Keymap, start: Place, classes: str, *, refresh: bool = True
    ) -> None:
        super().__init__(classes)
        self.session, self.keymap = session, keymap
        self._start, self._refresh_library = start, refresh
        self.state = RoomState()
        reading = self.state.reading
        # the controllers are made below
        self.bar = SearchBar(lambda text: self.controllers.search.settle(text))  # noqa: PLW0108
        self.strip, self.status = TimeStrip(), StatusLine()
        self.results, self.article = ResultList(), ArticleView(reading)
        self.actors, self.quotes = ActorList(), QuoteList(reading)
        self.passages = PassageList(reading)
        self.bodies: dict[str, Widget] = {
            "results": self.results,
            "article": self.article,
            "actors": self.actors,
            "quotes": self.quotes,
            "passages": self.passages,
        }
        self.panes = {
            name: Pane(f"{name}", f"{number} {name.capitalize()}", body, finds=name == "article")
            for number, (name, body) in enumerate(self.bodies.items(), 1)
        }
        self.tabs = PaneTabs(self.panes, self.go)
        lists = self.results, self.article, self.actors, self.quotes, self.passages
        self.views = Views(self.bar, self.strip, *lists, self.status, self.panes)
        self.controllers = Controllers(self, self._to_terminal)
        self._owners = {**self.controllers.owners(), "room": self}
        self._routes = self.controllers.routes()
        self._held = HeldKeys(self.set_timer, self._keys_released, self.say)
        self._has_begun = False

    @property
    def pane(self) -> str:
        """The pane that has, or had last, the focus."""
        return self.state.pane

    @property
    def whole(self) -> Results | None:
        """The newest results, without the filter of the result list."""
        return self.state.search.results

    def compose(self) -> ComposeResult:
        """Search bar, three columns, status line."""
        yield Heading("Too small: 60x20 needed")
        yield self.bar
        yield self.tabs
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
        """Resume where the last session ended, and bring the library up to date."""
        start, controllers = self._start, self.controllers
        self.bar.set_text(start.query)
        self.go(start.pane if start.pane in PANES else "results")
        if self._refresh_library:
            controllers.sync.expect_build()
            self.set_timer(controllers.sync.begin_at_last, controllers.sync.begin)
        self.wait_to_paint()
        controllers.trail.step_to_search(start.query)
        controllers.search.resume(start.query, Landing(start.article, start.offset))
        controllers.kept.reload()
        controllers.kept.greet()
        self.set_interval(controllers.sync.look_every, controllers.sync.look)

    def on_unmount(self) -> None:
        """End what runs for the library."""
        self.controllers.sync.close()

    async def _on_message(self, message: Message) -> None:
        """Hand messages of panes and jobs to the controller they are for."""
        route = self._routes.get(type(message))
        if isinstance(message, messages.JobEnded):
            self._held.end(message.number)
        elif route is None:
            await super()._on_message(message)
        else:
            route(message)

    # --- the port ---

    def start(self, job: Job, work: Work, *, in_background: bool = False) -> None:
        """Run `work` in a thread; a PressmarkError or OSError it raises becomes a notice.

        Keys wait for it as its kind says, unless `in_background`: then no key has started it.
        """
        awaited = job.keys != "no" and not in_background
        run_job(self, job, work, self._held.hold(job) if awaited else None)

    def cancel(self, job: Job) -> None:
        """Cancel the running jobs of a kind."""
        self.workers.cancel_group(self, job.group)
        self._held.release(job)

    def deliver(self, what: Callable[..., object], *args: Any) -> None:
        """From a job: call `what` on the event loop and wait until it has returned.

        Raises Cancelled where the job is cancelled or the app has ended.
        """
        try:
            app = self.app
        except NoActiveAppError:
            raise Cancelled from None
        if not app.is_running or get_current_worker().is_cancelled:
            raise Cancelled
        app.call_from_thread(what, *args)

    def post(self, message: Message) -> None:
        """Post a message to the room; may be called from a job."""
        self.post_message(message)

    def hold_keys(self, job: Job) -> None:
        """Hold keys for a part of a job that still runs."""
        self._held.hold(job)

    def release_keys(self, job: Job) -> None:
        """Replay the keys that wait for jobs of a kind, although such a job still runs."""
        self._held.release(job)

    def _keys_released(self) -> None:
        """Replay the held keys; the first time there is something to read."""
        self.post(messages.Arrived())
        if not self._has_begun and not self._held.on:
            self._has_begun = True
            self.paint_first()
            self.status.restart()
            self.call_after_refresh(self.controllers.sync.begin_soon)

    def holds(self, event: events.Key | events.Paste) -> bool:
        """Whether a key waits for results, an article, a screen or counts."""
        of_counts = (
            self.pane == "actors"
            or self.focused is self.strip
            or (isinstance(event, events.Key) and self.keymap.presses(event.key, ON_COUNTS))
        )
        return self._held.on or (of_counts and self._held.awaits(Job.COUNTS))

    def focus_widget(self, widget: Widget) -> None:
        """Focus a widget that is not a pane's body."""
        self.set_focus(widget, scroll_visible=False)

    def push(self, screen: Screen[Any], then: Callable[[Any], object] | None = None) -> None:
        """Open a screen; `then` gets its result."""
        if self.status.notice == WAITING:
            self.say("")
        callback: Any = then  # Textual wants None back, and ignores anything else
        self.app.push_screen(screen, callback)

    def after(self, seconds: float, what: Callable[[], object]) -> Timer:
        """Call `what` on the event loop later."""
        return self.set_timer(seconds, what)

    def say(self, text: str) -> None:
        """Show a notice in the status line."""
        self.status.show(notice=text)

    def fail(self, text: str) -> None:
        """Show an error in the status line."""
        self.status.show_error(text)

    def fit_results(self) -> None:
        """Shrink the result list to few results; the article gets the rest."""
        lines = self.results.lines + 1
        few = lines < self.size.height * 2 // 5
        alone = self.has_class("-narrow") or self.has_class("-zoom")
        self.panes["results"].styles.height = lines if few and not alone else None

    def _to_terminal(self, sequence: str) -> None:
        if (driver := self.app._driver) is not None:
            driver.write(sequence)
            driver.flush()

    # --- panes and focus ---

    def _update_focus_styles(
        self, focused: Widget | None = None, blurred: Widget | None = None
    ) -> None:
        """Skip Textual's restyling of the whole screen: only input lines look different."""

    def go(self, pane: str) -> None:
        """Focus a pane, and show it where only some fit."""
        if self.size.width < WIDE or self.has_class("-zoom"):  # a change of class repaints
            self._show_only(pane)
        self.set_focus(self.bodies[pane], scroll_visible=False)
        self._show_current(pane)

    def _show_current(self, pane: str) -> None:
        self.state.pane = pane
        self.tabs.show(pane)
        self.status.show(keys=pane_hints(self.keymap, pane), always=fixed_hints(self.keymap))

    def _show_only(self, pane: str) -> None:
        for name, on in shown_classes(pane):
            self.set_class(on, name)

    def on_resize(self, event: events.Resize) -> None:
        """Another width may show other panes; far too small a screen says so."""
        tiny = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        self.set_class(tiny, "-tiny")
        if event.size.width < WIDE:
            self._show_only(self.pane)
        self.fit_results()
        if not tiny and self.focused is None:  # the pane was hidden
            self.call_after_refresh(self.set_focus, self.bodies[self.pane], False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click focuses too."""
        pane = next((name for name, body in self.bodies.items() if event.widget is body), self.pane)
        if self.controllers.timeline.leaves_strip(event.widget) or pane != self.pane:
            self._show_current(pane)
        self.controllers.place.keep_soon()

    def chosen(self, pane: str, index: int) -> None:
        """Enter on a row of a pane."""
        self.controllers.reading.chosen(pane, index)

    # --- keys ---

    def action_perform(self, ident: str) -> None:
        """Do an action of the key table: its owner has the method."""
        key = BY_ID[ident]
        self.controllers.reading.follow_now()
        getattr(self._owners[key.owner], f"action_{key.action}")()

    def run_by_name(self, key: Key) -> None:
        """Do an action from the palette, in the pane that it belongs to."""
        if key.where in {"article", "actors", "passages"} and self.pane != key.where:
            self.go(key.where)
        owner = self._owners.get(key.owner, self.bodies[self.pane])
        getattr(owner, f"action_{key.action}")()

    def action_back(self) -> None:
        """Leave the search bar, a find in the text or a widened pane; else go to the results."""
        if self.focused is self.bar.query_line:
            self.go(self.pane)
        elif self.pane == "article" and self.article.finding:
            self.panes["article"].close_filter(kept=False)
        elif self.has_class("-zoom"):
            self.action_widen()
        elif self.pane != "results":
            self.go("results")

    def action_leave(self) -> None:
        """Stop opening a screen, or leave a widened pane; else quit."""
        if stop_opening(self):
            self.say(STOPPED)
        elif self.has_class("-zoom"):
            self.action_widen()
        else:
            self.controllers.place.keep_now()
            self.app.exit()

    def action_help(self) -> None:
        """Show every key."""
        from tui.screens import Help

        self.app.push_screen(Help(self.keymap, self.session.library.folder, self.pane))

    def action_commands(self) -> None:
        """Open the command palette."""
        from tui.palette import palette_commands
        from tui.screens import PaletteScreen

        def set_theme(name: str) -> None:
            self.app.theme = name

        def run(command: Command | None) -> None:
            if command is not None:
                self.call_later(command.run)  # the room has its focus back by then

        filters, trail = self.controllers.filters, self.controllers.trail
        commands = palette_commands(
            self.keymap, self.run_by_name, filters.explain, trail.write_script, set_theme
        )
        self.app.push_screen(PaletteScreen(list(commands)), run)

    def action_next_pane(self) -> None:
        """Focus the next pane."""
        self._cycle(1)

    def action_previous_pane(self) -> None:
        """Focus the previous pane."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        if self.focused is self.bar.query_line:
            self.go(self.pane)
        else:
            self.go(TAB_ORDER[(TAB_ORDER.index(self.pane) + step) % len(TAB_ORDER)])

    def action_results(self) -> None:
        """Go to the results."""
        self.go("results")

    def action_article(self) -> None:
        """Go to the article."""
        self.go("article")

    def action_actors(self) -> None:
        """Go to the actors; the one under the cursor is highlighted in the article."""
        self.go("actors")
        self.controllers.actors.choose_under_cursor()

    def action_quotes(self) -> None:
        """Go to the quotations."""
        self.go("quotes")

    def action_passages(self) -> None:
        """Go to the passages."""
        self.go("passages")

    def action_redraw(self) -> None:
        """Draw the screen again."""
        self._to_terminal(CLEAR)
        self.app.refresh(repaint=True, layout=True)

    def action_widen(self) -> None:
        """Give one pane the whole screen, or end that."""
        self._show_only(self.pane)
        self.toggle_class("-zoom")
        self.fit_results()
