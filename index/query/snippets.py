"""Passages of one article: matches with context (KWIC), and snippets for lists."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from index.lazy_pattern import lazy_pattern
from index.model import Analysis, Article, Span
from index.query.highlight import find_matches, joined_spans, lists_of, wanted_parts
from index.query.near_actor import near_spans, with_mentions
from index.query.nodes import DateRange, Filter, Leaf, NearActor, Node, Phrase, Word, leaves
from index.query.same_statement import is_of_statement, other_leaves, statement_conditions
from index.query.statement_matches import FilterMeanings, StatementMatcher
from index.query.word_scan import ScannedParts
from index.text import SplitPiece, Token, one_line, parts_in, tokenise

_SPACE = lazy_pattern(r"\s")


class Kwic(Struct, frozen=True):
    """A match with its context, each on one line; `span` is the match in the text."""

    left: str
    match: str
    right: str
    span: Span


class Snippet(Struct, frozen=True):
    """A piece of the text on one line, and where in it the matches are."""

    text: str
    matches: tuple[Span, ...] = ()


# Code points of a body in which matches are looked for: three long novels, a second of work.
FARTHEST = 2_000_000
# Code points searched around the first literal occurrence, if the first part has no match.
_WINDOW = 200_000


def matches(
    node: Node | None, analysis: Analysis, meanings: FilterMeanings | None = None
) -> list[Span]:
    """The spans where the query matches in the article, in order, in code points of its text.

    Words match wherever they occur. Words said match in the statements that match their condition;
    where it names a speaker, these statements match as a whole. A query without words matches what
    its filters name: the statements of `speaker:`, the mentions of `actor:`, the citations of
    `source:`. `meanings` are needed for names.

    Of a body longer than FARTHEST code points, the matches are those in its first FARTHEST; if
    there are none, those around the first literal occurrence of a word of the query.
    """
    if node is None:
        return []
    article = analysis.article
    take = wanted_parts(node, article.language)
    if meanings is not None and _asked_of(node).near:
        take = with_mentions(take, node, analysis, meanings)
    end = article.body_start + FARTHEST
    found = _matches(node, ArticleFields(analysis, take, end=end), meanings)
    if found or len(article.text) <= end:
        return found
    place = _first_literal(node, article.text, end)
    if place is None:
        return []
    window = (max(end, place - _WINDOW // 2), place + _WINDOW // 2)
    return _matches(node, ArticleFields(analysis, take, *window), meanings)


def asks_of_findings(node: Node | None) -> bool:
    """Whether the matches of a query depend on what extraction found, besides the text."""
    own = list(leaves(node))
    filters_alone = all(isinstance(one, Filter | DateRange) for one in own)
    return any(
        isinstance(one, NearActor)
        or is_of_statement(one)
        or (filters_alone and isinstance(one, Filter) and one.field in {"actor", "source"})
        for one in own
    )


class _Asked(Struct, frozen=True):
    """What a query asks of an article: leaves without those of statements, and conditions on these.

    `near` are those of the leaves that ask for words near actors.
    """

    others: tuple[Leaf, ...]
    near: tuple[NearActor, ...]
    conditions: tuple[Node, ...]
    filters_alone: bool


@lru_cache(maxsize=16)
def _asked_of(node: Node) -> _Asked:
    others = tuple(other_leaves(node))
    return _Asked(
        others,
        tuple(leaf for leaf in others if isinstance(leaf, NearActor)),
        tuple(statement_conditions(node)),
        all(isinstance(one, Filter | DateRange) for one in leaves(node)),
    )


def _matches(node: Node, fields: "ArticleFields", meanings: FilterMeanings | None) -> list[Span]:
    analysis, asked = fields.analysis, _asked_of(node)
    spans = find_matches(asked.others, fields, analysis.article.language)
    if meanings is not None:
        for near in asked.near:
            for tokens in lists_of(fields, near.field):
                if tokens is not fields.title or analysis.article.title_span.end:
                    spans.update(near_spans(near, tokens, analysis, meanings))
    if asked.conditions:
        matcher = StatementMatcher(analysis, fields, meanings)
        for condition in asked.conditions:
            if asked.filters_alone or not isinstance(condition, Filter):
                spans.update(matcher.spans(condition))
    if asked.filters_alone and meanings is not None:
        for leaf in asked.others:
            spans.update(_named(leaf, analysis, meanings))
    return joined_spans(spans)


def _named(leaf: Leaf, analysis: Analysis, meanings: FilterMeanings) -> Iterator[Span]:
    """The mentions or citations that a filter means."""
    if not isinstance(leaf, Filter):
        return
    if leaf.field == "actor":
        actors = meanings.actors(leaf, analysis)
        yield from (Span(m.start, m.end) for m in analysis.mentions if m.actor in actors)
    elif leaf.field == "source":
        outlets = meanings.outlets(leaf)
        yield from (Span(c.start, c.end) for c in analysis.citations if c.outlet in outlets)


def _first_literal(node: Node, text: str, start: int) -> int | None:
    """The first literal occurrence of a word or phrase of the query from `start` on."""
    typed = [leaf.text for leaf in leaves(node) if isinstance(leaf, Word | Phrase)]
    words = {word for one in typed for word in one.split() if any(map(str.isalnum, word))}
    if not words:
        return None
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})", re.IGNORECASE)
    found = pattern.search(text, start)
    return found.start() if found else None


class ArticleFields:
    """The words of an article by field, with spans into its text.

    Words of a title that is not part of the text have the span (0, 0). `take` is passed to
    `tokenise`; the default takes every word. Of the body, only words between `start` and `end`
    (default: all of it) are there.
    """

    def __init__(
        self,
        analysis: Analysis,
        take: SplitPiece | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> None:
        self.analysis, self._take = analysis, take or parts_in(analysis.article.language)
        article = analysis.article
        self._start = article.body_start if start is None else _gap(article.text, start)
        self._end = len(article.text) if end is None else _gap(article.text, end)
        self._title: list[Token] | None = None
        self._text: list[Token] | None = None

    @property
    def title(self) -> list[Token]:
        """The words of the title, with the span (0, 0) if the text does not contain it."""
        if self._title is None:
            article = self.analysis.article
            span = article.title_span
            if span.end:
                self._title = self._wanted(article.text, span.start, span.end)
            else:
                words = self._wanted(article.title, 0, len(article.title))
                self._title = [token._replace(start=0, end=0) for token in words]
        return self._title

    @property
    def text(self) -> list[Token]:
        """The words of the window of the body."""
        if self._text is None:
            self._text = self._wanted(self.analysis.article.text, self._start, self._end)
        return self._text

    def _wanted(self, text: str, start: int, end: int) -> list[Token]:
        if isinstance(self._take, ScannedParts):
            return self._take.tokens(text, start, end)
        return tokenise(text, start, end, take=self._take)

    def words_in(self, span: Span) -> list[Token]:
        """The words of title and body that begin in `span`."""
        in_text = (self.title, self.text) if self.analysis.article.title_span.end else (self.text,)
        return [
            word
            for words in in_text
            for word in words[
                bisect_left(words, span.start, key=_start) : bisect_left(
                    words, span.end, key=_start
                )
            ]
        ]


def _start(token: Token) -> int:
    return token.start


def _gap(text: str, at: int) -> int:
    """The end of the word at offset `at`, so that a window cuts none."""
    found = _SPACE.search(text, min(at, len(text)))
    return found.start() if found else len(text)


def paragraph_around(article: Article, span: Span) -> Span:
    """The paragraph that contains a match; its line if no paragraph does."""
    place = bisect_right(article.paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1
    if place >= 0 and span.end <= article.paragraphs[place].end:
        return article.paragraphs[place]
    end = article.text.find("\n", span.end)
    return Span(article.text.rfind("\n", 0, span.start) + 1, len(article.text) if end < 0 else end)


def kwic(article: Article, span: Span, width: int = 60) -> Kwic:
    """The match at `span` with up to `width` code points of its paragraph on each side."""
    text, within = article.text, paragraph_around(article, span)
    begin, end = max(within.start, span.start - width), min(within.end, span.end + width)
    return Kwic(
        one_line(text[begin : span.start]),
        one_line(text[span.start : span.end]),
        one_line(text[span.end : end]),
        span,
    )


def snippet(text: str, spans: Sequence[Span], start: int, width: int = 200) -> Snippet:
    """About `width` code points around the densest group of `spans`; the beginning if none.

    `start` is the offset of the body: lists show the title, so its matches do not count.
    """
    starts = [span.start for span in spans]
    first = bisect_left(starts, start)
    begin = start
    if first < len(spans):
        at = spans[_densest(starts, first, width // 2)].start
        begin = max(start, at - width // 3)
        if begin > start:
            space = text.rfind(" ", start, begin)
            begin = space + 1 if space >= 0 and begin - space < 30 else begin
            line = text.rfind("\n", start, at) + 1
            begin = max(begin, line) if at - line < width // 3 else begin
    end = min(len(text), begin + width)
    if end < len(text):
        space = text.rfind(" ", begin, end)
        end = space if space > begin + width // 2 else end
    piece = text[begin:end]
    shown = _collapsed(piece)
    lead = "…" if begin > start else ""
    tail = "…" if end < len(text) and not text[end:].isspace() else ""
    found = []
    unchanged = shown == piece  # then places differ from offsets by the same number
    for span in spans[bisect_left(starts, begin, first) : bisect_left(starts, end, first)]:
        if span.end <= end:
            low, high = (
                at - begin if unchanged else len(_collapsed(text[begin:at])) for at in span
            )
            found.append(Span(len(lead) + low, len(lead) + high))
    return Snippet(f"{lead}{one_line(shown)}{tail}", tuple(found))


def _densest(starts: Sequence[int], first: int, width: int) -> int:
    """The first place from `first` on after which the most starts follow within `width`."""
    best, most, last = first, 0, first
    for place in range(first, len(starts)):
        while last < len(starts) and starts[last] <= starts[place] + width:
            last += 1
        if last - place > most:
            best, most = place, last - place
    return best


def _collapsed(text: str) -> str:
    """The text with runs of white space as one space, and none at its beginning.

    The collapsed beginning of a text is the beginning of the collapsed text.
    """
    words = " ".join(text.split())
    return f"{words} " if words and text[-1].isspace() else words


def join_matches(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Joins matches of different words that only spaces separate.

    The same word twice stays two places.
    """
    places: list[Span] = []
    before = ""
    for span in spans:
        word = text[span.start : span.end].casefold()
        if places and word != before and text[places[-1].end : span.start].isspace():
            places[-1] = Span(places[-1].start, span.end)
        else:
            places.append(span)
        before = word
    return tuple(places)


def nearest(spans: Sequence[Span], at: int, forward: bool) -> int | None:
    """The index of the first span after offset `at`, or the last one before it; None if none."""
    starts = [span.start for span in spans]
    place = bisect_right(starts, at) if forward else bisect_left(starts, at) - 1
    return place if 0 <= place < len(spans) else None
