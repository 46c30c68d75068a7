"""Extraction from a body of text, and what it found in short."""

from pathlib import Path

from index.extract import analyse
from index.model import Actor, Statement
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


HEAD = "A title\n\nDate: May 12, 2004\n\n"


def analysed(body: str) -> Analysis:
    (article,), _ = read_bytes(Path("/articles/a.txt"), (HEAD + body).encode())
    return analyse(article)


def speaker_of(found: Analysis, one: Statement) -> str | None:
    return None if one.speaker is None else found.actors[one.speaker].name


def quoted(body: str) -> list[tuple[str, str | None]]:
    """The words and the speaker of each quotation that was said."""
    found = analysed(body)
    return [
        (found.article.text[one.start : one.end], speaker_of(found, one))
        for one in found.quotations
        if one.kind != "scare"
    ]


def reported(body: str) -> list[tuple[str | None, str]]:
    """The speaker and the content of each reported statement."""
    found = analysed(body)
    return [
        (
            speaker_of(found, one),
            " … ".join(found.article.text[start:end] for start, end in one.content),
        )
        for one in found.reported
    ]


def actor(body: str, name: str) -> Actor | None:
    return next((one for one in analysed(body).actors if one.name == name), None)
