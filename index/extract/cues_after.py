"""Find the cue and the speaker after quoted words: "“…,” said Bell", "“…,” Bell said"."""

from typing import Final

from index.extract.clauses import (
    OBJECTS,
    as_saying,
    is_adverb,
    is_finite,
    phrase_end,
)
from index.extract.cue_subjects import BREAKERS, Subject, SubjectReader, subject_of
from index.extract.cues_before import NOUNS_OF_VIEW, FoundCue
from index.extract.joint_speakers import listed_before
from index.extract.uncommon_cues import VERB_PARTICLES, WITH_PARTICLES, by_any_verb
from index.model import Span

# A verb further away from the words attributes others, unless an apposition is between:
# "…," Harry Bond, 30, of Raleigh, who was among those polled, said
_NEAR: Final = 14
_NEAR_OVER_APPOSITION: Final = 30
_OTHER_CLAUSE: Final = BREAKERS | {"to", "of", "who", "whose", "whom"}
# Endings of finite forms.
_FINITE: Final = ("ed", "said", "says", "told")
_CONTENT_OPENERS: Final = frozenset("that he she it they we i there".split())
_RELATIVES: Final = frozenset("who whose whom".split())
_ARTICLES: Final = frozenset({"the", "a", "an", "another", "one"})
_CRIES: Final = frozenset(
    "shout shouts cry cries chant chants call calls yell yells scream screams roar murmur murmurs"
    " answer reply response retort whisper voice voices laughter cheer cheers jeer jeers".split()
)
_PROGRESSIVE: Final = frozenset("is are was were been as kept keeps keep began heard seen".split())
_CLOSED: Final = frozenset({",", ".", ";", "—", "–", "-", "("})
_NAMED: Final = frozenset(
    "called labeled labelled dubbed described termed branded denounced".split()
)
_PRESENT: Final = frozenset("is was are were".split())
# Words of a description before a name: "an angry young Anna Bell snapped".
_LONGEST_DESCRIPTION: Final = 4


def cue_after(
    reader: SubjectReader, words: tuple[int, int, int], after: int, upper: int, strict: bool
) -> FoundCue | None:
    """The subject and the cue between tokens `after` and `upper`; None where there is none.

    `words` are the first token of the sentence and of the quoted words, and how many these are.
    `strict`: the words end a sentence, so that only a verb that is enough by itself counts.
    """
    tokens = reader.tokens
    at = after
    while at < upper and tokens[at].text in {",", "—", "–", "-"}:
        at += 1
    found = _over_relative_clause(reader, at, upper)
    if found is not None:
        return found
    upper = min(upper, _bracket_end(reader, at, upper))
    for index in range(at, min(upper, at + _NEAR_OVER_APPOSITION)):
        if not reader.is_cue(index):
            continue
        agent = index > at and _has_agent(reader, index, upper)  # "…, as described by Bell"
        if index > at and strict and not (agent or reader.strong(index)):
            continue
        if index >= at + _NEAR and not (reader.strong(index) and tokens[index - 1].text == ","):
            continue
        if index > at and _is_participle(reader, index):
            continue
        quoted = _quoted_as_saying(reader, index, upper) or _said_to_have(reader, at, index, upper)
        if quoted is not None:
            return quoted
        if index > at and tokens[at].lower in _OTHER_CLAUSE:
            # "… and then went on to say": another clause
            if tokens[at].lower != "as":
                return _behind_clause(reader, at, index, upper)
            at += 1
        if _is_of_other_clause(reader, at, index) or _brings_others(reader, at, index, upper):
            return None
        subject = _subject(reader, at, index, upper)
        if subject is None and index == at and not reader.strong(index):
            return None
        # a weak cue further on is another clause's: "…" at the rally, Bell's supporters think
        if subject is not None and (
            reader.strong(index)
            or index == at
            or agent
            or reader.token_from(subject.span.start) <= at + 1
        ):
            if index > at and _has_own_content(reader, words, index, upper):
                return None
            return subject, index, index + 1
    return (
        _came_from(reader, at, upper)
        or by_any_verb(reader, words[2], at, upper, strict)
        or _according(reader, at, upper)
        or _in_view(reader, at, upper)
    )


def _has_agent(reader: SubjectReader, index: int, upper: int) -> bool:
    """Whether the verb at token `index` is between "as" and "by": "as described by Bell"."""
    tokens = reader.tokens
    return tokens[index - 1].lower == "as" and index + 1 < upper and tokens[index + 1].lower == "by"


def _in_view(reader: SubjectReader, at: int, upper: int) -> FoundCue | None:
    """The person in "“…” in most of the valley, in Bell's view."."""
    tokens = reader.tokens
    for noun in range(at + 3, min(upper, at + _NEAR + 1)):
        if tokens[noun].lower not in NOUNS_OF_VIEW or tokens[noun - 1].lower not in {"’s", "'s"}:
            continue
        subject = reader.owner_before(noun, at)
        first = at if subject is None else reader.token_from(subject.span.start)
        if subject is not None and first > at and tokens[first - 1].lower == "in":
            return subject, noun, noun + 1
    return None


