"""The turns of a dialogue: paragraphs with words that somebody says, and who is named there.

A turn is tagged by a verb of saying ("“…,” said Bell"), or by what its speaker does next to the
marks: "The captain laughed. “…”".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from index.extract.beats import acting_before, beat_between, beat_in, opening_person
from index.extract.cue_subjects import CLOSING_MARKS, Subject, SubjectReader
from index.extract.speaker_resolution import Resolver
from index.extract.spoken import Said
from index.extract.vocatives import addressed_in
from index.model import Mention

_ENDS: Final = ".?!…—–-"
_ADDING: Final = frozenset("added adds adding continued continues resumed went".split())
# With more text before its words a paragraph begins another scene.
_LONGEST_BEAT: Final = 120
_paragraph = attrgetter("paragraph")


class Turn:
    """A paragraph with spoken words.

    `inside` are all its quotations, `quotes` those that are speech, `beats` who acts right before
    each of these. `is_next`: it follows the turn of the paragraph before, without a story between.
    `goes_on`: that one left its marks open; `stays_open`: this one does. `count`: the words in the
    marks. `asks`: the last of them are a question. `ends_told`: a sentence without speech ends the
    paragraph. `subject`: who is named there as speaking or acting. `dialogue` sets `key`, who that
    is, and `gender`.
    """

    __slots__ = (
        "asks",
        "beats",
        "count",
        "ends_told",
        "gender",
        "goes_on",
        "inside",
        "is_next",
        "key",
        "paragraph",
        "quotes",
        "stays_open",
        "subject",
    )

    def __init__(
        self,
        inside: Sequence[Said],
        quotes: list[Said],
        before: "Turn | None",
        subject: Subject | None,
        beats: list[Subject | None],
        is_apart: bool,
        ends_told: bool,
    ) -> None:
        last = quotes[-1]
        self.inside: Final = inside
        self.quotes: Final = quotes
        self.beats: Final = beats
        self.paragraph: Final = last.quoted.paragraph
        self.is_next: Final = (
            not is_apart and before is not None and before.paragraph == self.paragraph - 1
        )
        self.goes_on: Final = (
            self.is_next and before is not None and before.quotes[-1].quoted.open_end
        )
        self.count: Final = sum(len(one.words) for one in quotes)
        self.asks: Final = last.words[-1].endswith("?") and not last.quoted.open_end
        self.subject: Subject | None = subject
        self.ends_told: Final = ends_told
        self.stays_open: Final = last.quoted.open_end
        self.key = ""
        self.gender = ""

    def inherited_subject(self) -> Subject | None:
        """Who has the words where turns are not counted."""
        return self.quotes[0].subject

    def replace_subject(self, subject: Subject) -> None:
        """Let `subject` be the speaker, also of the words that have the tag."""
        old = self.subject
        self.subject = subject
        for one in self.inside:
            if old is not None and one.subject is not None and one.subject.span == old.span:
                one.subject = subject
        for at, beat in enumerate(self.beats):
            if old is not None and beat is not None and beat.span == old.span:
                self.beats[at] = subject

    def take_beats(self) -> None:
        """Give words that nobody has to who acts right before them: "The captain rose. “…”".

        Sentences beside words with a tag are speech too: "“No,” said Bell. “Never!”".
        """
        tagged = any(has_tag(one) for one in self.quotes)
        for one, beat in zip(self.quotes, self.beats, strict=True):
            if beat is not None and (one.subject is None or one.cue is None):
                one.subject, one.inherited = beat, True
            own = one.subject is not None and beat is not None and one.subject.span == beat.span
            one.in_turn = one.in_turn or own or (tagged and not has_tag(one))

    def adds(self, reader: SubjectReader) -> bool:
        """Whether the tag says that the speaker before goes on: "“…,” he added"."""
        span = self.quotes[0].cue_span
        return span is not None and reader.text[span.start : span.end].lower() in _ADDING

    def leave_open(self) -> None:
        """The words have no speaker that the text names."""
        for one in self.quotes:
            if not has_tag(one):
                one.subject, one.cue, one.cue_span = None, None, None
            one.in_turn = True

    def share(self, resolver: Resolver) -> None:
        """Give the speaker of the turn to all its words that name no other one."""
        subject = self.subject
        if subject is None:
            return
        tag: Said | None = None
        first = next((one for one in self.quotes if has_tag(one)), None)
        for one, beat in zip(self.quotes, self.beats, strict=True):
            one.in_turn = True
            if has_tag(one):
                if one is not first:
                    one.subject = _meant_again(resolver, one.subject, beat or subject)
                tag, subject = one, one.subject
                continue
            if beat is not None:
                tag, subject = None, _meant_again(resolver, beat, subject)
            one.subject, one.inherited = subject, True
            one.cue = None if tag is None else tag.cue
            one.cue_span = None if tag is None else tag.cue_span
            one.strong = tag is not None and tag.strong

    def addressed(self, reader: SubjectReader) -> list[Mention]:
        """The persons whom the words address by name: "We must make it last, Dobbs,"."""
        return [mention for one in self.inside for mention in addressed_in(reader, one.quoted)]

    def told(self, reader: SubjectReader) -> Subject | None:
        """The person to whom the tag says that the words are said: "he said to Bell"."""
        for one in self.quotes:
            if not has_tag(one) or one.cue_span is None:
                continue
            at = reader.token_from(one.cue_span.end)
            if at < len(reader.tokens) and reader.tokens[at].lower == "to":
                at += 1
            sentence = reader.sentences[reader.sentence_of(at - 1)]
            told = opening_person(reader, at, sentence.last) if at < sentence.last else None
            if told is not None and one.subject is not None and told.span != one.subject.span:
                return told
        return None


def _meant_again(
    resolver: Resolver, again: Subject | None, before: Subject | None
) -> Subject | None:
    """A pronoun later in a paragraph means who speaks before it: "said Bell. She rose. “…”"."""
    gender = None if again is None else {"he": "m", "she": "f"}.get(again.text.lower())
    if again is None or before is None or gender is None or again.mention is not None:
        return again
    if before.mention is None:
        return before
    if resolver.gender_of(before.mention.actor) not in {None, gender}:
        return again
    return Subject(again.span, again.text, before.mention)


def turns_of(reader: SubjectReader, said: Sequence[Said]) -> list[Turn]:
    """The turns of an article in order."""
    turns: list[Turn] = []
    index = 0
    while index < len(said):
        paragraph = said[index].quoted.paragraph
        behind = index
        while behind < len(said) and said[behind].quoted.paragraph == paragraph:
            behind += 1
        turn = _turn(reader, said[index:behind], turns[-1] if turns else None)
        if turn is not None:
            turns.append(turn)
        index = behind
    return turns


def _turn(reader: SubjectReader, inside: Sequence[Said], before: Turn | None) -> Turn | None:
    """The turn that a paragraph with the quotations `inside` is; None where nobody speaks."""
    interrupted = beat_between(reader, inside)
    quotes = [
        one
        for one in inside
        if stands_free(reader, one) or (has_tag(one) and opens_free(reader, one))
    ]
    if interrupted is not None:
        quotes = list(inside)
    if not quotes:
        return None
    tagged = next((one for one in quotes if has_tag(one)), None)
    beats = [_beat_before(reader, one, quotes) for one in quotes]
    if interrupted is not None:
        beats = [beat or interrupted for beat in beats]
    subject = interrupted if tagged is None else tagged.subject
    if subject is None:
        subject = next((beat for beat in beats if beat is not None), None)
    if subject is None:
        subject = _beat_behind(reader, quotes)
    start = reader.paragraphs[quotes[0].quoted.paragraph].start
    is_apart = quotes[0].quoted.start - start > _LONGEST_BEAT
    ends_told = reader.paragraphs[quotes[0].quoted.paragraph].end - _last_end(reader, quotes) > 2
    return Turn(inside, quotes, before, subject, beats, is_apart, ends_told)


def _last_end(reader: SubjectReader, quotes: Sequence[Said]) -> int:
    """Where the sentence of the last words ends, with its tag."""
    number = quotes[-1].sentence
    end = max(reader.sentences[number].end, quotes[-1].quoted.end + 1)
    behind = quotes[-1].cue_span
    if behind is not None and behind.start > end:
        end = reader.sentences[reader.sentence_of(reader.token_from(behind.start))].end
    return end


def _beat_before(reader: SubjectReader, one: Said, quotes: Sequence[Said]) -> Subject | None:
    """Who acts in the words of the paragraph between a quotation and the one before it."""
    start = reader.paragraphs[one.quoted.paragraph].start
    at = quotes.index(one)
    if at:
        start = quotes[at - 1].quoted.end
        tag = quotes[at - 1].cue_span
        if tag is not None and start <= tag.start < one.quoted.start:
            return acting_before(reader, tag.end, one, is_tag=True)
    return acting_before(reader, start, one, is_tag=False)


def _beat_behind(reader: SubjectReader, quotes: Sequence[Said]) -> Subject | None:
    """Who acts in the sentence behind words that open a paragraph: "“Hush.” Bell got up."."""
    number = quotes[0].sentence
    last = bisect_right(reader.sentences, quotes[0].quoted.paragraph, key=_paragraph)
    for behind in range(number, last):
        own = reader.sentences[behind]
        first = max(own.first, reader.token_from(quotes[0].quoted.end))
        while first < own.last and reader.tokens[first].text in CLOSING_MARKS:
            first += 1
        if first < own.last and not reader.inside[first] and reader.tokens[first].is_word:
            return beat_in(reader, first, own.last)
    return None


def has_tag(one: Said) -> bool:
    """Whether the words have a verb of saying of their own."""
    return one.subject is not None and not one.inherited and one.cue_span is not None


def opens_free(reader: SubjectReader, one: Said) -> bool:
    """Whether the words open a sentence, with a capital."""
    opening = one.words[0].lstrip("“‘'\"«…—–-[(")
    if not (opening[:1].isupper() or opening[:1].isdigit()):
        return False
    before = reader.text[max(0, one.quoted.start - 4) : one.quoted.start - 1].rstrip(" “\"‘'")
    return not before or before[-1] in "\n.?!…:”’\"'"


def stands_free(reader: SubjectReader, one: Said) -> bool:
    """Whether the words are sentences of their own: a capital opens them, a full stop ends them."""
    if not opens_free(reader, one):
        return False
    last = one.words[-1][-1]
    if not one.quoted.open_end and last not in _ENDS and last not in CLOSING_MARKS:
        return False
    text = reader.text
    behind = text[one.quoted.end + 1 : one.quoted.end + 4].lstrip(" ”’\"'")
    return not behind or behind[0] in "\n“\"‘'«" or not behind[0].islower()


def first_sentence(reader: SubjectReader, paragraph: int) -> int:
    """The number of the first sentence of a paragraph."""
    return bisect_left(reader.sentences, paragraph, key=_paragraph)
