"""Passages of articles with their provenance, and the passages of hits and dossiers as marks."""

import uuid
from collections.abc import Sequence

from index.corrections import make_anchor
from index.explore import Dossier
from index.kept.locators import occurrence_of, paragraph_number
from index.kept.records import Mark, Passage, PassageSource
from index.library import Library, SearchResult
from index.model import Analysis, Article, Quotation, Span, text_digest


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


def quotation_at(analysis: Analysis, span: Span) -> Quotation | None:
    """The direct quotation that overlaps `span` most."""
    overlapping = [
        q for q in analysis.quotations if q.kind == "direct" and Span(q.start, q.end).touches(span)
    ]
    return max(
        overlapping, key=lambda q: min(q.end, span.end) - max(q.start, span.start), default=None
    )


def make_passage(analysis: Analysis, span: Span, kind: str = "passage") -> Passage:
    """The passage at `span`; within a quotation with its speaker, outlet and date."""
    article = analysis.article
    source = source_of(article, paragraph_number(article, span.start))
    anchor = make_anchor(article.text, span)
    nth = occurrence_of(article, span)
    quotation = quotation_at(analysis, span)
    if quotation is None or (
        kind == "paragraph" and span.end - span.start > 2 * (quotation.end - quotation.start)
    ):
        return Passage(anchor, source, kind, occurrence=nth)
    speaker = None
    if quotation.speaker is not None:
        speaker = analysis.actors[quotation.speaker].name
    elif quotation.speaker_span is not None:
        speaker = article.text[slice(*quotation.speaker_span)]
    date = str(quotation.source_date) if quotation.source_date else None
    return Passage(anchor, source, kind, speaker, quotation.cue, quotation.outlet, date, nth)


def hit_passage(analysis: Analysis, matches: Sequence[Span]) -> Passage:
    """The passage of a hit: the quotation or else the paragraph of the first match in the body.

    Without a match in the body it is the first paragraph.
    """
    article = analysis.article
    first = next((span for span in matches if span.start >= article.body_start), None)
    at = first or (article.paragraphs[0] if article.paragraphs else article.title_span)
    quotation = quotation_at(analysis, at) if first else None
    if quotation is not None:
        return make_passage(analysis, Span(quotation.start, quotation.end), "quotation")
    around = next((p for p in article.paragraphs if p.touches(at)), at)
    return make_passage(analysis, around, "paragraph")


def hit_marks(
    library: Library, found: SearchResult, first: int = 0, last: int | None = None
) -> list[Mark]:
    """The passages of the hits from place `first` up to `last`, as marks that are not stored."""
    marks = []
    for hit in found.hits[first:last]:
        analysis = library.analysis(hit.num)
        if analysis is not None:
            spans = library.matches(found.query.node, analysis)
            marks.append(_unstored(hit_passage(analysis, spans)))
    return marks


def dossier_marks(dossier: Dossier) -> list[Mark]:
    """All quotations by an actor, as marks that are not stored."""
    return [
        _unstored(
            make_passage(
                quoted.analysis, Span(quoted.quotation.start, quoted.quotation.end), "quotation"
            )
        )
        for quoted in dossier.quotations
    ]


def _unstored(passage: Passage) -> Mark:
    """A mark whose id follows from its passage, so that two exports of it import as one."""
    return Mark(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{passage.locator}").hex, passage)
