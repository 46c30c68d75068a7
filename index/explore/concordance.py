"""Concordance (KWIC): every match of a query as one line, sorted by the words around it.

The texts are read article by article. Only numbers are kept of each line, so that some hundred
thousand lines take a few dozen megabytes and numpy sorts them in one step.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from index.engine import UNLIMITED, Budget
from index.model import (
    Actor,
    Analysis,
    Card,
    KwicOrder,
    Span,
    Statement,
    named_together,
    said_statements,
)
from index.query import Kwic, join_matches, paragraph_around
from index.text import fold, tokenise

IntArray = NDArray[Any]

# Words on each side, by which lines are sorted and in which collocates are counted.
WINDOW = 5
# Code points on each side in which those words are looked for.
_REACH = 90
# Articles after which a growing concordance is shown again, at most.
_SELDOM = 2000
# Words are compared by so many bytes.
_TELLING = 24
# The columns of lines, with their types in the `array` module; an archive's numbers have 62 bits.
_COLUMNS = {
    "nums": "q",
    "starts": "i",
    "ends": "i",
    "matched": "i",
    "windows": "i",
    "speakers": "i",
    "publications": "i",
}
# A column that is full gets room for this share of its numbers more.
_ROOM = 4
# Lines are kept up to this many.
MOST_LINES = 200_000


class Group(Struct, frozen=True):
    """Lines with the same speaker or publication: the first place in the order, and the count."""

    name: str | None
    first: int
    count: int


class Concordance(Struct, frozen=True, eq=False, dict=True):
    """The lines of a concordance as parallel arrays, one element a line unless stated otherwise."""

    # Article number, and the match as code points of the article's text.
    nums: IntArray
    starts: IntArray
    ends: IntArray
    matched: IntArray
    # Indices into `words`, a row a line: WINDOW words to the left, the nearest first, then WINDOW
    # words to the right; -1 for no word.
    windows: IntArray
    # Indices into `names`; -1 for none. Joint speakers have one name: "Anna Bell and Carl Dorn".
    speakers: IntArray
    publications: IntArray
    words: Sequence[str]
    names: Sequence[str]
    # The number of articles read so far.
    articles: int = 0
    # Whether there were more lines than are kept.
    full: bool = False

    def __len__(self) -> int:
        return len(self.nums)

    def span(self, line: int) -> Span:
        """The span of a line's match in its article's text."""
        return Span(int(self.starts[line]), int(self.ends[line]))

    @cached_property
    def _ranks(self) -> IntArray:
        """The alphabetical rank of each word by its first letters; the last one is of no word."""
        # numpy sorts without the GIL, so other threads keep running
        begun = np.array(
            [word.encode("utf-8", "surrogatepass")[:_TELLING] for word in self.words],
            f"S{_TELLING}",
        )
        return np.append(_ranks(np.argsort(begun, kind="stable")), -1).astype(np.int32)

    @cached_property
    def _name_ranks(self) -> IntArray:
        """The alphabetical rank of each name; no name ranks last."""
        folded = [fold(name) for name in self.names]
        order = np.array(sorted(range(len(folded)), key=folded.__getitem__), np.int64)
        return np.append(_ranks(order).astype(np.int64) if len(order) else order, len(folded))

    def ordered(self, by: KwicOrder, having: Iterable[str] = ()) -> IntArray:
        """The lines in order, limited to those with each of `having` in the match or window."""
        lines = np.arange(len(self))
        if by in {"right", "left"}:
            side = self.windows[:, WINDOW:] if by == "right" else self.windows[:, :WINDOW]
            lines = np.lexsort(
                (lines, *(self._ranks[side[:, column]] for column in reversed(range(WINDOW))))
            )
        elif by != "place":
            own = self.speakers if by == "speaker" else self.publications
            lines = np.lexsort((lines, self._name_ranks[own]))
        for piece in map(fold, having):
            fitting = [place for place, word in enumerate(self.words) if piece in word]
            has = np.isin(self.windows, fitting).any(axis=1) | np.isin(self.matched, fitting)
            lines = lines[has[lines]]
        return lines

    def arranged(self, by: KwicOrder, having: Iterable[str] = ()) -> "Arranged":
        """The lines in order, with the heads of their groups."""
        lines = self.ordered(by, having)
        groups = self.groups(by, lines)
        firsts = [group.first for group in groups]
        rows = np.insert(lines, firsts, -1 - np.arange(len(firsts))) if firsts else lines
        return Arranged(self, by, rows, tuple(groups))

    def groups(self, by: KwicOrder, lines: IntArray) -> list[Group]:
        """The groups of sorted lines; one group without a name if the order has no groups."""
        if by not in {"speaker", "publication"} or not len(lines):
            return []
        own = (self.speakers if by == "speaker" else self.publications)[lines]
        firsts = np.flatnonzero(np.append(True, own[1:] != own[:-1]))
        counts = np.diff(np.append(firsts, len(lines)))
        return [
            Group(self.names[own[first]] if own[first] >= 0 else None, int(first), int(count))
            for first, count in zip(firsts, counts, strict=True)
        ]


class Arranged(Struct, frozen=True, eq=False):
    """A sorted concordance. `rows` are line numbers, and -1, -2 … for the heads of groups."""

    lines: Concordance
    by: KwicOrder
    rows: IntArray
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self.rows) - len(self.groups)

    def line(self, row: int) -> int | None:
        """The line in a row, None for the head of a group or past the end."""
        return int(self.rows[row]) if 0 <= row < len(self.rows) and self.rows[row] >= 0 else None

    def group(self, row: int) -> Group | None:
        """The group whose head is in a row."""
        return (
            self.groups[-1 - int(self.rows[row])]
            if 0 <= row < len(self.rows) and self.rows[row] < 0
            else None
        )

    def numbers(self) -> list[int]:
        """The lines in order."""
        found: list[int] = self.rows[self.rows >= 0].tolist()
        return found


class KwicRow(Struct, frozen=True):
    """A line of a concordance with its words, its article, and the statement that it is in."""

    kwic: Kwic
    card: Card
    speaker: str | None
    statement: Statement | None = None


def innermost_statement(statements: Iterable[Statement], at: int) -> Statement | None:
    """The statement with the words at an offset: the innermost of those that have a speaker."""
    inside = [one for one in statements if any(a <= at < b for a, b in one.content)]
    return max(inside, key=lambda one: (one.speaker is not None, one.start, -one.end), default=None)


class ConcordanceBuilder:
    """Builds a concordance article by article; partial results are available at any time."""

    def __init__(
        self, find: Callable[[Analysis], list[Span]], called: Callable[[Actor], str | None]
    ) -> None:
        self._find, self._called = find, called
        # The lines taken since the last concordance, and the columns of all lines before them.
        self._new = {name: array(kind) for name, kind in _COLUMNS.items()}
        self._columns = {name: GrowingColumn(kind) for name, kind in _COLUMNS.items()}
        self._words: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self.articles = 0
        self.full = False

    def take(self, num: int, analysis: Analysis) -> None:
        """Add the lines of an article."""
        self.articles += 1
        text = analysis.article.text
        said = said_statements(analysis)
        publication = self._name(analysis.article.publication)
        for span in join_matches(text, self._find(analysis)):
            if len(self._columns["nums"]) + len(self._new["nums"]) >= MOST_LINES:
                self.full = True
                return
            statement = innermost_statement(said, span.start)
            speaking = [analysis.actors[one] for one in statement.speakers] if statement else []
            names = list(filter(None, map(self._called, speaking)))
            left, right = _beside(text, span, paragraph_around(analysis.article, span))
            surface = " ".join(map(fold, text[span.start : span.end].split()))
            for name, value in (
                ("nums", num),
                ("starts", span.start),
                ("ends", span.end),
                ("matched", self._word(surface)),
                ("speakers", self._name(named_together(names) if names else None)),
                ("publications", publication),
            ):
                self._new[name].append(value)
            window = [
                *map(self._word, left),
                *[-1] * (WINDOW - len(left)),
                *map(self._word, right),
                *[-1] * (WINDOW - len(right)),
            ]
            self._new["windows"].extend(window)

    def _word(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))

    def _name(self, name: str | None) -> int:
        return -1 if name is None else self._names.setdefault(name, len(self._names))

    def concordance(self) -> Concordance:
        """All lines so far. Earlier concordances share their arrays with it."""
        arrays = {}
        for name, column in self._columns.items():
            arrays[name] = column.with_more(self._new[name])
            del self._new[name][:]
        arrays["windows"] = arrays["windows"].reshape(-1, 2 * WINDOW)
        return Concordance(
            **arrays,
            words=tuple(self._words),
            names=tuple(self._names),
            articles=self.articles,
            full=self.full,
        )


class GrowingColumn:
    """An array of numbers that grows at its end, without a copy of it for each reader.

    `kind` is the code of a type in the `array` module.
    """

    def __init__(self, kind: str) -> None:
        self._room = np.empty(0, kind)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def with_more(self, numbers: "array[int]") -> IntArray:
        """All numbers so far and these. What is returned does not change later."""
        end = self._used + len(numbers)
        if end > len(self._room):
            grown = np.empty(end + end // _ROOM, self._room.dtype)
            grown[: self._used] = self._room[: self._used]
            self._room = grown
        self._room[self._used : end] = numbers
        self._used = end
        return self._room[:end]


def _ranks(order: IntArray) -> IntArray:
    """The place of each item in an `order`, a permutation as argsort returns it."""
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


def _beside(text: str, span: Span, within: Span) -> tuple[list[str], list[str]]:
    """The case-folded words of a paragraph before a match, nearest first, and after it."""
    begin, end = max(within.start, span.start - _REACH), min(within.end, span.end + _REACH)
    if begin > within.start:
        begin = text.find(" ", begin, span.start) + 1 or begin
    if end < within.end:
        end = max(text.rfind(" ", span.end, end), span.end)
    left = [token.exact for token in tokenise(text, begin, span.start) if not token.joined]
    right = [token.exact for token in tokenise(text, span.end, end) if not token.joined]
    return left[: -WINDOW - 1 : -1], right[:WINDOW]


def concordances(
    find: Callable[[Analysis], list[Span]],
    articles: Iterable[tuple[int, Analysis]],
    every: int,
    called: Callable[[Actor], str | None],
    budget: Budget = UNLIMITED,
    most: int | None = None,
) -> Iterator[Concordance]:
    """The concordance of a query as it grows: after `every` articles, and at the end as a whole.

    `called` returns the name of a speaker in the library. After `most` articles it is full.
    """
    builder = ConcordanceBuilder(find, called)
    waiting = 0
    for num, analysis in articles:
        if budget.cancelled():
            return
        builder.full = builder.articles == most
        if not builder.full:
            builder.take(num, analysis)
        waiting += 1
        if builder.full:
            break
        if waiting == every:
            yield builder.concordance()
            waiting, every = 0, min(every * 2, _SELDOM)
    yield builder.concordance()


__all__ = [
    "MOST_LINES",
    "WINDOW",
    "Arranged",
    "Concordance",
    "ConcordanceBuilder",
    "Group",
    "GrowingColumn",
    "KwicRow",
    "concordances",
]
