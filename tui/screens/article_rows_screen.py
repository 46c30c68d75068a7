"""A list of articles or passages to go to."""

from collections.abc import Iterable

from tui.panes import ArticleRow, ArticleRowList, Target
from tui.screens.list_screen import ListScreen


class ArticleRowsScreen(ListScreen[Target]):
    """Closes with the target of the chosen row."""

    def __init__(self, heading: str, rows: Iterable[ArticleRow], nothing: str = "") -> None:
        self.list = ArticleRowList("article-rows", rows, nothing)
        super().__init__(heading, self.list)

    def result(self, index: int) -> Target:
        """Where a row leads."""
        return self.list.rows[index].target
