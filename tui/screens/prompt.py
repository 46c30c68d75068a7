"""One line asked for at the bottom of the screen: tags, a reason, a file name."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.draw import shown
from tui.key_table import bindings
from tui.messages import Arrived
from tui.panes import Heading, LineInput
from tui.screens.closes_once import ClosesOnce
from tui.wrap import wrap


class PromptLine(LineInput):
    """The line; Tab completes its last word."""

    BINDINGS: ClassVar[list[Binding]] = bindings("prompt")  # type: ignore[assignment]

    def __init__(self, words: Sequence[str], closed: Callable[[str | None], object]) -> None:
        super().__init__("prompt", "")
        self._words, self._when_closed = words, closed
        self._tried: tuple[str, int] | None = None

    def action_complete(self) -> None:
        """The next word that begins as the last one does."""
        lead, _, last = self.value.rpartition(" ")
        begun, place = (
            self._tried if self._tried and last in self._fitting(self._tried[0]) else (last, -1)
        )
        fitting = self._fitting(begun)
        if fitting:
            place = (place + 1) % len(fitting)
            self._tried = (begun, place)
            self.value = f"{lead} {fitting[place]}".lstrip()
            self.cursor_position = len(self.value)

    def action_keep(self) -> None:
        """Close the question with the line."""
        self._when_closed(self.value)

    def action_drop(self) -> None:
        """Close the question with None."""
        self._when_closed(None)

    def _fitting(self, begun: str) -> list[str]:
        return [word for word in self._words if word.startswith(begun)]


class Prompt(ClosesOnce, ModalScreen[str | None]):
    """Closes with the line, or nothing."""

    DEFAULT_CSS = """
    Prompt { align: left bottom; background: transparent; }
    Prompt > Vertical { height: auto; background: $panel; }
    Prompt Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, question: str, text: str = "", words: Sequence[str] = ()) -> None:
        super().__init__()
        self._question, self._text = question, text
        self.line = PromptLine(words, self.dismiss)

    def compose(self) -> ComposeResult:
        """Question, on up to two lines, and line."""
        question = shown(self._question)
        first, *rest = wrap(question, max(10, self.app.size.width - 2))
        with Vertical():
            yield Heading(question[first.start : first.end])
            if rest:
                yield Heading(question[rest[0].start :])
            yield self.line

    def on_mount(self) -> None:
        """The line holds what there was."""
        self.line.value = self._text
        self.line.cursor_position = len(self._text)
        self.set_focus(self.line)
        self.app.post_message(Arrived())
