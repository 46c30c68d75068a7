"""The subject of a verb of saying that reports without quotation marks."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import CONJUNCTIONS, QUESTIONS, QUOTES
from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.extract.report_content import before_aside
from index.extract.reporting_verbs import GO_ON, causing_verb
from index.model import Span

_RELATIVES: Final = frozenset({"who", "which"})
_INFINITIVE_REACH: Final = 6
_LONGEST_QUOTED_NAME: Final = 4
_LONGEST_DETAIL: Final = 5
_OPENING_DETAILS: Final = frozenset("aged of from in at".split())
_ADVERBS: Final = frozenset("just now also again still even finally".split())


def report_subject(reader: SubjectReader, at: int, lower: int) -> Subject | None:
    """The subject of the verb at token `at`, looked for back to token `lower`."""
    tokens = reader.tokens
    index = at - 1
    if (
        index - 1 > lower
        and tokens[index].text in {"’s", "'s"}
        and tokens[index - 1].lower == "who"
    ):
        return reader.word_as_subject(index - 1)  # "who's argued"
    while index > lower and (
        clauses.is_adverb(tokens[index].lower)
        or tokens[index].lower
        in {
            "has",
            "have",
            "had",
            "also",
            "then",
            "later",
            "earlier",
            "already",
            "now",
            "long",
            "was",
            "were",
            "is",
            "are",
            "still",
        }
    ):
        index -= 1
    if index >= lower and tokens[index].lower in _RELATIVES:
        return reader.word_as_subject(index)
    if index > lower and tokens[index].lower == "that" and tokens[index - 1].is_speaker_noun:
        return reader.word_as_subject(index)  # "companies that warn"
    if index > lower and tokens[index].lower == "to":
        # "were more likely to say": the subject of the main clause
        cause = causing_verb(reader, index, lower)
        if cause >= 0:  # "led officials to say"
            return reader.subject_before(index, cause + 1) or _plain_phrase(
                reader, index - 1, cause + 1
            )
        verb = _main_clause_verb(reader, index, lower)
        if verb > lower:
            at = verb
            index = verb - 1
    subject = reader.subject_before(at, lower)
    if subject is None and not tokens[at].lower.endswith("ing"):
        plain = _plain_phrase(reader, index, lower)
        first = reader.token_from(plain.span.start) if plain is not None else lower
        if plain is None or (first > lower and tokens[first - 1].lower in _RELATIVES):
            return (
                before_aside(reader, index + 1, lower) or plain
            )  # "Bell, who chairs the body, said"
        return plain
    return subject


def _main_clause_verb(reader: SubjectReader, to: int, lower: int) -> int:
    """The finite verb before the infinitive whose "to" is token `to`; -1 where none is near."""
    for index in range(to - 1, max(lower, to - _INFINITIVE_REACH), -1):
        if reader.tokens[index].lower in clauses.VERBS:
            return index
    # "the town continues to claim"
    return to - 1 if to - 1 > lower and reader.tokens[to - 1].lower in GO_ON else -1


def behind_question(reader: SubjectReader, subject: Subject | None) -> Subject | None:
    """The subject without the word that opens its clause: "what Bell", "something aides"."""
    if subject is None:
        return None
    first = reader.token_from(subject.span.start)
    opens = reader.tokens[first].lower in QUESTIONS or reader.tokens[first].lower == "something"
    if not opens or reader.end(first) >= subject.span.end:
        return subject
    mention = reader.mention_from(first + 1)
    if mention is not None:
        return subject_of(mention)
    span = Span(reader.starts[first + 1], subject.span.end)
    return Subject(span, reader.text[span.start : span.end])


def _plain_phrase(reader: SubjectReader, at: int, lower: int) -> Subject | None:
    """The words up to token `at` as the subject where they name no actor: "three in ten", "26%"."""
    tokens = reader.tokens
    index = at
    if index >= lower and tokens[index].text == ",":
        index = at = _before_detail(reader, index - 1, lower)
    while index > lower and tokens[index].lower in _ADVERBS:
        index -= 1  # "‘Time’ Just Announced"
        at -= 1
    if index - 1 > lower and tokens[index].text in QUOTES and tokens[lower].text in QUOTES:
        return _in_marks(reader, index, lower)
    while index >= lower and at - index < 8 and not reader.inside[index]:
        token = tokens[index]
        if not (token.is_word or token.has_digit or token.text in {"%", "’s", "'s", "$", "."}):
            break
        if (
            token.lower in CONJUNCTIONS
            or token.lower in QUESTIONS
            or token.lower == "that"
            or (token.frame and token.lower not in clauses.NOUNS_MOSTLY)  # "state television said"
        ):
            break
        index -= 1
    while index < at and not (tokens[index + 1].is_word or tokens[index + 1].has_digit):
        index += 1  # the mark that closes words before: "“…,” engineers said"
    if index >= at or tokens[index + 1].lower == "there":
        return None  # "there have been media reports"
    span = Span(reader.starts[index + 1], reader.end(at))
    return Subject(span, reader.text[span.start : span.end])


def _before_detail(reader: SubjectReader, at: int, lower: int) -> int:
    """The last token before an age or an origin between commas: "Bell, 54, of Salem, said".

    `at` is the last token of what stands before the comma; returned where it is no such detail.
    """
    tokens = reader.tokens
    for comma in range(at - 1, max(lower, at - _LONGEST_DETAIL) - 1, -1):
        if tokens[comma].text != ",":
            continue
        first = tokens[comma + 1]
        age = comma + 1 == at and first.has_digit
        if not (age or first.lower in _OPENING_DETAILS):
            return at
        return _before_detail(reader, comma - 1, lower)
    return at


def _in_marks(reader: SubjectReader, at: int, lower: int) -> Subject | None:
    """The name in quotation marks that close at token `at`, as the subject: "‘Time’ Announced"."""
    first = lower + 1
    words = reader.tokens[first:at]
    if len(words) > _LONGEST_QUOTED_NAME or not all(word.is_cap for word in words):
        return None  # the name opens the sentence
    mention = reader.mention_from(first)
    if mention is not None:
        return subject_of(mention)
    span = Span(reader.starts[first], reader.end(at - 1))
    return Subject(span, reader.text[span.start : span.end])
