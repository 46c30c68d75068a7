"""Quotations without a cue have the speaker of the words that they continue.

These are the quotation before or after in the same sentence, the sentence before, the paragraph
before, and open marks that go on in the next paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from index.extract import cue_choice, lexicon
from index.extract.cue_subjects import Subject, SubjectReader, subject_of, tokens_before_is_place
from index.extract.described_speakers import span_of_speaker
from index.extract.spoken import Said
from index.extract.tokenizer import Sentence

_CONNECTIVES = frozenset(
    "but and then instead indeed so yet still or also now however rather plus again".split()
)
# What people do as they begin to speak.
_GESTURES = lexicon.word_list("continued.gestures")
_BEFORE_A_CLAUSE = frozenset("that if whether because when while".split())
# Fewer words are a name or a term, unless they are a sentence.
_FEWEST = 4
_LONGEST_VIEWER = 7
_paragraph = attrgetter("paragraph")


def continue_speakers(reader: SubjectReader, said: list[Said]) -> None:
    """Give quotations without a cue the speaker of the words that they continue."""
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
                _take_nearest_name(reader, one, previous)
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
        if one.subject is None and _was_asked(reader, one):
            continue
        acting = one.subject if one.cue is None else None
        if acting is not None and span_of_speaker(reader, acting) is None:
            one.subject = None  # "the truth is only “a word”": nothing that speaks
        if one.subject is None and (_is_whole_sentence(reader, one) or _goes_on(reader, one)):
            _from_sentence_before(reader, said, index)
        one.subject = one.subject or acting


def _from_report_between(reader: SubjectReader, one: Said, previous: Said) -> bool:
    """Whether the sentence before, after the last quotation, has another speaker for `one`.

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
        concerned = _concerned(reader, before)
        if concerned is None:
            return False
        one.subject, one.inherited = concerned, True
        return True
    one.attribute(reader, speaking[0], speaking[1], speaking[1] + 1)
    one.inherited = True
    return True


def _concerned(reader: SubjectReader, sentence: Sentence) -> Subject | None:
    """The person whom a sentence opens with: "For Bell that is no comfort. “…”"."""
    tokens = reader.tokens
    if tokens[sentence.first].lower not in {"for", "to"}:
        return None
    first = sentence.first + 1
    while first + 1 < sentence.last and (tokens[first].is_title or tokens[first].text == "."):
        first += 1
    mention = reader.mention_from(first)
    return subject_of(mention) if mention is not None and reader.is_person(mention) else None


def _take_nearest_name(reader: SubjectReader, one: Said, previous: Said) -> None:
    """Let the sentence before name the speaker where its subject is the same person.

    "“…,” said Anna Bell, 30. Bell has two jobs. “…”".
    """
    before = reader.sentences[one.sentence - 1] if one.sentence else None
    known = one.subject.mention if one.subject is not None else None
    if before is None or known is None or one.sentence - 1 <= previous.sentence:
        return
    if reader.starts[before.first] < previous.quoted.end:
        return
    subject = reader.main_subject(before.last, before.first)
    named = subject.mention if subject is not None else None
    if named is not None and named.actor == known.actor:
        one.subject = subject


def _continue_back(reader: SubjectReader, said: Sequence[Said]) -> None:
    """Give paragraphs whose marks stay open the speaker named after the last of them."""
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


def _few_words_between(reader: SubjectReader, one: Said, other: Said, most: int) -> bool:
    return reader.token_from(other.quoted.start) - reader.token_from(one.quoted.end) <= most + 2


def _is_whole_sentence(reader: SubjectReader, one: Said) -> bool:
    """Whether the quotation begins its sentence, or only a connective precedes it."""
    first = reader.sentences[one.sentence].first
    while reader.starts[first] < one.quoted.start - 2 and (
        reader.tokens[first].lower in _CONNECTIVES or reader.tokens[first].text == ","
    ):
        first += 1
    return reader.starts[first] >= one.quoted.start - 2


