"""Reported statements whose contents overlap: which of them is a separate row."""

from collections.abc import Sequence, Set
from typing import Final

from index.model import Span, Statement


def without_repeats(statements: Sequence[Statement], outlets: Set[int]) -> list[Statement]:
    """The statements, in order of place, without those that repeat words of another.

    A report inside another stays if it has another speaker: "Bell said that Dorn warned
    that S". It goes where nobody is named, or the same speaker: "Bell said a study shows that S".
    Inside the report of an outlet, one of the actors `outlets`, a described speaker is enough:
    "The mayor said S, Reuters reported". Of two that overlap in part the one that begins first
    stays.
    """
    kept: list[Statement] = []
    for one in statements:
        span = _whole(one)
        while kept and _repeats(kept[-1], one, outlets) and _whole(kept[-1]).end < span.end:
            if _whole(kept[-1]).start < span.start:
                break
            kept.pop()  # the longer of two that begin at one place
        if not any(_repeats(other, one, outlets) for other in kept[-_MOST_NESTED:]):
            kept.append(one)
    return kept


# Reports are not nested deeper.
_MOST_NESTED: Final = 6


def _whole(one: Statement) -> Span:
    return Span(one.content[0].start, one.content[-1].end) if one.content else Span(0, 0)


def _repeats(outer: Statement, inner: Statement, outlets: Set[int]) -> bool:
    """Whether `inner`, which begins at or after the begin of `outer`, repeats words of it."""
    if not any(a.start < b.end and b.start < a.end for a in outer.content for b in inner.content):
        return False
    if _whole(inner).end > _whole(outer).end and _whole(inner).start > _whole(outer).start:
        return True
    if inner.speaker is None and outer.speaker in outlets:
        return inner.speaker_span is None
    return inner.speaker is None or inner.speaker == outer.speaker
