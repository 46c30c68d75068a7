"""Cuts a line of text at the ends of its highlights."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from index.model import Span


class Piece(Struct, frozen=True):
    """A span of a line and the names of the highlights that lie over it."""

    start: int
    end: int
    names: frozenset[str]


def over(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Of sorted spans that do not overlap, those that have a character in `[start, end)`."""
    place = bisect_left(spans, start, key=lambda span: span.end)
    while place < len(spans) and spans[place].start < end:
        if spans[place].end > start:
            yield spans[place]
        place += 1


def pieces(line: Span, layers: Mapping[str, Sequence[Span]]) -> list[Piece]:
    """The line in pieces, in order; together they are the line."""
    found = [
        (name, span) for name, spans in layers.items() for span in over(spans, line.start, line.end)
    ]
    if not found:
        return [Piece(line.start, line.end, frozenset())]
    edges = {line.start, line.end}
    for _, span in found:
        edges |= {max(span.start, line.start), min(span.end, line.end)}
    ordered = sorted(edges)
    return [
        Piece(
            start,
            end,
            frozenset(name for name, span in found if span.start <= start and end <= span.end),
        )
        for start, end in itertools.pairwise(ordered)
    ]
