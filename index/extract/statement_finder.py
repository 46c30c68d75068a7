"""All statements of an article: quoted ones and reported ones, each with speaker, outlet and day.

`speakers` finds the quotations, `reported_speech` the reports of one sentence. A report becomes a
`Statement`: its kind (indirect, or mixed where it holds quoted words), the actor that its subject
means, the outlet that brought it, the addressee, the day it was said.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from index.extract import reporting_lexicon
from index.extract.actors import FoundActors
from index.extract.block_quotations import block_quotations, outside_blocks
from index.extract.citations import citation_after
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.described_speakers import span_of_speaker
from index.extract.document_owners import issuer
from index.extract.headlines import headline_quotations, headline_report
from index.extract.joint_speakers import with_all_speakers
from index.extract.outlets_of_words import Outlets
from index.extract.quoted_in_reports import said_in_reports, with_speakers_of_reports
from index.extract.quotes import QuotedSpan, find_quoted, is_closed_by
from index.extract.repeated_statements import without_repeats
from index.extract.report_content import Reported
from index.extract.reported_speech import reports_in
from index.extract.said_day import said_day, written_at_cue
from index.extract.speaker_resolution import Resolver
from index.extract.speakers import find_quotations
from index.extract.tokenizer import TokenizedText
from index.extract.transcripts import transcript_statements
from index.model import (
    Article,
    Citation,
    CrossReference,
    PartialDate,
    SaidBasis,
    Span,
    Statement,
)

_RELATIVES: Final = frozenset({"who", "which", "that"})
# Words that only introduce quoted ones: "said the following: “…”".
_INTRODUCING: Final = frozenset("that the following this as follows quote".split())
# "(see EDM, May 12)", whose date is that of another article.
_REFERENCE: Final = re.compile(r"\(?\bsee [^()]*\)")
# A report is longer than this: "said so", "told him" are not reports.
_FEWEST_WORDS: Final = 2
# Enough by themselves: "a third said yes", "others say the same".
_ANSWERS: Final = frozenset("yes no same opposite contrary".split())
_LONGEST_TAG: Final = 6
# How far back the day is named that "the next day" counts from.
_BEFORE: Final = 300


def find_statements(
    article: Article,
    tokenized: TokenizedText,
    heading: TokenizedText | None,
    quoted: Sequence[QuotedSpan],
    found: FoundActors,
    citations: Sequence[Citation],
    references: Sequence[CrossReference] = (),
) -> tuple[list[Statement], list[Statement]]:
    """The quotations (direct and scare) and the reported statements (indirect and mixed), by place.

    `heading` are the tokens of a title that precedes the body. Citations and references in
    brackets are no content. The author says "I", unless the article is a transcript.
    """
    text = article.text
    actors, mentions = found.actors, found.mentions
    reader = SubjectReader(text, tokenized, actors, mentions, quoted)
    turns = transcript_statements(reader, actors)
    resolver = Resolver(reader, actors, mentions, None if turns else found.author)
    quotations = find_quotations(reader, resolver, quoted, citations)
    cited = [Span(one.start, one.end) for one in citations]
    brackets = sorted([*cited, *(Span(one.start, one.end) for one in references)])
    reports = _Reports(article, reader, resolver, citations, quotations, brackets).found()
    said = said_in_reports(text, quotations, reports)
    if said is not None:
        quotations = said
        reports = _Reports(article, reader, resolver, citations, quotations, brackets).found()
    quotations = with_speakers_of_reports(reader, quotations, reports)
    days = _Days(article, reader, citations)
    quotations = [with_all_speakers(reader, days.of_quotation(one)) for one in quotations]
    reports = [with_all_speakers(reader, one) for one in reports]
    blocks = block_quotations(reader, resolver)
    if blocks:
        reports = outside_blocks(reports, blocks)
        turns = [*turns, *blocks]
    if turns:
        # without quotation marks: they are separate from the reported ones
        reports = sorted([*reports, *map(days.of_quotation, turns)], key=_place)
    if heading is not None and heading.tokens:
        title = Span(heading.paragraphs[0].start, heading.paragraphs[0].end)
        in_title = headline_quotations(text, title, mentions, quotations)
        day, basis = said_day(article, [], None)
        quotations = [
            *(replace(one, said_date=day, said_basis=basis) for one in in_title),
            *quotations,
        ]
        own = SubjectReader(text, heading, actors, mentions, find_quoted(text, [title]))
        reports = [
            *_Reports(
                article, own, Resolver(own, actors, mentions), (), in_title, ()
            ).of_headline(),
            *reports,
        ]
    return quotations, reports


class _Reports:
    """The reported statements of the sentences that one `SubjectReader` holds."""

    def __init__(
        self,
        article: Article,
        reader: SubjectReader,
        resolver: Resolver,
        citations: Sequence[Citation],
        quotations: Sequence[Statement],
        brackets: Sequence[Span],
    ) -> None:
        self._article = article
        self._reader = reader
        self._resolver = resolver
        self._citations = citations
        self._outlets = Outlets(reader, resolver.actors, citations)
        self._days = _Days(article, reader, citations)
        self._quotations = quotations
        self._starts = [one.start for one in quotations]
        self._brackets = brackets
        self._cited = [bracket.start for bracket in brackets]

    def found(self) -> list[Statement]:
        """The statements in order of place."""
        made: list[Statement] = []
        seen: set[tuple[Span, ...]] = set()
        for sentence in self._reader.sentences:
            for report in reports_in(self._reader, sentence):
                one = self._statement(report)
                if one is not None and one.content not in seen:
                    seen.add(one.content)
                    made.append(one)
        outlets = {n for n, actor in enumerate(self._resolver.actors) if actor.kind == "outlet"}
        return without_repeats(self._with_outer_outlets(sorted(made, key=_place)), outlets)

    def of_headline(self) -> list[Statement]:
        """The statements of a title, which can have the form "X: we will stay"."""
        report = headline_report(self._reader)
        if report is None:
            return self.found()
        one = self._statement(report)
        return self.found() if one is None else [one]

    def _with_outer_outlets(self, reports: Sequence[Statement]) -> list[Statement]:
        """The reports, in order; those inside an outlet's own report have that outlet.

        "Interfax reported that Bell said S", "Bell said S, Interfax reported".
        """
        made: list[Statement] = []
        outer: Statement | None = None
        for one in reports:
            actor = None if one.speaker is None else self._resolver.actors[one.speaker]
            if actor is not None and actor.kind == "outlet":
                outer = one
            inside = outer is not None and outer.start <= one.start and one.end <= outer.end
            if outer is not None and outer is not one and inside:
                made.append(replace(one, outlet=outer.outlet, outlet_basis=outer.outlet_basis))
            else:
                made.append(one)
        return made

    def _statement(self, report: Reported) -> Statement | None:
        """The statement of a report; None where its content is a separate quotation."""
        reader = self._reader
        spans: list[Span] = []
        outside = inside = 0
        tagged = (
            False  # "“…,” Bell said" as the content of another verb: the quotation is the statement
        )
        for first, last in report.content:
            if last <= first:
                continue
            span = self._without_citation(Span(reader.starts[first], reader.end(last - 1)))
            if self._is_in_citation(span.start, reader.starts[report.cue_first]):
                continue  # "“…,” Bell said (Interfax, March 3)"
            spans.append(span)
            for at in range(first, last):
                if reader.starts[at] >= span.end:
                    break
                word = reader.tokens[at]
                outside += word.lower in _ANSWERS and not reader.inside[at]
                if word.is_word and (reader.inside[at] or word.lower not in _INTRODUCING):
                    inside += reader.inside[at]
                    outside += not reader.inside[at]
                    tagged |= inside > 0 and reader.is_cue(at) and reader.strong(at)
        if outside + inside < _FEWEST_WORDS or outside * 20 <= inside:
            return None
        if tagged and outside <= _LONGEST_TAG:
            return None
        if not any(map(str.isalnum, reader.text[spans[0].start : spans[-1].end])):
            return None  # "“…,” Bell noted (Interfax, March 3)": only the citation follows
        marked = self._marked_in(spans)
        pieces = [one for one in marked if one.kind == "direct"]
        if marked:
            last_piece = marked[-1]
            end = max(spans[-1].end, last_piece.end)
            opens_inside = last_piece.start > spans[-1].start
            if opens_inside and is_closed_by(reader.text, last_piece.start, end):
                end += 1
            spans[-1] = Span(spans[-1].start, end)
        if inside and not pieces and outside < 2:
            return None
        start, end = spans[0].start, spans[-1].end
        subject = report.subject
        actor = None if subject is None else self._actor(subject)
        speaker = None if actor is None else self._resolver.actors[actor]
        cue = Span(reader.starts[report.cue_first], reader.end(report.cue_last - 1))
        addressee = self._outlets.told(*report.addressee)
        source = self._outlets.of_report(max(end, cue.end), cue, spans, speaker, addressee)
        citation, beside = source.citation, source.beside
        day, basis = self._days.of_words(cue, spans, citation, beside)
        stated = subject is not None and self._resolver.names(subject)
        return Statement(
            start,
            end,
            "mixed" if pieces else "indirect",
            actor,
            _span_of_speaker(reader, report),
            reader.text[cue.start : cue.end],
            source.outlet,
            citation.date if citation else None,
            None if actor is None else "stated" if stated else "inferred",
            source.basis,
            None
            if citation is None or citation.date is None
            else citation.date_basis
            if beside
            else "inferred",
            tuple(spans) if len(spans) > 1 else (),
            cue,
            addressee,
            day,
            basis,
        )

    def _without_citation(self, span: Span) -> Span:
        """The span without the citation in brackets that ends it."""
        at = bisect_left(self._cited, span.start)
        while at < len(self._cited) and self._cited[at] < span.end:
            bracket = self._brackets[at]
            if bracket.end + 1 >= span.end:
                text = self._article.text
                opening = max(text.rfind(mark, span.start, bracket.start + 1) for mark in "([")
                end = opening if opening > span.start else bracket.start
                return Span(span.start, span.start + len(text[span.start : end].rstrip()))
            at += 1
        return span

    def _is_in_citation(self, at: int, cue: int) -> bool:
        """Whether offset `at` is inside a citation, and offset `cue` is not."""
        before = bisect_left(self._cited, at + 1) - 1
        return before >= 0 and cue < self._cited[before] <= at < self._brackets[before].end

    def _marked_in(self, spans: Sequence[Span]) -> list[Statement]:
        """The words in quotation marks that begin inside the content, quoted or scare."""
        found: list[Statement] = []
        for span in spans:
            at = bisect_left(self._starts, span.start)
            while at < len(self._quotations) and self._quotations[at].start < span.end:
                found.append(self._quotations[at])
                at += 1
        return found

    def _actor(self, subject: Subject) -> int | None:
        """The actor that the subject means; a relative pronoun means the name before it."""
        if subject.text.lower() in _RELATIVES:
            reader = self._reader
            at = reader.token_from(subject.span.start) - 1
            if at > 0 and reader.tokens[at].text == ",":
                at -= 1
            before = reader.person_ending(at) if at >= 0 else None
            if before is None and at >= 0:
                # a body behind a preposition may not be what "which" repeats
                before = reader.phrase_at_comma(at, max(0, at - 12))
            meant = None if before is None else self._resolver.actor_of(before)
            if meant is not None or at < 0:
                return meant
            issued = issuer(reader, subject, reader.sentences[reader.sentence_of(at)].first)
            return None if issued is None else self._resolver.actor_of(issued)
        return self._resolver.actor_of(subject)


class _Days:
    """The days of quotations."""

    def __init__(
        self, article: Article, reader: SubjectReader, citations: Sequence[Citation]
    ) -> None:
        self._article, self._reader, self._citations = article, reader, citations

    def of_quotation(self, one: Statement) -> Statement:
        """The quotation with the day it was said; one that quotes nobody has none."""
        if one.kind == "scare":
            return one
        words = Span(one.start, one.end)
        citation = next(
            (
                citation
                for citation in self._citations
                if one.source_date is not None
                and citation.start >= one.end
                and (citation.outlet, citation.date) == (one.outlet, one.source_date)
            ),
            None,
        )
        day, basis = self.of_words(
            one.cue_span or words, [words], citation, one.date_basis == "stated"
        )
        return replace(one, said_date=day, said_basis=basis)

    def of_words(
        self, cue: Span, spans: Sequence[Span], citation: Citation | None, beside: bool
    ) -> tuple[PartialDate | None, SaidBasis | None]:
        """The day of words in `spans`, and what it rests on; see `said_day`.

        `citation` is the source of the words. `beside`: it stands next to them.
        """
        reader, article = self._reader, self._article
        sentence = reader.sentences[reader.sentence_of(reader.token_from(cue.start))]
        brackets = [
            Span(max(sentence.start, one.start - 1), one.end + 1)
            for one in self._citations
            if sentence.start < one.start < sentence.end
        ]
        outside = sorted([*spans, *brackets])
        around = outside_of(reader.text, sentence.start, sentence.end, outside)
        around = [_REFERENCE.sub("", part) if "see " in part else part for part in around]
        written = written_at_cue(article, reader.text, sentence.start, cue, spans)
        if written is not None:
            return written
        before = text_before(reader, cue.start)
        if citation is None:  # that of another outlet dates the words too
            citation = citation_after(self._citations, spans[-1].end, sentence.end)
            beside = citation is not None
        if citation is None or beside or citation.date is None:
            day, basis = said_day(article, around, citation, before)
        else:
            day, basis = said_day(article, around, None, before)
            if basis in {None, "article", "file"}:
                day, basis = said_day(article, around, citation, before)
        return (
            day,
            "inferred" if citation is not None and not beside and basis == "stated" else basis,
        )


def _span_of_speaker(reader: SubjectReader, report: Reported) -> Span | None:
    """Where the speaker is: an actor, people or bodies; right before "said" any noun phrase."""
    subject = report.subject
    span = span_of_speaker(reader, subject)
    if span is not None or subject is None:
        return span
    frame = reader.tokens[report.cue_first].frame
    if reporting_lexicon.PARENTHETIC not in frame or reporting_lexicon.EVIDENCE in frame:
        return None
    first, behind = reader.token_from(subject.span.start), reader.token_from(subject.span.end)
    opens = reader.first[first] and reader.tokens[first].lower in {"a", "an", "the", "one"}
    return subject.span if opens and behind == report.cue_first else None


def text_before(reader: SubjectReader, at: int) -> str:
    """The end of the text before the sentence of offset `at`, as far as a day is looked for."""
    start = reader.sentences[reader.sentence_of(reader.token_from(at))].start
    return reader.text[max(reader.paragraphs[0].start, start - _BEFORE) : start]


def outside_of(text: str, start: int, end: int, spans: Sequence[Span]) -> list[str]:
    """The parts of `text[start:end]` that no span covers; the spans are in order."""
    parts = []
    for span in spans:
        if start < span.start:
            parts.append(text[start : min(span.start, end)])
        start = max(start, span.end)
    if start < end:
        parts.append(text[start:end])
    return parts


def _place(one: Statement) -> tuple[int, int]:
    return one.start, one.end
