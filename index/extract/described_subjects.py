"""Tell a subject with its descriptions from a clause: "Anna Bell, 31, a nurse from Salem,".

Before ", said" the first is the subject of the verb, the second is what someone said.
"""

from typing import Final

from index.extract import clauses
from index.extract.cue_subjects import SubjectReader
from index.extract.verb_forms import PAST, verb_form

_RELATIVES: Final = frozenset("who which whose whom where that".split())
_OPENERS: Final = frozenset("but and yet".split())
# Descriptions of one subject: name, age, town, office, relative clause.
_MOST_PARTS: Final = 6


def is_described_subject(reader: SubjectReader, first: int, comma: int) -> bool:
    """Whether tokens `first` to `comma` are a noun phrase and what describes it, without a clause.

    Words such as "On Monday," may precede the noun phrase.
    """
    parts = _parts(reader, first, comma)
    while len(parts) > 1 and _is_adjunct(reader, *parts[0]):
        parts = parts[1:]
    if not 1 < len(parts) <= _MOST_PARTS or not _is_noun_phrase(reader, *parts[0]):
        return False
    return all(
        _describes(reader, begin, end, number == 0) for number, (begin, end) in enumerate(parts[1:])
    )


def _parts(reader: SubjectReader, first: int, comma: int) -> list[tuple[int, int]]:
    """The spans between commas outside quotation marks, without an opening conjunction."""
    tokens = reader.tokens
    if first < comma and tokens[first].lower in _OPENERS:
        first += 1
    parts, begin = list[tuple[int, int]](), first
    for at in range(first, comma + 1):
        if at == comma or (tokens[at].text == "," and not reader.inside[at]):
            if at > begin:
                parts.append((begin, at))
            begin = at + 1
    return parts


def _is_adjunct(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether a part is no subject: "On Monday", "Later that day", "Meanwhile"."""
    opening = reader.tokens[begin]
    lower = opening.lower
    if lower in clauses.PREPOSITIONS or lower in clauses.TIMES or clauses.is_adverb(lower):
        return True
    if lower == "as":
        return not clauses.has_verb(reader, begin, end)  # "As a matter of fact"
    return end - begin == 1 and not opening.is_human_noun and reader.mention_over(begin) is None


def _is_noun_phrase(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether a part names people or a body and has no verb."""
    tokens = reader.tokens
    if any(reader.inside[begin:end]) or tokens[begin].lower in clauses.QUESTIONS:
        return False
    if any(tokens[at].lower in clauses.VERBS and not tokens[at].is_cap for at in range(begin, end)):
        return False
    if any(tokens[at].lower in clauses.NOMINATIVE for at in range(begin, end)):
        return False
    head = tokens[end - 1]
    return head.is_cap or clauses.names_people(head)


def _describes(reader: SubjectReader, begin: int, end: int, is_next: bool) -> bool:
    """Whether a part describes the noun phrase; `is_next` for the part right after it."""
    tokens = reader.tokens
    opening = tokens[begin]
    if verb_form(opening.lower) == PAST and not opening.is_cap:
        # "Bell, asked about the dam, said", but not "Bell, the owner, left town, said Dorn"
        return is_next and opening.lower.endswith("ed")
    for at in range(begin, end):
        lower = tokens[at].lower
        if lower in _RELATIVES:
            return True
        if reader.inside[at]:
            continue
        if lower in clauses.NOMINATIVE or (lower in clauses.VERBS and not tokens[at].is_cap):
            return False
    return True