def _bracket_end(reader: SubjectReader, at: int, upper: int) -> int:
    """Up to where the words can be attributed: before a bracket with a verb and no speaker."""
    tokens = reader.tokens
    for index in range(at + 1, min(upper - 1, at + _NEAR)):
        if tokens[index].text == "(" and reader.is_cue(index + 1):
            return index
    return upper


def _came_from(reader: SubjectReader, at: int, upper: int) -> FoundCue | None:
    """The source of a cry or an answer after the words: "“…,” came shouts from the crowd"."""
    tokens = reader.tokens
    if at >= upper or tokens[at].lower not in {"came", "come", "comes", "went"}:
        return None
    for index in range(at + 2, min(upper - 1, at + _LONGEST_DESCRIPTION + 1)):
        if tokens[index].lower == "from" and tokens[index - 1].lower in _CRIES:
            subject = reader.subject_after(index + 1, upper)
            if subject is None:
                return None
            return subject, at, at + 1
        if not tokens[index].is_word:
            return None
    return None


def agent_behind_words(
    reader: SubjectReader, lower: int, begin: int, after: int, upper: int
) -> FoundCue | None:
    """The agent behind words that a passive brings: "labeled a “ruin” by Bell".

    The sentence begins at token `lower`, the words at `begin`; `after` is behind their marks.
    """
    tokens = reader.tokens
    if after + 1 >= upper or tokens[after].lower != "by":
        return None
    for index in range(begin - 1, max(lower, begin - _LONGEST_DESCRIPTION) - 1, -1):
        if tokens[index].lower in _NAMED and not reader.inside[index]:
            subject = reader.subject_after(after + 1, upper)
            named = subject is not None and reader.can_speak(subject)
            return (subject, index, index + 1) if subject is not None and named else None
        if tokens[index].is_word and tokens[index].lower in OBJECTS:
            return None  # "Bell called it a “ruin” by the sea"
    return None


def _over_relative_clause(reader: SubjectReader, at: int, upper: int) -> FoundCue | None:
    """The verb after a relative clause that describes the speaker named at token `at`.

    "“…,” Bell, whose brother had warned of the flood, said". The clause may be in an
    apposition: "Bell, a nurse who told the town so, said".
    """
    tokens = reader.tokens
    mention = reader.mention_from(at) if at < upper else None
    comma = at + 1 if mention is None else reader.token_from(mention.end)
    if comma >= upper or tokens[comma].text != "," or not tokens[at].is_cap:
        return None
    relative = False
    for index in range(comma + 1, min(upper - 1, at + _NEAR_OVER_APPOSITION)):
        if reader.inside[index]:
            return None
        relative = relative or tokens[index].lower in _RELATIVES
        if tokens[index].text != ",":
            continue
        verb = index + 1
        while verb < upper and is_adverb(tokens[verb].lower):
            verb += 1
        if verb < upper and reader.is_cue(verb) and reader.strong(verb):
            if not relative or not is_finite(tokens[verb].lower):
                return None
            named = subject_of(mention) if mention else reader.word_as_subject(at)
            return named, verb, verb + 1
    return None


def _is_participle(reader: SubjectReader, index: int) -> bool:
    """Whether the cue at token `index` is a participle that brings other words.

    "“…” for saying Bell lied", "“…” without reporters asking him", not "“…,” Bell was saying".
    """
    if not reader.tokens[index].lower.endswith("ing"):
        return False
    before = index - 1
    while before > 0 and is_adverb(reader.tokens[before].lower):
        before -= 1
    return reader.tokens[before].lower not in _PROGRESSIVE


def _quoted_as_saying(reader: SubjectReader, index: int, upper: int) -> FoundCue | None:
    """The person that an outlet quotes after the words: "“…,” Interfax quoted Bell as saying"."""
    tokens = reader.tokens
    if tokens[index].lower not in {"quoted", "quotes", "cited", "cites"}:
        return None
    at = as_saying(reader, index, min(upper, index + _NEAR + 1))
    subject = reader.subject_after(index + 1, at) if at >= 0 else None
    return None if subject is None else (subject, index, index + 1)


def _said_to_have(reader: SubjectReader, at: int, index: int, upper: int) -> FoundCue | None:
    """The person that others report after the words: "“…,” Bell is reported to have written"."""
    tokens = reader.tokens
    if index + 3 >= upper or index <= at or tokens[index - 1].lower not in _PRESENT:
        return None
    if (tokens[index + 1].lower, tokens[index + 2].lower) != ("to", "have"):
        return None
    verb = index + 3
    if not reader.is_cue(verb) or not reader.strong(verb):
        return None
    subject = reader.subject_before(index - 1, at)
    return None if subject is None else (subject, verb, verb + 1)


