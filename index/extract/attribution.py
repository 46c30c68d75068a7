"""Whose cue a quotation has: after its words, before them, or in what it continues.

For each quotation the cue is looked for where the press puts it: after the words ("…," said X; "…,"
X said), before them (X said: "…"; according to X, "…"), then in what the quotation continues (the
sentence, the paragraph, the open mark before).
"""

from collections.abc import Sequence
from typing import Final

from index.extract import cue_choice
from index.extract.continued import continue_speakers
from index.extract.cue_subjects import SubjectReader
from index.extract.cues_after import agent_behind_words, cue_after, is_tag
from index.extract.cues_before import FoundCue, cue_before, named_beside
from index.extract.described_speakers import span_of_speaker
from index.extract.document_owners import issuer
from index.extract.quotes import QuotedSpan
from index.extract.signatures import signed_by
from index.extract.spoken import Said
from index.extract.tokenizer import Sentence

# See `_is_reportage`.
_WORDS_TO_A_QUOTATION: Final = 1500
_WORDS_TO_AN_AUTHOR: Final = 35
_ARTICLES: Final = ("the ", "a ", "an ")
# Fewer words after a colon are a name or a term: "two divisions: “Kresowa” and".
_LEAST_BY_COLON: Final = 5


def attributed(reader: SubjectReader, quoted: Sequence[QuotedSpan]) -> list[Said]:
    """Each quoted span with its own subject and cue, or those of what it continues."""
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
    continue_speakers(reader, said)
    return said


def _is_reportage(reader: SubjectReader, said: Sequence[Said]) -> bool:
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


def _attribute(reader: SubjectReader, said: list[Said], index: int) -> None:
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
    agent = agent_behind_words(
        reader, sentence.first, reader.token_from(one.quoted.start), after, upper
    )
    if agent is not None:
        one.attribute(reader, *agent)
        return
    goes_on = last in ",?!—-–…" or outside in {","} or (last not in "." and outside != ".")
    lower = _clause_start(reader, sentence, one, said, index)
    begin = _marks_begin(reader, reader.token_from(one.quoted.start), lower)
    if goes_on or is_tag(reader, after, upper):
        words = sentence.first, reader.token_from(one.quoted.start), len(one.words)
        found = cue_after(reader, words, after, upper, strict=last not in ",?!—–-")
        if found is not None and last in "?!" and _is_next_sentence(reader, found, after, upper):
            found = None
        if found is not None and lower == sentence.first:
            found = cue_choice.subordinate(reader, begin, lower) or found
        if found is not None and begin > lower:
            found = _own_before(reader, found, begin, lower, sentence, (after, upper)) or found
            if found[1] >= after and _is_of_main_clause(reader, one, found, (after, upper)):
                found = None
        if found is not None:
            one.attribute(reader, *found)
            return
    _before(reader, one, begin, lower, sentence)


def _is_of_main_clause(
    reader: SubjectReader, one: Said, found: FoundCue, behind: tuple[int, int]
) -> bool:
    """Whether the cue after a piece of a sentence belongs to another clause.

    "Bell cited “…” policies, which she said had failed".
    """
    after, upper = behind
    if one.words[0][:1].isupper() and len(one.words) > _LEAST_BY_COLON:
        return False
    beside = cue_choice.is_beside(reader, found, after)
    return not beside and not cue_choice.has_no_content(reader, found, after, upper)


def _is_next_sentence(reader: SubjectReader, found: FoundCue, after: int, upper: int) -> bool:
    """Whether a cue after a question or a cry begins the next sentence: "“…?” Bell said that"."""
    begins = after < len(reader.tokens) and reader.first[after]
    return begins and not cue_choice.has_no_content(reader, found, after, upper)


def _own_before(
    reader: SubjectReader,
    found: FoundCue,
    begin: int,
    lower: int,
    sentence: Sentence,
    behind: tuple[int, int],
) -> FoundCue | None:
    """The cue before the words if the one after them, `found`, has other content.

    Also if a verb of saying with its comma is right before the marks. `behind` are the
    tokens around `found`.
    """
    after, upper = behind
    brings = lower == sentence.first and cue_choice.brings(reader, begin, lower)
    if not brings:
        alone = cue_choice.has_no_content(reader, found, after, upper)
        if alone:
            return None
        if cue_choice.is_beside(reader, found, after):
            return named_beside(reader, begin, lower, sentence.first)
    before = cue_before(reader, begin, lower, sentence.first)
    if before is None or brings:
        return before
    return before if before[2] - before[1] > 1 or reader.strong(before[1]) else None


def _clause_end(reader: SubjectReader, after: int, one: Said, said: list[Said], index: int) -> int:
    """Up to where words after a quotation can attribute it: the sentence's end or the next one."""
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
    reader: SubjectReader, sentence: Sentence, one: Said, said: list[Said], index: int
) -> int:
    """From where words before a quotation can attribute it: after the quotation before it."""
    lower = sentence.first
    if index and said[index - 1].quoted.end > reader.starts[lower]:
        lower = reader.token_from(said[index - 1].quoted.end)
        while lower < len(reader.tokens) and reader.tokens[lower].text in "”“\"»’'":
            lower += 1
    return lower


def _marks_begin(reader: SubjectReader, begin: int, lower: int) -> int:
    """The token of the marks that open the words of token `begin`, at `lower` or after it."""
    while begin > lower and reader.tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    return begin


def _before(reader: SubjectReader, one: Said, begin: int, lower: int, sentence: Sentence) -> bool:
    """Attribute words to who speaks before them: "X said: …", "according to X …"."""
    if begin <= lower:
        return colon_before(reader, one)
    found = cue_choice.labelled(reader, begin, lower)
    if found is None:
        main = cue_choice.main_clause_begin(reader, begin, lower)
        found = cue_before(reader, begin, main, main if main > lower else sentence.first)
        alone = lower == sentence.first  # else it goes on with the quotation before it
        if found is None and alone and len(one.words) >= _LEAST_BY_COLON:
            found = cue_choice.by_colon(reader, begin, main)
        if found is None and alone:
            found = cue_choice.by_opening(reader, sentence, begin)
    if found is None:
        return False
    if found[0].text.startswith(_ARTICLES) and span_of_speaker(reader, found[0]) is None:
        # "They slammed a loophole called “…”": the subject of the clause
        acting = reader.main_subject(begin, cue_choice.main_clause_begin(reader, begin, lower))
        if acting is not None and reader.can_speak(acting):
            found = acting, found[1], found[2]
    issued = issuer(reader, found[0], lower)
    if issued is not None:
        found = issued, found[1], found[2]
        one.inherited = True  # the cue is the document's
    one.attribute(reader, *found)
    return True


def colon_before(reader: SubjectReader, one: Said) -> bool:
    """Attribute words to the sentence before them, if its colon brings them."""
    index = one.sentence - 1
    if index < 0:
        return False
    before = reader.sentences[index]
    own = reader.sentences[one.sentence]
    if reader.tokens[before.last - 1].text != ":" or before.paragraph < own.paragraph - 1:
        return False
    begin = _marks_begin(reader, before.last, before.first)
    return _before(reader, one, begin, before.first, before)
