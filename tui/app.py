"""The App: screens, theme, key map and command palette. No logic."""

import gc
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen

from index import Library
from index.kept import Review
from tui.config import Config
from tui.draw import use_ascii
from tui.frame_output import compacting, forget_screen
from tui.idle_memory import IdleMemory
from tui.key_queue import KeyQueue
from tui.key_table import bindings, ignored
from tui.messages import Arrived, HintClicked
from tui.room import Room, first_class
from tui.screens import ClosesOnce
from tui.session import Session
from tui.session_records import Place
from tui.theme import NoColour, themes

# Our screens, where keys are handled in one step.
SCREENS = (Room, ClosesOnce)


class PressmarkApp(App[None]):
    """Pressmark's reader over one library."""

    TITLE = "Pressmark"
    ENABLE_COMMAND_PALETTE = False
    # rows are drawn a line at a time, which Textual cannot select text in
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[Binding]] = [*bindings("app"), *ignored()]  # type: ignore[assignment]

    def __init__(
        self,
        library: Library,
        config: Config | None = None,
        start: str | Place = "",
        *,
        review: Review | None = None,
        refresh: bool = True,
        ascii_only: bool = False,
        few_colours: bool = False,
    ) -> None:
        """`refresh`: bring the library up to date in the background; `ascii_only`: draw ASCII.

        `start`: a query or a place to open at; without one where the last session ended.
        `few_colours`: the terminal has 16.
        `review` is the person's own store where None is given. Raises ReviewDamaged, OSError.
        """
        use_ascii(ascii_only)
        self._ascii = ascii_only
        self.keys = KeyQueue(self)
        self._memory = IdleMemory(self)
        self.fault: Exception | None = None
        super().__init__()
        self.animation_level = "none"
        self.config = config or Config()
        self.session = Session(library, review or Review())
        self._start = Place(query=start) if isinstance(start, str) and start else start
        self._refresh_library = refresh
        for theme in themes(few_colours):
            self.register_theme(theme)
        default = "high-contrast" if few_colours else "dark"
        self.theme = "no-colour" if self.no_color else self.config.theme or default
        self._no_colour = NoColour()
        self.set_keymap(self.config.keymap.textual())

    def on_ready(self) -> None:
        """Freeze what is loaded: a full garbage collection took 150 ms and delayed keys."""
        gc.freeze()
        gc.enable()
        if self.session.review.note:
            self.notify(self.session.review.note, severity="warning", timeout=10, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Handle a key or a paste in one step, before the next one is looked at (`KeyQueue`).

        Textual queues keys for the focused widget but runs priority bindings immediately. If text
        and Ctrl-D arrive in one read, Ctrl-D would come first.
        """
        if isinstance(event, events.Resize):
            forget_screen(self._driver)
        if (
            isinstance(event, events.Key | events.Paste)
            and not event.is_forwarded
            and isinstance(self.screen, SCREENS)
        ):
            self._memory.key_pressed()
            self.keys.add(event)
            await self.keys.press()
        else:
            await super().on_event(event)

    async def on_arrived(self) -> None:
        """Results, article, a screen or an input line have arrived: replay the held keys."""
        await self.keys.press()

    def push_screen(self, screen: Any, *words: Any, **more: Any) -> Any:
        """Open a screen; keys wait until it is mounted."""
        pushed = super().push_screen(screen, *words, **more)
        if isinstance(screen, ClosesOnce):
            opened: Any = screen
            opened.call_later(self._screen_ready, screen)
        return pushed

    def _screen_ready(self, screen: ClosesOnce) -> None:
        screen.is_ready = True
        self.post_message(Arrived())

    def _handle_exception(self, error: Exception) -> None:
        """A bug ends the app without a traceback on the screen; the command prints one line."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.fault = error
            self.exit(return_code=2)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables that our themes set, for themes that do not."""
        edge = "ascii" if self._ascii else "solid"
        return {
            "match": "#ffd75f",
            "chosen": "#1c2742",
            "quote": "#a9dc9b",
            "dim": "#8b93a1",
            "edge": edge,
        }

    def get_default_screen(self) -> Screen[None]:
        """The reading room, where the last session left it or at a place that was given."""
        start = self._start
        place = start if isinstance(start, Place) else self.session.place.kept()
        return Room(
            self.session,
            self.config.keymap,
            place,
            first_class(self.size.width),
            refresh=self._refresh_library,
        )

    def on_hint_clicked(self, message: HintClicked) -> None:
        """A key in the footer was clicked: it counts as pressed."""
        key = self.config.keymap.named(message.key)
        if key is not None:
            self.simulate_key(key)

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver; its frames take fewer bytes on the line."""
        return compacting(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Remove colours and greys in the theme without colours."""
        filters = [each for each in super().get_line_filters() if not isinstance(each, Monochrome)]
        return (
            [*filters, self._no_colour] if self.no_color or self.theme == "no-colour" else filters
        )

    def action_how_to_quit(self) -> None:
        """Ctrl-C copies and never quits: show the key that quits."""
        screen = self.screen
        if isinstance(screen, Room):
            screen.status.show(notice="q quits (Esc first, out of the search bar)")

    def action_noop(self) -> None:
        """Ctrl-Q does nothing: terminals use it to resume after Ctrl-S."""
