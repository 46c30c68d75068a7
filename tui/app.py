"""The App: screens, theme, key map and command palette. No logic."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen

from index.library import Library
from tui.config import Config
from tui.draw import use_ascii
from tui.palette import Commands
from tui.screens.room import Room
from tui.session import Place, Session
from tui.theme import THEMES, NoColour


class PressmarkApp(App[None]):
    """Pressmark's reader over one library."""

    TITLE = "Pressmark"
    COMMANDS = {Commands}  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("ctrl+c", "help_quit", show=False, priority=True),
        Binding("ctrl+q", "noop", show=False, priority=True),
    ]

    def __init__(self, library: Library, config: Config | None = None, query: str = "", ascii_only: bool = False) -> None:
        use_ascii(ascii_only)
        self._ascii = ascii_only
        super().__init__()
        self.animation_level = "none"
        self.config = config or Config()
        self.session = Session(library)
        self._query = query
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "no-colour" if self.no_color else self.config.theme or "dark"
        self._no_colour = NoColour()
        self.set_keymap(self.config.keymap.textual())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables that themes of our own set, for those that do not."""
        edge = "ascii" if self._ascii else "solid"
        return {"match": "#ffd75f", "chosen": "#2d3f63", "quote": "#a9dc9b", "dim": "#8b93a1", "edge": edge}

    def get_default_screen(self) -> Screen[None]:
        """The reading room, where the last session left it or on a query that was given."""
        place = Place(query=self._query) if self._query else self.session.kept()
        return Room(self.session, self.config.keymap, place)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour there are no greys either."""
        filters = [each for each in super().get_line_filters() if not isinstance(each, Monochrome)]
        return [*filters, self._no_colour] if self.no_color or self.theme == "no-colour" else filters

    def action_help_quit(self) -> None:
        """Ctrl-C copies and quits nothing; say what does."""
        screen = self.screen
        if isinstance(screen, Room):
            screen.status.show(notice="q quits (Esc first, out of the search bar)")

    def action_noop(self) -> None:
        """Ctrl-Q ends nothing: terminals use it to go on after Ctrl-S."""
