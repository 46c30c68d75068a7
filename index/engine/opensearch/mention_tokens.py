"""Mentions of actors as tokens in the positions of the words of a field.

A mention of one word has tokens that begin with ONLY; a longer one has tokens that begin with FIRST
at its first word and with LAST at its last. What follows is the kind of the actor, or its number:

    words     minister   anna             bell           left
    mentions  _          first:person     last:person    _
                         first:123        last:123
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.engine.opensearch.documents import actor_number
from index.engine.opensearch.mapping import JOINER, NO_MENTION
from index.model import Analysis, Span, own_identity
from index.text import Part, SplitPiece, parts_in

ONLY: Final = "only:"
FIRST: Final = "first:"
LAST: Final = "last:"
_PIECE = re.compile(r"\S+")


def mention_fields(analysis: Analysis) -> dict[str, str]:
    """The fields of a document with the mentions of actors; empty ones are left out."""
    article = analysis.article
    found = {
        "named": _tokens(analysis, Span(article.body_start, len(article.text))),
        "title_named": _tokens(analysis, article.title_span),
    }
    return {name: tokens for name, tokens in found.items() if tokens}


def _tokens(analysis: Analysis, field: Span) -> str:
    """The tokens of the mentions in `field`, a part of the text, by position."""
    inside = [one for one in analysis.mentions if one.start < field.end and field.start < one.end]
    if not inside:
        return ""
    text, take = analysis.article.text, parts_in(analysis.article.language)
    offsets = [
        min(max(at, field.start), field.end) for one in inside for at in (one.start, one.end)
    ]
    places = _positions(text, field, take, sorted(set(offsets)))
    found: dict[int, dict[str, None]] = {}
    for mention, start, end in zip(inside, offsets[::2], offsets[1::2], strict=True):
        first, last = places[start], places[end] - 1
        actor = analysis.actors[mention.actor]
        for name in (actor.kind, str(actor_number(*own_identity(actor)))):
            if first == last:
                found.setdefault(first, {})[ONLY + name] = None
            elif first < last:
                found.setdefault(first, {})[FIRST + name] = None
                found.setdefault(last, {})[LAST + name] = None
    positions = range(max(found, default=-1) + 1)
    return " ".join(JOINER.join(found[at]) if at in found else NO_MENTION for at in positions)


def _positions(text: str, field: Span, take: SplitPiece, offsets: Sequence[int]) -> dict[int, int]:
    """For each offset, in order, the position of the first word that begins there or later."""
    found: dict[int, int] = {}
    position = at = 0
    for piece in _PIECE.finditer(text, field.start, field.end):
        if at == len(offsets):
            break
        count, parts = take(piece[0])
        while at < len(offsets) and offsets[at] < piece.end():
            found[offsets[at]] = position + _word_from(parts, count, offsets[at] - piece.start())
            at += 1
        position += count
    found.update((offset, position) for offset in offsets[at:])
    return found


def _word_from(parts: Sequence[Part], count: int, offset: int) -> int:
    """The position in a piece of its first word that begins at `offset` or later."""
    place = bisect_left(parts, offset, key=lambda part: part.start)
    return parts[place].position if place < len(parts) else count


__all__ = ["FIRST", "LAST", "ONLY", "mention_fields"]
