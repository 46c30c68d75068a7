"""Extraction from a body of text, and what it found in short."""

from pathlib import Path

from index.extract import analyse
from index.model.article import Analysis, Article, Quotation
from index.model.dates import PartialDate
from index.readers import read_bytes


def study(
    body: str, title: str = "A title of some kind", date: PartialDate | None = None
) -> Analysis:
    """What is found in an article with this body."""
    text = f"{title}\n\nPublication: Monitor Volume: 1 Issue: 2\n\n{body}\n"
    (article,), _ = read_bytes(Path("/articles/a.txt"), text.encode())
    if date is not None:
        article = Article(
            article.id,
            article.path,
            article.title,
            article.text,
            article.body_start,
            article.paragraphs,
            date=date,
            date_basis="stated",
        )
    return analyse(article)


def direct(found: Analysis) -> list[Quotation]:
    return [q for q in found.quotations if q.kind == "direct"]


def said(found: Analysis) -> list[tuple[str, str | None]]:
    """The quoted words, shortened, and the speaker's name."""
    return [
        (
            found.article.text[q.start : q.end][:24],
            found.actors[q.speaker].name if q.speaker is not None else None,
        )
        for q in direct(found)
    ]


def speakers(body: str) -> list[str | None]:
    return [speaker for _, speaker in said(study(body))]


def speaker_words(body: str) -> list[str | None]:
    found = study(body)
    return [
        found.article.text[slice(*q.speaker_span)] if q.speaker_span else None
        for q in direct(found)
    ]
