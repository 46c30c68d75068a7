"""Whose words a document holds: its owner, its issuer, or who spoke in it before.

"The Academy's report argues" is the Academy's statement, and so is "It concludes" in the next
sentence. "Perry's journal records" is Perry's. After "Bell said in a statement that" or "Bell
released a video", "the statement adds" and "the video says" are Bell's.
"""

from typing import Final

from index.extract import lexicon
from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.model import Mention

_DOCUMENTS: Final = lexicon.word_list("described_speakers.documents")
_ISSUED: Final = (
    _DOCUMENTS
    | lexicon.word_list("cue_subjects.documents")
    | lexicon.word_list("issued_documents.more")
)
_ISSUING: Final = lexicon.word_list("issued_documents.issuing")
_PREPOSITIONS: Final = frozenset("of in on at to for with about from by concerning".split())
_POSSESSIVES: Final = frozenset({"its", "their"})
_RELATIVES: Final = frozenset({"that", "which"})
_OWNING: Final = frozenset({"’s", "'s", "’", "'"})
_BRINGING: Final = frozenset({"in", "with", "via", "through"})
_COPIES: Final = frozenset(
    "copy copies version versions draft drafts text part parts excerpt excerpts result results"
    " finding findings summary series".split()
)
_WRITTEN: Final = frozenset({"written", "made"})
_BEING: Final = frozenset({"was", "is", "were", "are"})
# How far back the owner of a document is looked for.
_MOST_TOKENS, _MOST_SENTENCES = 250, 4
_WORDS_BEFORE, _WORDS_BEHIND = 5, 4
_LONGEST_OBJECT: Final = 8
# Words from a verb of saying to "in a statement": "said Monday", "told the Post".
_NEAR_CUE: Final = 6


def owner_of_document(reader: SubjectReader, subject: Subject) -> Subject | None:
    """Whose document the subject names: "the NAS report", "its report", "Perry's journal".

    "The report" is the one named before it; "It" is the document or the body that the sentence
    before has as subject. The owner is an actor, or "he" or "she" in an earlier sentence.
    """
    first = reader.token_from(subject.span.start)
    behind = reader.token_from(subject.span.end)
    if subject.text.lower() == "it":
        return _meant_by_it(reader, first, _MOST_SENTENCES)
    noun = _head(reader, first, behind)
    if noun < 0:
        return None
    owner = _named_beside(reader, noun, first)
    if owner is not None:
        return owner
    opening = reader.tokens[first].lower
    if opening in _POSSESSIVES:
        return _meant_by_it(reader, first, 1)
    if opening not in {"the", "that", "this"} or reader.tokens[noun].is_cap:
        return None
    for at in range(first - 1, max(-1, first - _MOST_TOKENS), -1):
        if reader.tokens[at].lower == reader.tokens[noun].lower and not reader.inside[at]:
            owner = _named_beside(reader, at, max(0, at - _WORDS_BEFORE)) or _author(reader, at)
            if owner is not None or _is_introduced(reader, at):
                return owner
    return None


def _head(reader: SubjectReader, first: int, behind: int) -> int:
    """The noun for a document that heads a phrase: "report" in "the report on the dam"; else -1.

    "A copy of the report" has it too, "the author of the report" has not.
    """
    found = -1
    for at in range(first, behind):
        lower = reader.tokens[at].lower
        if lower in _ISSUED:
            found = at
        elif lower in _PREPOSITIONS and (found >= 0 or reader.tokens[at - 1].lower not in _COPIES):
            break
    return found


def _is_introduced(reader: SubjectReader, noun: int) -> bool:
    """Whether the article before a document shows that the text has not named it before."""
    near = reader.tokens[max(0, noun - _WORDS_BEFORE) : noun]
    return any(token.lower in {"a", "an"} for token in near)


def issuer(reader: SubjectReader, subject: Subject, lower: int) -> Subject | None:
    """Who issued the document that `subject` names or refers to; None where nobody did.

    The sentence begins at token `lower`. The issuer is the subject of a verb of issuing whose
    object the document is: "Bell released a video that says".
    """
    first = reader.token_from(subject.span.start)
    noun = reader.token_from(subject.span.end) - 1
    if reader.tokens[first].lower in _RELATIVES:
        noun = first - 1
        if noun > lower and reader.tokens[noun].text == ",":
            noun -= 1
    return _issuer_of(reader, noun, lower)


def _issuer_of(reader: SubjectReader, noun: int, lower: int) -> Subject | None:
    """The subject of the verb of issuing before the document at token `noun`."""
    tokens = reader.tokens
    if noun <= lower or tokens[noun].lower not in _ISSUED:
        return None
    for verb in range(noun - 1, max(lower, noun - _LONGEST_OBJECT) - 1, -1):
        if reader.inside[verb] or not (tokens[verb].is_word or tokens[verb].text in {"-", "’s"}):
            return None
        if tokens[verb].lower in _ISSUING:
            found = reader.subject_before(verb, lower)
            if found is None or found.text.lower() in _RELATIVES:
                return None
            named = found.mention is not None or found.text.lower() in {"he", "she"}
            return found if named or reader.can_speak(found) else None
    return None


