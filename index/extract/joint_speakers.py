"""Joint speakers: "Anna Bell, Carl Dorn and Maria Quist said" is a statement of all three.

The list may precede the cue or follow it ("said Anna Bell and Carl Dorn"). Titles may be
before each name. A clause that only ends with a name before "and" is no list: in "The town sued
Anna Bell and Carl Dorn said so" only Dorn speaks.
"""

from typing import Final

from msgspec.structs import replace

from index.extract.annotated import is_adverb_token
from index.extract.cue_subjects import SubjectReader
from index.model import Mention, Span, Statement

_LONGEST_TITLE: Final = 5
_MOST_SPEAKERS: Final = 12
# What can stand before the first name of a list that is the subject of a clause.
_BEFORE_A_LIST: Final = frozenset(
    ", ; : — – - ( “ ” \" ’ ' ) but and while as when where because although though if that after"
    " before since both".split()
)
_CLOSED: Final = frozenset(', . ; : — – - ( ) ” " ? !'.split())


def with_all_speakers(reader: SubjectReader, one: Statement) -> Statement:
    """The statement with each of its joint speakers, the first one as its speaker."""
    span = one.speaker_span
    if span is None or one.speaker is None or one.kind == "scare":
        return one
    own = reader.mention_at.get(span.start)
    if own is None or own.actor != one.speaker:
        return one
    listed = listed_before(reader, own)
    if len(listed) == 1:
        cue = one.cue_span.start if one.cue_span is not None else -1
        listed = _listed_behind(reader, own, cue if cue > span.start else None)
    actors = tuple(dict.fromkeys(mention.actor for mention in listed))
    if len(actors) < 2:
        return one
    whole = Span(listed[0].start, listed[-1].end)
    return replace(one, speaker=actors[0], other_speakers=actors[1:], speaker_span=whole)


def listed_before(reader: SubjectReader, last: Mention) -> list[Mention]:
    """The names of a list that ends with `last`, in order; `last` alone where it ends none."""
    text, tokens = reader.text, reader.tokens
    if "and" not in text[max(0, last.start - 80) : last.start]:
        return [last]
    at = _before_titles(reader, last)
    if at < 0 or tokens[at].lower != "and":
        return [last]
    found = [last]
    at -= 1
    lower = reader.sentences[reader.sentence_of(at + 1)].first
    while at >= lower and len(found) < _MOST_SPEAKERS:
        if tokens[at].text == "," and at > lower:
            at -= 1
        mention = reader.mention_over(at)
        if mention is None or reader.inside[at]:
            return [last]
        found.insert(0, mention)
        at = _before_titles(reader, mention)
        if at < lower or tokens[at].text != "," or reader.mention_over(at - 1) is None:
            break
    opens = at < lower or tokens[at].lower in _BEFORE_A_LIST
    return found if opens else [last]


def _before_titles(reader: SubjectReader, mention: Mention) -> int:
    """The token before a name and the titles and offices right before it."""
    at = reader.token_from(mention.start) - 1
    first = at
    while at >= 0 and first - at < _LONGEST_TITLE:
        token = reader.tokens[at]
        stop = token.text == "." and at > 0 and reader.tokens[at - 1].is_title  # "Sen."
        if not stop and (not _may_describe(reader, at) or reader.mention_over(at) is not None):
            break
        at -= 1
    return at


def _may_describe(reader: SubjectReader, at: int) -> bool:
    """Whether a word can belong to a title before a name: "Minister", "the", "Prime"."""
    token = reader.tokens[at]
    is_capital = token.is_cap and token.is_word
    if reader.first[at]:  # "Tbilisi mayor Anna Bell and parliament speaker Carl Dorn"
        is_capital = token.is_seat or token.is_nationality
    return token.is_speaker_noun or token.lower == "the" or is_capital


def _listed_behind(reader: SubjectReader, first: Mention, cue: int | None) -> list[Mention]:
    """The names of a list that begins with `first`, in order; `first` alone where it begins none.

    `cue` is the offset of the verb that the list precedes; None where it follows.
    """
    tokens, count = reader.tokens, len(reader.tokens)
    found = [first]
    at = reader.token_from(first.end)
    while at + 1 < count and len(found) < _MOST_SPEAKERS:
        comma = tokens[at].text == ","
        ends = tokens[at + 1 if comma else at].lower == "and"
        if not comma and not ends:
            return [first]
        mention = _named_behind(reader, at + comma + ends)
        if mention is None:
            return [first]
        found.append(mention)
        at = reader.token_from(mention.end)
        if ends:
            if comma and len(found) == 2:
                return [first]  # "said Bell, and Dorn agreed"
            if at < count and cue is not None:
                closed = reader.starts[at] == cue or is_adverb_token(tokens[at])
            else:
                closed = at >= count or tokens[at].text in _CLOSED or reader.first[at]
            return found if closed else [first]
    return [first]


def _named_behind(reader: SubjectReader, at: int) -> Mention | None:
    """The name that begins at token `at`, or after the titles there."""
    for index in range(at, min(len(reader.tokens), at + _LONGEST_TITLE)):
        mention = reader.mention_from(index)
        if mention is not None:
            return mention
        if not _may_describe(reader, index) and reader.tokens[index].text != ".":
            return None
    return None
