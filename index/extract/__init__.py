"""Extraction: an Article becomes an Analysis. Pure functions; nothing is read but the word lists."""

from dataclasses import replace

from index.article import Analysis, Article, Span
from index.extract.actors import find_actors
from index.extract.citations import find_citations, year_from_citations
from index.extract.quotes import find_quoted
from index.extract.segment import segment
from index.extract.speakers import find_quotations

# Text beyond this many code points is searched and shown, but not analysed: no article is so long.
MAX_ANALYSED = 2_000_000

__all__ = ["MAX_ANALYSED", "analyse"]


def analyse(article: Article) -> Analysis:
    """Actors, mentions, quotations, citations and cross-references of `article`.

    The article in the answer has the year of its own citations as date, where it had no better one.
    """
    article = _dated(article)
    text = article.text
    paragraphs = tuple(p for p in article.paragraphs if p.end <= MAX_ANALYSED)
    segments = segment(text, paragraphs)
    title = (
        segment(text, [article.title_span]) if article.title_span.end > article.title_span.start and article.body_start else None
    )
    actors = find_actors(text, segments, title, str(article.date) if article.date else None)
    citations, references = find_citations(text[:MAX_ANALYSED], article.body_start, article.date)
    quoted = find_quoted(text, paragraphs)
    quotations = find_quotations(text, segments, quoted, actors.actors, actors.mentions, citations)
    return Analysis(article, actors.actors, actors.mentions, tuple(quotations), tuple(citations), tuple(references))


def _dated(article: Article) -> Article:
    if article.date is None or article.date_basis == "file time":
        year = year_from_citations(article.text[:MAX_ANALYSED], article.body_start)
        if year is not None:
            return replace(article, date=year, date_basis="citations")
    return article


def paragraph_of(article: Article, at: int) -> Span | None:
    """The paragraph that offset `at` lies in."""
    return next((p for p in article.paragraphs if p.start <= at < p.end), None)
