"""Find the cue and the speaker before quoted words: "Bell said: “…”", "as Bell put it, “…”".

Tried from the marks leftwards: a verb right next to the marks, then verbs that are enough by
themselves, nouns ("Bell's warning that"), "according to", "in the words of", passives with an
agent ("told by Bell that"), finally the weaker verbs.
"""

from typing import Final

from index.extract import lexicon
from index.extract.clauses import PREPOSITIONS, TIMES, VERBS, is_adverb
from index.extract.cue_subjects import CLOSING_MARKS, PRONOUNS, Subject, SubjectReader, subject_of
from index.model import Span

# A strong cue further from the marks belongs to something else.
_STRONG_REACH: Final = 30
# A verb of naming so near the marks brings them.
_BESIDE: Final = 4
_NAMING: Final = frozenset(
    "called calls described describes dubbed termed labeled labelled branded characterized"
    " considers considered calling describing dubbing terming labeling labelling branding".split()
)
_TO_BE: Final = frozenset("was were is are been being be".split())
_PASSIVES: Final = lexicon.word_list("cues_before.passives")
# "told the committee he thought"
_LONGEST_ADDRESSEE, _LONGEST_CLAUSE = 3, 20
_JOINS_PARTICIPLE: Final = frozenset({",", "and", "but", "while"})
_BEFORE_GERUNDS: Final = frozenset({"before", "after", "by", "without", "while"})
_PRONOUNS: Final = frozenset("he she it they".split())
_REPORTED: Final = frozenset("reported described noted stated told quoted put".split())
_PERSONAL: Final = frozenset({"he", "she"})
# "his call for", "her assertion during the debate that"
_NOUN_REACH: Final = 9
_BEHIND_NOUNS: Final = frozenset("for that to of about in during on".split())
# "in the words of Bell"
NOUNS_OF_VIEW: Final = frozenset("words phrase view opinion".split())

_RELATIVES: Final = frozenset("which what as whom".split())
_CHANTS: Final = lexicon.word_list("cues_before.chants")
_CHANTING: Final = lexicon.word_list("cues_before.chanting")
_LONGEST_CHANT: Final = 9
_VIEWED: Final = frozenset("seen viewed regarded hailed dismissed touted described".split())
_JOINING: Final = frozenset("and but while".split())
# What opens an aside, and what closes it.
_ASIDES: Final = {"(": ")", "-": "-–—", "–": "-–—", "—": "-–—"}

FoundCue = tuple[Subject, int, int]


def cue_before(reader: SubjectReader, begin: int, lower: int, first: int) -> FoundCue | None:
    """The subject, and the tokens of the cue, of words whose marks open at token `begin`.

    They are looked for back to token `lower`; `first` opens the sentence.
    """
    found = named_beside(reader, begin, lower, first) or _chanted(reader, begin, lower)
    if found is not None:
        return found
    for strong in (True, False):
        for index in range(begin - 1, lower - 1, -1):
            if reader.is_cue(index) and reader.strong(index) is strong:
                if strong and begin - index > _STRONG_REACH:
                    continue
                subject = _subject(reader, index, begin, lower, first)
                if subject is not None and not _is_left(reader, subject, index, begin):
                    return subject, index, index + 1
            elif not reader.inside[index]:
                found = _other_source(reader, index, begin, lower, strong)
                if found is not None:
                    return found
    return None


def named_beside(reader: SubjectReader, begin: int, lower: int, opens: int) -> FoundCue | None:
    """A verb of naming in a relative clause right before the marks: "which he described as “…”"."""
    tokens = reader.tokens
    viewed = begin > lower and tokens[begin - 1].lower == "as"
    for index in range(begin - 1, max(lower, begin - _BESIDE) - 1, -1):
        if reader.inside[index]:
            continue
        if tokens[index].lower in _NAMING or (viewed and _names(reader, index)):
            subject = _behind_what(reader, index, lower) or reader.subject_before(index, lower)
            if subject is None:
                return None
            if tokens[index].lower.endswith("ing") and tokens[index - 1].text == ",":
                return subject, index, index + 1  # "Bell urged them to leave, calling it “a ruin”"
            first = reader.before_titles(reader.token_from(subject.span.start), lower)
            if first <= lower:
                return None
            before = tokens[first - 1].lower
            if before in _RELATIVES or _refers_back(reader, first - 1, index, begin):
                return _outer(reader, subject, opens) or subject, index, index + 1
            joined = before in _JOINING or (before == "with" and tokens[first - 2].text == ",")
            if joined and reader.can_speak(subject) and subject.text.lower() not in PRONOUNS:
                return subject, index, index + 1  # "Bell said S and Dorn called it “a ruin”"
            return None
    return None


