"""The passages of one article that a query matches, as spans in its text.

The tree that finds the article also finds the place in it: a phrase gives the span of the phrase,
never of its loose words, however far down it stands.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import Token, fold
from index.article import Span
from index.compile import fold_pattern, parts_of
from index.query import Filter, Fuzzy, Leaf, Node, Phrase, Wild, Word, leaves


@dataclass(frozen=True, slots=True)
class Fields:
    """The words of an article by field: title, body, and the body's quotations."""

    title: Sequence[Token]
    text: Sequence[Token]
    said: Sequence[Token]

    def of(self, field: str | None) -> tuple[Sequence[Token], ...]:
        """The token lists that a field of the query language looks in."""
        match field:
            case "title":
                return (self.title,)
            case "text":
                return (self.text,)
            case "said":
                return (self.said,)
        return (self.title, self.text)


def find_matches(node: Node | None, fields: Fields) -> list[Span]:
    """Spans of what `node` asks for, in order, overlapping ones merged."""
    spans: set[Span] = set()
    for leaf in leaves(node):
        for tokens in fields.of(getattr(leaf, "field", None)):
            spans.update(_leaf_spans(leaf, tokens))
    spans.discard(Span(0, 0))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _leaf_spans(leaf: Leaf, tokens: Sequence[Token]) -> list[Span]:
    match leaf:
        case Word():
            return _word_spans(leaf, tokens)
        case Phrase(text, slop, _):
            words = [token.exact for token in parts_of(text)[0]]
            return _near(tokens, words, slop) if slop else _adjacent(tokens, words, exact=True)
        case Wild(pattern, _):
            folded = fold_pattern(pattern)
            return _where(tokens, glob(folded)) if folded.strip("*") else []
        case Fuzzy(text, _):
            word, limit = fold(text), leaf.distance
            return _where(tokens, lambda exact: exact[:1] == word[:1] and within(exact, word, limit))
        case Filter() | _:
            return []


def _word_spans(leaf: Word, tokens: Sequence[Token]) -> list[Span]:
    plain, joined = parts_of(leaf.text)
    if not plain:
        return []
    if len(plain) == 1:
        wanted = plain[0].stem
        spans = [Span(t.start, t.end) for t in tokens if t.stem == wanted]
    else:
        spans = _adjacent(tokens, [token.stem for token in plain], exact=False)
    if joined:
        spans += [Span(t.start, t.end) for t in tokens if t.stem == joined.stem]
    begun = joined or (plain[0] if len(plain) == 1 else None)
    if leaf.prefix and begun and len(begun.exact) > 1:
        spans += _where(tokens, lambda exact: exact.startswith(begun.exact))
    return spans


def _where(tokens: Sequence[Token], accepts: Callable[[str], bool]) -> list[Span]:
    accepted: dict[str, bool] = {}
    spans = []
    for token in tokens:
        if token.exact not in accepted:
            accepted[token.exact] = accepts(token.exact)
        if accepted[token.exact]:
            spans.append(Span(token.start, token.end))
    return spans


def _adjacent(tokens: Sequence[Token], words: list[str], exact: bool) -> list[Span]:
    """Where `words` stand side by side in this order."""
    if not words:
        return []
    plain: dict[int, Token] = {}
    joined: dict[int, Token] = {}
    for token in tokens:
        (joined if token.joined else plain)[token.position] = token
    spans = []
    for position, first in plain.items():
        last = first
        for step, word in enumerate(words):
            here = plain.get(position + step)
            whole = joined.get(position + step)
            if here is not None and (here.exact if exact else here.stem) == word:
                last = here
            elif whole is not None and (whole.exact if exact else whole.stem) == word:
                last = whole
            else:
                break
        else:
            spans.append(Span(first.start, last.end))
    return spans


def _near(tokens: Sequence[Token], words: list[str], slop: int) -> list[Span]:
    """Where `words` stand in any order, each within `slop` words of those before it in the list."""
    if not words:
        return []
    places: dict[str, list[int]] = {word: [] for word in words}
    spans: dict[int, Span] = {}
    for token in tokens:
        if token.exact in places:
            places[token.exact].append(token.position)
            spans.setdefault(token.position, Span(token.start, token.end))
    reached = {(position, position) for position in places[words[0]]}
    for word in words[1:]:
        wider: set[tuple[int, int]] = set()
        here = places[word]
        for low, high in reached:
            for position in here[bisect_left(here, low - slop) :]:
                if position > high + slop:
                    break
                if not low <= position <= high:
                    wider.add((min(low, position), max(high, position)))
        reached = wider
    return [Span(spans[low].start, spans[high].end) for low, high in reached]


@lru_cache(maxsize=64)
def glob(pattern: str) -> Callable[[str], bool]:
    """A test for words against a pattern with `*` and `?`."""
    source = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    matches = re.compile(source, re.DOTALL).fullmatch
    return lambda word: matches(word) is not None


def within(one: str, other: str, limit: int) -> bool:
    """Whether the Levenshtein distance of two words is at most `limit`."""
    return distance(one, other, limit) <= limit


def distance(one: str, other: str, limit: int = 2) -> int:
    """The Levenshtein distance of two words; `limit` + 1 where it is more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
