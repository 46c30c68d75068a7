"""All statements of an article: quoted ones and reported ones, each with speaker, outlet and day.

`speakers` finds the quotations, `reported_speech` the reports of one sentence. A report becomes a
`Statement`: its kind (indirect, or mixed where it holds quoted words), the actor that its subject
means, the outlet that brought it, the addressee, the day it was said.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from index.extract import clauses, reporting_lexicon
from index.extract.block_quotations import block_quotations, outside_blocks
from index.extract.citations import citation_after
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.described_speakers import span_of_speaker
from index.extract.headlines import headline_quotations, headline_report
from index.extract.issued_documents import issuer
from index.extract.joint_speakers import with_all_speakers
from index.extract.quoted_in_reports import with_speakers_of_reports
from index.extract.quotes import QuotedSpan, find_quoted, is_closed_by
from index.extract.repeated_statements import without_repeats
from index.extract.report_content import Reported
from index.extract.reported_speech import reports_in
from index.extract.said_day import said_day
from index.extract.speaker_resolution import Resolver
from index.extract.speakers import brings_words, find_quotations
from index.extract.tokenizer import TokenizedText
from index.extract.transcripts import transcript_statements
from index.model import Actor, Article, Basis, Citation, Mention, Span, Statement

_RELATIVES: Final = frozenset({"who", "which", "that"})
# Words that only introduce quoted ones: "said the following: “…”".
_INTRODUCING: Final = frozenset("that the following this as follows quote".split())
# A report is longer than this: "said so", "told him" are not reports.
_AFTER_ADDRESSEES: Final = frozenset({"on", "during"})
_FEWEST_WORDS: Final = 2
_LONGEST_TAG: Final = 6
# How far back the day is named that "the next day" counts from.
_BEFORE: Final = 300


def find_statements(
    article: Article,
    tokenized: TokenizedText,
    heading: TokenizedText | None,
    quoted: Sequence[QuotedSpan],
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    citations: Sequence[Citation],
) -> tuple[list[Statement], list[Statement]]:
    """The quotations (direct and scare) and the reported statements (indirect and mixed), by place.

    `heading` are the tokens of a title that precedes the body.
    """
    text = article.text
    reader = SubjectReader(text, tokenized, actors, mentions, quoted)
    resolver = Resolver(reader, actors, mentions)
    quotations = find_quotations(reader, resolver, quoted, citations)
    reports = _Reports(article, reader, resolver, citations, quotations).found()
    quotations = with_speakers_of_reports(reader, quotations, reports)
    days = _Days(article, reader, citations)
    quotations = [with_all_speakers(reader, days.of_quotation(one)) for one in quotations]
    reports = [with_all_speakers(reader, one) for one in reports]
    turns = transcript_statements(reader, actors)
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
            *_Reports(article, own, Resolver(own, actors, mentions), (), in_title).of_headline(),
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
    ) -> None:
        self._article = article
        self._reader = reader
        self._resolver = resolver
        self._citations = citations
        self._direct = [one for one in quotations if one.kind == "direct"]
        self._starts = [one.start for one in self._direct]
        self._cited = [citation.start for citation in citations]

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
        return without_repeats(sorted(made, key=_place))

    def of_headline(self) -> list[Statement]:
        """The statements of a title, which can have the form "X: we will stay"."""
        report = headline_report(self._reader)
        if report is None:
            return self.found()
        one = self._statement(report)
        return self.found() if one is None else [one]

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
            spans.append(self._without_citation(Span(reader.starts[first], reader.end(last - 1))))
            for at in range(first, last):
                word = reader.tokens[at]
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
        pieces = self._quoted_in(spans)
        if pieces:
            last_piece = pieces[-1]
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
        citation = self._citation(max(end, cue.end))
        addressee = self._addressee(report)
        outlet, outlet_basis, citation = self._outlet(speaker, addressee, citation, end)
        if outlet is None:
            outlet = self._quoting_outlet(cue, spans)
            outlet_basis = None if outlet is None else "stated"
        day, basis = said_day(
            self._article, self._around(cue, spans), citation, text_before(reader, cue.start)
        )
        beside = citation is not None and self._is_beside(citation, end)
        if citation is not None and basis == "stated" and not beside:
            basis = "inferred"
        stated = subject is not None and self._resolver.names(subject)
        return Statement(
            start,
            end,
            "mixed" if pieces else "indirect",
            actor,
            _span_of_speaker(reader, report),
            reader.text[cue.start : cue.end],
            outlet,
            citation.date if citation else None,
            None if actor is None else "stated" if stated else "inferred",
            outlet_basis,
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
            citation = self._citations[at]
            if citation.end + 1 >= span.end:
                opening = self._article.text.rfind("(", span.start, citation.start + 1)
                opening = max(
                    opening, self._article.text.rfind("[", span.start, citation.start + 1)
                )
                end = opening if opening > span.start else citation.start
                return Span(
                    span.start, span.start + len(self._article.text[span.start : end].rstrip())
                )
            at += 1
        return span

    def _quoted_in(self, spans: Sequence[Span]) -> list[Statement]:
        """The direct quotations that begin inside the content."""
        found: list[Statement] = []
        for span in spans:
            at = bisect_left(self._starts, span.start)
            while at < len(self._direct) and self._direct[at].start < span.end:
                found.append(self._direct[at])
                at += 1
        return found

    def _actor(self, subject: Subject) -> int | None:
        """The actor that the subject means; a relative pronoun means the name before it."""
        if subject.text.lower() in _RELATIVES:
            reader = self._reader
            at = reader.token_from(subject.span.start) - 1
            if at > 0 and reader.tokens[at].text == ",":
                at -= 1
            before = reader.phrase_at_comma(at, max(0, at - 12)) if at >= 0 else None
            meant = None if before is None else self._resolver.actor_of(before)
            if meant is not None or at < 0:
                return meant
            issued = issuer(reader, subject, reader.sentences[reader.sentence_of(at)].first)
            return None if issued is None else self._resolver.actor_of(issued)
        return self._resolver.actor_of(subject)

    def _citation(self, end: int) -> Citation | None:
        """The citation after the words, before the paragraph ends."""
        reader = self._reader
        paragraph = reader.sentences[reader.sentence_of(reader.token_from(end - 1))].paragraph
        return citation_after(self._citations, end, reader.paragraphs[paragraph].end)

    def _addressee(self, report: Reported) -> str | None:
        first, last = report.addressee
        if last <= first:
            return None
        mention = self._reader.mention_behind_article(first)
        if mention is not None:
            return self._resolver.actors[mention.actor].name
        tokens = self._reader.tokens
        if clauses.is_time(tokens[first]):
            return None
        last = clauses.without_time(self._reader, first, last)
        for index in range(first + 1, last):
            if tokens[index].lower in _AFTER_ADDRESSEES:
                last = index  # "analysts on a call"
                break
        while last - 1 > first and tokens[last - 1].lower in clauses.PREPOSITIONS:
            last -= 1
        return self._reader.text[self._reader.starts[first] : self._reader.end(last - 1)]

    def _outlet(
        self, speaker: Actor | None, addressee: str | None, citation: Citation | None, end: int
    ) -> tuple[str | None, Basis | None, Citation | None]:
        """The outlet that brought the words, its basis, and the citation of the same outlet."""
        own: str | None = None
        if speaker is not None and speaker.kind == "outlet":
            own = speaker.name
        elif addressee is not None and any(
            actor.kind == "outlet" and actor.name == addressee for actor in self._resolver.actors
        ):
            own = addressee
        if own is not None:
            return own, "stated", citation if citation and citation.outlet == own else None
        if citation is None:
            return None, None, None
        return citation.outlet, "stated" if self._is_beside(citation, end) else "inferred", citation

    def _quoting_outlet(self, cue: Span, spans: Sequence[Span]) -> str | None:
        """The outlet that brings the words, in the sentence of the cue and outside the content."""
        reader = self._reader
        if not reader.has_outlets:
            return None
        sentence = reader.sentences[reader.sentence_of(reader.token_from(cue.start))]
        for at in range(sentence.first, sentence.last):
            mention = reader.mention_from(at)
            if mention is None or reader.inside[at]:
                continue
            actor = self._resolver.actors[mention.actor]
            within = any(span.start <= mention.start < span.end for span in spans)
            if (
                actor.kind == "outlet"
                and not within
                and brings_words(reader, mention, sentence.start)
            ):
                return actor.name
        return None

    def _is_beside(self, citation: Citation, end: int) -> bool:
        """Whether a citation is in the sentence of the words that end at `end`."""
        reader = self._reader
        own = reader.sentence_of(reader.token_from(end - 1))
        return own == reader.sentence_of(reader.token_from(citation.start))

    def _around(self, cue: Span, spans: Sequence[Span]) -> list[str]:
        """The parts of the cue's sentence outside the content, in order."""
        reader = self._reader
        sentence = reader.sentences[reader.sentence_of(reader.token_from(cue.start))]
        return outside_of(reader.text, sentence.start, sentence.end, spans)


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
        reader = self._reader
        if one.source_date is not None:
            basis = "stated" if one.date_basis == "stated" else "inferred"
            return replace(one, said_date=one.source_date, said_basis=basis)
        at = one.cue_span.start if one.cue_span is not None else one.start
        sentence = reader.sentences[reader.sentence_of(reader.token_from(at))]
        around = outside_of(reader.text, sentence.start, sentence.end, [Span(one.start, one.end)])
        day, said_basis = said_day(self._article, around, None, text_before(reader, at))
        return replace(one, said_date=day, said_basis=said_basis)


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
