"""A quotation as other articles have it, with the words that differ.

This is a document, wrapped to the width: no text in it is cut. Only the line that names an article
is a row of cells.
"""

from collections.abc import Sequence

from msgspec import Struct
from rich.segment import Segment

from index import one_line
from index.explore import Wording
from index.model import speakers_named
from tui.draw import fit, shown
from tui.panes import RowList, StyledLine, Target
from tui.screens.list_screen import ListScreen
from tui.wrap import wrap

_STYLES = {"same": "plain", "gone": "dim", "new": "match"}


class _Row(Struct, frozen=True):
    segments: tuple[tuple[str, str], ...]
    target: Target


class WordingList(RowList):
    """The wording of each source: words only it has are marked, those it lacks in [-brackets]."""

    def __init__(self, found: Sequence[Wording]) -> None:
        super().__init__("wordings")
        self._found = found
        self._width = 0
        self._rows: list[_Row] = []

    @property
    def count(self) -> int:
        """Lines."""
        if self._width != self.size.width:
            self._width = self.size.width
            self._rows = [
                row for one in self._found for row in _rows(one, max(10, self._width - 4))
            ]
        return len(self._rows)

    def target(self, index: int) -> Target:
        """Where a line leads."""
        return self._rows[index].target

    def empty_text(self) -> str:
        """Why there are none."""
        return " No other article has this quotation."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """One line of a source's words."""
        segments = [
            Segment(shown(text), self.style(style, current))
            for style, text in self._rows[index].segments
        ]
        return [[Segment(" ", self.style("plain", current)), *segments]]


def _rows(one: Wording, width: int) -> list[_Row]:
    article, quotation = one.analysis.article, one.quotation
    speaker = speakers_named(one.analysis, quotation)
    outlet = f"({quotation.outlet})" if quotation.outlet else None
    lead = " ".join(
        filter(
            None,
            (article.shown_date, article.publication, speaker, outlet),
        )
    )
    how = "the same words" if one.verbatim else f"{one.similarity:.0%} alike"
    target = (one.num, quotation.start)
    rows = [
        _Row((("group", fit(f"{one_line(lead)}: {how}", width + 2)),), target),
        _Row((("dim", fit(article.title, width + 2)),), target),
    ]
    pieces = [
        (
            _STYLES[change.kind],
            f"[-{one_line(change.text).strip()}]"
            if change.kind == "gone"
            else one_line(change.text).strip(),
        )
        for change in one.changes
    ]
    whole = " ".join(text for _, text in pieces)
    for line in wrap(whole, width):
        rows.append(_Row((("plain", "  "), *_cut(pieces, line.start, line.end)), target))
    return [*rows, _Row((), target)]


def _cut(pieces: Sequence[tuple[str, str]], start: int, end: int) -> list[tuple[str, str]]:
    """The styled spans of pieces, joined by spaces, that lie between two offsets."""
    found, at = [], 0
    for style, text in pieces:
        low, high = max(start, at), min(end, at + len(text))
        if low < high:
            found.append((style, text[low - at : high - at]))
        at += len(text)
        if start <= at < end:
            found.append(("plain", " "))
        at += 1
    return found


class WordingsScreen(ListScreen[Target]):
    """Closes with the passage that was chosen."""

    def __init__(self, own: str, found: Sequence[Wording]) -> None:
        self.list = WordingList(found)
        super().__init__(f"“{one_line(own)}” in other articles: {len(found):,}", self.list)

    def result(self, index: int) -> Target:
        """The passage of a line."""
        return self.list.target(index)
