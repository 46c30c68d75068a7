"""Locators: the short names of passages that citations end with, and finding the passage again.

A locator holds the article's id, the paragraph's number, a hash of the words, and for a repeated
wording which occurrence in the paragraph is meant: `3bd5f271b25c-p3-9f2c41ab.2`.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from index.kept.records import words_hash
from index.lazy_pattern import lazy_pattern
from index.model import Analysis, Article, Span

_FORM = lazy_pattern(r"\[?\s*([^\s\[\]]+)-p(\d{1,9})-([0-9a-f]{8})(?:\.(\d{1,9}))?\s*\]?")
# Words and single marks. Characters of scripts without spaces between words count as words.
_TOKEN = lazy_pattern(r"[^\W\u2e80-\U0010ffff]+|\S")
# A search over all spans of a paragraph tries at most this many.
_MOST_SPANS = 2_000_000
# Code points after its paragraph in which a span may end.
_BEYOND = 2_000


class Locator(Struct, frozen=True):
    """The parts of a locator. Numbers count from 1; paragraph 0 is the title and header."""

    article: str
    paragraph: int
    words: str
    occurrence: int = 1

    def __str__(self) -> str:
        """The locator as citations have it, without brackets."""
        nth = f".{self.occurrence}" if self.occurrence > 1 else ""
        return f"{self.article}-p{self.paragraph}-{self.words}{nth}"


def parse_locator(text: str) -> Locator | None:
    """Parses a locator with or without brackets; None for other text."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    return Locator(match[1], int(match[2]), match[3], int(match[4] or 1))


def paragraph_number(article: Article, offset: int) -> int:
    """The number, from 1, of the paragraph at or before `offset`; 0 in title and header."""
    return bisect_right(article.paragraphs, offset, key=_start)


def occurrence_of(article: Article, span: Span) -> int:
    """The number, from 1, of a span among the occurrences of its words in the paragraph."""
    exact = article.text[span.start : span.end]
    if not exact:
        return 1
    number = paragraph_number(article, span.start)
    known = _known_places(article.text)
    words = (*_bounds(article, number), exact)
    if words not in known:
        known[words] = list(_occurrences(article, number, exact))
    return 1 + bisect_left(known[words], span.start)


@lru_cache(maxsize=1)
def _known_places(_text: str) -> dict[tuple[int, int, str], list[int]]:
    """The occurrences found so far in a paragraph, by its bounds and words; only of the last text.

    Without them a phrase that a paragraph repeats is looked for from its start each time.
    """
    return {}


def locator_at(article: Article, span: Span) -> str:
    """The locator of `article.text[span.start:span.end]`."""
    words = words_hash(article.text[span.start : span.end])
    number = paragraph_number(article, span.start)
    return str(Locator(article.id, number, words, occurrence_of(article, span)))


def find_span(analysis: Analysis, locator: Locator) -> Span | None:
    """The span that a locator of this article names; None where its words are gone."""
    article = analysis.article
    if locator.paragraph > len(article.paragraphs):
        return None
    for span in _candidates(analysis, locator):
        exact = article.text[span.start : span.end]
        if words_hash(exact) != locator.words:
            continue
        starts = list(_occurrences(article, locator.paragraph, exact))
        if 1 <= locator.occurrence <= len(starts):
            start = starts[locator.occurrence - 1]
            return Span(start, start + len(exact))
    return None


def find_words(text: str, hashed: str) -> Span | None:
    """The first span of `text` whose words have this hash, as locators hold it."""
    return next(_spans_with_hash(text, 0, len(text), hashed), None)


def _candidates(analysis: Analysis, locator: Locator) -> Iterator[Span]:
    """Spans that start in the paragraph: what extraction found, then those with the hash."""
    article = analysis.article
    known = [Span(one.start, one.end) for one in (*analysis.quotations, *analysis.statements)]
    known += [article.title_span, *article.paragraphs]
    first, last = _bounds(article, locator.paragraph)
    yield from (span for span in known if first <= span.start < last)
    yield from _spans_with_hash(article.text, first, last, locator.words)


def _spans_with_hash(text: str, first: int, last: int, wanted: str) -> Iterator[Span]:
    """The spans of whole tokens that start in `text[first:last]` and whose words have this hash.

    The hash of a longer span continues that of the shorter one, so each span costs one token.
    """
    tokens = [match.span() for match in _TOKEN.finditer(text, first, last + _BEYOND)]
    longest = max(50, _MOST_SPANS // max(1, len(tokens)))
    pieces = [text[a:b].encode("utf-8", "surrogatepass") for a, b in tokens]
    target = int(wanted, 16)
    for number, (start, _) in enumerate(tokens):
        if start >= last:
            return
        hashed, before = 0, start
        for (begin, end), piece in zip(
            tokens[number : number + longest], pieces[number : number + longest], strict=True
        ):
            hashed = zlib.crc32(piece if begin == before else b" " + piece, hashed)
            before = end
            if hashed == target:
                yield Span(start, end)


def _bounds(article: Article, number: int) -> tuple[int, int]:
    """Where paragraph `number` starts, and where the next one does."""
    paragraphs = article.paragraphs
    start = paragraphs[number - 1].start if number else 0
    return start, paragraphs[number].start if number < len(paragraphs) else len(article.text)


def _start(paragraph: Span) -> int:
    return paragraph.start


def _occurrences(article: Article, number: int, exact: str) -> Iterator[int]:
    """Offsets of `exact` that start in paragraph `number`."""
    first, last = _bounds(article, number)
    stop = last + len(exact) - 1  # the search leaves out the rest of a long article
    place = article.text.find(exact, first, stop)
    while 0 <= place < last:
        yield place
        place = article.text.find(exact, place + 1, stop)