def _refers_back(reader: SubjectReader, that: int, index: int, begin: int) -> bool:
    """Whether "that" at a token begins a relative clause: "a clip that Bell called “a ruin”"."""
    tokens = reader.tokens
    if tokens[that].lower != "that" or that < 1 or reader.is_cue(that - 1):
        return False
    beside = index == begin - 1 or (index == begin - 2 and tokens[begin - 1].lower == "as")
    return beside and tokens[that - 1].is_word and not tokens[that - 1].is_reporting_noun


def _names(reader: SubjectReader, index: int) -> bool:
    """Whether a finite verb has a name for its object behind "as": "rejected the idea as “…”"."""
    token = reader.tokens[index]
    return reader.is_cue(index) and not reader.strong(index) and token.lower.endswith(("ed", "es"))


def _chanted(reader: SubjectReader, begin: int, lower: int) -> FoundCue | None:
    """Who chants: "the crowd broke into chants of “No dam”", "their cry “No dam”"."""
    tokens = reader.tokens
    noun = begin - 2 if begin - 1 > lower and tokens[begin - 1].lower == "of" else begin - 1
    if noun <= lower or tokens[noun].lower not in _CHANTS or reader.inside[noun]:
        return None
    plain = tokens[noun - 1].is_word and tokens[noun - 1].lower not in _JOINING
    subject = reader.owner_before(noun, lower) if plain else None
    for at in range(noun - 1, max(lower, noun - _LONGEST_CHANT), -1):
        if subject is not None:
            break
        if tokens[at].lower in _CHANTING and not reader.inside[at]:
            subject = reader.subject_before(at, lower)
            break
    return None if subject is None else (subject, noun, noun + 1)


def _behind_what(reader: SubjectReader, index: int, lower: int) -> Subject | None:
    """The plain noun after "what" before the verb at token `index`: "what employees called"."""
    tokens = reader.tokens
    last = index - 1
    while last > lower and tokens[last].lower in {"has", "have", "had", "also", "often"}:
        last -= 1
    for at in range(last, max(lower, last - 4) - 1, -1):
        if tokens[at].lower == "what":
            if at == last:
                return None
            span = Span(reader.starts[at + 1], reader.end(last))
            return Subject(span, reader.text[span.start : span.end])
        if not tokens[at].is_word:
            return None
    return None


def _outer(reader: SubjectReader, subject: Subject, lower: int) -> Subject | None:
    """The subject of the main clause that a pronoun in an inner clause repeats.

    "Bell said she thought", "Bell spoke of what she called". None where the subject is no pronoun,
    opens its clause, or the main clause has none.
    """
    if subject.text not in _PRONOUNS:
        return None
    at = reader.token_from(subject.span.start)
    if at - 1 <= lower:
        return None
    before = reader.tokens[at - 1].lower
    reach = _LONGEST_CLAUSE if before in {"that", "whom", "which"} else _LONGEST_ADDRESSEE
    brings = any(
        reader.is_cue(index) and reader.strong(index)
        for index in range(max(lower + 1, at - 1 - reach), at)
    )
    if not brings and before != "what":
        return None
    if subject.text == "it":  # "the ministry spoke of what it called"
        outer = _body(reader, reader.main_subject(at - 1, lower))
    else:
        outer = reader.clause_subject(at - 1, lower)
    if outer is not None and outer.text.lower() in _PRONOUNS and subject.text == "it":
        return outer if outer.text.lower() == subject.text else None
    if outer is None or outer.mention is None or subject.text not in _PERSONAL:
        return outer
    return outer if reader.is_person(outer.mention) else None


