"""Passages out of many articles, listed while they are still being found."""

from collections.abc import Callable, Iterable

from index import one_line
from index.explore import Spot
from index.model import Span
from tui.draw import glyphs
from tui.panes.facet_rows import ArticleRow, EntryList, Target
from tui.screens.list_screen import ListScreen


class SpotsScreen(ListScreen[Target]):
    """Closes with the chosen passage; `gone` is called then, to end the search for more."""

    def __init__(self, title: str, gone: Callable[[], None]) -> None:
        self.list = EntryList("spots")
        self._title, self._gone = title, gone
        self._also = 0
        super().__init__(f"{title}: reading", self.list)

    def add(self, spots: Iterable[Spot]) -> None:
        """More passages have been found."""
        found = list(spots)
        self._also += sum(bool(spot.also) for spot in found)
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
        return self.list.entries[index].target

    def on_unmount(self) -> None:
        """Nobody waits for more."""
        self._gone()


def _entry(spot: Spot) -> ArticleRow:
    article = spot.analysis.article
    text = one_line(article.text[spot.span.start : spot.span.end])
    # as in the Quotes pane, quoted words stand in quotation marks, reported ones behind an arrow
    before = {None: "", "direct": "“"}.get(spot.kind, f"{glyphs().row} ")
    text = f"{before}{text}{'”' if spot.kind == 'direct' else ''}"
    begin = spot.span.start - len(before)
    marks = tuple(Span(mark.start - begin, mark.end - begin) for mark in spot.marks)
    day = spot.day or article.shown_date
    to = f"to {one_line(spot.addressee)}" if spot.addressee else None
    lead = " ".join(filter(None, (day, spot.who or article.publication, to)))
    outlet = article.publication if spot.who else None
    lead += f" (also {', '.join(spot.also)})" if spot.also else ""
    title = " · ".join(filter(None, (outlet, article.title)))
    return ArticleRow(
        lead,
        title,
        text,
        marks,
        (spot.num, spot.marks[0].start if spot.marks else spot.span.start),
    )
