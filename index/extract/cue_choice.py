"""Choose between a cue before quoted words and one after them; names before a colon.

In "Bell said the plan was “dead,” a word that Dorn says she regrets" both verbs are in the
sentence of the quoted words. The one after them has other content and is not theirs.
"""

from typing import Final

from index.extract import clauses
from index.extract.clauses import DETERMINERS, NOMINATIVE, OBJECTS, PREPOSITIONS, QUESTIONS, QUOTES
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.cues_before import NOUNS_OF_VIEW, FoundCue
from index.extract.tokenizer import Sentence

# What can follow "X said" where nothing but the quoted words is said.
_CLOSED: Final = frozenset(", . ; : — – - ( ? ! …".split()) | QUOTES
_GOES_ON: Final = frozenset("as when while after before because who if and but".split())
_SUBORDINATORS: Final = frozenset("when after while although though before since once if".split())
_BEFORE_PARTICIPLES: Final = frozenset("after before in by while when without for on".split())
_BEFORE_SUBORDINATORS: Final = frozenset("but and even just only".split())
# What a line can begin with before its label.
_LINE_MARKS: Final = frozenset("- – — • * ” » \" ’ ' “ « .".split())
_BEFORE_A_LABEL: Final = frozenset("from per via and".split())
_OF_NO_LABEL: Final = PREPOSITIONS - _BEFORE_A_LABEL - {"by"}
_ABOUT: Final = PREPOSITIONS - {"to"}
_FEWEST_BEHIND: Final = 3
_LONGEST_DESCRIPTION: Final = 6
_LONGEST_LABEL: Final = 12


def has_no_content(reader: SubjectReader, found: FoundCue, after: int, upper: int) -> bool:
    """Whether the cue between tokens `after` and `upper` has the quoted words as only content.

    "“…,” Bell told reporters on Monday." has none; "…, which Bell said would fail" has.
    """
    tokens = reader.tokens
    subject, first, behind = found
    at = reader.token_from(subject.span.start)
    if at >= behind:  # "said Bell"
        return True
    if not _opens_clause(reader, at, after):
        return False
    about = behind < upper and tokens[behind].lower in _ABOUT
    if behind < upper and tokens[behind].lower in OBJECTS:
        behind += 1
    elif "o" in tokens[first].frame and not _goes_on(reader, behind, upper):
        behind = clauses.phrase_end(reader, behind, upper)
    behind = clauses.skip_adjuncts(reader, behind, upper)
    if behind >= upper:
        return True
    word = tokens[behind]
    if about and not (word.lower == "that" or word.lower in QUESTIONS or word.lower in NOMINATIVE):
        return True
    return word.text in _CLOSED or word.lower in _GOES_ON


def _goes_on(reader: SubjectReader, at: int, upper: int) -> bool:
    return at < upper and reader.tokens[at].lower in _GOES_ON


def _opens_clause(reader: SubjectReader, at: int, after: int) -> bool:
    """Whether a mark, "as" or a description after a mark precedes the subject at token `at`.

    Not so in "“…” every time he thinks", "“…” a plan that Bell said".
    """
    tokens = reader.tokens
    if at == after:
        return True
    for index in range(at - 1, max(after, at - _LONGEST_DESCRIPTION) - 1, -1):
        word = tokens[index]
        if not word.is_word:
            return True
        if word.lower == "as" or word.lower in clauses.TIMES:
            return True
        if word.lower in _SUBORDINATORS or word.lower in QUESTIONS or word.lower == "that":
            return False
    return at - after <= _LONGEST_DESCRIPTION and tokens[at].lower not in NOMINATIVE


def is_beside(reader: SubjectReader, found: FoundCue, after: int) -> bool:
    """Whether the cue or its subject is right after the marks that close at token `after`."""
    tokens = reader.tokens
    at = after
    while at < len(tokens) and tokens[at].text in {",", "—", "–", "-"}:
        at += 1
    subject, first, _ = found
    begin = min(first, reader.token_from(subject.span.start))
    while at < begin and (tokens[at].lower in DETERMINERS or tokens[at].is_title):
        at += 1
    return begin <= at + (0 if tokens[at].is_word else 1)


