"""Sentences of an article by offset, split lazily, paragraph by paragraph."""

from bisect import bisect_right
from functools import cached_property

from index.model import Article, Span


class SentenceFinder:
    """Finds the sentence at an offset, and the one after or before it."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._split: dict[int, list[Span]] = {}

    @cached_property
    def _paragraphs(self) -> list[Span]:
        """The title, if it is not part of a paragraph, and the paragraphs."""
        title, own = self._article.title_span, self._article.paragraphs
        apart = title.end and not any(title.touches(one) for one in own)
        return sorted([title, *own] if apart else own)

    def _sentences(self, number: int) -> list[Span]:
        if number not in self._split:
            from index import sentences_of  # loads the extractors, with the first mark

            self._split[number] = sentences_of(self._article.text, self._paragraphs[number])
        return self._split[number]

    def _place(self, offset: int) -> int:
        """The paragraph at an offset, else the one before it; -1 before the first."""
        return bisect_right([one.start for one in self._paragraphs], offset) - 1

    def around(self, span: Span) -> Span | None:
        """The sentences that a span touches, as one span; None outside of all paragraphs."""
        number = self._place(span.start)
        if number < 0:
            return None
        touched = [one for one in self._sentences(number) if one.touches(span)]
        return Span(touched[0].start, touched[-1].end) if touched else None

    def paragraph(self, span: Span) -> Span | None:
        """The paragraph that a span begins in."""
        number = self._place(span.start)
        found = self._paragraphs[number] if number >= 0 else None
        return found if found is not None and span.start < found.end else None

    def on_line(self, line: Span) -> Span | None:
        """The first sentence that begins on a screen line, else the one that covers it."""
        here = Span(line.start, max(line.end, line.start + 1))
        number = self._place(here.end - 1)
        if number < 0:
            return self._sentences(0)[0] if self._paragraphs else None
        touched = [one for one in self._sentences(number) if one.touches(here)]
        begun = [one for one in touched if one.start >= here.start]
        return (begun or touched or [self._sentences(number)[-1]])[0]

    def count(self, span: Span) -> int:
        """Number of sentences that a span touches."""
        touched = (n for n, one in enumerate(self._paragraphs) if one.touches(span))
        return sum(one.touches(span) for n in touched for one in self._sentences(n))

    def step(self, sentence: Span, forward: bool) -> Span | None:
        """The next sentence of the article, or the one before; None at the ends."""
        number = self._place(sentence.start)
        own = self._sentences(number)
        at = own.index(sentence) + (1 if forward else -1)
        if 0 <= at < len(own):
            return own[at]
        number += 1 if forward else -1
        if not 0 <= number < len(self._paragraphs):
            return None
        return self._sentences(number)[0 if forward else -1]
