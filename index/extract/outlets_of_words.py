"""The outlet that brought words, and who was told them.

"Told the Post", "in an interview with Ekho Moskvy" and "quoted by Interfax" name the outlet next to
the words, and a citation in brackets names it after them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.extract import clauses
from index.extract.citations import citation_after
from index.extract.cue_subjects import SubjectReader
from index.model import Actor, Basis, Citation, Mention, Span

_QUOTES: Final = re.compile(
    r" (?:(?:newspaper|daily|weekly|tabloid|magazine|agency|news agency|website|channel|radio"
    r"|television|TV) )?(?:has |have |had |also )?(?:quotes|quoted|cites|cited)\b"
)
_QUOTED_BY: Final = re.compile(r"\b(?:(?:quoted|cited) (?:by|in)|according to) (?:the )?$", re.I)
# "…,” Bell said, the Post reported."
_REPORTED: Final = re.compile(r" (?:first |also |later )?(?:reports|reported)(?= on\b|[.,;”\"]|$)")
_TOLD: Final = re.compile(r"\b(?:told|to|with|by|in|on|for)\s+(?:the\s+)?(?:[\w’']+\s+){0,3}$")
_PUBLISHED: Final = re.compile(
    r"\b(?:article|column|editorial|op-ed|piece|interview|issue)s?\b[^.!?,]{0,40}$"
)
# Nouns that mean the outlet named last: "the newspaper said", "told the agency".
_NOUNS: Final = frozenset(
    "newspaper paper daily weekly agency magazine website tabloid station channel"
    " broadcaster".split()
)
_SENTENCES_BACK: Final = 3
_NOT_TO_PEOPLE: Final = frozenset("in on at during after before since by from for".split())
_AFTER_ADDRESSEES: Final = frozenset({"on", "during"})


@dataclass(frozen=True, slots=True)
class BroughtBy:
    """Who brought words: the outlet with its basis, and the citation that names it.

    `beside`: the citation is in the sentence of the words.
    """

    outlet: str | None = None
    basis: Basis | None = None
    citation: Citation | None = None
    beside: bool = False


class Outlets:
    """The outlets of the words of one article."""

    def __init__(
        self, reader: SubjectReader, actors: Sequence[Actor], citations: Sequence[Citation]
    ) -> None:
        self._reader: Final = reader
        self._actors: Final = actors
        self._citations: Final = citations
        self._cited: Final = frozenset(one.outlet for one in citations)

    def of_report(
        self, end: int, cue: Span, spans: Sequence[Span], speaker: Actor | None, told: str | None
    ) -> BroughtBy:
        """The source of reported words: `spans` are the words, `end` is behind them and the cue.

        An outlet that speaks or is told the words comes first, then the citation in their
        sentence, then another outlet named there, then a citation later in the paragraph.
        """
        reader = self._reader
        paragraph = reader.sentences[reader.sentence_of(reader.token_from(end - 1))].paragraph
        citation = citation_after(self._citations, end, reader.paragraphs[paragraph].end)
        beside = citation is not None and self._is_beside(citation, spans[-1].end)
        own = self.own(speaker, told)
        if own is not None:
            named = self.same(citation, own)
            return BroughtBy(own, "stated", named, named is not None and beside)
        if citation is not None and beside:
            return BroughtBy(citation.outlet, "stated", citation, True)
        quoting = self._quoting(cue, spans)
        if quoting is not None:
            return BroughtBy(quoting, "stated", self.same(citation, quoting))
        if citation is None or is_unknown_name(told) or self.is_between(end, citation):
            return BroughtBy()
        return BroughtBy(citation.outlet, "inferred", citation)

    def own(self, speaker: Actor | None, told: str | None) -> str | None:
        """The outlet that speaks, or else that is told the words."""
        if speaker is not None and speaker.kind == "outlet":
            return speaker.name
        if told is None:
            return None
        if told in self._cited:
            return told  # "told LTV … (LTV, June 8)"
        named = self._reader.has_outlets and any(
            actor.kind == "outlet" and actor.name == told for actor in self._actors
        )
        return told if named else None

    def same(self, citation: Citation | None, outlet: str) -> Citation | None:
        """The citation of `outlet` in the bracket where `citation` is the first one."""
        if citation is None or citation.outlet == outlet:
            return citation
        text = self._reader.text
        for other in self._citations:
            inside = other.start > citation.start and ")" not in text[citation.end : other.start]
            if inside and other.outlet == outlet:
                return other
        return None

    def is_between(self, end: int, citation: Citation) -> bool:
        """Whether another outlet brings words between offset `end` and a later citation.

        "Bell said S. Dorn told the Post T. Quist said U (Interfax, May 3)": S is not Interfax's.
        """
        reader = self._reader
        if not reader.has_outlets:
            return False
        first = reader.token_from(end)
        for at in range(first, reader.token_from(citation.start)):
            mention = reader.mention_from(at)
            if mention is None or self._actors[mention.actor].kind != "outlet":
                continue
            other = self._actors[mention.actor].name != citation.outlet
            start = reader.sentences[reader.sentence_of(at)].start
            if other and brings_words(reader, mention, max(start, end)):
                return True
        return False

    def told(self, first: int, last: int) -> str | None:
        """The addressee in tokens `first` to `last`: an actor's name, else the words."""
        reader = self._reader
        if last <= first or not reader.tokens[first].is_word:
            return None
        if reader.tokens[first].lower in _NOT_TO_PEOPLE:
            return None  # "warned at a meeting with farmers"
        mention = reader.mention_behind_article(first)
        if mention is not None:
            return self._actors[mention.actor].name
        if reader.tokens[first].lower == "the" and reader.tokens[last - 1].lower in _NOUNS:
            meant = outlet_meant(reader, first)
            if meant is not None:
                return self._actors[meant].name
        if clauses.is_time(reader.tokens[first]):
            return None
        for index in range(first + 1, last + 1):
            named = reader.mention_from(index) if index < len(reader.tokens) else None
            if named is not None and self._actors[named.actor].kind == "outlet":
                noun = reader.tokens[index - 1].lower in _NOUNS
                return self._actors[named.actor].name if noun else None
        last = clauses.without_time(reader, first, last)
        for index in range(first + 1, last):
            if reader.tokens[index].lower in _AFTER_ADDRESSEES:
                last = index  # "analysts on a call"
                break
        while last - 1 > first and reader.tokens[last - 1].lower in clauses.PREPOSITIONS:
            last -= 1
        return reader.text[reader.starts[first] : reader.end(last - 1)]

    def _quoting(self, cue: Span, spans: Sequence[Span]) -> str | None:
        """The outlet that brings the words, in the sentence of the cue and outside the content."""
        reader = self._reader
        if not reader.has_outlets:
            return None
        sentence = reader.sentences[reader.sentence_of(reader.token_from(cue.start))]
        for at in range(sentence.first, sentence.last):
            mention = reader.mention_from(at)
            if mention is None or reader.inside[at]:
                continue
            actor = self._actors[mention.actor]
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


