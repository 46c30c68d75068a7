"""Passages out of many articles, listed while they are still being found."""

from collections.abc import Callable, Iterable

from index import one_line
from index.explore import FoundPassage
from index.model import Article, Span, Statement, content_words
from tui.panes import ArticleRow, ArticleRowList, Target, with_basis, with_kind
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
    """A row: a statement by day, speaker and addressee, or a stretch of an article."""
    article, said = passage.analysis.article, passage.statement
    if said is None:
        lead, title = _joined(article.shown_date, article.publication), article.title
        text = one_line(article.text[passage.span.start : passage.span.end])
    else:
        lead = _who_said_it(article, said, passage.who)
        title = " · ".join(filter(None, (article.publication, article.title)))
        text = with_kind(one_line(content_words(article, said)), said.kind)
    lead += f" (also {', '.join(passage.also)})" if passage.also else ""
    begin = passage.span.start
    marks = tuple(Span(mark.start - begin, mark.end - begin) for mark in passage.marks)
    place = passage.marks[0].start if passage.marks else begin
    return ArticleRow(lead, title, text, marks, (passage.num, place))


def _who_said_it(article: Article, said: Statement, who: str | None) -> str:
    """Day, speaker and addressee; the first two with a tilde where they are inferred."""
    known = said.said_date is not None and said.said_basis != "file"
    day = with_basis(str(said.said_date), said.said_basis) if known else article.shown_date
    to = f"to {one_line(said.addressee)}" if said.addressee else None
    return _joined(day, with_basis(who, said.speaker_basis), to)


def _joined(*parts: str | None) -> str:
    return " ".join(filter(None, parts))
