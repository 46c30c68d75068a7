"""Whose cue a quotation has: after its words, before them, or in what it continues.

For each quotation the cue is looked for where the press puts it: after the words ("…," said X; "…,"
X said), before them (X said: "…"; according to X, "…"), then in what the quotation continues (the
sentence, the paragraph, the open mark before).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from index.extract.cues_after import cue_after, is_tag
from index.extract.cues_before import cue_before
from index.extract.phrases import PhraseReader, Subject, subject_of
from index.extract.quotes import QuotedSpan
from index.extract.segment import Sentence
from index.model import Span

_paragraph = attrgetter("paragraph")
# See `_is_reportage`.
_WORDS_TO_A_QUOTATION: Final = 1500
_WORDS_TO_AN_AUTHOR: Final = 35


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
    """Each quoted stretch with the subject and the cue that it has itself or takes from what it continues."""
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
    if _signed(reader, one):
        return
    sentence = reader.sentences[one.sentence]
    after = reader.token_from(one.quoted.end)
    while after < len(reader.tokens) and reader.tokens[after].text in "”“\"»’'":
        after += 1
    last = reader.text[one.quoted.end - 1]
    outside = reader.text[one.quoted.end + 1 : one.quoted.end + 2]
    upper = _clause_end(reader, after, one, said, index)
    goes_on = last in ",?!—-–…" or outside in {","} or (last not in "." and outside != ".")
    if goes_on or is_tag(reader, after, upper):
        words = sentence.first, reader.token_from(one.quoted.start), len(one.words)
        found = cue_after(reader, words, after, upper, strict=last not in ",?!—–-")
        if found is not None:
            one.attribute(reader, *found)
            return
    lower = _clause_start(reader, sentence, one, said, index)
    _before(reader, one, reader.token_from(one.quoted.start), lower, sentence)


# “…” ― Veronica Cruz: a signature behind a dash; "WALLACE: …": the speaker's name in capitals opens a transcript's turn
_SIGNATURE: Final = re.compile(
    r"[”\"»’]?\s{0,2}(?:[―—–]|--?)\s{0,2}(?P<name>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|d[aei]l?|v[ao]n))*)(?=\s*(?:\n|$|[,.(;]))"
)
_TURN: Final = re.compile(r"(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s")


def _signed(reader: PhraseReader, one: Said) -> bool:
    """Whether the quotation carries its speaker's name itself, behind it or at its head."""
    for match, cue in (
        (_TURN.match(reader.text, one.quoted.start), ":"),
        (_SIGNATURE.match(reader.text, one.quoted.end), "—"),
    ):
        if match is None or match.end("name") > one.quoted.end + 80:
            continue
        span = Span(*match.span("name"))
        mention = reader.mention_at.get(span.start)
        one.subject = subject_of(mention) if mention else Subject(span, match["name"])
        one.cue, one.strong = cue, True
        if cue == ":":
            one.cue_span = Span(span.end, span.end + 1)
        return True
    return False


def _clause_end(reader: PhraseReader, after: int, one: Said, said: list[Said], index: int) -> int:
    """Up to where words after a quotation can attribute it: the sentence's end or the next quotation."""
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


def _before(reader: PhraseReader, one: Said, begin: int, lower: int, sentence: Sentence) -> bool:
    """Attribute words to who speaks before them: "X said: …", "according to X …"."""
    tokens = reader.tokens
    while begin > lower and tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    if begin <= lower:
        return _colon_before(reader, one, sentence)
    found = cue_before(reader, begin, lower, sentence.first)
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
    return _before(reader, one, before.last, before.first, before)


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
            if previous.sentence == one.sentence or _is_whole_sentence(reader, one):
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
    """The subject of the sentence speaks the fragment quoted in it, where it has a verb of saying."""
    sentence = reader.sentences[one.sentence]
    begin = reader.token_from(one.quoted.start)
    speaking = _speaking(reader, sentence)
    if speaking is not None:
        one.attribute(reader, speaking[0], speaking[1], speaking[1] + 1)
    else:
        one.subject = reader.clause_subject(begin, sentence.first)


def _speaking(reader: PhraseReader, sentence: Sentence) -> tuple[Subject, int] | None:
    """Who says something in a sentence, with the token of the verb: the first that has a subject."""
    for index in range(sentence.first, sentence.last):
        if reader.is_cue(index) and reader.strong(index):
            subject = reader.subject_before(index, sentence.first)
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
    """Who speaks in the sentence before goes on: X said that …. "…" A paragraph of its own may lie between."""
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
