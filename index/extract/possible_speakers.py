"""Whether a subject can say what its verb tells: votes do not threaten, figures do not find."""

from typing import Final

from index.extract import clauses, lexicon, reporting_lexicon
from index.extract.clauses import NOMINATIVE
from index.extract.cue_subjects import Subject, SubjectReader

# What things do too: "the vote threatened to split the town".
_THREATENING: Final = frozenset(
    "threaten threatens threatened threatening promise promises promised promising demand demands"
    " demanded demanding stress stresses stressed".split()
)
_PARTIES: Final = frozenset({"side", "sides", "camp", "leadership"})
_COUNTING: Final = frozenset(
    "hundreds thousands dozens scores millions number majority lots most some many all half".split()
)
_PEOPLE: Final = NOMINATIVE | {"who", "both", "some", "many", "others"}
_JUDGING: Final = frozenset({"ruled", "rules"})
_NOBODY: Final = frozenset({"nobody", "no one", "no-one"})
# Who finds, hears or rules something that is then said.
_INQUIRING: Final = lexicon.word_list("reported_speech.inquiring")


def may_say(reader: SubjectReader, at: int, subject: Subject | None) -> bool:
    """Whether the verb at token `at` reports something with this subject.

    Nobody says nothing. Only bodies and papers that inquire "find", "hear" or "rule" in words.
    """
    word = reader.tokens[at]
    if subject is not None and subject.text.lower() in _NOBODY:
        return False
    if reporting_lexicon.RULING in word.frame:
        if subject is None:
            return False
        if word.lower in _JUDGING and subject.mention is not None:
            return True
        words = subject.text.lower().split()
        return any(one in _INQUIRING for one in words)
    if word.lower in _THREATENING and subject is not None and subject.mention is None:
        return _is_human(reader, subject)
    return reporting_lexicon.EVIDENCE not in word.frame or _can_speak(subject)


def _is_human(reader: SubjectReader, subject: Subject) -> bool:
    """Whether a subject is people or a body: no vote "threatens" anyone in words."""
    if subject.text.lower() in _PEOPLE:
        return True
    first = reader.token_from(subject.span.start)
    head = clauses.head_before(reader, subject.span.end)
    for at in range(first + 1, reader.token_from(subject.span.end)):
        if reader.tokens[at].lower == "of" and reader.tokens[at - 1].lower not in _COUNTING:
            head = reader.tokens[at - 1]  # "the sacrifice of our soldiers demands"
            break
    return head.is_cap or head.lower in _PARTIES or clauses.names_people(head)


def _can_speak(subject: Subject | None) -> bool:
    """Whether a subject can say something: not "it", "this" or "which", which mean events."""
    if subject is None:
        return False
    if subject.mention is not None:
        return True
    return subject.text.lower() not in {"it", "there", "which", "that", "this", "these", "those"}
