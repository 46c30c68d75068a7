"""Finding a kept passage again in a text that may have changed.

An anchor holds a position, the exact words, and the text before and after them (W3C Web Annotation
Data Model, 2017). `place` tries the position, then the words with the best context, then the words
regardless of white space and the form of quotation marks, then the most similar wording.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from index.model import Span

CONTEXT = 48
# The least similarity of two wordings of one passage (rapidfuzz, indel, 0 to 100). Short passages
# need more, because they resemble others by chance.
_NEAR, _NEAR_SHORT, _SHORT = 74.0, 88.0, 30
_LONGEST_NEAR = 2_000

How = Literal["stands", "moved", "changed"]


class Anchor(Struct, frozen=True):
    """A passage when it was kept: offsets in code points, words, and the text around them."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class Placed(Struct, frozen=True):
    """The present place of an anchor: unchanged, moved word for word, or reworded."""

    span: Span
    how: How


def make_anchor(text: str, span: Span) -> Anchor:
    """The anchor of `text[span.start:span.end]`."""
    return Anchor(
        span.start,
        span.end,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def place(anchor: Anchor, text: str) -> Placed | None:
    """The place of the anchor's words in `text`; None if no wording is similar enough."""
    if not anchor.exact:
        return None
    if text[anchor.start : anchor.end] == anchor.exact:
        return Placed(Span(anchor.start, anchor.end), "stands")
    found = list(_occurrences(text, anchor.exact))
    if found:
        best = max(found, key=lambda at: (_agreement(anchor, text, at), -abs(at - anchor.start)))
        return Placed(Span(best, best + len(anchor.exact)), "moved")
    if (span := _loosely(anchor, text)) is not None:
        return Placed(span, "changed")
    return _nearly(anchor, text)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _agreement(anchor: Anchor, text: str, at: int) -> int:
    """How many characters next to the words at `at` equal the anchor's context."""
    before, after = text[max(0, at - CONTEXT) : at], text[at + len(anchor.exact) :][:CONTEXT]
    return _common(before[::-1], anchor.prefix[::-1]) + _common(after, anchor.suffix)


def _common(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


_SHAPES = {"“": '["“”„«»]', "'": "['‘’ʼ´`]", "-": "[-‐‑–—]"}
_SAME = {
    **dict.fromkeys('"“”„«»', _SHAPES["“"]),
    **dict.fromkeys("'‘’ʼ´`", _SHAPES["'"]),
    **dict.fromkeys("-‐‑–—", _SHAPES["-"]),
}


def _loosely(anchor: Anchor, text: str) -> Span | None:
    """The nearest place of the words with any white space, quotation marks and hyphens."""
    words = anchor.exact.split()
    if not words or len(anchor.exact) > 20_000:
        return None
    pattern = r"\s+".join("".join(_SAME.get(c, re.escape(c)) for c in word) for word in words)
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    return min(found, key=lambda span: abs(span.start - anchor.start), default=None)


def _nearly(anchor: Anchor, text: str) -> Placed | None:
    """The most similar wording in the text."""
    if not 12 <= len(anchor.exact) <= _LONGEST_NEAR:
        return None
    least = _NEAR_SHORT if len(anchor.exact) < _SHORT else _NEAR
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(anchor.exact, text, score_cutoff=least)
    if found is None or found.score < least:
        return None
    return Placed(_refined(anchor, text, Span(found.dest_start, found.dest_end)), "changed")


def _refined(anchor: Anchor, text: str, near: Span) -> Span:
    """The span `near`, moved to where the anchor's context or its own first and last words are."""
    start, end = near
    before, head = anchor.prefix[-12:], anchor.exact[:10]
    after, tail = anchor.suffix[:12], anchor.exact[-10:]
    low = max(0, start - 60)
    if len(before) == 12 and (at := text.find(before, low, start + 60 + 12)) >= 0:
        start = at + len(before)
    elif (at := text.find(head, low, start + 60)) >= 0:
        start = at
    high = end + 60 + len(anchor.exact) // 2
    if len(after) == 12 and (at := text.find(after, max(start + 1, end - 60), high)) >= 0:
        end = at
    elif (at := text.find(tail, max(start + 1, end - 60), high)) >= 0:
        end = at + len(tail)
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, max(start, end))
