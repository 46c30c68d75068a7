"""Articles that share something with another, and what that is."""

from collections.abc import Sequence

from index.explore import Related
from tui.panes.entries import Entry, EntryList, Target, lead_of
from tui.screens.list_screen import ListScreen


class RelatedScreen(ListScreen[Target]):
    """Closes with the article that was chosen."""

    def __init__(self, to: str, found: Sequence[Related]) -> None:
        entries = [Entry(lead_of(one.card), one.card.title, one.likeness.reason, (), (one.card.num, None)) for one in found]
        self.list = EntryList("related", entries, "Nothing in this library shares enough with it.")
        super().__init__(f"Related to {to} {len(found):,}", self.list)

    def result(self, index: int) -> Target:
        """The article in a row."""
        return self.list.entries[index].target
