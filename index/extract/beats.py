"""What a speaker does next to the words: "The captain laughed. “…”", "“No”—he rose—“never.”"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.extract import lexicon
from index.extract.clauses import PREPOSITIONS, is_time
from index.extract.cue_subjects import (
    CLOSING_MARKS,
    Subject,
    SubjectReader,
    subject_of,
    tokens_before_is_place,
)
from index.extract.spoken import Said
from index.model import Span

_PERSONAL: Final = frozenset({"he", "she", "i"})
_PRONOUNS: Final = frozenset({"he", "she"})
_DETERMINERS: Final = frozenset("the a an my his her our their this that".split())
_JOINING: Final = frozenset({"and", "but", "then", "until"})
_NOT_ONE: Final = frozenset(
    "nobody everybody everyone somebody someone anybody people others another many all none one two"
    " three few both some most it they we you there this that what everything nothing".split()
)
_DASHES: Final = frozenset("—–-")
# "the tall young man in the grey coat", "poor old Betty"
_LONGEST_PHRASE: Final = 5
_MOST_ADJECTIVES: Final = 2
_LONGEST_APPOSITION: Final = 9
_CALLING: Final = frozenset({"named", "called"})
_LONGEST_INTERRUPTION: Final = 160
_COURTESY: Final = frozenset("mr mrs ms miss sir lady dr old young poor little".split())


def beat_in(reader: SubjectReader, first: int, last: int) -> Subject | None:
    """The person who acts in the sentence of tokens `first` to `last`; the last clause counts."""
    joined = _joined(reader, first, last)
    if joined is not None and joined.text.lower() not in _PERSONAL:
        return joined
    opening = opening_person(reader, first, last)
    if opening is not None:
        return opening
    subject = reader.main_subject(last, first)
    if subject is None or not is_one_person(reader, subject):
        return joined
    if subject.mention is None and " " not in subject.text:
        return joined  # "Back at the house", "There"
    begin = reader.token_from(subject.span.start)
    if subject.mention is None:
        for at in range(first, begin):  # "In the box stood Anna Bell, 58, a nurse."
            mention = reader.mention_from(at)
            if reader.is_person(mention) and mention is not None and not reader.inside[at]:
                return None if reader.is_owner(mention) else subject_of(mention)
        behind = reader.token_from(subject.span.end)
        if behind + 1 < last and reader.tokens[behind].lower in _CALLING:
            mention = reader.mention_from(behind + 1)
            if mention is not None and reader.is_person(mention):
                return subject_of(mention)
    return None if tokens_before_is_place(reader.tokens, begin) else subject


def _joined(reader: SubjectReader, first: int, last: int) -> Subject | None:
    """The person who acts behind ", and" between tokens `first` and `last`; else a pronoun."""
    tokens = reader.tokens
    found: Subject | None = None
    for at in range(last - 2, first, -1):
        if tokens[at].lower in _JOINING and tokens[at - 1].text == "," and not reader.inside[at]:
            found = opening_person(reader, at + 1, last)
            if found is not None and found.text.lower() not in _PERSONAL:
                return found
    return found


def acting_before(reader: SubjectReader, start: int, one: Said, *, is_tag: bool) -> Subject | None:
    """Who acts in the sentences from offset `start` to the quotation `one`, the last of them first.

    `is_tag`: a verb of saying ends at `start`, so that its sentence names who spoke before.
    Behind "He read slowly." the sentence before is asked too: "Bell sat down. He read slowly.".
    """
    pronoun: Subject | None = None
    for number in range(one.sentence, -1, -1):
        own = reader.sentences[number]
        if own.paragraph != one.quoted.paragraph or own.end <= start:
            break
        first = max(own.first, reader.token_from(start))
        last = min(own.last, reader.token_from(one.quoted.start))
        behind_tag = is_tag and own.start < start
        while first < last and not behind_tag and not reader.tokens[first].is_word:
            first += 1
        if first + 1 >= last or reader.inside[first]:
            continue
        # "said the mayor on Monday": not the mayor's tag, but "she said, and the mayor laughed"
        subject = (_joined if behind_tag else beat_in)(reader, first, last)
        if subject is None:
            if pronoun is None:
                break
            continue
        if subject.text.lower() not in _PRONOUNS:
            return subject
        pronoun = pronoun or subject
    return pronoun


def beat_between(reader: SubjectReader, inside: Sequence[Said]) -> Subject | None:
    """Who acts between dashes that interrupt the words: "“No”—he shook his head—“never.”"."""
    for one, following in pairwise(inside):
        if following.quoted.start - one.quoted.end > _LONGEST_INTERRUPTION:
            continue
        first, last = reader.token_from(one.quoted.end), reader.token_from(following.quoted.start)
        while first < last and reader.tokens[first].text in CLOSING_MARKS:
            first += 1
        if first + 2 < last and reader.tokens[first].text in _DASHES:
            return opening_person(reader, first + 1, last)
    return None


def is_one_person(reader: SubjectReader, subject: Subject) -> bool:
    """Whether a subject is one person: a name, "he", "the captain", "my mother"."""
    if subject.mention is not None:
        return reader.is_person(subject.mention)
    if subject.text.lower() in _PERSONAL:
        return True
    first, behind = reader.token_from(subject.span.start), reader.token_from(subject.span.end)
    phrase = reader.tokens[first:behind]
    if not phrase or any(token.lower in _NOT_ONE for token in phrase):
        return False
    head = phrase[-1]
    if len(phrase) == 1 and head.is_cap and head.is_word and not head.lower.endswith("day"):
        return True  # a name that no list has
    return (head.is_human_noun or head.is_title) and not head.lower.endswith("s")


def opening_person(reader: SubjectReader, at: int, last: int) -> Subject | None:
    """The person whose name or description begins at token `at`, before token `last`."""
    tokens = reader.tokens
    if at >= last or reader.inside[at]:
        return None
    if tokens[at].lower in _PERSONAL:
        return reader.word_as_subject(at)
    begin = at
    while at < last - 1 and (
        (tokens[at].is_title and tokens[at].is_cap)
        or (tokens[at].text == "." and at > begin)
        or tokens[at].lower in _COURTESY
    ):
        at += 1
    steps = 0
    while at < last - 1 and steps < _MOST_ADJECTIVES and reader.mention_from(at) is None:
        if tokens[at].is_cap and tokens[at].lower not in _DETERMINERS:
            break
        steps += 1
        at += 1
    mention = reader.mention_from(at)
    if mention is not None and reader.is_person(mention):
        return subject_of(mention)
    if tokens[begin].lower not in _DETERMINERS:
        return reader.word_as_subject(at) if _is_unlisted_name(reader, at, last) else None
    for end in range(begin + 1, min(last, begin + _LONGEST_PHRASE + 1)):
        token = tokens[end]
        if not token.is_word or token.lower in PREPOSITIONS or reader.inside[end]:
            return None
        behind = tokens[end + 1] if end + 1 < last else None
        if (token.is_human_noun or token.is_title) and not (
            behind is not None and (behind.is_human_noun or behind.is_title)
        ):
            if token.lower in _NOT_ONE or token.lower.endswith("s"):
                return None
            if behind is not None and behind.lower in {"’s", "'s"}:
                return None
            named = reader.mention_from(end + 1) if behind is not None else None
            if named is not None and reader.is_person(named):
                return subject_of(named)  # "his son Michael laughed"
            if behind is not None and behind.text == "," and end + 3 < last:
                # "his wife, Priya, laughed"
                for at in range(end + 2, min(last, end + _LONGEST_APPOSITION)):
                    named = reader.mention_from(at)
                    calls = at == end + 2 or tokens[at - 1].lower in _CALLING
                    if named is not None and reader.is_person(named) and calls:
                        return subject_of(named)  # "her client, a miner named Carl Dorn, rose"
                    if not tokens[at].is_word:
                        break
                if tokens[end + 2].is_cap and tokens[end + 3].text == ",":
                    return reader.word_as_subject(end + 2)
            span = Span(reader.starts[begin], reader.end(end))
            return Subject(span, reader.text[span.start : span.end])
    return None


def _is_unlisted_name(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether one capitalised word with a verb or a comma behind it opens a clause."""
    tokens = reader.tokens
    if at + 1 >= last or not tokens[at].is_word or not tokens[at].is_cap:
        return False
    if tokens[at].lower in _NOT_ONE or reader.mention_from(at) is not None:
        return False
    if tokens[at].is_common or is_time(tokens[at]) or lexicon.is_plain_english(tokens[at].lower):
        return False
    behind = tokens[at + 1]
    if behind.text == ",":
        return True
    return behind.is_word and not behind.is_cap and behind.lower not in PREPOSITIONS | _JOINING
