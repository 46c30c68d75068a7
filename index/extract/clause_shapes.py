"""The shape of a stretch of words: its subject, its first finite verb, the tense of that verb."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import DETERMINERS, NOMINATIVE, PREPOSITIONS
from index.extract.cue_subjects import SubjectReader
from index.extract.verb_forms import BASE, GERUND, PAST, THIRD, verb_form
from index.extract.words import Lexeme

JOINING: Final = frozenset({"and", "but", "yet", "or"})
HAVING: Final = frozenset("has have had having".split())
MODALS: Final = frozenset("would could might should will can may must to cannot".split())
# What is no subject: conjunctions and what opens an adjunct.
_NO_SUBJECT: Final = JOINING | PREPOSITIONS | clauses.CONJUNCTIONS | {"as", "because", "since"}
_TO_BE: Final = frozenset("is are was were be been being am".split())
_SHORT: Final = 14
_REACH: Final = 16
# So far before the cue are its auxiliaries.
_BEFORE_CUES: Final = 3
_BETWEEN: Final = frozenset({"also", "not", "never", "then"})
_PAST_CUES: Final = frozenset("said told wrote swore testified".split())
_AUXILIARIES: Final = {
    **dict.fromkeys("is are be been being am".split(), "be"),
    **dict.fromkeys("was were".split(), "was"),
    **dict.fromkeys("has have having".split(), "have"),
    "had": "had",
    **dict.fromkeys("would could should might".split(), "would"),
    **dict.fromkeys("will can may must shall cannot".split(), "will"),
    **dict.fromkeys("did didn't didn’t".split(), "did"),
    **dict.fromkeys("do does doesn't doesn’t don't don’t".split(), "do"),
}
_TENSES: Final = (
    ("would", frozenset("would could might should had".split())),
    ("was", frozenset("was were did went came got made took".split())),
    ("will", frozenset("will can may must shall cannot".split())),
    ("is", frozenset("is are has have do does".split())),
)


class Shape:
    """What a stretch of words is: `subject` and `verb` as classes, `at` the token of the verb.

    `subject` is "pronoun", "noun" or "none". `verb` is the kind of an auxiliary ("be", "would"),
    a form ("past", "third"), "quoted", or "none"; then `at` is one past the stretch.
    """

    __slots__ = ("at", "subject", "verb")

    def __init__(self, subject: str, verb: str, at: int) -> None:
        self.subject: Final = subject
        self.verb: Final = verb
        self.at: Final = at


def shape_of(reader: SubjectReader, begin: int, end: int) -> Shape:
    """The shape of the words from token `begin` to `end`."""
    tokens, subject = reader.tokens, "none"
    for at in range(begin, min(end, begin + _SHORT)):
        if reader.inside[at]:
            return Shape(subject, "quoted", at)
        token = tokens[at]
        if token.lower in NOMINATIVE:
            subject = "pronoun" if subject == "none" else subject
            continue
        kind = verb_kind(token)
        if kind and (kind not in _FORMS or at == begin or _is_finite(reader, at, kind)):
            return Shape(subject, kind, at)
        if subject == "none" and _may_be_subject(token):
            subject = "noun"
    return Shape(subject, "none", end)


def verb_kind(token: Lexeme) -> str:
    """The kind of verb that a word can be: of auxiliaries a class, of others the form."""
    if token.is_cap:
        return ""
    lower = token.lower
    kind = _AUXILIARIES.get(lower) or verb_form(lower)
    if kind:
        return kind
    if lower.endswith("ed"):
        return PAST
    return GERUND if lower.endswith("ing") else ""


_FORMS: Final = frozenset({BASE, THIRD, PAST, GERUND})


def _is_finite(reader: SubjectReader, at: int, form: str) -> bool:
    """Whether the word at token `at`, which has the form, can be the verb of what is before it."""
    before = reader.tokens[at - 1]
    if form == PAST:
        return before.is_word and before.lower not in DETERMINERS
    if form == THIRD:
        return _can_end_subject(reader, at - 1)
    return form == BASE and before.lower in NOMINATIVE


def _may_be_subject(token: Lexeme) -> bool:
    """Whether a word can be part of a subject."""
    if token.is_cap or token.lower in DETERMINERS:
        return True
    return token.is_word and token.lower not in _NO_SUBJECT and not clauses.is_adverb(token.lower)


def _can_end_subject(reader: SubjectReader, at: int) -> bool:
    """Whether a noun or a name can end at token `at`, so that the word after it can be a verb."""
    token = reader.tokens[at]
    lower = token.lower
    plain = token.is_word and lower not in DETERMINERS and lower not in PREPOSITIONS
    return plain and lower not in JOINING and not lower.endswith("s")


def clause_follows(reader: SubjectReader, at: int, rest: int) -> str:
    """What the words from token `at` to the next mark are: a clause, a verb phrase, a phrase."""
    if at >= rest:
        return "nothing"
    tokens = reader.tokens
    if tokens[at].lower in NOMINATIVE:
        return "pronoun"
    end = clauses.phrase_end(reader, at, rest)
    if end == at:
        return "no phrase"
    if end < rest and (tokens[end].frame or tokens[end].lower in clauses.VERBS):
        return "clause"
    for index in range(at + 1, min(end, rest)):
        form = verb_form(tokens[index].lower)
        regular = tokens[index].lower.endswith("ed")
        if not tokens[index].is_cap and (regular or form in {PAST, THIRD}):
            agent = index + 1 < rest and tokens[index + 1].lower == "by"
            if _can_end_subject(reader, index - 1) and not agent:
                return "clause"
            break
    return "verb" if clauses.has_verb(reader, at - 1, rest) else "phrase"


def tense_of(reader: SubjectReader, at: int, last: int) -> str:
    """The kind of the first finite verb from token `at`: reported words shift it to the past."""
    for index in range(at, min(last, at + _REACH)):
        token = reader.tokens[index]
        for kind, words in _TENSES:
            if token.lower in words:
                return kind
        if token.is_cap:
            continue
        if token.lower.endswith("ed"):
            return "ed"
        form = verb_form(token.lower)
        if form == PAST:
            return "ed"
        if form == THIRD and index > at and _can_end_subject(reader, index - 1):
            return "is"
    return "none"


def form_of_cue(reader: SubjectReader, cue: int) -> str:
    """The form of the cue at token `cue`, with its auxiliaries; "according" where it is -1."""
    if cue < 0:
        return "according"
    token = reader.tokens[cue]
    if token.lower.endswith("ing"):
        return GERUND
    if not token.frame and token.is_reporting_noun:
        return "noun"
    for index in range(cue - 1, max(-1, cue - 1 - _BEFORE_CUES), -1):
        before = reader.tokens[index].lower
        if before == "to":
            return "infinitive"
        if before in HAVING:
            return "perfect"
        if before in _TO_BE:
            return "passive"
        if before in MODALS:
            return "modal"
        if not clauses.is_adverb(before) and before not in _BETWEEN:
            break
    if token.lower in _PAST_CUES or token.lower.endswith("ed") or verb_form(token.lower) == PAST:
        return PAST
    return THIRD if token.lower.endswith("s") else BASE
