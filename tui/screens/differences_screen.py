"""An article compared with its duplicates, word by word.

This is a document (a diff), wrapped to the width: no text in it is cut but the names of the files.
"""

from pathlib import Path

from rich.segment import Segment

from index import one_line
from index.model import Article
from tui.draw import fit, shown
from tui.panes import RowList, StyledLine
from tui.screens.list_screen import ListScreen
from tui.session_records import Comparison
from tui.wrap import wrap

# Words of shared context shown around a change.
_BESIDE = 12
_SIGNS = {"same": " ", "gone": "-", "new": "+"}
_STYLES = {"same": "dim", "gone": "plain", "new": "match"}


class DifferenceList(RowList):
    """Changes as lines: `-` only in the first, `+` only in the second, context from both."""

    def __init__(self, comparisons: tuple[Comparison, ...]) -> None:
        super().__init__("differences")
        self._comparisons = comparisons
        self._width = 0
        self._rows: list[tuple[str, str]] = []

    @property
    def count(self) -> int:
        """Lines."""
        if self._width != self.size.width:
            self._width = self.size.width
            self._rows = [
                row for one in self._comparisons for row in _rows(one, max(10, self._width - 4))
            ]
        return len(self._rows)

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Sign and text."""
        kind, text = self._rows[index]
        sign = _SIGNS.get(kind, "")
        return [
            [
                Segment(
                    fit(f" {sign} {text}" if sign else f" {text}", width),
                    self.style(_STYLES.get(kind, "group"), current),
                )
            ]
        ]

    def action_filter(self) -> None:
        """Nothing to filter here."""


def _rows(comparison: Comparison, width: int) -> list[tuple[str, str]]:
    one, other = comparison.one, comparison.other
    rows = [
        ("group", shown(f"- {_named(one)}")),
        ("group", shown(f"+ {_named(other)}")),
    ]
    changed = [change for change in comparison.changes if change.kind != "same"]
    if not changed:
        return [*rows, ("same", "word for word the same")]
    for at, change in enumerate(comparison.changes):
        text = " ".join(one_line(change.text).split())
        if change.kind == "same":
            words = text.split()
            after = words[:_BESIDE] if at else []
            before = words[-_BESIDE:] if at + 1 < len(comparison.changes) else []
            if len(words) > len(after) + len(before):
                text = " ".join([*after, "…", *before])
        rows += [(change.kind, text[span.start : span.end].strip()) for span in wrap(text, width)]
    return [*rows, ("same", "")]


def _named(article: Article) -> str:
    """What distinguishes an article from its duplicate: file and publication, then the title."""
    return (
        f"{Path(article.path).name}{f' {article.member}' if article.member else ''},"
        f" {article.publication or article.shown_date}: {article.title}"
    )


class DifferencesScreen(ListScreen[None]):
    """An article compared with each of its duplicates."""

    FOOTER = ()

    def __init__(self, comparisons: tuple[Comparison, ...]) -> None:
        super().__init__(
            f"{comparisons[0].one.title}: {len(comparisons):,} alike", DifferenceList(comparisons)
        )
        self.comparisons = comparisons
