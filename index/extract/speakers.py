"""Quotations with their speakers: who said the quoted words, to which outlet, when.

Each step is a module: `cue_subjects` finds the subject of a verb of saying,
`attribution` the cue of a quotation; `quote_classifier` separates quoted words from scare quotes;
`speaker_resolution` finds the actor.
"""

from collections.abc import Sequence

from index.extract import reporting_lexicon
from index.extract.attribution import attributed
from index.extract.citations import citation_after
from index.extract.clauses import OBJECTS, phrase_end
from index.extract.cue_subjects import CLOSING_MARKS, Subject, SubjectReader
from index.extract.described_speakers import span_of_speaker
from index.extract.dialogue import take_turns
from index.extract.outlets_of_words import (
    Outlets,
    brings_words,
    is_published_in,
    is_unknown_name,
)
from index.extract.quote_classifier import is_said
from index.extract.quotes import QuotedSpan
from index.extract.speaker_resolution import Resolver
from index.extract.spoken import Said
from index.model import Actor, Basis, Citation, Span, Statement


def find_quotations(
    reader: SubjectReader,
    resolver: Resolver,
    quoted: Sequence[QuotedSpan],
    citations: Sequence[Citation],
) -> list[Statement]:
    """Every quoted span with its kind, speaker, cue, outlet and the date of the outlet."""
    said = attributed(reader, quoted)
    take_turns(reader, resolver, said)
    paragraphs, actors = reader.paragraphs, reader.actors
    outlets = Outlets(reader, actors, citations)
    quotations = []
    for index, one in enumerate(said):
        if not is_said(reader, said, index):
            quotations.append(Statement(one.quoted.start, one.quoted.end, "scare"))
            continue
        actor = resolver.resolve(one)
        paragraph_end = paragraphs[one.quoted.paragraph].end
        citation = citation_after(citations, one.quoted.end, paragraph_end)
        addressee = _addressee(reader, one, outlets)
        own = outlets.own(None if actor is None else actors[actor], addressee)
        if own is None and (citation is None or not _ends_sentence(reader, one, citation)):
            own = _outlet_told(reader, one, actors)
        own_outlet = not one.inherited
        if own is not None:
            citation = outlets.same(citation, own)
        elif (
            citation is not None
            and not _ends_sentence(reader, one, citation)
            and (is_unknown_name(addressee) or outlets.is_between(one.quoted.end, citation))
        ):
            citation = None
        if citation is not None:
            own_outlet = index + 1 == len(said) or citation.start < said[index + 1].quoted.start
        outlet = own if own is not None or citation is None else citation.outlet
        quotations.append(
            Statement(
                one.quoted.start,
                one.quoted.end,
                "direct",
                actor,
                _span_of_speaker(reader, one),
                one.cue,
                outlet,
                citation.date if citation else None,
                None if actor is None else "stated" if resolver.is_stated(one) else "inferred",
                None if outlet is None else "stated" if own_outlet else "inferred",
                _date_basis(citation, own_outlet),
                (),
                one.cue_span,
                addressee,
            )
        )
    return quotations


def _span_of_speaker(reader: SubjectReader, one: Said) -> Span | None:
    """Where the speaker is: whatever "“…,” X said" has for X, elsewhere what can speak."""
    span = span_of_speaker(reader, one.subject)
    if span is not None or one.subject is None or one.cue_span is None or not one.strong:
        return span
    first = min(one.subject.span.start, one.cue_span.start)
    goes_on = reader.text[first - 3 : first].rstrip()[-1:] in CLOSING_MARKS
    return one.subject.span if goes_on or _opens_sentence(reader, one.subject) else None


def _opens_sentence(reader: SubjectReader, subject: Subject) -> bool:
    """Whether a phrase with an article opens its sentence: "The cable indicated “…”"."""
    first = reader.token_from(subject.span.start)
    return reader.first[first] and reader.tokens[first].lower in {
        "the",
        "a",
        "an",
        "one",
        "another",
    }


def _ends_sentence(reader: SubjectReader, one: Said, citation: Citation) -> bool:
    """Whether the citation is in the sentence of the words, or of their cue after them."""
    own = reader.sentence_of(reader.token_from(citation.start))
    cue = one.sentence if one.cue_span is None or one.inherited else None
    if cue is None and one.cue_span is not None:
        cue = reader.sentence_of(reader.token_from(one.cue_span.start))
    return own in {one.sentence, cue}


def _date_basis(citation: Citation | None, own: bool) -> Basis | None:
    if citation is None or citation.date is None:
        return None
    return citation.date_basis if own else "inferred"


def _addressee(reader: SubjectReader, one: Said, outlets: Outlets) -> str | None:
    """The addressee: the phrase after "told" or "asked", an actor by name."""
    if one.cue_span is None or one.cue is None or one.inherited:
        return None
    at = reader.token_from(one.cue_span.start)
    if reporting_lexicon.ADDRESSEE not in reader.tokens[at].frame or at + 1 >= len(reader.tokens):
        return None
    limit = reader.sentences[reader.sentence_of(at)].last
    pronoun = at + 1 < limit and reader.tokens[at + 1].lower in OBJECTS
    end = at + 2 if pronoun else phrase_end(reader, at + 1, limit)
    return outlets.told(at + 1, end)


def _outlet_told(reader: SubjectReader, one: Said, actors: Sequence[Actor]) -> str | None:
    """The outlet that brought the words: "told the Washington Post", "in an interview with CNN".

    Looked for in the sentence of the words or their cue. After a pronoun the sentence before
    counts where it names an article: "an article in today's Post by Anna Bell. She says".
    """
    if not reader.has_outlets:
        return None
    at = one.subject.span.start if one.subject and not one.inherited else one.quoted.start
    number = reader.sentence_of(reader.token_from(at))
    sentence = reader.sentences[number]
    for index in range(sentence.first, sentence.last):
        mention = reader.mention_from(index)
        if mention is None or reader.inside[index] or actors[mention.actor].kind != "outlet":
            continue
        if brings_words(reader, mention, sentence.start):
            return actors[mention.actor].name
    is_pronoun = one.subject is not None and one.subject.mention is None
    before = min(number, one.sentence) - 1
    return _outlet_of_article(reader, actors, before) if is_pronoun and before >= 0 else None


def _outlet_of_article(reader: SubjectReader, actors: Sequence[Actor], number: int) -> str | None:
    """The outlet whose article sentence `number` names: "the column in today's Post"."""
    sentence = reader.sentences[number]
    for index in range(sentence.first, sentence.last):
        mention = reader.mention_from(index)
        if mention is None or reader.inside[index] or actors[mention.actor].kind != "outlet":
            continue
        if is_published_in(reader, mention, sentence.start):
            return actors[mention.actor].name
    return None
