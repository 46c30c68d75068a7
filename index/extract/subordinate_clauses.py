"""Verbs of saying in a subordinate clause: "While Bell said S, the town …".

There the content ends where the main clause begins.
"""

from typing import Final

from index.extract import clauses
from index.extract.clause_shapes import clause_follows
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.end_features import next_mark
from index.extract.report_content import first_comma
from index.extract.tokenizer import Sentence

SUBORDINATORS: Final = frozenset(
    "although though while as when since after before because once even whereas".split()
)
_LEADING: Final = frozenset("and but so yet well now".split())
_ASIDE_COMMAS: Final = 2
# Titles and articles of a subject: "the former Prime Minister".
_LONGEST_TITLE: Final = 5


def end_before_main_clause(
    reader: SubjectReader,
    at: int,
    subject: Subject | None,
    content: tuple[int, int],
    sentence: Sentence,
) -> int:
    """Where content ends whose cue, token `at`, is in a subordinate clause.

    "Although X said S, the town …", "And while the mayor said S, the town …": at the first comma,
    in the second form at the first with a clause behind it, if no verb precedes the clause.
    """
    tokens = reader.tokens
    begin, end = content
    if _opens_sentence(reader, at, sentence):
        return first_comma(reader, begin, end)
    if subject is None:
        return end
    before = _before_titles(reader, reader.token_from(subject.span.start) - 1, sentence)
    if before < 0 or clauses.has_verb(reader, sentence.first - 1, before):
        return end
    for comma in range(begin + 1, end):
        if tokens[comma].text == "," and not reader.inside[comma]:
            behind = clause_follows(reader, comma + 1, next_mark(reader, comma + 1, sentence.last))
            if behind in {"clause", "pronoun", "verb"}:
                return comma
    return end


def _opens_sentence(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether token `at` is in a subordinate clause that opens the sentence.

    "When Bell says S, …", "So when Bell says S, …", "Since Bell, however, has said S, …".
    """
    tokens = reader.tokens
    first = sentence.first
    if tokens[first].lower in _LEADING and first + 1 < at:
        first += 1
        first += tokens[first].text == ","
    if tokens[first].lower not in SUBORDINATORS:
        return False
    commas = [index for index in range(first, at) if tokens[index].text == ","]
    return not commas or (
        len(commas) == _ASIDE_COMMAS and commas[1] == commas[0] + 2 and commas[0] > first + 1
    )


def _before_titles(reader: SubjectReader, at: int, sentence: Sentence) -> int:
    """The subordinator at or before token `at`, with articles and titles between; -1 for none."""
    for index in range(at, max(sentence.first, at - _LONGEST_TITLE) - 1, -1):
        token = reader.tokens[index]
        if token.lower in SUBORDINATORS:
            return index
        if not (token.lower in clauses.DETERMINERS or token.is_title):
            break
    return -1
