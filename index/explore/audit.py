"""Audit of what extraction inferred: each inferred speaker, outlet or date with its evidence."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from index.corrections import NOBODY, JudgedField, JudgedValue, Judgement, answer_of, make_anchor
from index.engine import UNLIMITED, Budget
from index.library import Library, SearchResult
from index.model import (
    Analysis,
    PartialDate,
    Quotation,
    Span,
    now,
    text_digest,
    whole_statements,
)

# One digit key chooses a candidate.
MOST_CANDIDATES = 9


class Claim(Struct, frozen=True):
    """What extraction inferred about a statement; `num` is the library's article number."""

    num: int
    analysis: Analysis
    quotation: Quotation
    field: JudgedField

    @property
    def answer(self) -> JudgedValue:
        """The inferred value."""
        return answer_of(self.analysis, self.quotation, self.field)

    @property
    def key(self) -> str:
        """The id of its judgement: equal for the same words at the same place of an article."""
        place = (
            f"{self.analysis.article.id}:{self.quotation.start}:{self.quotation.end}:{self.field}"
        )
        return uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{place}").hex


def claims_in(num: int, analysis: Analysis, field: JudgedField) -> list[Claim]:
    """The inferred values of one field in an article's statements, in text order."""
    bases = {"speaker": "speaker_basis", "outlet": "outlet_basis", "date": "date_basis"}
    inferred = [
        one for one in whole_statements(analysis) if getattr(one, bases[field]) == "inferred"
    ]
    return [Claim(num, analysis, quotation, field) for quotation in inferred]


def open_claims(
    library: Library, found: SearchResult, field: JudgedField, budget: Budget = UNLIMITED
) -> Iterator[Claim]:
    """The inferred values without a judgement, in the order of the articles. Raises Cancelled."""
    _, having = found.answer.inferred(field)
    for num, analysis in library.archive.analyses(having.keys()):
        budget.check_cancelled()
        yield from claims_in(num, analysis, field)


def count_inferred(library: Library, found: SearchResult, field: JudgedField) -> int:
    """How many statements of the articles found have the field inferred, settled since or not."""
    count, _ = found.answer.inferred(field)
    return count


def candidates(claim: Claim) -> tuple[JudgedValue, ...]:
    """Other values that the article offers, likeliest first, at most MOST_CANDIDATES."""
    offered = {"speaker": _speakers, "outlet": _outlets, "date": _dates}[claim.field](
        claim.analysis, claim.quotation
    )
    different = (answer for answer in offered if answer.text and not answer.same(claim.answer))
    return tuple(islice(_distinct(different), MOST_CANDIDATES))


def _distinct(answers: Iterable[JudgedValue]) -> Iterator[JudgedValue]:
    seen: set[JudgedValue] = set()
    for answer in answers:
        if answer not in seen:
            seen.add(answer)
            yield answer


def _speakers(analysis: Analysis, quotation: Quotation) -> Iterator[JudgedValue]:
    """The article's actors as candidates: persons first, then by distance before the words."""
    at = quotation.speaker_span.start if quotation.speaker_span else quotation.start
    nearest: dict[int, tuple[int, int]] = {}
    for mention in analysis.mentions:
        # names after the words rank below all names before them
        distance = (0, at - mention.start) if mention.start <= at else (1, mention.start - at)
        nearest[mention.actor] = min(distance, nearest.get(mention.actor, distance))
    order = sorted(
        nearest, key=lambda place: (analysis.actors[place].kind != "person", nearest[place])
    )
    return (
        JudgedValue(analysis.actors[place].name, analysis.actors[place].kind) for place in order
    )


def _outlets(analysis: Analysis, quotation: Quotation) -> Iterator[JudgedValue]:
    """The outlets cited, then those named, then the article's own publication."""
    cited = sorted(analysis.citations, key=lambda one: abs(one.start - quotation.end))
    named = [m for m in analysis.mentions if analysis.actors[m.actor].kind == "outlet"]
    named.sort(key=lambda one: abs(one.start - quotation.end))
    names = [
        *(one.outlet for one in cited),
        *(analysis.actors[m.actor].name for m in named),
        analysis.article.publication,
    ]
    return (JudgedValue(name) for name in names if name)


def _dates(analysis: Analysis, quotation: Quotation) -> Iterator[JudgedValue]:
    """The dates of citations, the day a year before and after, and the article's own date."""
    cited = sorted(analysis.citations, key=lambda one: abs(one.start - quotation.end))
    dates = [one.date for one in cited]
    if (own := quotation.source_date) is not None:
        dates += [_in_year(own, own.year - 1), _in_year(own, own.year + 1)]
    return (JudgedValue(str(date)) for date in (*dates, analysis.article.date) if date)


def _in_year(date: PartialDate, year: int) -> PartialDate:
    # 29 February is the 28th in other years
    day = min(date.day, 28) if date.month == 2 else date.day
    return replace(date, year=year, day=day)


def evidence(claim: Claim) -> tuple[Span, tuple[Span, ...]]:
    """The evidence for a claim: a span to show, and the spans in it that name the answer.

    The first span reaches from what the answer was read from to the end of the words.
    """
    analysis, quotation = claim.analysis, claim.quotation
    marks: list[Span] = []
    if claim.field == "speaker":
        marks += [quotation.speaker_span] if quotation.speaker_span else []
        if quotation.speaker is not None:
            before = [
                m
                for m in analysis.mentions
                if m.actor == quotation.speaker and m.start <= quotation.end
            ]
            marks += [Span(m.start, m.end) for m in before[-1:]]
    else:
        rests_on = [
            Span(c.start, c.end)
            for c in analysis.citations
            if c.outlet == quotation.outlet and c.start >= quotation.end
        ]
        named = [
            Span(m.start, m.end)
            for m in analysis.mentions
            if analysis.actors[m.actor].name == quotation.outlet
        ]
        marks += (rests_on or named)[:1]
    spans = [Span(quotation.start, quotation.end), *marks]
    paragraphs = [p for p in analysis.article.paragraphs if any(p.touches(span) for span in spans)]
    begin = min((p.start for p in paragraphs), default=min(span.start for span in spans))
    end = max((p.end for p in paragraphs), default=max(span.end for span in spans))
    return Span(begin, end), tuple(sorted(set(marks)))


def judgement_on(claim: Claim, answer: JudgedValue = NOBODY) -> Judgement:
    """The reader's judgement of a claim, with the current time."""
    article = claim.analysis.article
    anchor = make_anchor(article.text, Span(claim.quotation.start, claim.quotation.end))
    return Judgement(
        claim.key,
        article.id,
        article.path,
        text_digest(article.text),
        article.title,
        anchor,
        claim.field,
        answer,
        claim.answer,
        now(),
    )


__all__ = [
    "MOST_CANDIDATES",
    "Claim",
    "candidates",
    "claims_in",
    "count_inferred",
    "evidence",
    "judgement_on",
    "open_claims",
]
