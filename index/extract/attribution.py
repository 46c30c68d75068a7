"""Whose cue a quotation has: after its words, before them, or in what it continues.

For each quotation the cue is looked for where the press puts it: after the words ("…," said X; "…,"
X said), before them (X said: "…"; according to X, "…"), then in what the quotation continues (the
sentence, the paragraph, the open mark before).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from index.extract import cue_choice
from index.extract.cues_after import cue_after, is_tag
from index.extract.cues_before import FoundCue, cue_before
from index.extract.phrases import PhraseReader, Subject
from index.extract.quotes import QuotedSpan
from index.extract.segment import Sentence
from index.extract.signatures import signed_by
from index.model import Span

_paragraph = attrgetter("paragraph")
# See `_is_reportage`.
_WORDS_TO_A_QUOTATION: Final = 1500
_WORDS_TO_AN_AUTHOR: Final = 35
# Fewer words behind a colon are a name or a term: "two divisions: “Kresowa” and".
_LEAST_BY_COLON: Final = 5


class Said:
    """A quotation on its way to a speaker."""

    __slots__ = (
        "cue",
        "cue_span",
        "goes_on",
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
        self.named = False  # a title or a term, by the words before the marks
        self.strong = False

    def attribute(self, reader: PhraseReader, subject: Subject, first: int, last: int) -> None:
        """Take the subject with the cue of tokens `first` to `last`."""
        span = Span(reader.starts[first], reader.end(last - 1))
        self.subject, self.cue, self.cue_span = subject, reader.text[span.start : span.end], span
        if last - first > 1:
            self.cue = self.cue.lower()  # "According to"
        self.strong = last - first > 1 or reader.strong(first)


def attributed(reader: PhraseReader, quoted: Sequence[QuotedSpan]) -> list[Said]:
    """Each quoted stretch with its own subject and cue, or those of what it continues."""
    said = [
        Said(
            one,
            reader.sentence_of(reader.token_from(one.start)),
            reader.text[one.start : one.end].split(),
        )
        for one in quoted
    ]
    for index in range(len(said)):
        _attribute(reader, said, index)
    reader.is_reportage = _is_reportage(reader, said)
    _continue(reader, said)
    return said


def _is_reportage(reader: PhraseReader, said: Sequence[Said]) -> bool:
    """Whether the article reports what people say, as news does; speeches and histories seldom do.

    News has a whole quotation with its own verb of saying every few hundred words, and its author
    does not say "I".
    """
    own = sum(one.strong and len(one.words) > 4 for one in said)
    author = 0
    for at, word in enumerate(reader.tokens):
        if word.is_author and not reader.inside[at]:
            author += 1
    count = len(reader.tokens)
    return own * _WORDS_TO_A_QUOTATION >= count and author * _WORDS_TO_AN_AUTHOR <= count


def _attribute(reader: PhraseReader, said: list[Said], index: int) -> None:
    """Find the cue of `said[index]` in its own sentence, after the words or before them."""
    one = said[index]
    signed = signed_by(reader, one.quoted)
    if signed is not None:
        one.subject, one.cue, one.cue_span = signed
        one.strong = True
        return
    sentence = reader.sentences[one.sentence]
    after = reader.token_from(one.quoted.end)
    while after < len(reader.tokens) and reader.tokens[after].text in "”“\"»’'":
        after += 1
    last = reader.text[one.quoted.end - 1]
    outside = reader.text[one.quoted.end + 1 : one.quoted.end + 2]
    upper = _clause_end(reader, after, one, said, index)
    goes_on = last in ",?!—-–…" or outside in {","} or (last not in "." and outside != ".")
    lower = _clause_start(reader, sentence, one, said, index)
    begin = _marks_begin(reader, reader.token_from(one.quoted.start), lower)
    if goes_on or is_tag(reader, after, upper):
        words = sentence.first, reader.token_from(one.quoted.start), len(one.words)
        found = cue_after(reader, words, after, upper, strict=last not in ",?!—–-")
        if found is not None and last in "?!" and _is_next_sentence(reader, found, after, upper):
            found = None
        if found is not None and begin > lower:
            found = _own_before(reader, found, begin, lower, sentence, (after, upper)) or found
        if found is not None:
            one.attribute(reader, *found)
            return
    _before(reader, one, begin, lower, sentence)


def _is_next_sentence(reader: PhraseReader, found: FoundCue, after: int, upper: int) -> bool:
    """Whether a cue behind a question or a cry begins the next sentence: "“…?” Bell said that"."""
    begins = after < len(reader.tokens) and reader.first[after]
    return begins and not cue_choice.has_no_content(reader, found, after, upper)


def _own_before(
    reader: PhraseReader,
    found: FoundCue,
    begin: int,
    lower: int,
    sentence: Sentence,
    behind: tuple[int, int],
) -> FoundCue | None:
    """The cue before the words where the one behind them, `found`, has content of its own.

    Also where a verb of saying with its comma stands right before the marks. `behind` are the
    tokens between which `found` stands.
    """
    after, upper = behind
    brings = lower == sentence.first and cue_choice.brings(reader, begin, lower)
    if not brings:
        alone = cue_choice.has_no_content(reader, found, after, upper)
        if alone or cue_choice.is_beside(reader, found, after):
            return None
    before = cue_before(reader, begin, lower, sentence.first)
    if before is None or brings:
        return before
    return before if before[2] - before[1] > 1 or reader.strong(before[1]) else None


def _clause_end(reader: PhraseReader, after: int, one: Said, said: list[Said], index: int) -> int:
    """Up to where words behind a quotation can attribute it: the sentence's end or the next one."""
    upper = after
    paragraph_end = reader.sentences[reader.sentence_of(max(0, after - 1))]
    limit = len(reader.tokens)
    if index + 1 < len(said):
        limit = min(limit, reader.token_from(said[index + 1].quoted.start))
    number = reader.sentence_of(after) if after < len(reader.tokens) else one.sentence
    if after < len(reader.tokens):
        sentence = reader.sentences[number]
        if sentence.paragraph != paragraph_end.paragraph:
            return after
        upper = sentence.last
    return min(upper, limit)


