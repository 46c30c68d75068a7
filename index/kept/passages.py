"""Passages of articles with their provenance, and the passages of hits and dossiers as marks."""

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.corrections import make_anchor
from index.kept.locators import occurrence_of, paragraph_number
from index.kept.records import Mark, Passage, PassageSource
from index.model import (
    Analysis,
    Article,
    Span,
    Statement,
    said_statements,
    speaker_words,
    speakers_named,
    text_digest,
)

if TYPE_CHECKING:
    from index.explore import Dossier
    from index.library import Library, SearchResult, StatementRow


def source_of(article: Article, paragraph: int = 0) -> PassageSource:
    """The bibliographic data of an article."""
    return PassageSource(
        article.id,
        article.path,
        article.title,
        article.publication,
        article.volume,
        article.issue,
        article.author,
        article.shown_date,
        paragraph,
        text_digest(article.text),
    )


def statement_at(analysis: Analysis, span: Span) -> Statement | None:
    """The statement that overlaps `span` most, the shorter one of two."""
    overlapping = [
        one for one in said_statements(analysis) if any(span.touches(part) for part in one.content)
    ]
    return max(
        overlapping,
        key=lambda one: (min(one.end, span.end) - max(one.start, span.start), one.start - one.end),
        default=None,
    )


def make_passage(analysis: Analysis, span: Span, kind: str = "passage") -> Passage:
    """The passage at `span`; within a statement with its speaker, outlet and days."""
    article = analysis.article
    source = source_of(article, paragraph_number(article, span.start))
    anchor = make_anchor(article.text, span)
    nth = occurrence_of(article, span)
    said = statement_at(analysis, span)
    if said is None or (
        kind in {"paragraph", "sentences"} and not _is_mainly(analysis, span, said)
    ):
        return Passage(anchor, source, kind, occurrence=nth)
    speaker = speakers_named(analysis, said) or speaker_words(article, said)
    return Passage(
        anchor,
        source,
        kind,
        speaker,
        said.cue,
        said.outlet,
        str(said.source_date) if said.source_date else None,
        nth,
        said.kind,
        str(said.said_date) if said.said_date else None,
        said.said_basis,
    )


def _is_mainly(analysis: Analysis, span: Span, said: Statement) -> bool:
    """Whether a span of text is mainly one statement, and holds words of no other speaker."""
    if span.end - span.start > 2 * (said.end - said.start):
        return False
    return all(
        one.speakers == said.speakers
        for one in said_statements(analysis)
        if any(span.touches(part) for part in one.content)
    )


def statement_passage(analysis: Analysis, statement: Statement) -> Passage:
    """The passage of a whole statement."""
    kind = "quotation" if statement.kind == "direct" else "statement"
    return make_passage(analysis, Span(statement.start, statement.end), kind)


def hit_passage(analysis: Analysis, matches: Sequence[Span]) -> Passage:
    """The passage of a hit: the statement or else the paragraph of the first match in the body.

    Without a match in the body it is the first paragraph.
    """
    article = analysis.article
    first = next((span for span in matches if span.start >= article.body_start), None)
    at = first or (article.paragraphs[0] if article.paragraphs else article.title_span)
    said = statement_at(analysis, at) if first else None
    if said is not None:
        return statement_passage(analysis, said)
    around = next((p for p in article.paragraphs if p.touches(at)), at)
    return make_passage(analysis, around, "paragraph")


def hit_marks(
    library: "Library", found: "SearchResult", first: int = 0, last: int | None = None
) -> list[Mark]:
    """The passages of the hits from place `first` up to `last`, as marks that are not stored."""
    passages = []
    for hit in found.hits[first:last]:
        analysis = library.analysis(hit.num)
        if analysis is not None:
            spans = library.matches(found.query.node, analysis)
            passages.append(hit_passage(analysis, spans))
    return passage_marks(passages)


def dossier_marks(dossier: "Dossier") -> list[Mark]:
    """All statements by an actor, as marks that are not stored."""
    return statement_marks(dossier.quotations)


def statement_marks(rows: Iterable["StatementRow"]) -> list[Mark]:
    """Statements as marks that are not stored."""
    return passage_marks(statement_passage(row.analysis, row.quotation) for row in rows)


def passage_marks(passages: Iterable[Passage]) -> list[Mark]:
    """Passages as marks that are not stored."""
    return list(map(_unstored, passages))


def _unstored(passage: Passage) -> Mark:
    """A mark whose id follows from its passage, so that two exports of it import as one."""
    return Mark(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{passage.locator}").hex, passage)
