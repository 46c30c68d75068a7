"""Verbs of no list that bring the words right before them: "“…,” he stammered"."""

from typing import Final

from index.extract.beats import is_one_person
from index.extract.clauses import DETERMINERS, is_adverb
from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.extract.cues_before import FoundCue

VERB_PARTICLES: Final = frozenset({"back", "on", "out", "in", "along", "away"})
# Verbs that bring words with one of these.
WITH_PARTICLES: Final = frozenset(
    "put broke cut chimed went shot called cried burst piped spoke struck shouted snapped".split()
)
# Shorter words are only attributed where nothing but an adverb follows.
_FEWEST_WORDS: Final = 4
# Words of a description before a name: "an angry young Anna Bell snapped".
_LONGEST_DESCRIPTION: Final = 4
_CLOSED: Final = frozenset({",", ".", ";", "—", "–", "-", "("})
# What a description of one person begins with, and what can follow it.
_ONES: Final = frozenset("the a an his her my our their he she i old young mr mrs miss".split())
_BEHIND_TAGS: Final = frozenset("of in at with from to as and after before when while".split())


def by_any_verb(
    reader: SubjectReader, count: int, at: int, upper: int, strict: bool
) -> FoundCue | None:
    """Any verb in the past tense, right after words that go on: "…," he snapped."""
    tokens = reader.tokens
    if strict or at >= upper:
        return None
    inverted = _verb_before_name(reader, at, upper)
    if inverted is not None:
        return inverted
    subject: Subject | None = None
    name = at
    while name < min(upper, at + _LONGEST_DESCRIPTION):
        mention = reader.mention_from(name)
        if mention is not None:
            subject, verb = subject_of(mention), reader.token_from(mention.end)
            break
        if tokens[name].lower not in DETERMINERS and name == at and not tokens[at].is_title:
            break
        name += 1
    if subject is None:
        if tokens[at].lower not in {"he", "she", "they"}:
            return None
        subject, verb = reader.word_as_subject(at), at + 1
    if verb >= upper or not tokens[verb].is_word or tokens[verb].is_cap:
        return None
    past = tokens[verb].lower.endswith("ed")
    behind = verb + 1
    if count < _FEWEST_WORDS and not (
        behind >= upper or tokens[behind].text in _CLOSED or is_adverb(tokens[behind].lower)
    ):
        return None  # “Rome,” Bell landed in
    if behind < upper and tokens[behind].lower in VERB_PARTICLES:
        behind += 1
    present = behind >= upper or tokens[behind].text in {".", ";", ","}
    if past or (present and not is_adverb(tokens[verb].lower)):
        return subject, verb, verb + 1
    return None


def _verb_before_name(reader: SubjectReader, at: int, upper: int) -> FoundCue | None:
    """Any verb in the past tense before one person: "“…!” beamed Anna Bell, who".

    A description takes a comma before the verb: "“…,” returned the captain coldly".
    """
    tokens = reader.tokens
    cue, word = at, tokens[at]
    if not word.is_word or word.is_cap or at + 1 >= upper:
        return None
    if word.lower in WITH_PARTICLES and tokens[at + 1].lower in VERB_PARTICLES and at + 2 < upper:
        at += 1  # "broke in the curate"
    elif not word.lower.endswith("ed"):
        return None
    mention = reader.mention_from(at + 1)
    if mention is not None:
        subject: Subject | None = subject_of(mention) if reader.is_person(mention) else None
    else:
        named = tokens[at + 1].is_cap and tokens[at + 1].is_title  # "returned Major Strang"
        opens = named or tokens[at + 1].lower in _ONES
        subject = reader.subject_after(at + 1, upper) if opens else None
        if subject is not None and not is_one_person(reader, subject):
            subject = None
    if subject is None:
        return None
    end = reader.token_from(subject.span.end)
    closed = end >= upper or tokens[end].text in _CLOSED or tokens[end].lower in _BEHIND_TAGS
    return (subject, cue, cue + 1) if closed or is_adverb(tokens[end].lower) else None
