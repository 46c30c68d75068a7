"""Find reports of the form "X made clear that S"."""

from typing import Final

from index.extract import clauses
from index.extract.content_ends import content_end
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.report_content import Reported
from index.extract.tokenizer import Sentence

_MAKING: Final = frozenset({"made", "makes", "making"})
_NOT_MADE: Final = frozenset("not be been was is were n’t to".split())


def made_clear(reader: SubjectReader, at: int, sentence: Sentence, last: int) -> Reported | None:
    """The report of "X made clear that S", "X made it clear to Y that S"; token `at` is "clear".

    Only people and bodies make something clear in words.
    """
    tokens = reader.tokens
    verb = at - 1 - (tokens[at - 1].lower == "it")
    if verb <= sentence.first or tokens[verb].lower not in _MAKING or at + 2 >= last:
        return None
    behind = at + 1
    addressee = (0, 0)
    if tokens[behind].lower == "to":
        behind = clauses.phrase_end(reader, at + 2, last)
        addressee = at + 2, behind
    before = tokens[verb - 1].lower
    if behind + 2 >= last or tokens[behind].lower != "that" or before in _NOT_MADE:
        return None
    subject = reader.subject_before(verb, sentence.first)
    if subject is None or not (subject.mention or _names_speaker(reader, subject)):
        return None
    end = content_end(reader, behind, last, verb)
    return Reported([(behind, end)], verb, at + 1, subject, addressee)


def _names_speaker(reader: SubjectReader, subject: Subject) -> bool:
    """Whether a subject is "he", "she" or a noun for people or a body."""
    head = clauses.head_before(reader, subject.span.end)
    people = head.is_human_noun or head.is_title or head.is_body
    return people or subject.text.lower() in {"he", "she"}