def _body(reader: SubjectReader, subject: Subject | None) -> Subject | None:
    """The subject without words after its noun for a body: "the group", not "the group seeks"."""
    if subject is None or subject.mention is not None:
        return subject
    first, behind = (reader.token_from(at) for at in subject.span)
    for last in range(behind - 1, first, -1):
        if reader.tokens[last].is_speaker_noun:
            span = Span(subject.span.start, reader.end(last))
            return Subject(span, reader.text[span.start : span.end])
    return subject


def _is_left(reader: SubjectReader, subject: Subject, index: int, begin: int) -> bool:
    """Whether the cue's clause ends before another cue: "Bell, who thinks so, called it"."""
    at = reader.token_from(subject.span.start)
    if _is_aside(reader, min(at, index), index, begin):
        return True
    if _describes(reader, subject, index, begin):
        return True
    participle = subject.mention is None and reader.tokens[index].lower.endswith("ing")
    relative = at > 1 and reader.tokens[at - 1].lower == "which"
    relative = relative and reader.tokens[at - 2].text == ","
    if subject.text.lower() != "who" and not participle and not relative:
        return False
    comma = False
    for at in range(index + 1, begin):
        if comma and reader.tokens[at - 1].text == "," and reader.tokens[at].lower in VERBS:
            return True  # "the delay, which some have argued was late, was an “insult”"
        comma = comma or reader.tokens[at].text == ","
        if comma and reader.is_cue(at):
            return True
    return False


def _describes(reader: SubjectReader, subject: Subject, index: int, begin: int) -> bool:
    """Whether the colon before the words follows a clause that only says which person is meant.

    "Bell wrote back to a man who promised a dam: “…”".
    """
    tokens = reader.tokens
    who = reader.token_from(subject.span.start)
    if tokens[who].lower != "who" or tokens[who - 1].text == "," or tokens[begin - 1].text != ":":
        return False
    behind = tokens[index + 1]
    return behind.is_word and not (
        behind.lower in PREPOSITIONS or behind.lower in TIMES or is_adverb(behind.lower)
    )


def _is_aside(reader: SubjectReader, at: int, index: int, begin: int) -> bool:
    """Whether brackets, or dashes and "as", close around the cue at token `index`.

    "(Dorn said so)", "she does not - as Dorn has said - and can “guarantee” it". The subject is at
    token `at`.
    """
    tokens = reader.tokens
    while at > 0 and tokens[at - 1].is_word and tokens[at - 1].lower != "as":
        at -= 1
    if at < 2:
        return False
    mark = tokens[at - 2].text if tokens[at - 1].lower == "as" else tokens[at - 1].text
    closing = _ASIDES.get(mark)
    if closing is None or (mark != "(" and tokens[at - 1].lower != "as"):
        return False
    return any(tokens[behind].text in closing for behind in range(index + 1, begin - 1))


def _subject(
    reader: SubjectReader, index: int, begin: int, lower: int, first: int
) -> Subject | None:
    """The subject of the cue at token `index`, before it or, after a comma, after it."""
    participle = reader.tokens[index].lower.endswith("ing")
    at = index - 1
    while at > first and reader.tokens[at].text in CLOSING_MARKS:
        at -= 1
    before = reader.tokens[at]
    if participle and lower > first and before.lower in _JOINS_PARTICIPLE | _BEFORE_GERUNDS:
        # "said he was “angry,” adding": the verb before the quotation in between has the subject
        lower = first
    subject = _inverted(reader, index, begin) or reader.subject_before(index, lower)
    if subject is not None:
        return _outer(reader, subject, first) or subject
    if index + 1 < begin and reader.tokens[index - 1].text in {",", "—"}:
        subject = reader.subject_after(index + 1, begin)
    if subject is None and lower > first:
        # "X said “a” and called it “b”": the subject is before the quotation in between
        subject = reader.subject_before(index, first) or reader.clause_subject(index, first)
    return subject


