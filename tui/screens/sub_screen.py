"""Base of the screens over the reading room: a footer with keys, help, and a way back."""

from typing import Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.key_config import Keymap
from tui.key_table import borrowed, textual_name
from tui.panes import StatusLine
from tui.screens.closes_once import ClosesOnce

ResultT = TypeVar("ResultT")


class SubScreen(ClosesOnce, Screen[ResultT]):
    """A screen that closes with a result. Subclasses yield `self.status` last."""

    BINDINGS: ClassVar[list[Binding]] = borrowed(  # type: ignore[assignment]
        "everywhere.back", "everywhere.leave", "everywhere.help"
    )
    # The footer: ids of the key table, each with the word that is shown.
    FOOTER: ClassVar[tuple[tuple[str, str], ...]] = (("lists.choose", "open"),)
    _ALWAYS = (("everywhere.help", "help"), ("everywhere.leave", "back"))
    # The place in the key table whose keys the help lists first.
    PLACE: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.status = StatusLine()

    def compose(self) -> ComposeResult:
        """The footer."""
        yield self.status

    def on_mount(self) -> None:
        """Show the keys."""
        self.status.show(keys=self._hints(self.footer()), always=self._hints(self._ALWAYS))

    def footer(self) -> tuple[tuple[str, str], ...]:
        """The keys of the footer, as `FOOTER` has them; a screen may choose by its content."""
        return self.FOOTER

    def _hints(self, footer: tuple[tuple[str, str], ...]) -> str:
        shown = [(self._keymap.shown(ident).split(" ")[0], word) for ident, word in footer]
        return "  ".join(f"{key} {word}" for key, word in shown if key)

    @property
    def _keymap(self) -> Keymap:
        return cast(Keymap, cast(Any, self.app).config.keymap)

    def say(self, text: str) -> None:
        """Show a notice in the footer."""
        self.status.show(notice=text)

    def refuse(self, pressed: str) -> None:
        """Say where a key of the reading room works, if the pressed one is such a key."""
        for key in self._keymap:
            if key.owner != "pane" and pressed in map(textual_name, key.keys):
                leave = self._keymap.shown("everywhere.leave").split(" ")[0]
                self.say(f"Works in the reading room ({leave} goes back): {key.text}")
                return

    def action_help(self) -> None:
        """Show every key, those of this screen first."""
        from tui.screens.help_screen import Help

        library = cast(Any, self.app).session.library
        self.app.push_screen(Help(self._keymap, library.folder, self.PLACE or "list"))

    def action_back(self) -> None:
        """Close the screen."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss(None)