def _clause_start(
    reader: PhraseReader, sentence: Sentence, one: Said, said: list[Said], index: int
) -> int:
    """From where words before a quotation can attribute it: after the quotation before it."""
    lower = sentence.first
    if index and said[index - 1].quoted.end > reader.starts[lower]:
        lower = reader.token_from(said[index - 1].quoted.end)
        while lower < len(reader.tokens) and reader.tokens[lower].text in "”“\"»’'":
            lower += 1
    return lower


def _marks_begin(reader: PhraseReader, begin: int, lower: int) -> int:
    """The token of the marks that open the words of token `begin`, at `lower` or behind it."""
    while begin > lower and reader.tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    return begin


def _before(reader: PhraseReader, one: Said, begin: int, lower: int, sentence: Sentence) -> bool:
    """Attribute words to who speaks before them: "X said: …", "according to X …"."""
    if begin <= lower:
        return _colon_before(reader, one, sentence)
    found = cue_choice.labelled(reader, begin, lower)
    if found is None:
        main = cue_choice.main_clause_begin(reader, begin, lower)
        found = cue_before(reader, begin, main, main if main > lower else sentence.first)
        if found is None and len(one.words) >= _LEAST_BY_COLON:
            found = cue_choice.by_colon(reader, begin, main)
    if found is None:
        return False
    one.attribute(reader, *found)
    return True


def _colon_before(reader: PhraseReader, one: Said, sentence: Sentence) -> bool:
    """A sentence that ends in a colon right before the quotation brings it."""
    index = one.sentence - 1
    if index < 0:
        return False
    before = reader.sentences[index]
    if reader.tokens[before.last - 1].text != ":" or before.paragraph < sentence.paragraph - 1:
        return False
    begin = _marks_begin(reader, before.last, before.first)
    return _before(reader, one, begin, before.first, before)


def _continue(reader: PhraseReader, said: list[Said]) -> None:
    """Give quotations without a cue of their own the speaker that they continue."""
    for index, one in enumerate(said):
        if one.subject is not None:
            continue
        following = said[index + 1] if index + 1 < len(said) else None
        previous = said[index - 1] if index else None
        same_sentence_next = (
            following is not None
            and following.sentence == one.sentence
            and following.subject is not None
            and not following.inherited
        )
        if (
            same_sentence_next
            and following is not None
            and _few_words_between(reader, one, following, 6)
        ):
            _inherit(one, following)
        elif (
            previous is not None
            and previous.subject is not None
            and previous.quoted.paragraph == one.quoted.paragraph
        ):
            goes_on = previous.sentence == one.sentence or _is_whole_sentence(reader, one)
            if goes_on and not _from_report_between(reader, one, previous):
                _inherit(one, previous)
        elif (
            previous is not None
            and previous.subject is not None
            and previous.quoted.paragraph == one.quoted.paragraph - 1
            and _fills_paragraph(reader, one)
        ):
            _inherit(one, previous)
    for index in range(len(said) - 2, -1, -1):
        one, following = said[index], said[index + 1]
        if (
            one.subject is None
            and following.subject is not None
            and following.sentence == one.sentence
        ):
            _inherit(one, following)
    _continue_back(reader, said)
    for index, one in enumerate(said):
        if one.subject is None:
            _from_sentence(reader, one)
        if one.subject is None and _is_whole_sentence(reader, one):
            _from_sentence_before(reader, said, index)