def _fills_paragraph(reader: SubjectReader, one: Said) -> bool:
    """Whether the paragraph begins with the quotation and has no cue outside it."""
    first = bisect_left(reader.sentences, one.quoted.paragraph, key=_paragraph)
    last = bisect_right(reader.sentences, one.quoted.paragraph, key=_paragraph) - 1
    begins = reader.sentences[first].start >= one.quoted.start - 2
    return begins and (one.quoted.open_end or reader.sentences[last].end <= one.quoted.end + 3)


def _from_sentence(reader: SubjectReader, one: Said) -> None:
    """Attribute a fragment to the subject of its sentence, which has a verb of saying."""
    sentence = reader.sentences[one.sentence]
    begin = reader.token_from(one.quoted.start)
    if _was_asked(reader, one):
        return
    end = reader.token_from(one.quoted.end)
    behind = cue_choice.behind_opening(reader, sentence, end)
    if behind is not None:
        verb = _speaking(reader, sentence, end)
        if verb is None:
            one.subject = behind
        else:
            one.attribute(reader, verb[0], verb[1], verb[1] + 1)
        return
    main = cue_choice.main_clause_begin(reader, begin, sentence.first)
    speaking = _speaking(reader, sentence, main, begin)
    if speaking is None:
        speaking = _parenthesis(reader, sentence.first, begin)
    if speaking is None and _is_according(reader, one, sentence.first, begin):
        return
    if speaking is None:
        acting = reader.main_subject(begin, main)
        if acting is None or not reader.can_speak(acting):
            speaking = _speaking(reader, sentence, main)
    if speaking is not None:
        one.attribute(reader, speaking[0], speaking[1], speaking[1] + 1)
    else:
        one.subject = _acting(reader, one, begin, main)


def _acting(reader: SubjectReader, one: Said, begin: int, main: int) -> Subject | None:
    """The subject of the clause from token `main` to the words at token `begin`.

    Not the name that the words are about: "the catchphrase of Bell was that Dorn “would say
    anything”".
    """
    viewer = _viewer(reader, main, begin)
    if viewer is not None:
        return viewer
    subject = reader.clause_subject(begin, main) or reader.main_subject(begin, main)
    if subject is not None and subject.mention is not None:
        actor = reader.actors[subject.mention.actor]
        first = reader.token_from(subject.span.start)
        if actor.kind == "outlet" and tokens_before_is_place(reader.tokens, first):
            return None  # "Then, later on CNN: “…”"
    if subject is not None and subject.text.lower() == "it":
        return None  # "It was the cries of “Down!” that they heard"
    if subject is None or not one.words[0][:1].islower():
        return subject
    behind = reader.token_from(subject.span.end)
    if subject.mention is None or reader.is_owner(subject.mention):
        return subject
    first = reader.token_from(subject.span.start)
    opens = first
    while opens > main and reader.tokens[opens - 1].is_title:
        opens -= 1
    if opens > main and reader.tokens[opens - 1].lower not in _BEFORE_A_CLAUSE:
        return subject
    if any(word.is_word or word.text in {",", ":"} for word in reader.tokens[behind:begin]):
        return subject
    return reader.clause_subject(first, main) if first > main else None


def _viewer(reader: SubjectReader, main: int, begin: int) -> Subject | None:
    """Who sees it so in "To Bell, the dam is a “ruin”" and "To her fans, she is “a star”"."""
    tokens = reader.tokens
    if tokens[main].lower != "to":
        return None
    for comma in range(main + 2, min(begin, main + _LONGEST_VIEWER)):
        if tokens[comma].text == "," and not reader.inside[comma]:
            viewer = reader.phrase_ending(comma - 1, main + 1)
            if viewer is None or reader.token_from(viewer.span.start) != main + 1:
                return None
            human = reader.is_person(viewer.mention) or tokens[comma - 1].is_human_noun
            return viewer if human else None
    return None


