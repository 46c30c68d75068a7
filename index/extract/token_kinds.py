"""The class of a token, and of what content begins with, for the regressions on reports."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import DETERMINERS, NOMINATIVE, PREPOSITIONS, QUESTIONS, QUOTES, TIMES
from index.extract.cue_subjects import SubjectReader
from index.extract.words import Lexeme

DASHES: Final = frozenset("-–—")
# The marks at which content can end.
MARKS: Final = frozenset(",;:(") | DASHES
# The words a relative clause begins with.
RELATIVES: Final = frozenset("who which whose whom where".split())
_CLASSES: Final = (
    ("pronoun", NOMINATIVE),
    ("relative", RELATIVES),
    ("question", QUESTIONS),
    ("determiner", DETERMINERS),
    ("and", frozenset({"and", "or"})),
    ("but", frozenset({"but", "yet"})),
    ("time", TIMES),
    ("preposition", PREPOSITIONS),
    ("to", frozenset({"to"})),
    ("verb", clauses.VERBS),
    ("subordinator", frozenset("while as because although though since even if unless".split())),
)


def kind_of_content(reader: SubjectReader, begin: int) -> str:
    """What the content begins with."""
    token = reader.tokens[begin]
    if token.lower in {"that", "to"}:
        return token.lower
    if token.lower in QUESTIONS:
        return "question"
    if token.lower in NOMINATIVE:
        return "pronoun"
    if reader.inside[begin] or token.text in QUOTES:
        return "quoted"
    if token.lower.endswith("ing"):
        return "gerund"
    return "capital" if token.is_cap else "word"


def kind_of(reader: SubjectReader, at: int) -> str:
    """The class of token `at`."""
    if at >= len(reader.tokens):
        return "end"
    if reader.inside[at]:
        return "quoted"
    token = reader.tokens[at]
    if not token.kind:
        token.kind = _kind_of(token)
    return token.kind


def _kind_of(token: Lexeme) -> str:
    lower = token.lower
    if token.text in QUOTES:
        return "quoted"
    if not token.is_word:
        return token.text if token.text in MARKS else "mark"
    for kind, words in _CLASSES:
        if lower in words:
            return kind
    if token.frame and not token.is_reporting_noun:
        return "saying, ing" if lower.endswith("ing") else "saying"
    if token.has_digit:
        return "number"
    if token.is_cap:
        return "capital"
    for suffix in ("ing", "ed", "ly", "s"):
        if lower.endswith(suffix):
            return suffix
    return "word"