def _author(reader: SubjectReader, noun: int) -> Subject | None:
    """Who issued the document at token `noun`, or spoke in it: "Bell said in a statement that"."""
    sentence = reader.sentences[reader.sentence_of(noun)]
    found = _issuer_of(reader, noun, sentence.first) or _speaking_in(reader, noun)
    if found is None or _is_joined(reader, found):
        return None
    return found if found.mention is not None or found.text.lower() in {"he", "she"} else None


def _is_joined(reader: SubjectReader, subject: Subject) -> bool:
    """Whether "and" joins the subject to another before it: "Bell and Mayor Dorn sent a letter"."""
    at = reader.token_from(subject.span.start) - 1
    while at > 0 and (reader.tokens[at].is_cap or reader.tokens[at].is_title):
        at -= 1
    return at >= 0 and reader.tokens[at].lower == "and"


def _speaking_in(reader: SubjectReader, noun: int) -> Subject | None:
    """The subject of the verb of saying that has "in a statement" with its noun at token `noun`."""
    tokens = reader.tokens
    sentence = reader.sentences[reader.sentence_of(noun)]
    at = noun - 1
    while at >= sentence.first and noun - at < _WORDS_BEFORE and tokens[at].is_word:
        if tokens[at].lower in _PREPOSITIONS or tokens[at].lower in _BRINGING:
            break
        at -= 1
    if at < sentence.first or tokens[at].lower not in _BRINGING or tokens[at + 1].lower == "the":
        return None
    opens = at - sentence.first <= 1  # "But in a statement, Bell said"
    near = range(noun + 1, sentence.last) if opens else range(at - 1, at - _NEAR_CUE, -1)
    for cue in near:
        if cue < sentence.first or not (tokens[cue].is_word or opens):
            break
        if not (reader.is_cue(cue) and reader.strong(cue)):
            continue
        subject = reader.subject_before(cue, noun + 1 if opens else sentence.first)
        if subject is None and not opens:
            subject = reader.subject_after(cue + 1, at)  # "said Bell in a statement"
        return subject
    return None


def _named_beside(reader: SubjectReader, noun: int, lower: int) -> Subject | None:
    """The owner before a document's noun ("the NAS report"), or after it ("a report by NAS").

    A person owns it only with a possessive: "Perry's private journal".
    """
    tokens = reader.tokens
    for at in range(noun - 1, max(lower, noun - _WORDS_BEFORE) - 1, -1):
        mention = reader.mention_from(at)
        if mention is None:
            continue
        owner = reader.mention_over(at - 2) if at - 2 >= lower else None
        if owner is not None and tokens[at - 1].text in _OWNING and reader.is_person(owner):
            mention = owner  # "Bell's Facebook post"
        first = reader.token_from(mention.end)
        between = tokens[first:noun]
        owns = bool(between) and between[0].text in _OWNING and reader.is_person(mention)
        if not owns and not _can_publish(reader, mention):
            continue
        plain = all(token.is_word or token.text in {"’s", "'s", "-"} for token in between)
        if owns:  # not "Bell's campaign website"
            plain = plain and not any(token.is_speaker_noun for token in between[1:])
        if plain and not any(token.lower in _PREPOSITIONS or token.frame for token in between):
            return subject_of(mention)
    behind = noun + 1
    if behind + 2 < len(tokens) and tokens[behind].lower in _BEING:
        behind += 1
    if behind + 2 < len(tokens) and tokens[behind].lower in _ISSUING | _WRITTEN:
        behind += 1  # "a statement issued by Bell"
    if behind + 1 < len(tokens) and tokens[behind].lower in {"by", "from", "of"}:
        for at in range(behind + 1, min(len(tokens), behind + 1 + _WORDS_BEHIND)):
            mention = reader.mention_from(at)
            if mention is not None:
                by = tokens[behind].lower == "by"
                return subject_of(mention) if by or _can_publish(reader, mention) else None
    return None


def _can_publish(reader: SubjectReader, mention: Mention) -> bool:
    return reader.actors[mention.actor].kind in {"organisation", "outlet"}


def _meant_by_it(reader: SubjectReader, at: int, steps: int) -> Subject | None:
    """The body, or the owner of the document, that the sentence before token `at` is about."""
    number = reader.sentence_of(at)
    if number == 0 or steps == 0:
        return None
    own, before = reader.sentences[number], reader.sentences[number - 1]
    if own.paragraph - before.paragraph > 1:
        return None
    first = before.first
    if reader.tokens[first].lower == "it":
        return _meant_by_it(reader, first, steps - 1)
    subject = reader.clause_subject(before.last, first)
    end = reader.token_from(subject.span.start) if subject is not None else before.last
    for index in range(first, min(end + 1, before.last)):
        word = reader.tokens[index]
        if word.lower in _DOCUMENTS and not reader.inside[index]:
            phrase = reader.phrase_ending(index, first)
            opens = first if phrase is None else reader.token_from(phrase.span.start)
            if opens > first and reader.tokens[opens - 1].lower == "to":
                continue  # "In addition to the Post article, the town"
            return None if phrase is None else owner_of_document(reader, phrase)
    if subject is None or subject.mention is None:
        return None
    return subject if _can_publish(reader, subject.mention) else None