def _inverted(reader: SubjectReader, index: int, begin: int) -> Subject | None:
    """The person between commas after the cue at token `index`: "S, explained Bell, “…”"."""
    tokens = reader.tokens
    if tokens[index - 1].text != "," or not tokens[index].lower.endswith(("ed", "said", "says")):
        return None
    mention = reader.mention_from(index + 1) if index + 1 < begin else None
    if mention is None or not reader.is_person(mention):
        return None
    behind = reader.token_from(mention.end)
    return subject_of(mention) if behind < begin and tokens[behind].text == "," else None


def _is_named(reader: SubjectReader, owner: Subject, lower: int) -> bool:
    """Whether a verb of naming, or "that", is right before the owner of a noun."""
    at = reader.token_from(owner.span.start) - 1
    while at > lower and (
        reader.tokens[at].is_title or reader.tokens[at].text in {".", "Mr", "Mrs"}
    ):
        at -= 1
    word = reader.tokens[max(at, 0)].lower
    return at >= lower and (word in _NAMING or word == "that")


def _brings_words(reader: SubjectReader, noun: int, begin: int) -> bool:
    """Whether the words at token `begin` are those of the noun: "his call for a “total ban”"."""
    tokens = reader.tokens
    if begin - noun > _NOUN_REACH or noun + 1 >= begin:
        return False
    if tokens[noun + 1].lower not in _BEHIND_NOUNS:
        return False
    return not any(
        tokens[at].text in {",", ";", ":"} or tokens[at].lower in VERBS or reader.is_cue(at)
        for at in range(noun + 1, begin)
    )


def _other_source(
    reader: SubjectReader, index: int, begin: int, lower: int, strong: bool
) -> FoundCue | None:
    """Sources without a verb of saying: "according to X", "in the words of X", "was told by X".

    With the weaker cues also nouns: "X's claim that".
    """
    tokens = reader.tokens
    word = tokens[index].lower
    before = tokens[index - 1].lower if index > lower else ""
    subject: Subject | None
    if word in NOUNS_OF_VIEW and begin - index <= _BESIDE and before in {"’s", "'s", "’", "'"}:
        subject = reader.owner_before(index, lower)  # "in Bell’s words, “…”"
        owner = reader.token_from(subject.span.start) if subject is not None else lower
        if subject is None or "in" not in {
            tokens[owner].lower,
            tokens[max(lower, owner - 1)].lower,
        }:
            return None
        return subject, index, index + 1
    subject = None
    if (word == "to" and before == "according") or (word == "of" and before in NOUNS_OF_VIEW):
        subject = reader.subject_after(index + 1, begin)
    elif (
        word == "by"
        and before in _REPORTED
        and index - 2 >= lower
        and tokens[index - 2].lower == "as"
    ):
        subject = reader.subject_after(index + 1, begin)  # "as reported by Bell, the dam “…”"
    elif word == "by" and before in _VIEWED and _has_as(reader, index, begin):
        subject = reader.subject_after(index + 1, begin)  # "seen by voters as a “lifeboat”"
    elif word == "by" and before in _PASSIVES and index - 1 > lower:
        if tokens[index - 2].lower in _TO_BE or tokens[index - 2].lower not in _PRONOUNS:
            subject = reader.subject_after(index + 1, begin)
    elif tokens[index].is_reporting_noun and (
        _brings_words(reader, index, begin) if strong else tokens[index + 1].text == "that"
    ):
        subject = reader.owner_before(index, lower)
        if subject is not None and strong and _is_named(reader, subject, lower):
            return None  # "called Bell’s remarks on the dam a “new low”"
        return None if subject is None else (subject, index, index + 1)
    return None if subject is None else (subject, index - 1, index + 1)


def _has_as(reader: SubjectReader, by: int, begin: int) -> bool:
    """Whether "as" follows the agent behind token `by`, near the words at token `begin`."""
    return any(reader.tokens[at].lower == "as" for at in range(max(by, begin - _BESIDE), begin))
