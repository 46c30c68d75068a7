"""Quotations with their speakers: who said the quoted words, to which outlet, when.

The steps are modules of their own: `phrases` reads noun phrases, `attribution` finds cue and
subject, `said` tells quoted words from marks that keep a distance, `resolve` finds the actor.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.article import Actor, Basis, Citation, Mention, Quotation
from index.extract.attribution import Said, attributed
from index.extract.citations import citation_after
from index.extract.phrases import Reader
from index.extract.quotes import Quoted
from index.extract.resolve import Resolver
from index.extract.said import is_said
from index.extract.segment import Segments

_TOLD: Final = re.compile(r"\b(?:told|to|with|by|in|on|for)\s+(?:the\s+)?(?:\w+\s+){0,3}$")


def find_quotations(
    text: str,
    segments: Segments,
    quoted: Sequence[Quoted],
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    citations: Sequence[Citation],
) -> list[Quotation]:
    """Every quoted stretch with its kind, its speaker, cue, outlet and the date it was said to the outlet."""
    reader = Reader(text, segments, actors, mentions, quoted)
    said = attributed(reader, quoted)
    resolver = Resolver(reader, actors, mentions)
    quotations = []
    for index, one in enumerate(said):
        if not is_said(reader, said, index):
            quotations.append(Quotation(one.quoted.start, one.quoted.end, "scare"))
            continue
        actor = resolver.resolve(one)
        paragraph_end = segments.paragraphs[one.quoted.paragraph].end
        citation = citation_after(citations, one.quoted.end, paragraph_end)
        outlet = citation.outlet if citation else _outlet_told(reader, one, actors)
        own_outlet = not one.inherited
        if citation is not None:
            own_outlet = index + 1 == len(said) or citation.start < said[index + 1].quoted.start
        quotations.append(
            Quotation(
                one.quoted.start,
                one.quoted.end,
                "direct",
                actor,
                one.subject.span if one.subject else None,
                one.cue,
                outlet,
                citation.date if citation else None,
                None if actor is None else "stated" if resolver.is_stated(one) else "inferred",
                None if outlet is None else "stated" if own_outlet else "inferred",
                _date_basis(citation, own_outlet),
            )
        )
    return quotations


def _date_basis(citation: Citation | None, own: bool) -> Basis | None:
    if citation is None or citation.date is None:
        return None
    return citation.date_basis if own else "inferred"


def _outlet_told(reader: Reader, one: Said, actors: Sequence[Actor]) -> str | None:
    """The outlet in "told the Washington Post", "in an interview with CNN", in the sentence of the words or their cue."""
    at = one.subject.span.start if one.subject and not one.inherited else one.quoted.start
    sentence = reader.sentences[reader.sentence_of(reader.token_from(at))]
    for index in range(sentence.first, sentence.last):
        mention = reader.mention_from(index)
        if mention is None or reader.inside[index] or actors[mention.actor].kind != "outlet":
            continue
        if _TOLD.search(reader.text[max(sentence.start, mention.start - 60) : mention.start]):
            return actors[mention.actor].name
    return None