def _behind_clause(reader: SubjectReader, at: int, index: int, upper: int) -> FoundCue | None:
    """The cue at token `index` after a clause that goes on from the quoted words at token `at`.

    "“…” that S, said Anna Bell, who", "“…” if S, he said."
    """
    subject = _inverted(reader, index, upper)
    if subject is None and is_tag(reader, index, upper) and reader.strong(index):
        named = reader.subject_before(index, at)
        comma = reader.token_from(named.span.start) - 1 if named is not None else at
        if comma > at and reader.tokens[comma].text == ",":
            subject = named
    return None if subject is None else (subject, index, index + 1)


def _is_of_other_clause(reader: SubjectReader, at: int, index: int) -> bool:
    """Whether the cue at token `index` has its subject before the quoted words.

    "“…,” saying that", "“…” of the plan, but lamented that".
    """
    tokens = reader.tokens
    if index == at:
        return tokens[index].lower.endswith("ing")
    return tokens[index - 1].lower in {"and", "but"}


def _brings_others(reader: SubjectReader, at: int, index: int, upper: int) -> bool:
    """Whether a plain verb right after the words has content: "“…,” note that he"."""
    tokens = reader.tokens
    plain = index == at and not is_finite(tokens[index].lower)
    return plain and index + 1 < upper and tokens[index + 1].lower == "that"


def _subject(reader: SubjectReader, at: int, index: int, upper: int) -> Subject | None:
    """The subject of the cue at token `index`, looked for between tokens `at` and `upper`."""
    if index == at:
        # "as described by Bell"
        agent = index + 1 < upper and reader.tokens[index + 1].lower == "by"
        subject = reader.subject_after(
            index + 2 if agent else _behind_particle(reader, index, upper), upper
        )
        return _described(reader, index, upper) if subject is None else subject
    subject = _inverted(reader, index, upper) or reader.subject_before(index, at)
    if subject is not None and subject.mention is not None:
        first = listed_before(reader, subject.mention)[0]
        if reader.token_from(first.start) >= at:
            subject = subject_of(first)  # "“…,” Bell and Dorn said"
    if subject is None and reader.tokens[index - 1].lower != "who":
        subject = reader.subject_after(index + 1, upper)
    return subject


def _behind_particle(reader: SubjectReader, index: int, upper: int) -> int:
    """The token where the subject of the cue at `index` can begin: "put in Bell", "said Bell"."""
    behind = index + 1
    takes = reader.tokens[index].lower in WITH_PARTICLES
    particle = behind + 1 < upper and reader.tokens[behind].lower in VERB_PARTICLES
    return behind + 1 if takes and particle else behind


def _described(reader: SubjectReader, index: int, upper: int) -> Subject | None:
    """The plain noun phrase after the cue at token `index`: "“…,” said the 46-year-old."."""
    tokens = reader.tokens
    begin = index + 1
    if begin >= upper or tokens[begin].lower not in _ARTICLES or not reader.strong(index):
        return None
    end = phrase_end(reader, begin, upper)
    if end <= begin + 1 or (end < upper and tokens[end].text not in _CLOSED):
        return None
    span = Span(reader.starts[begin], reader.end(end - 1))
    return Subject(span, reader.text[span.start : span.end])


def _has_own_content(
    reader: SubjectReader, words: tuple[int, int, int], index: int, upper: int
) -> bool:
    """Whether the cue at token `index` brings other words, and a verb of saying precedes it."""
    tokens = reader.tokens
    if index + 1 >= upper or tokens[index + 1].lower not in _CONTENT_OPENERS:
        return False
    return any(reader.is_cue(at) and reader.strong(at) for at in range(words[0], words[1]))


def _inverted(reader: SubjectReader, index: int, upper: int) -> Subject | None:
    """The person named after the cue at token `index`, in "… that S, said Anna Bell, who"."""
    tokens = reader.tokens
    if tokens[index - 1].text != "," or tokens[index].lower not in {"said", "says"}:
        return None
    subject = reader.subject_after(index + 1, upper)
    if subject is None or not reader.is_person(subject.mention):
        return None
    end = reader.token_from(subject.span.end)
    closed = end >= upper or tokens[end].text in {",", ".", "(", "—", "–", ";"}
    return subject if closed else None


def _according(reader: SubjectReader, at: int, upper: int) -> FoundCue | None:
    """The source after the words: "…," according to X."""
    tokens = reader.tokens
    if at + 2 >= upper or tokens[at].lower != "according" or tokens[at + 1].lower != "to":
        return None
    subject = reader.subject_after(at + 2, upper)
    return None if subject is None else (subject, at, at + 2)


def is_tag(reader: SubjectReader, at: int, upper: int) -> bool:
    """Whether there is nothing but "X said." from token `at` to the end of the sentence."""
    last = upper - 1
    if last < at or reader.tokens[last].text != ".":
        return False
    cue = reader.tokens[last - 1].lower
    return 1 < last - at < _NEAR and reader.strong(last - 1) and cue.endswith(_FINITE)
