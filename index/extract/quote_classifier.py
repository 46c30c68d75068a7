"""Decide whether the words in quotation marks were said.

Marks can also name a work, give a nickname or keep a distance. A logistic regression (maximum
entropy classifier) weighs the features of `quote_features`. Its weights are in
data/quote_classifier.tsv; tools/train_quote_classifier.py fits them on articles with annotated
quotations. Single marks do not occur in those articles, so rules decide about them.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import clauses, lexicon
from index.extract.cue_subjects import PRONOUNS, SubjectReader
from index.extract.quote_features import features, is_titled, same_paragraph
from index.extract.quoted_names import is_in_capitals, is_shown, names_something
from index.extract.spoken import Said

# Cues that are as often other verbs.
_LIGHT: Final = lexicon.word_list("quote_classifier.light")
_NAMES_A_WORK: Final = re.compile(
    r"(?:so-called|known as|called|titled|entitled|dubbed|named|nicknamed"
    r"|the term|the word|the phrase|book,?|song,?|film,?"
    r"|movie,?|show,?|episode of|program,?) $"
)
_NAMING: Final = re.compile(
    r"(?:\b(?:the|of|a) (?:terms?|words?|phrases?|expression|slogan|label|nickname|motto|title"
    r"|headline)(?: (?:is|was|of))?"
    r"|\b(?:entitled|titled|headlined|dubbed|nicknamed|so-called|captioned|codenamed|code-named|meaning)"
    r"|\bknown (?:\w+ ){0,3}as|\bheadline (?:is|was|read|reads)|\baccolade of"
    r"|\b(?:book|film|movie|song|novel|article|report|essay|poem|play|series|speech|address|study|paper|campaign|conference|exhibition"
    r"|documentary|program|programme|project|operation)(?: \w+){0,2} (?:called|named)"
    r"|\b(?:can|could|should|might|may|is|are|was|were) (?:really |often |sometimes |also |now )?"
    r"(?:be )?(?:called|named)"
    r"|\b(?:H\.R\.|S\.|Res\.|Resolution) \d+)[,:]? (?:the |a |an )?$"
)
# How the last word ends in all that `_NAMING` finds, where it is no number.
_NAMING_ENDS: Final = tuple(
    "term terms word words phrase phrases expression slogan label nickname motto title headline is"
    " was of as read reads called named entitled titled headlined dubbed nicknamed captioned"
    " meaning".split()
)
_ARTICLES: Final = frozenset({"the", "a", "an"})
# "whom everybody at the port calls “Lynx”"
_NICKNAMED: Final = re.compile(
    r"\b(?:whom?|everyone|everybody|friends|colleagues|locals|fans|comrades)\b[^.!?“”\"]{0,50}\bcall(?:s|ed)?"
    r"(?: him| her| it| them)? $|\bnicknamed (?:\w+ ){0,2}$"
)
_VOTE: Final = re.compile(r"[”\"»’']{1,2} (?:votes?|vote[rs]|side|camp)\b")
_LISTED: Final = re.compile(r"[,”\"»’']{0,3} ?(?:or |and )?[“\"«‘]")
_BESIDE, _FAR_FROM_CUE, _LONGEST_LIST = 40, 6, 12
# The score that speeches, histories and essays need: they quote less and name more.
_LEVEL_ELSEWHERE: Final = 0.8
# No title, term or nickname has so many words.
_LONGER_THAN_NAMES: Final = 15
_FAR_THAT, _TAG, _FEWEST = 9, 12, 3
_SENTENCE_ENDS: Final = frozenset({".", "!", "?", ":", "”", '"'})
_TELLING: Final = frozenset("said replied asked answered told added shouted wrote".split())
_CONTRACTED: Final = frozenset("’s ’re ’m ’ll ’d 's 're 'm 'll 'd".split())
# An entry in a list of sources: "“…” — Northern Post, May 12, 2004".
_SOURCE_ENTRY: Final = re.compile(
    r"[”\"’»]{1,2}\.? [—–-] ?[^\n“\"]{2,60}, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z.]* \d{1,2}, \d{4}"
)
_SAYS: Final = re.compile(
    r"(?:said|says|told|asked|wrote|tweeted|chanted|chant(?:s|ing)|shouted|yelled)[,:]? $"
)
# "(CROSSTALK.)": a remark between what is said.
_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")


def is_said(reader: SubjectReader, said: Sequence[Said], index: int) -> bool:
    """Whether the words of `said[index]` were said or written by a speaker."""
    ruled = by_rule(reader, said, index)
    if ruled is not None:
        return ruled
    weights = lexicon.said_weights()
    total = 0.0
    for feature in features(reader, said, index):
        total += weights.get(feature, 0.0)
    return total > (0.0 if reader.is_reportage else _LEVEL_ELSEWHERE)


def by_rule(reader: SubjectReader, said: Sequence[Said], index: int) -> bool | None:
    """What needs no weighing; None where `features` have to be weighed."""
    one = said[index]
    words = one.words
    if (one.goes_on and one.strong) or one.in_turn:
        return True
    if _SOURCE_ENTRY.match(reader.text, one.quoted.end):
        return False
    one.named = not one.quoted.single and _is_named(reader, said, index)
    if _is_nickname(reader, one, words) or (
        words[0][0] in "([" and _BRACKETED.fullmatch(" ".join(words))
    ):
        return False
    if (
        len(words) < 3
        and words[0][0].isupper()
        and _NICKNAMED.search(reader.text[max(0, one.quoted.start - 90) : one.quoted.start - 1])
    ):
        return False
    if not one.quoted.single:
        if _is_too_long(one) or is_shown(reader, one):
            return True
        if names_something(reader, one):
            return False
    if one.quoted.single:
        return not _is_subhead(reader, one) and _is_said_in_single_marks(reader, one, words)
    if not one.named and (
        _stands_alone(reader, one) or (len(words) < 5 and _follows_speech(reader, one))
    ):
        return True
    if len(words) < 5 and not _is_reported(reader, said, index):
        return False
    if one.named and not (reader.is_reportage and one.cue is not None and one.strong):
        return False
    if len(words) < 5 and not reader.is_reportage and not _has_cue_beside(reader, said, index):
        return False
    return None


def _is_too_long(one: Said) -> bool:
    """Whether the words are more than a name has, and not written as one."""
    return len(one.words) >= _LONGER_THAN_NAMES and not one.named and not is_in_capitals(one.words)


def _is_named(reader: SubjectReader, said: Sequence[Said], index: int) -> bool:
    """Whether the words before the marks say that they enclose a title, a term or a name."""
    one = said[index]
    before = reader.text[max(0, one.quoted.start - 60) : one.quoted.start - 1]
    if _may_name(before) and _NAMING.search(before):
        return not _has_agent(one)
    if _VOTE.match(reader.text, one.quoted.end) and len(one.words) == 1:
        return True
    # the next one of a list: “a,” “b” or “c”
    return len(one.words) < 5 and _is_listed_after(reader, said, index) and said[index - 1].named


def _has_agent(one: Said) -> bool:
    """Whether a passive brings the words: "was called “a ruin” by Bell"."""
    return (
        one.subject is not None
        and one.cue_span is not None
        and not one.inherited
        and one.cue_span.end < one.quoted.start
        and one.subject.span.start > one.quoted.end
    )


def _may_name(before: str) -> bool:
    """Whether the last word, without an article, lets `_NAMING` match; the search takes longer."""
    if not before.endswith(" "):
        return before.endswith("\n")
    rest, _, last = before[:-1].rpartition(" ")
    if last in _ARTICLES:
        last = rest
    if last.endswith((",", ":")):
        last = last[:-1]
    return last[-1:].isdecimal() or last.endswith(_NAMING_ENDS)


def _is_insult(reader: SubjectReader, said: Sequence[Said], index: int) -> bool:
    """Whether "calls people “losers”" has no subject, or a list continues so."""
    for place in range(index, max(-1, index - _LONGEST_LIST), -1):
        first = reader.token_from(said[place].quoted.start)
        for at in range(max(0, first - 5), first):
            if reader.tokens[at].lower in {"calls", "called"} and not reader.inside[at]:
                before = reader.tokens[at - 1].lower if at else ""
                return before not in {"is", "are", "was", "were", "be", "been", "so", "also"}
        if not _is_listed_after(reader, said, place):
            return False
    return False


def _is_listed_after(reader: SubjectReader, said: Sequence[Said], index: int) -> bool:
    """Whether nothing but a comma or "or" is between a quotation and the one before it."""
    if index == 0:
        return False
    start, end = said[index - 1].quoted.end, said[index].quoted.start
    return end - start < 9 and _LISTED.fullmatch(reader.text[start:end]) is not None


def _has_cue_beside(reader: SubjectReader, said: Sequence[Said], index: int) -> bool:
    """Whether a verb of saying with a subject other than the author is next to the marks."""
    one = said[index]
    if one.cue_span is None or one.subject is None:
        return _is_insult(reader, said, index)
    if one.subject.text.lower() in {"i", "we", "you", "it"}:
        return one.subject.text.lower() == "i" and _is_told_by_author(reader, one)
    first = reader.token_from(one.quoted.start)
    cue = reader.token_from(one.cue_span.start)
    if one.inherited:
        for place in range(index, max(0, index - _LONGEST_LIST), -1):
            if not _is_listed_after(reader, said, place):
                break
            first = reader.token_from(said[place - 1].quoted.start)
        else:
            return False
        if first == reader.token_from(one.quoted.start):
            return one.strong and len(one.words) > 2
    elif one.strong and any(
        reader.tokens[at].lower == "that" for at in range(cue + 1, min(first, cue + _FAR_THAT))
    ):
        return True  # "Bell told the Post that the talks would begin “in a few weeks”"
    if cue > first:
        speaker = one.subject.span.start
        behind = speaker if speaker >= one.quoted.end else reader.starts[cue]
        return min(behind, reader.starts[cue]) - one.quoted.end < _BESIDE
    passive = cue > 0 and reader.tokens[cue - 1].lower in {"been", "be", "was", "is", "were", "are"}
    return (not passive or _has_agent(one)) and first - cue <= _FAR_FROM_CUE


def _is_told_by_author(reader: SubjectReader, one: Said) -> bool:
    """Whether the author tells what the author said: "“Yes,” I said", "I asked, “Why?”"."""
    if one.cue_span is None or one.inherited:
        return False
    text = reader.text
    if reader.tokens[reader.token_from(one.cue_span.start)].lower not in _TELLING:
        return False
    if one.cue_span.start > one.quoted.end:
        return one.cue_span.end - one.quoted.end < _TAG
    return text[one.cue_span.end : one.quoted.start - 1].strip() in {",", ":", ""}


def _is_whole_sentence(reader: SubjectReader, one: Said) -> bool:
    """Whether the words are a sentence with its own subject: "“He is a farmer!”"."""
    inner = reader.text[one.quoted.start : one.quoted.end]
    if inner[-1] not in ".!?," or not inner[0].isupper() or len(one.words) < _FEWEST:
        return False
    first = reader.token_from(one.quoted.start)
    clause = any(
        reader.tokens[at].lower in clauses.VERBS or reader.tokens[at].lower in _CONTRACTED
        for at in range(first, min(first + _FEWEST, reader.token_from(one.quoted.end)))
    )
    opens = reader.tokens[first].lower in clauses.NOMINATIVE | {"this", "that", "it", "there"}
    return clause and opens


def _stands_alone(reader: SubjectReader, one: Said) -> bool:
    """Whether the words are a sentence by themselves behind another one: "Bell left. “No luck.”".

    A colon may bring them.
    """
    text, start, end = reader.text, one.quoted.start, one.quoted.end
    if text[end - 1] not in ".!?" or not text[start].isupper() or is_titled(one.words):
        return False
    before = text[max(0, start - 3) : start - 1]
    if not before.endswith(" ") or before[:1] not in _SENTENCE_ENDS:
        return False
    behind = text[end + 1 : end + 3]
    return not behind.strip() or (behind[0].isspace() and not behind[1].islower())


def _follows_speech(reader: SubjectReader, one: Said) -> bool:
    """Whether the words are a sentence behind one with a verb of saying: "Bell said. “It is!”"."""
    if not one.sentence or not _is_whole_sentence(reader, one):
        return False
    before = reader.sentences[one.sentence - 1]
    return before.paragraph == reader.sentences[one.sentence].paragraph and any(
        reader.tokens[at].is_strong_cue and not reader.inside[at]
        for at in range(before.first, before.last)
    )


def _is_reported(reader: SubjectReader, said: Sequence[Said], index: int) -> bool:
    """Whether the words can have been said.

    There is a verb of saying in the sentence, a colon before the marks, or a person as subject.
    """
    one = said[index]
    if one.cue is not None or reader.text[max(0, one.quoted.start - 4) : one.quoted.start].rstrip(
        "“\"«„‘' "
    ).endswith(":"):
        return True
    sentence = reader.sentences[one.sentence]
    if any(
        other.sentence == one.sentence and other.strong and not other.inherited
        for other in same_paragraph(said, index)
    ):
        return True
    subject = reader.clause_subject(reader.token_from(one.quoted.start), sentence.first)
    if subject is not None and (
        subject.text.lower() in PRONOUNS or reader.is_person(subject.mention)
    ):
        return True
    for at in range(sentence.first, sentence.last):
        word = reader.tokens[at]
        if not reader.inside[at] and (
            (word.is_cue and word.lower not in _LIGHT) or word.lower == "according"
        ):
            return True
    return False


def _is_nickname(reader: SubjectReader, one: Said, words: list[str]) -> bool:
    """Whether the marks are between a given name and a surname: Marcia “Cia” Price."""
    if len(words) != 1 or not words[0][0].isupper():
        return False
    before = reader.text[max(0, one.quoted.start - 30) : one.quoted.start - 1]
    after = reader.text[one.quoted.end + 1 : one.quoted.end + 3]
    return bool(re.search(r"[A-Z](?:\w+|\.) $", before) and re.match(r".?.? ?[A-Z]", after))


def _is_subhead(reader: SubjectReader, one: Said) -> bool:
    """Whether the marks hold a separate line that repeats words of the text: a subhead."""
    text, begin, end = reader.text, one.quoted.start - 1, one.quoted.end + 1
    alone = text[:begin].endswith("\n") and text[end : end + 1] in {"", "\n"}
    words = text[one.quoted.start : one.quoted.end].rstrip(".!?,").casefold()
    return alone and words in text[end:].casefold()


def _is_said_in_single_marks(reader: SubjectReader, one: Said, words: list[str]) -> bool:
    """Titles of works and short spans that nobody is named for quote nobody."""
    attributed = one.subject is not None and one.cue is not None
    before = reader.text[max(0, one.quoted.start - 30) : one.quoted.start - 1]
    if is_titled(words) and len(words) <= 8 and reader.text[one.quoted.end - 1] not in ",.!?":
        return attributed and one.strong and bool(_SAYS.search(before))
    if _NAMES_A_WORK.search(before) and len(words) <= 6 and not attributed:
        return False
    if attributed:
        return True if one.strong or len(words) > 2 else not one.inherited
    return len(words) > 4