def brings(reader: SubjectReader, begin: int, lower: int) -> bool:
    """Whether a finite verb of saying precedes a comma or colon at token `begin` - 1.

    "someone shouted, “Cruz,”".
    """
    tokens = reader.tokens
    if begin - 2 <= lower or tokens[begin - 1].text not in {",", ":"}:
        return False
    verb = begin - 2
    if tokens[verb].lower in NOUNS_OF_VIEW:
        return True  # "in Bell’s words, “…”"
    finite = clauses.is_finite(tokens[verb].lower)
    return finite and reader.is_cue(verb) and reader.strong(verb)


def labelled(reader: SubjectReader, begin: int, lower: int) -> FoundCue | None:
    """The name or document right before the colon that brings the words at token `begin`.

    "Anna Bell: “…”", "From the report: “…”". The line may have nothing else before it, back to
    token `lower`.
    """
    colon = begin - 1
    if colon <= lower or reader.tokens[colon].text != ":":
        return None
    for index in range(colon - 1, max(lower, colon - _LONGEST_LABEL) - 1, -1):
        if reader.tokens[index].text in _LINE_MARKS and reader.tokens[index].text != ".":
            lower = index + 1
            break
    if lower >= colon:
        return None
    subject = reader.phrase_ending(colon - 1, lower)
    if subject is None or subject.text.lower() in NOMINATIVE:
        return None
    first = reader.token_from(subject.span.start)
    if subject.mention is None and reader.tokens[first].lower in _OF_NO_LABEL:
        return None  # "Of the director she was less kind: “…”"
    for index in range(first, colon):
        if reader.is_cue(index) or reader.tokens[index].lower in clauses.VERBS:
            return None
    at = first - 1
    while at >= lower and _is_of_label(reader, at):
        at -= 1
    if at >= lower and reader.tokens[at].text not in _LINE_MARKS:
        return None
    return subject, colon, colon + 1


def by_colon(reader: SubjectReader, begin: int, lower: int) -> FoundCue | None:
    """The subject of a sentence without a verb of saying whose colon brings the words.

    "Bell then listed three rules: “…”". The words begin at token `begin`, the clause at `lower`.
    """
    colon = begin - 1
    if colon <= lower or reader.tokens[colon].text != ":":
        return None
    subject = reader.clause_subject(colon, lower)
    if subject is None:
        return None
    actor = subject.mention is None or reader.is_person(subject.mention)
    return (subject, colon, colon + 1) if actor else None


def _is_of_label(reader: SubjectReader, at: int) -> bool:
    word = reader.tokens[at]
    return word.is_word and (word.is_cap or word.is_title or word.lower in _BEFORE_A_LABEL)


def main_clause_begin(reader: SubjectReader, begin: int, lower: int) -> int:
    """The first token of the main clause, after a clause that opens the sentence at `lower`.

    "When Bell proposed a tax, Dorn fired back: “…”": the token of "Dorn". `lower` where no such
    clause opens the sentence, or the words at token `begin` are in it.
    """
    tokens = reader.tokens
    if lower >= begin or not _opens_with_clause(reader, lower):
        return lower
    for index in range(begin - _FEWEST_BEHIND, lower, -1):
        if (
            tokens[index].text == ","
            and not reader.inside[index]
            and _subject_at(reader, index + 1, begin)
        ):
            says = tokens[lower].lower == "as" and _says(reader, lower, index)
            return lower if says else index + 1
    return lower


def _says(reader: SubjectReader, first: int, behind: int) -> bool:
    """Whether "as" brings what follows: "As Bell put it, the dam is “…”"."""
    tokens = reader.tokens
    if tokens[behind - 1].lower == "it":
        return True
    return any(
        reader.is_cue(at) and tokens[at].frame and tokens[at - 1].lower != "to"
        for at in range(first, behind)
    )


