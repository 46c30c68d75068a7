"""Passages out of many articles, listed while they are still being found."""

from collections.abc import Callable, Iterable

from index import one_line
from index.explore import FoundPassage
from index.model import Span
from tui.panes import ArticleRow, ArticleRowList, Target, with_kind
from tui.screens.list_screen import ListScreen


class FoundPassagesScreen(ListScreen[Target]):
    """Closes with the chosen passage; `gone` is called then, to end the search for more."""

    def __init__(self, title: str, gone: Callable[[], None]) -> None:
        self.list = ArticleRowList("found-passages")
        self._title, self._gone = title, gone
        self._also = 0
        super().__init__(f"{title}: reading", self.list)

    def add(self, passages: Iterable[FoundPassage]) -> None:
        """More passages have been found."""
        found = list(passages)
        self._also += sum(bool(passage.also) for passage in found)
        self.list.add(map(_entry, found))
        self._tell("so far")

    def done(self) -> None:
        """All have been found."""
        self.list.nothing = "There are none in the articles found."
        self.list.refresh()
        self._tell("")

    def _tell(self, how: str) -> None:
        alone = f", {self.list.count - self._also:,} on it alone" if self._also else ""
        self.heading.title = f"{self._title}: {self.list.count:,}{alone} {how}".rstrip()
        self.heading.refresh()

    def result(self, index: int) -> Target:
        """The passage in a row."""
        return self.list.rows[index].target

    def on_unmount(self) -> None:
        """End the search for more passages."""
        self._gone()


def _entry(passage: FoundPassage) -> ArticleRow:
    article = passage.analysis.article
    words = one_line(article.text[passage.span.start : passage.span.end])
    text = with_kind(words, passage.kind)
    begin = passage.span.start - text.index(words)
    marks = tuple(Span(mark.start - begin, mark.end - begin) for mark in passage.marks)
    day = passage.day or article.shown_date
    to = f"to {one_line(passage.addressee)}" if passage.addressee else None
    lead = " ".join(filter(None, (day, passage.who or article.publication, to)))
    outlet = article.publication if passage.who else None
    lead += f" (also {', '.join(passage.also)})" if passage.also else ""
    title = " · ".join(filter(None, (outlet, article.title)))
    return ArticleRow(
        lead,
        title,
        text,
        marks,
        (passage.num, passage.marks[0].start if passage.marks else passage.span.start),
    )