def _parenthesis(reader: SubjectReader, first: int, begin: int) -> tuple[Subject, int] | None:
    """Who says the words before token `begin`, in ", he said,", and the token of the verb."""
    tokens = reader.tokens
    for index in range(first + 2, begin - 1):
        if tokens[index + 1].text != "," or not (reader.is_cue(index) and reader.strong(index)):
            continue
        subject = reader.subject_before(index, first)
        if subject is not None and tokens[reader.token_from(subject.span.start) - 1].text == ",":
            return subject, index
    return None


def _is_according(reader: SubjectReader, one: Said, first: int, begin: int) -> bool:
    """Attribute words in a sentence that opens with "According to X," to X, if that is so."""
    tokens = reader.tokens
    if begin - first < 4 or tokens[first].lower != "according" or tokens[first + 1].lower != "to":
        return False
    subject = reader.subject_after(first + 2, begin)
    if subject is None:
        return False
    one.attribute(reader, subject, first, first + 2)
    return True


def _was_asked(reader: SubjectReader, one: Said) -> bool:
    """Whether "was asked" is right before the words: another person asked."""
    lower = reader.sentences[one.sentence].first
    at = reader.token_from(one.quoted.start) - 1
    while at > lower and not reader.tokens[at].is_word:
        at -= 1
    passive = at > lower and reader.tokens[at - 1].lower in {"was", "were", "been", "being"}
    return passive and reader.tokens[at].lower in {"asked", "told"}


def _speaking(
    reader: SubjectReader, sentence: Sentence, begin: int = -1, end: int = -1
) -> tuple[Subject, int] | None:
    """Who says something in a sentence, with the token of the verb: the first that has a subject.

    Looked for between tokens `begin` and `end`, by default in the whole sentence.
    """
    first = max(begin, sentence.first)
    for index in range(first, sentence.last if end < 0 else end):
        if reader.tokens[index].lower in _GESTURES or (
            reader.is_cue(index) and reader.strong(index)
        ):
            subject = reader.subject_before(index, first)
            if subject is None and _follows_words(reader, index):
                subject = reader.subject_after(index + 1, sentence.last)
            if subject is not None:
                return subject, index
    return None


def _follows_words(reader: SubjectReader, index: int) -> bool:
    """Whether a sentence, a comma or quotation marks end before token `index`: "…, said X"."""
    return (
        index == 0
        or reader.first[index]
        or (reader.inside[index - 1] or reader.tokens[index - 1].text in ',”"»’—')
    )


def _goes_on(reader: SubjectReader, one: Said) -> bool:
    """Whether a fragment is in a sentence that goes on with what was said before it.

    "Bell said the dam was old. That makes it “an open ruin.”"
    """
    own = reader.sentences[one.sentence]
    begins_paragraph = one.sentence == 0 or (
        reader.sentences[one.sentence - 1].paragraph != own.paragraph
    )
    return reader.is_reportage and not begins_paragraph


def _from_sentence_before(reader: SubjectReader, said: Sequence[Said], index: int) -> None:
    """Attribute words to the speaker of the sentence before: "X said that S. “…”".

    Another paragraph may be between them.
    """
    one = said[index]
    if one.sentence == 0:
        return
    stops = reader.text[one.quoted.end - 1] in ".!?…"
    if len(one.words) < _FEWEST and not (stops and _is_whole_sentence(reader, one)):
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
    elif reader.is_reportage:
        one.subject = _person_acting(reader, before)
        one.inherited = True


def _person_acting(reader: SubjectReader, before: Sentence) -> Subject | None:
    """The person named as the subject of a sentence: "Bell touted the bill. “…”"."""
    subject = reader.main_subject(before.last, before.first)
    if subject is None:
        return None
    if subject.text.lower() in {"he", "she"}:
        return subject
    return subject if reader.is_person(subject.mention) else None
