"""Two columns of a PDF page whose text is stored row by row: one column, then the other."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

# What a page needs to count as two columns of prose: rows with text in both, letters in a half row.
_FEWEST_ROWS = 6
_LEAST_LETTERS = 15
# How far apart, in points, the left edges of a column's lines and the heights of a row may be.
_SAME_EDGE = 4.0
_SAME_ROW = 2.0


class Fragment(NamedTuple):
    """Text drawn at a place of the page, in points from its lower left corner."""

    x: float
    y: float
    text: str


def fragments_of(page: Any) -> tuple[str, list[Fragment]]:
    """The text of a pypdf page in stored order, and its fragments with their places."""
    found: list[Fragment] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], *_: object) -> None:
        if text.strip():
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            found.append(Fragment(x, y, " ".join(text.split())))

    return page.extract_text(visitor_text=visit) or "", found


def by_column(fragments: Sequence[Fragment]) -> list[str] | None:
    """The lines of a page by column; None unless it has two columns of prose in rows.

    Rows above the first and below the last row with both columns keep their places.
    """
    rows = _rows(fragments)
    edges = Counter(round(row[1].x / _SAME_EDGE) for row in rows if len(row) == 2)
    if not edges:
        return None
    edge = max(edges, key=lambda e: edges[e - 1] + edges[e] + edges[e + 1]) * _SAME_EDGE
    both = [
        at
        for at, row in enumerate(rows)
        if len(row) == 2 and abs(row[1].x - edge) <= 1.5 * _SAME_EDGE
    ]
    if len(both) < _FEWEST_ROWS or len(both) < 0.6 * (both[-1] - both[0] + 1):
        return None
    for side in (0, 1):
        letters = sum(len(rows[at][side].text) for at in both)
        if letters < _LEAST_LETTERS * len(both):
            return None
    left: list[str] = []
    right: list[str] = []
    for row in rows[both[0] : both[-1] + 1]:
        for one in row:
            (right if one.x >= edge - 1.5 * _SAME_EDGE else left).append(one.text)
    below = rows[both[-1] + 1 :]
    # a last line in one column alone continues that column
    while below and len(below[0]) == 1 and abs(below[0][0].x - edge) <= 1.5 * _SAME_EDGE:
        right.append(below.pop(0)[0].text)
    return [*_lines(rows[: both[0]]), *left, *right, *_lines(below)]


def _lines(rows: Sequence[Sequence[Fragment]]) -> list[str]:
    return [" ".join(one.text for one in row) for row in rows]


def _rows(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments of one height together, from the top down, each row from left to right."""
    rows: list[list[Fragment]] = []
    for one in sorted(fragments, key=lambda f: -f.y):
        if rows and abs(rows[-1][0].y - one.y) <= _SAME_ROW:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row) for row in rows]


__all__ = ["Fragment", "by_column", "fragments_of"]