def _from_report_between(reader: PhraseReader, one: Said, previous: Said) -> bool:
    """Whether the sentence before, behind the last quotation, has a speaker of its own for `one`.

    "“…,” said Bell. Dorn agreed, and said the dam was old. “…”": Dorn's.
    """
    if one.sentence - 1 <= previous.sentence or not _is_whole_sentence(reader, one):
        return False
    before = reader.sentences[one.sentence - 1]
    if reader.starts[before.first] < previous.quoted.end:
        return False
    if previous.cue_span is not None and previous.cue_span.start >= before.start:
        return False
    speaking = _speaking(reader, before)
    if speaking is None:
        return False
    one.attribute(reader, speaking[0], speaking[1], speaking[1] + 1)
    one.inherited = True
    return True


def _continue_back(reader: PhraseReader, said: Sequence[Said]) -> None:
    """Give paragraphs whose marks stay open the speaker named behind the last of them."""
    for index in range(len(said) - 2, -1, -1):
        one, following = said[index], said[index + 1]
        if (
            one.subject is None
            and following.subject is not None
            and one.quoted.open_end
            and following.quoted.paragraph == one.quoted.paragraph + 1
            and _is_whole_sentence(reader, following)
        ):
            _inherit(one, following)
            one.goes_on = True


def _inherit(one: Said, other: Said) -> None:
    one.subject, one.cue, one.inherited, one.strong = other.subject, other.cue, True, other.strong
    one.cue_span = other.cue_span


def _few_words_between(reader: PhraseReader, one: Said, other: Said, most: int) -> bool:
    return reader.token_from(other.quoted.start) - reader.token_from(one.quoted.end) <= most + 2


def _is_whole_sentence(reader: PhraseReader, one: Said) -> bool:
    """Whether the quotation begins its sentence."""
    return reader.starts[reader.sentences[one.sentence].first] >= one.quoted.start - 2


def _fills_paragraph(reader: PhraseReader, one: Said) -> bool:
    """Whether the paragraph begins with the quotation and has no cue outside it."""
    first = bisect_left(reader.sentences, one.quoted.paragraph, key=_paragraph)
    last = bisect_right(reader.sentences, one.quoted.paragraph, key=_paragraph) - 1
    begins = reader.sentences[first].start >= one.quoted.start - 2
    return begins and (one.quoted.open_end or reader.sentences[last].end <= one.quoted.end + 3)


def _from_sentence(reader: PhraseReader, one: Said) -> None:
    """Attribute a fragment to the subject of its sentence, which has a verb of saying."""
    sentence = reader.sentences[one.sentence]
    begin = reader.token_from(one.quoted.start)
    main = cue_choice.main_clause_begin(reader, begin, sentence.first)
    speaking = _speaking(reader, sentence, main)
    if speaking is not None:
        one.attribute(reader, speaking[0], speaking[1], speaking[1] + 1)
    else:
        one.subject = reader.clause_subject(begin, main)


def _speaking(
    reader: PhraseReader, sentence: Sentence, begin: int = -1
) -> tuple[Subject, int] | None:
    """Who says something in a sentence, with the token of the verb: the first that has a subject.

    Looked for from token `begin` on, by default from the first of the sentence.
    """
    first = max(begin, sentence.first)
    for index in range(first, sentence.last):
        if reader.is_cue(index) and reader.strong(index):
            subject = reader.subject_before(index, first)
            if subject is None and _follows_words(reader, index):
                subject = reader.subject_after(index + 1, sentence.last)
            if subject is not None:
                return subject, index
    return None


def _follows_words(reader: PhraseReader, index: int) -> bool:
    """Whether a sentence, a comma or quotation marks end before token `index`: "…, said X"."""
    return (
        index == 0
        or reader.first[index]
        or (reader.inside[index - 1] or reader.tokens[index - 1].text in ',”"»’—')
    )


def _from_sentence_before(reader: PhraseReader, said: Sequence[Said], index: int) -> None:
    """Attribute words to the speaker of the sentence before: "X said that S. “…”".

    A paragraph of its own may lie between.
    """
    one = said[index]
    if one.sentence == 0 or len(one.words) < 4:
        return
    own, before = reader.sentences[one.sentence], reader.sentences[one.sentence - 1]
    if before.paragraph != own.paragraph and not (
        before.paragraph == own.paragraph - 1 and _fills_paragraph(reader, one)
    ):
        return
    near = said[max(0, index - 10) : index]
    previous = next(
        (
            other
            for other in near
            if other.sentence == one.sentence - 1 and other.subject is not None
        ),
        None,
    )
    if previous is not None:
        _inherit(one, previous)
        return
    speaking = _speaking(reader, before)
    if speaking is not None:
        one.attribute(reader, speaking[0], speaking[1], speaking[1] + 1)
        one.inherited = True
