"""The command palette: every action by name, with its key at the right of the same line."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.command_search import Command, find_commands
from tui.draw import first_fitting
from tui.key_table import bindings
from tui.panes import WIDEST, Cell, LineInput, RowList, StyledLine, plain
from tui.screens.closes_once import ClosesOnce

# Columns of the pane's name and of the keys.
_PANE_WIDE, _KEYS_WIDE = 11, 8


class CommandRows(RowList):
    """The commands that match, one a line."""

    can_focus = False

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__("commands")
        self.commands = list(commands)

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.commands)

    def empty_text(self) -> str:
        """The line for an empty list."""
        return " No command matches. Backspace takes a letter back."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Name and key."""
        command = self.commands[index]
        name = Cell(f" {command.text}", rank=9, fills=True)
        pane = Cell(f"  {command.pane}", "dim", rank=1, wide=_PANE_WIDE)
        keys = Cell(f" {command.keys} ", "strong", rank=10, wide=_KEYS_WIDE, right=True)
        return [self.cells([name, pane, keys], min(width, WIDEST), current)]

    def show(self, commands: Sequence[Command]) -> None:
        """Replace the rows; the cursor goes to the best match."""
        self.commands = list(commands)
        self.rows_changed(0)


class PaletteScreen(ClosesOnce, ModalScreen[Command | None]):
    """Type to find a command; Enter closes the screen with it, Escape with None."""

    BINDINGS: ClassVar[list[Binding]] = bindings("palette")  # type: ignore[assignment]
    DEFAULT_CSS = """
    PaletteScreen { background: $background; layout: vertical; }
    PaletteScreen > Static { height: 1; background: $panel; color: $dim; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = tuple(commands)
        self.line = LineInput("palette", "Type a command's name")
        self.rows = CommandRows(self._commands)
        self.effect = Static()

    def compose(self) -> ComposeResult:
        """Input line, commands, and what the chosen one does."""
        yield self.line
        yield self.rows
        yield self.effect

    def on_mount(self) -> None:
        """Typing goes to the input line."""
        self.set_focus(self.line)
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        event.stop()
        self.rows.show(find_commands(event.value, self._commands))
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Textual's input line takes Enter before the screen's bindings."""
        event.stop()
        self.action_palette_run()

    def _tell(self) -> None:
        """Say what Enter will do."""
        if not self.rows.count:
            self.effect.update(plain("Esc: close"))
            return
        command = self.rows.commands[self.rows.cursor]
        effect = "changes what you keep, or asks for a file" if command.changes else "shows it"
        enter, close = f"Enter: {effect}", "Esc: close"
        texts = f"{enter}   Up Down: choose   {close}", f"{enter}  {close}"
        self.effect.update(plain(first_fitting(self.size.width, *texts)))

    def action_palette_down(self) -> None:
        """Choose the next command."""
        self.rows.move_to(self.rows.cursor + 1)
        self._tell()

    def action_palette_up(self) -> None:
        """Choose the previous command."""
        self.rows.move_to(self.rows.cursor - 1)
        self._tell()

    def action_palette_run(self) -> None:
        """Close the screen with the chosen command."""
        if self.rows.count:
            self.dismiss(self.rows.commands[self.rows.cursor])

    def action_palette_close(self) -> None:
        """Close the screen without a command."""
        self.dismiss(None)