def is_unknown_name(told: str | None) -> bool:
    """Whether words are addressed to a name that is no known actor: "told Aamun Sana"."""
    return told is not None and told[:1].isupper()


def outlet_meant(reader: SubjectReader, at: int) -> int | None:
    """The outlet that "the newspaper" at token `at` means: the one named last before it.

    None where the nearest sentence with outlets names two.
    """
    if not reader.has_outlets:
        return None
    number = reader.sentence_of(at)
    paragraph = reader.sentences[number].paragraph
    for index in range(number, max(-1, number - _SENTENCES_BACK), -1):
        sentence = reader.sentences[index]
        if sentence.paragraph != paragraph:
            return None
        end = min(sentence.last, at)
        named = {
            mention.actor
            for token in range(sentence.first, end)
            if (mention := reader.mention_from(token)) is not None
            and reader.actors[mention.actor].kind == "outlet"
        }
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def means_outlet(words: Sequence[str]) -> bool:
    """Whether words in small letters stand for an outlet: "the newspaper", "the news agency"."""
    return 2 <= len(words) <= 3 and words[0] == "the" and words[-1] in _NOUNS


def brings_words(reader: SubjectReader, mention: Mention, start: int) -> bool:
    """Whether an outlet is named as the one that brings words: "told the Post", "in today's Post".

    `start` is where the sentence begins.
    """
    before = reader.text[max(start, mention.start - 60) : mention.start]
    return (
        _TOLD.search(before) is not None
        or quotes_others(reader, mention)
        or is_published_in(reader, mention, start)
    )


def is_published_in(reader: SubjectReader, mention: Mention, start: int) -> bool:
    """Whether an outlet is where something is printed: "the column in today's Post".

    `start` is where the sentence begins.
    """
    before = reader.text[max(start, mention.start - 60) : mention.start]
    return _PUBLISHED.search(before) is not None


def quotes_others(reader: SubjectReader, mention: Mention) -> bool:
    """Whether an outlet is named as the one that quotes: "RIA Novosti quoted", "cited by"."""
    text = reader.text
    return (
        _QUOTES.match(text, mention.end) is not None
        or _REPORTED.match(text, mention.end) is not None
        or _QUOTED_BY.search(text[max(0, mention.start - 30) : mention.start]) is not None
    )
