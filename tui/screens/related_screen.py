"""Articles related to another one, with the clues they share."""

from collections.abc import Sequence

from index.explore import Related
from tui.panes import ArticleRow, lead_of
from tui.screens.article_rows_screen import ArticleRowsScreen


class RelatedScreen(ArticleRowsScreen):
    """Closes with the article that was chosen."""

    def __init__(self, to: str, found: Sequence[Related]) -> None:
        entries = [
            ArticleRow(
                lead_of(one.card), one.card.title, one.shared.reason, (), (one.card.num, None)
            )
            for one in found
        ]
        super().__init__(
            f"Related to {to} {len(found):,}",
            entries,
            "Nothing in this library shares enough with it.",
        )
