"""A line to type in, on one row of the screen."""

from textual import events
from textual.widgets import Input

from index import one_line
from tui.panes.takes_keys import TakesKeys

# Code points of a paste that are taken: more than the longest query.
_LONGEST_PASTE = 12_000


class LineInput(TakesKeys, Input):
    """An Input that takes keys in one step."""

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

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Whether `take` types it."""
        return isinstance(event, events.Paste) or bool(event.is_printable and event.character)

    def take(self, event: events.Key | events.Paste) -> bool:
        """Type a printable key or a pasted text immediately; False for any other key.

        Lines of a pasted text become one: a copied passage has line breaks.
        """
        if isinstance(event, events.Paste):
            if text := one_line(" ".join(event.text[:_LONGEST_PASTE].splitlines())).strip():
                self.put(text)
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
