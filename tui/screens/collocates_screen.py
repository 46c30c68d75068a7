"""Collocates: words near the matches of a search, by log-likelihood."""

from collections.abc import Sequence

from index.explore import Collocate
from tui.draw import first_fitting, fit, glyphs
from tui.panes import Cell, RowList, StyledLine
from tui.screens.list_screen import ListScreen
from tui.wording import with_noun

_HEADS = (("near", 8), ("left", 7), ("right", 7), ("in all", 9), ("log-lik.", 10))


class CollocateList(RowList):
    """One line a word."""

    def __init__(self, words: Sequence[Collocate]) -> None:
        super().__init__("collocates")
        self.words = words

    @property
    def count(self) -> int:
        """Words."""
        return len(self.words)

    def empty_text(self) -> str:
        """Why there are none."""
        return " No word is near the matches more often than by chance."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Word and figures."""
        one = self.words[index]
        figures = (
            f"{one.count:,}",
            f"{one.left:,}",
            f"{one.right:,}",
            f"{one.everywhere:,}",
            f"{one.score:,.1f}",
        )
        word = Cell(f"{glyphs().row if current else ' '}{one.word}", "strong", rank=9, fills=True)
        columns = [
            Cell(figure, wide=size, right=True)
            for figure, (_, size) in zip(figures, _HEADS, strict=True)
        ]
        return [self.cells([word, *columns], width, current)]


class CollocatesScreen(ListScreen[str]):
    """Closes with the word that was chosen."""

    FOOTER = (("lists.choose", "its lines"),)

    def __init__(self, words: Sequence[Collocate], lines: int, articles: int) -> None:
        self.list = CollocateList(words)
        self._lines, self._articles = lines, articles
        super().__init__("", self.list)

    def on_mount(self) -> None:
        """The heading names the columns."""
        super().on_mount()
        self.on_resize()

    def on_resize(self) -> None:
        """The headings are above their figures."""
        columns = "".join(name.rjust(size) for name, size in _HEADS)
        matches = with_noun(self._lines, "match", "matches")
        room = max(0, self.size.width - 1 - len(columns))
        near = f"Words near {matches}"
        articles = with_noun(self._articles, "article")
        lead = first_fitting(room - 1, f"{near} in {articles}", near, f"Near {matches}", "Words")
        self.heading.title = f"{fit(lead, room)}{columns}"
        self.heading.refresh()

    def result(self, index: int) -> str:
        """The word in a row."""
        return self.list.words[index].word