def _opens_with_clause(reader: SubjectReader, at: int) -> bool:
    """Whether a subordinate clause begins at token `at`: "As Bell spoke", "In rejecting"."""
    tokens = reader.tokens
    while at + 1 < len(tokens) and tokens[at].lower in _BEFORE_SUBORDINATORS:
        at += 1
    if tokens[at].lower in _SUBORDINATORS or tokens[at].lower == "as":
        return True
    participle = at + 1 < len(tokens) and tokens[at + 1].lower.endswith("ing")
    return participle and tokens[at].lower in {"in", "by"}


def subordinate(reader: SubjectReader, begin: int, lower: int) -> FoundCue | None:
    """The cue of words inside a clause that opens the sentence: "After Bell spoke of “…,” Dorn".

    The words begin at token `begin`, the sentence at `lower`. No mark may be between them.
    """
    tokens = reader.tokens
    opens = lower
    while opens < begin and tokens[opens].lower in _BEFORE_SUBORDINATORS:
        opens += 1
    if opens >= begin:
        return None
    if tokens[opens].lower not in _SUBORDINATORS and tokens[opens].lower != "as":
        return None
    if any(tokens[index].text in _CLOSED for index in range(opens, begin)):
        return None
    for index in range(begin - 1, opens, -1):
        if reader.is_cue(index):
            subject = reader.subject_before(index, opens + 1)
            return None if subject is None else (subject, index, index + 1)
    return None


def by_opening(reader: SubjectReader, sentence: Sentence, begin: int) -> FoundCue | None:
    """The participle that opens a sentence and brings the words at token `begin`, with its subject.

    "Describing the attack as “horrific”, Bell met the families": Bell describes it.
    """
    opens = sentence.first
    while opens < begin and reader.tokens[opens].lower in _BEFORE_SUBORDINATORS:
        opens += 1
    if opens + 1 >= begin or reader.tokens[opens + 1].lower in PREPOSITIONS:
        return None  # "Speaking to “Dam Today”, Bell"
    if not (reader.is_cue(opens) and reader.tokens[opens].lower.endswith("ing")):
        return None
    subject = behind_opening(reader, sentence, begin)
    return None if subject is None else (subject, opens, opens + 1)


def behind_opening(reader: SubjectReader, sentence: Sentence, end: int) -> Subject | None:
    """The subject behind the participle that opens a sentence and reaches to token `end`.

    "Acknowledging that the dam “leaks a lot,” Bell urged the town to wait".
    """
    opens = sentence.first
    while opens < end and reader.tokens[opens].lower in _BEFORE_SUBORDINATORS:
        opens += 1
    if reader.tokens[opens].lower in _BEFORE_PARTICIPLES:
        opens += 1
    if opens >= end or not reader.tokens[opens].lower.endswith("ing"):
        return None
    subject = reader.main_subject(sentence.last, sentence.first)
    if subject is None or reader.token_from(subject.span.start) < end:
        return None
    return subject if reader.can_speak(subject) else None


def _subject_at(reader: SubjectReader, at: int, begin: int) -> bool:
    """Whether a subject begins at token `at`, with a verb right after, before token `begin`.

    It is an actor, a pronoun or a noun phrase for people or bodies.
    """
    tokens = reader.tokens
    mention = reader.mention_behind_article(at)
    verb = at + 1 if mention is None else reader.token_from(mention.end)
    if mention is None and tokens[at].lower not in {"he", "she", "they"}:
        phrase = reader.opening_phrase(at, begin) if tokens[at].lower in DETERMINERS else None
        return phrase is not None and reader.can_speak(phrase)
    while verb < len(tokens) and clauses.is_adverb(tokens[verb].lower):
        verb += 1
    if verb >= len(tokens) or tokens[verb].is_cap:
        return False
    lower = tokens[verb].lower
    return lower.endswith(("ed", "s")) or lower in clauses.VERBS or tokens[verb].is_cue
