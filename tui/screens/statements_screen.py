"""The statements of all articles found: day, speaker, outlet, article, words."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding

from tui.key_table import borrowed
from tui.screens.found_passages_screen import FoundPassagesScreen


class StatementsScreen(FoundPassagesScreen):
    """A list of passages that can be written to a file."""

    BINDINGS: ClassVar[list[Binding]] = borrowed("marks.export")  # type: ignore[assignment]
    FOOTER = (("lists.choose", "open"), ("marks.export", "export"))

    def __init__(self, title: str, gone: Callable[[], None], export: Callable[[], None]) -> None:
        super().__init__(title, gone)
        self._export = export

    def action_export(self) -> None:
        """Write all of them to a file, once a name is given."""
        self._export()
