"""Who speaks through a document: "Bell released a video that says", "Dorn ran an ad urging"."""

from typing import Final

from index.extract import lexicon
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.described_speakers import DOCUMENTS

_DOCUMENTS: Final = (
    DOCUMENTS
    | lexicon.word_list("cue_subjects.documents")
    | lexicon.word_list("issued_documents.more")
)
_ISSUING: Final = lexicon.word_list("issued_documents.issuing")
_RELATIVES: Final = frozenset({"that", "which"})
_LONGEST_OBJECT: Final = 8


def issuer(reader: SubjectReader, subject: Subject, lower: int) -> Subject | None:
    """Who issued the document that `subject` names or refers to; None where nobody did.

    The sentence begins at token `lower`. The issuer is the subject of a verb of issuing whose
    object the document is.
    """
    tokens = reader.tokens
    first = reader.token_from(subject.span.start)
    noun = reader.token_from(subject.span.end) - 1
    if tokens[first].lower in _RELATIVES:
        noun = first - 1
        if noun > lower and tokens[noun].text == ",":
            noun -= 1
    if noun <= lower or tokens[noun].lower not in _DOCUMENTS:
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
