"""Who speaks by a description: people and bodies, appositions, offices with a nationality.

"Dennis Blair, Director of National Intelligence, testified" is Blair's statement. "The Kazakh
president" is the president named with "of Kazakhstan".
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.clauses import DETERMINERS
from index.extract.cue_subjects import PRONOUNS, Subject, SubjectReader
from index.extract.words import Lexeme
from index.model import Mention, Span

_RELATIVES: Final = frozenset("which that whom whose one his her their its another others".split())
# Those that can repeat a document or a body.
_OF_THINGS: Final = frozenset({"which", "that"})
_PEOPLE: Final = lexicon.word_list("described_speakers.people")
_PLURAL_PEOPLE: Final = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ants",
    "ents",
    "ees",
    "men",
    "women",
    "crats",
)
_CLAUSES: Final = frozenset("that if when because as while".split())
_NUMBERS: Final = lexicon.word_list("described_speakers.numbers")
# What precedes a rough number: "fewer than half", "some 3 of 10", "only a third".
_ABOUT: Final = frozenset(
    "about some nearly almost roughly around over under only just fewer less more than at least a"
    " as many the other".split()
)
_PREPOSITIONS: Final = frozenset("of in on at to for with about from by concerning".split())
_ADDRESSES: Final = frozenset({"mr", "mr.", "madam", "madame"})
_TIMES: Final = frozenset("minute minutes moment moments hour hours day days week weeks".split())
_BEHIND_A_NAME: Final = frozenset({",", ".", ";", "”", "(", "–", "—"})
_LONGEST_OFFICE: Final = 16
_LONGEST_DESCRIPTION: Final = 6
_QUALIFIERS: Final = lexicon.word_list("role_phrases.qualifiers") | {"the", "a", "an", "longtime"}
_LONGEST_ANTECEDENT: Final = 5


def span_of_speaker(reader: SubjectReader, subject: Subject | None) -> Span | None:
    """Where the speaker is: an actor, a pronoun or a noun phrase for people or bodies.

    None for other words: "a foreign policy" does not speak.
    """
    if subject is None:
        return None
    lower = subject.text.lower()
    if lower in _OF_THINGS and subject.mention is None:
        return _antecedent_of(reader, subject)
    if subject.mention is not None or lower in PRONOUNS or lower in _RELATIVES:
        return subject.span
    first = reader.token_from(subject.span.start)
    phrase = reader.tokens[first : reader.token_from(subject.span.end)]
    if phrase and phrase[0].lower in _ADDRESSES and phrase[-1].is_title:
        return None  # "Mr. President, “…”"
    pronoun = phrase[0].lower.replace("'", "’").partition("’")[0] if phrase else ""
    if pronoun in PRONOUNS:  # "he's", "she went on to"
        return Span(subject.span.start, subject.span.start + len(pronoun))
    speaks = any(
        token.is_speaker_noun or token.lower in _PEOPLE or token.lower.endswith(_PLURAL_PEOPLE)
        for token in phrase[1 if _opens_with_number(phrase) else 0 :]
    )
    speaks = (speaks or _counts_people(phrase)) and not (phrase and phrase[-1].lower in _TIMES)
    named = bool(phrase) and phrase[-1].is_cap and phrase[0].lower not in _CLAUSES
    return subject.span if speaks or named else None


def _antecedent_of(reader: SubjectReader, pronoun: Subject) -> Span:
    """Where "which" or "that" is with the noun phrase before it: "a resolution, which".

    It is a name, or an article with its noun for people, bodies or documents. The pronoun alone
    where none precedes it.
    """
    tokens = reader.tokens
    at = reader.token_from(pronoun.span.start) - 1
    lower = reader.sentences[reader.sentence_of(at + 1)].first
    if at > lower and tokens[at].text == ",":
        at -= 1
    if at < lower or reader.inside[at]:
        return pronoun.span
    named = reader.mention_over(at)
    if named is not None:
        before = reader.token_from(named.start) - 1
        if before > lower and tokens[before].lower == "the":
            before -= 1
        agent = before >= lower and tokens[before].lower == "by"  # "seen by the Post, which says"
        return pronoun.span if agent else Span(named.start, pronoun.span.end)
    begin = at
    while begin >= lower and at - begin < _LONGEST_ANTECEDENT and tokens[begin].is_word:
        if tokens[begin].lower in DETERMINERS:
            return Span(reader.starts[begin], pronoun.span.end)
        if tokens[begin].lower in _PREPOSITIONS or not tokens[at].is_speaker_noun:
            break
        begin -= 1
    return pronoun.span


def _counts_people(phrase: Sequence[Lexeme]) -> bool:
    """Whether a number is the head: "three of 10", "about six in ten", "nearly half", "26%"."""
    at = 0
    while at < len(phrase) and phrase[at].lower in _ABOUT:
        at += 1
    if at == len(phrase) or not _is_number(phrase[at]):
        return False
    while at < len(phrase) and (_is_number(phrase[at]) or phrase[at].text in {"%", ".", ","}):
        at += 1
    return at == len(phrase) or phrase[at].lower in {"of", "in", "out"}


def _is_number(token: Lexeme) -> bool:
    return token.has_digit or token.lower in _NUMBERS


def _opens_with_number(phrase: Sequence[Lexeme]) -> bool:
    """Whether "one" precedes a noun: "one sweeping question", not "one of them"."""
    if len(phrase) < 2 or phrase[0].lower not in {"one", "another"}:
        return False
    return phrase[1].lower not in _PREPOSITIONS | {"who", "that"}


def apposed(reader: SubjectReader, subject: Subject) -> int | None:
    """The person named right before or right after a description, between commas."""
    first = reader.token_from(subject.span.start)
    behind = reader.token_from(subject.span.end)
    tokens = reader.tokens
    if not any(token.is_title or token.is_human_noun for token in tokens[first:behind]):
        return None
    if first > 1 and tokens[first - 1].text == ",":
        mention = reader.mention_over(first - 2)
        if reader.is_person(mention):
            return mention.actor if mention else None
    while behind - first < _LONGEST_OFFICE and behind < len(tokens) and tokens[behind].is_word:
        if tokens[behind].frame:
            return None
        behind += 1  # "the minister of transport and communications, Timur Alimov"
    if behind + 2 < len(tokens) and tokens[behind].text == ",":
        named = _behind_description(reader, behind + 1)
        mention = reader.mention_from(named)
        if mention is not None and reader.is_person(mention):
            end = reader.token_from(mention.end)
            if end >= len(tokens) or tokens[end].text in _BEHIND_A_NAME:
                return mention.actor
    return None


def _behind_description(reader: SubjectReader, at: int) -> int:
    """The token of a name behind words that describe it: ", former nurse Anna Bell"."""
    tokens = reader.tokens
    for named in range(at, min(at + _LONGEST_DESCRIPTION, len(tokens) - 1)):
        token = tokens[named]
        if reader.mention_from(named) is not None:
            return named
        dotted = token.text == "." and tokens[named - 1].is_title
        if not (dotted or token.is_title or token.is_human_noun or token.lower in _QUALIFIERS):
            return named
    return at


def nation_of(words: list[str]) -> str | None:
    """The state whose nationality is among the words of an office; in lower case."""
    for word in words:
        state = lexicon.demonyms().get(word.capitalize())
        if state is not None:
            return state
    return None


def is_of_nation(reader: SubjectReader, mention: Mention, state: str) -> bool:
    """Whether the words next to a name say that the person is of `state`.

    "President Nursultan Nazarbayev of Kazakhstan", "Kazakh President Nazarbayev".
    """
    text = reader.text
    behind = re.match(
        r",? (?:of|from) (?:the )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)",
        text[mention.end : mention.end + 60],
    )
    if behind is not None and lexicon.state_names().get(behind[1]) == state:
        return True
    run = re.search(r"((?:[\w’'-]+ ){1,5})$", text[max(0, mention.start - 60) : mention.start])
    return run is not None and any(
        lexicon.demonyms().get(word) == state or lexicon.state_names().get(word) == state
        for word in run[1].replace("’s", "").replace("'s", "").split()[-3:]
    )
