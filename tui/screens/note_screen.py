"""Note editor: saves a draft while the reader types, so a lost connection loses nothing."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from index import safe, with_newlines
from tui.key_table import bindings
from tui.messages import Arrived
from tui.panes import Heading, TakesKeys
from tui.screens.closes_once import ClosesOnce

_DRAFT_DELAY = 0.3


class NoteArea(TakesKeys, TextArea):
    """A text area that takes keys in one step."""

    def watch(self, obj: Any, attribute_name: str, callback: Any, init: bool = True) -> None:
        """Watch all but the theme of the app.

        The app keeps its watchers until the theme changes, and with them each area that was ever
        open. No key changes the theme while a note is open.
        """
        if obj is not self.app:
            super().watch(obj, attribute_name, callback, init)

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Whether `take` types it."""
        return (
            isinstance(event, events.Paste)
            or event.key == "enter"
            or bool(event.is_printable and event.character)
        )

    def take(self, event: events.Key | events.Paste) -> bool:
        """Type a printable key, Enter or a pasted text immediately; False for any other key."""
        if isinstance(event, events.Paste):
            text = safe(with_newlines(event.text))
        elif event.key == "enter":
            text = "\n"
        elif event.is_printable and event.character:
            text = event.character
        else:
            return False
        done = self.replace(text, *self.selection, maintain_selection_offset=False)
        self.move_cursor(done.end_location)
        return True


class Note(ClosesOnce, ModalScreen[str]):
    """Closes with the note. Escape and Ctrl-D keep it; undo takes a kept one back."""

    DEFAULT_CSS = """
    Note { align: left bottom; background: transparent; }
    Note > Vertical { height: 10; background: $panel; }
    Note TextArea { height: 1fr; border: none; background: $surface; }
    Note Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[Binding]] = bindings("note")  # type: ignore[assignment]

    def __init__(self, text: str, draft: Callable[[str], object], problem: str = "") -> None:
        """`draft` is called with the text as it grows; `problem` says why it is asked for again."""
        super().__init__()
        self._draft = draft
        self._problem = problem
        self.area = NoteArea(safe(text), soft_wrap=True)
        self._timer: Any = None

    def compose(self) -> ComposeResult:
        """Heading and text."""
        with Vertical():
            yield Heading("Note: Ctrl-D or Esc keeps it, Ctrl-E opens $EDITOR")
            yield self.area

    def on_mount(self) -> None:
        """Write on at the end."""
        self.area.cursor_blink = False
        self.area.move_cursor(self.area.document.end)
        self.set_focus(self.area)
        if self._problem:
            self.query_one(Heading).show(note=f"Not kept: {self._problem}")
        self.app.post_message(Arrived())

    def on_text_area_changed(self) -> None:
        """Keep a draft, once for a burst of letters."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_DRAFT_DELAY, lambda: self._draft(self.area.text))

    def action_keep(self) -> None:
        """Close the screen and keep the note."""
        if self._timer is not None:
            self._timer.stop()
        self.dismiss(self.area.text if self.area.text.strip() else "")

    def action_editor(self) -> None:
        """Write in $VISUAL or $EDITOR."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        with tempfile.NamedTemporaryFile(
            "w", suffix=".txt", encoding="utf-8", delete=False
        ) as file:
            file.write(self.area.text)
        try:
            with self.app.suspend():
                done = subprocess.run([*shlex.split(editor), file.name], check=False)
            if done.returncode == 0:
                text = Path(file.name).read_text(encoding="utf-8", errors="replace")
                self.area.text = safe(with_newlines(text))
        except (OSError, ValueError) as error:
            self.query_one(Heading).show(note=f"{editor} did not start: {error}")
        finally:
            Path(file.name).unlink(missing_ok=True)
