"""A line to type in, on one row of the screen."""

from textual.widgets import Input

from index.text import one_line


class LineInput(Input):
    """An Input whose letters can be typed in one step (see `PressmarkApp.on_event`)."""

    DEFAULT_CSS = """
    LineInput { height: 1; border: none; padding: 0; background: $surface; width: 1fr; }
    LineInput:focus { border: none; background: $panel; }
    """

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name=name, placeholder=placeholder, select_on_focus=False)
        # a blinking cursor writes to the line for as long as one only looks
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What is pasted or taken from elsewhere steers no terminal either."""
        return one_line(value)

    def put(self, character: str) -> None:
        """Type a character over the selection, or at the cursor."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(character)
        else:
            self.replace(character, *self.selection)
