"""A quotation on its way to a speaker: what each step of the search has found so far."""

from typing import Final

from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.quotes import QuotedSpan
from index.model import Span


class Said:
    """A quotation on its way to a speaker."""

    __slots__ = (
        "cue",
        "cue_span",
        "goes_on",
        "in_turn",
        "inherited",
        "named",
        "quoted",
        "sentence",
        "strong",
        "subject",
        "words",
    )

    def __init__(self, quoted: QuotedSpan, sentence: int, words: list[str]) -> None:
        self.quoted: Final = quoted
        self.sentence: Final = sentence
        self.words: Final = words  # what is quoted, taken apart at spaces
        self.cue: str | None = None
        self.cue_span: Span | None = None
        self.subject: Subject | None = None
        self.inherited = False
        self.goes_on = False  # in the next paragraph, where the speaker is named
        self.in_turn = False  # a speaker's turn in a dialogue
        self.named = False  # a title or a term, by the words before the marks
        self.strong = False

    def attribute(self, reader: SubjectReader, subject: Subject, first: int, last: int) -> None:
        """Take the subject with the cue of tokens `first` to `last`."""
        span = Span(reader.starts[first], reader.end(last - 1))
        self.subject, self.cue, self.cue_span = subject, reader.text[span.start : span.end], span
        if last - first > 1:
            self.cue = self.cue.lower()  # "According to"
        self.strong = last - first > 1 or reader.strong(first)
