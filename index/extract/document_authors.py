"""Who speaks in a document, or is heard, before a participle: "a note by the mayor saying"."""

from typing import Final

from index.extract import lexicon
from index.extract.annotated import Subject
from index.extract.phrase_subjects import PhraseSubjects
from index.model import Span

_DOCUMENTS: Final = lexicon.word_list("cue_subjects.documents")
_HEARING: Final = frozenset("hear hears heard hearing see sees saw seeing had have".split())
_PERCEIVING: Final = frozenset("see sees saw seen read heard hear received got are were".split())


class DocumentAuthors(PhraseSubjects):
    """Finds the speaker in the words before a participle."""

    def author_before(self, at: int, lower: int) -> Subject | None:
        """Who speaks in the words before a participle, which end at token `at`.

        The author of a document in "a note by the mayor saying", the document in "I have seen
        reports saying", those who are heard in "I hear people saying"; else None.
        """
        subject = self.phrase_ending(at, lower)
        if subject is None:
            return None
        first, end = self.token_from(subject.span.start), self.token_from(subject.span.end)
        for by in range(max(lower + 1, first - 1), end - 1):
            noun = self.tokens[by - 1]
            document = noun.is_reporting_noun or noun.lower in _DOCUMENTS
            if document and self.tokens[by].lower in {"by", "from"}:
                return self.subject_after(by + 1, end) or subject
        document = self.tokens[end - 1].lower in _DOCUMENTS
        for verb in range(max(lower, first - 1), end - 1):
            lower_case = self.tokens[verb].lower
            heard = lower_case in _HEARING and any(
                word.is_human_noun for word in self.tokens[verb + 1 : end]
            )
            if heard or (document and lower_case in _PERCEIVING):
                span = Span(self.starts[verb + 1], subject.span.end)
                return Subject(span, self.text[span.start : span.end])
        return None
