"""The places of words near mentions of actors in one article.

A mention counts as one unit: other parts are outside of it, and distances count from its first and
its last word.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from index.model import Analysis, Span
from index.query.nodes import Filter, NearActor, Node, leaves
from index.query.phrase_names import near_parts
from index.query.statement_matches import FilterMeanings
from index.text import SplitPiece, Token, parts_in

# The first and the last position of a part.
_Place = tuple[int, int]


def with_mentions(
    take: SplitPiece, node: Node, analysis: Analysis, meanings: FilterMeanings
) -> SplitPiece:
    """Adds to what `take` gives of an article all words of the mentions that `node` asks for."""
    text = analysis.article.text
    pieces: set[str] = set()
    for leaf in leaves(node):
        for part in leaf.parts if isinstance(leaf, NearActor) else ():
            actors = meanings.actors(part, analysis) if isinstance(part, Filter) else ()
            end = 0
            for mention in analysis.mentions:
                if mention.actor in actors and mention.end > end:
                    start, end = _whole_pieces(text, max(mention.start, end), mention.end)
                    pieces.update(text[start:end].split())
    if not pieces:
        return take
    whole = parts_in(analysis.article.language)
    return lambda piece: whole(piece) if piece in pieces else take(piece)


def _whole_pieces(text: str, start: int, end: int) -> Span:
    """A span extended at both ends to the next white space."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)


def near_spans(
    node: NearActor, tokens: Sequence[Token], analysis: Analysis, meanings: FilterMeanings
) -> Iterator[Span]:
    """The places in `tokens`, all words of one field, with the parts of a node near each other.

    A span begins with the first and ends with the last of the parts. It holds no other such span.
    """
    spans: dict[int, Span] = {}
    for token in tokens:
        spans.setdefault(token.position, Span(token.start, token.end))
    lists = []
    for part in near_parts(node):
        if isinstance(part, Filter):
            actors = meanings.actors(part, analysis)
            mentions = (m for m in analysis.mentions if m.actor in actors)
            lists.append(_mentioned((Span(m.start, m.end) for m in mentions), tokens))
        else:
            lists.append([(t.position,) * 2 for t in tokens if part in (t.exact, t.bare)])
    for low, high in _shortest(near_places(lists, node.slop)):
        yield Span(spans[low].start, spans[high].end)


def _mentioned(mentions: Iterable[Span], tokens: Sequence[Token]) -> list[_Place]:
    """The places of mentions: the positions of the words that begin in each."""
    found = []
    for start, end in mentions:
        first = bisect_left(tokens, start, key=_start)
        last = bisect_left(tokens, end, key=_start)
        if first < last:
            found.append((tokens[first].position, tokens[last - 1].position))
    return found


def _start(token: Token) -> int:
    return token.start


def _shortest(places: Iterable[_Place]) -> Iterator[_Place]:
    """The spans that contain no other one."""
    least: int | None = None
    for low, high in sorted(places, key=lambda place: (-place[0], place[1])):
        if least is None or high < least:
            least = high
            yield low, high


def near_places(lists: Sequence[Sequence[_Place]], slop: int) -> set[_Place]:
    """The spans that take one place of each list, each at most `slop` outside those before."""
    reached = set(lists[0]) if lists else set()
    for places in lists[1:]:
        ordered = sorted(places)
        longest = max((last - first for first, last in ordered), default=0)
        wider: set[_Place] = set()
        for low, high in reached:
            for first, last in ordered[bisect_left(ordered, (low - slop - longest,)) :]:
                if first > high + slop:
                    break
                if low - slop <= last < low or high < first:
                    wider.add((min(low, first), max(high, last)))
        reached = wider
    return reached


__all__ = ["near_places", "near_spans", "with_mentions"]
