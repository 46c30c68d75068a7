"""Tell the tag of a quotation from a report: "“S,” Bell said when the host asked"."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import NOMINATIVE
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.tokenizer import Sentence

_CLOSES_QUOTATION: Final = frozenset({",", ".", "?", "!", "—", "…"})
# What opens a clause of time.
_OPENING: Final = frozenset("when after while as before since once".split())
# "said the day after", "said a minute later"
_SPANS: Final = frozenset("day days minute minutes hour hours moment weeks months years".split())


def opens_quotation(reader: SubjectReader, begin: int, end: int, behind: int) -> bool:
    """Whether words before "X said, “S”" only say when or where, and S opens at token `behind`.

    Tokens `begin` to `end` are those words: "After the match", "Asked about it".
    """
    tokens = reader.tokens
    if tokens[behind].text not in clauses.QUOTES or any(reader.inside[begin:end]):
        return False
    opening = tokens[begin].lower
    return (
        opening in clauses.PREPOSITIONS or opening in _OPENING or opening.endswith(("ing", "ked"))
    )


def is_said_before(
    reader: SubjectReader, at: int, begin: int, subject: Subject, sentence: Sentence
) -> bool:
    """Whether what is said precedes the subject, so that nothing from token `begin` on is said."""
    tokens = reader.tokens
    if tokens[begin].lower == "that":
        return False
    gap = begin > at + 1 and tokens[begin].lower not in NOMINATIVE
    if gap and _follows_quotation(reader, subject, sentence):
        return True  # "“S,” X said in an interview with the host"
    # "“S,” X said when the host asked"
    return _is_tag(reader, subject, sentence) and not _opens_clause(reader, at, begin)


def _is_tag(reader: SubjectReader, subject: Subject, sentence: Sentence) -> bool:
    """Whether the subject follows a quotation that opens the sentence: "“S,” X said"."""
    tokens = reader.tokens
    at = reader.token_from(subject.span.start) - 1
    while at > sentence.first and tokens[at].is_title:
        at -= 1
    opening = sentence.first if reader.inside[sentence.first] else sentence.first + 1
    closed = tokens[at].text in clauses.QUOTES and tokens[at - 1].text in _CLOSES_QUOTATION
    return closed and opening < at and reader.inside[opening]


def _opens_clause(reader: SubjectReader, at: int, begin: int) -> bool:
    """Whether a subject can open right after the cue: not "when", "onstage", "the day after"."""
    tokens = reader.tokens
    lower, behind = tokens[begin].lower, tokens[begin + 1].lower if begin + 1 < len(tokens) else ""
    if lower in NOMINATIVE:
        return tokens[at + 1].lower != "of"
    if begin > at + 1:
        return False
    if tokens[begin].text in clauses.QUOTES:
        return True
    time = behind in clauses.TIMES or behind in _SPANS
    return (lower in clauses.DETERMINERS or tokens[begin].is_cap) and not time


def _follows_quotation(reader: SubjectReader, subject: Subject, sentence: Sentence) -> bool:
    """Whether quoted words are right before the subject."""
    at = reader.token_from(subject.span.start) - 1
    return any(reader.inside[index] for index in range(max(sentence.first, at - 6), at + 1))
