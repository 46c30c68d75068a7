"""A list of articles or passages to go to."""

from collections.abc import Iterable

from tui.panes.facet_rows import ArticleRow, EntryList, Target
from tui.screens.list_screen import ListScreen


class EntriesScreen(ListScreen[Target]):
    """Closes with what was chosen."""

    def __init__(self, heading: str, entries: Iterable[ArticleRow], nothing: str = "") -> None:
        self.list = EntryList("entries", entries, nothing)
        super().__init__(heading, self.list)

    def result(self, index: int) -> Target:
        """Where a row leads."""
        return self.list.entries[index].target
