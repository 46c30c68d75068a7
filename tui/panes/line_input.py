"""A line to type in, on one row of the screen."""

from textual import events
from textual.widgets import Input

from index import one_line


class LineInput(Input):
    """An Input that takes keys in one step (see `PressmarkApp.on_event`)."""

    DEFAULT_CSS = """
    LineInput { height: 1; border: none; padding: 0; background: $surface; width: 1fr; }
    LineInput:focus { border: none; background: $panel; }
    LineInput > .input--placeholder, LineInput > .input--suggestion { color: $dim; }
    LineInput > .input--selection { background: $foreground; color: $background; }
    """

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name=name, placeholder=placeholder, select_on_focus=False)
        # a blinking cursor sends bytes to a slow connection all the time
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Remove control characters from pasted text."""
        return one_line(value)

    def take(self, event: events.Key | events.Paste) -> bool:
        """Type a printable key or the first pasted line immediately; False for any other key."""
        if isinstance(event, events.Paste):
            for line in event.text.splitlines()[:1]:
                self.put(line)
            return True
        if event.is_printable and event.character:
            self.put(event.character)
            return True
        return False

    def put(self, character: str) -> None:
        """Type a character over the selection, or at the cursor."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(character)
        else:
            self.replace(character, *self.selection)
