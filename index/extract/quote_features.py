"""Features of a quoted span for `quote_classifier`.

A feature is a string that names one property: length, cue, words next to the marks, other
quotations in the same paragraph.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import clauses, lexicon
from index.extract.cue_subjects import PRONOUNS, SubjectReader
from index.extract.quotes import QuotedSpan
from index.extract.spoken import Said
from index.extract.words import Lexeme

# For these the word next to the marks is a feature; for others only the kind of word is.
_BEFORE: Final = lexicon.word_list("quote_features.before")
_FUNCTION: Final = lexicon.word_list("quote_features.function")
# Words before a title of a work or a show, before a label, and after a title used as an adjective.
_WORKS: Final = lexicon.word_list("quote_features.works")
_LABELS: Final = lexicon.word_list("quote_features.labels")
_USED_AS_ADJECTIVE: Final = lexicon.word_list("quote_features.used_as_adjective")
_IN_SHOWS: Final = lexicon.word_list("quote_features.in_shows")
_NEAR_BY: Final = 20
_LONG: Final = 14
_SENTENCE_REACH: Final = 12
_SUFFIXES: Final = ("ly", "ing", "ed", "ist", "ism", "s", "able", "al", "ous", "ive")
_SMALL: Final = r"a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by"
_TITLE_CASE: Final = re.compile(
    rf"(?:[A-Z0-9][\w’'.&-]*|{_SMALL})(?:[ :,!?-]+(?:[A-Z0-9][\w’'.&-]*|{_SMALL}))*[!?.,]?$"
)


def features(reader: SubjectReader, said: Sequence[Said], index: int) -> list[str]:
    """The features of the marks of `said[index]`, by name; "always" is the constant."""
    one = said[index]
    words = one.words
    count = len(words)
    size = str(count) if count < 3 else "3-4" if count < 5 else "5-7" if count < 8 else "8"
    cue = _cue(one)
    seen = ["always", f"words={size}", f"cue={cue}", f"cue={cue},words={size}"]
    if one.named:
        seen += ["named", f"named,words={size}"]
    titled = is_titled(words)
    _of_the_words(seen, reader, one.quoted, words, size, titled)
    _beside(seen, reader, one, count, size, titled)
    _company(seen, reader, said, index, size)
    if one.subject is not None:
        word = one.subject.text.lower()
        named = "mention" if one.subject.mention else "noun"
        seen.append(f"subject={'pronoun' if word in PRONOUNS else named}")
    else:
        sentence = reader.sentences[one.sentence]
        found = reader.clause_subject(reader.token_from(one.quoted.start), sentence.first)
        kind = (
            "none"
            if found is None
            else "pronoun"
            if found.text.lower() in PRONOUNS
            else "mention"
            if found.mention
            else "noun"
        )
        seen.append(f"clause={kind}")
    return seen


def is_titled(words: list[str]) -> bool:
    """Whether the words are written as a title is, with more than one capital."""
    capitals = 0
    for word in words:
        capitals += word[0].isupper()
    return capitals > 1 and _TITLE_CASE.match(" ".join(words)) is not None


def _cue(one: Said) -> str:
    if one.subject is None:
        return "none"
    kind = "subject" if one.cue is None else "strong" if one.strong else "weak"
    return f"{kind},inherited" if one.inherited else kind


def _of_the_words(
    seen: list[str],
    reader: SubjectReader,
    quoted: QuotedSpan,
    words: list[str],
    size: str,
    titled: bool,
) -> None:
    """What the quoted words look like."""
    inner = reader.text[quoted.start : quoted.end]
    capitals = 0
    for word in words:
        capitals += word[0].isupper()
    has_digit = of_person = False
    for at in range(reader.token_from(quoted.start), reader.token_from(quoted.end)):
        token = reader.tokens[at]
        has_digit = has_digit or token.has_digit
        of_person = of_person or token.is_of_person
    if titled:
        shows = any(word.strip(".,!?").lower() in _IN_SHOWS for word in words)
        seen += ["title", f"title,words={size}", "title of a show" if shows else "title of no show"]
    if capitals == len(words):
        seen.append(f"capitals,words={size}")
    elif words[0][0].isupper():
        seen.append("first capital")
    else:
        seen.append("first lower")
    if inner[-1] in ",.!?":
        seen.append(f"last={inner[-1]}")
    if inner[0] in "([" and inner.rstrip(".")[-1:] in ")]":
        seen.append("brackets")
    if has_digit:
        seen.append("digit")
    if of_person:
        seen.append("first or second person")
    if count_is_long(words):
        seen.append("long")
    if is_sentence(reader, quoted, inner):
        seen += ["sentence", f"sentence,words={size}"]
    if words[0][0] in "#@":
        seen.append("hashtag")
    if len(words) < 3:
        last = words[-1].lower().strip(".,!?")
        for suffix in _SUFFIXES:
            if last.endswith(suffix):
                seen.append(f"suffix={suffix}")
                break


def count_is_long(words: list[str]) -> bool:
    """Whether the words are more than any title has."""
    return len(words) >= _LONG


def is_sentence(reader: SubjectReader, quoted: QuotedSpan, inner: str) -> bool:
    """Whether the words begin with a capital, end with a full stop and have a finite verb."""
    if not inner[0].isupper() or inner[-1] not in ".!?,":
        return False
    first, last = reader.token_from(quoted.start), reader.token_from(quoted.end)
    return any(
        reader.tokens[at].lower in clauses.VERBS and not reader.tokens[at].is_cap
        for at in range(first + 1, min(last, first + _SENTENCE_REACH))
    )


def _beside(
    seen: list[str], reader: SubjectReader, one: Said, count: int, size: str, titled: bool
) -> None:
    """What precedes and follows the marks in their sentence."""
    tokens = reader.tokens
    sentence = reader.sentences[one.sentence]
    first, after = _outside(reader, one, sentence.first)
    before = tokens[max(sentence.first, first - 4) : first]
    behind = tokens[after : min(after + 3, sentence.last)]
    outside = reader.text[one.quoted.end + 1 : one.quoted.end + 2]
    if outside and outside in ",.?:;)":
        seen.append(f"outside={outside}")
    kind = _kind_before(reader, before)
    seen.append(f"before={kind}")
    seen.append(f"before={kind},words={size}")
    if before:
        seen.append(f"word before={before[-1].lower}")
    if len(before) > 1:
        seen.append(f"words before={before[-2].lower} {before[-1].lower}")
    following = _kind_after(reader, behind)
    seen.append(f"after={following}")
    seen.append(f"after={following},words={size}")
    if behind:
        seen.append(f"word after={behind[0].lower}")
    if kind in {"the", "a", "an"}:
        seen.append(f"article before,after={following}")
    near = {token.lower for token in before[-3:]}
    if near & _WORKS:
        seen.append(f"work before,words={size}")
    if near & _LABELS:
        seen.append(f"label before,words={size}")
    if {token.lower for token in behind[:2]} & _USED_AS_ADJECTIVE:
        seen.append(f"work after,words={size}")
    if before and before[-1].lower in {"on", "in"}:
        seen.append(f"on,{'title' if titled else 'no title'}")
    named = [
        mention for at in range(first - len(before), first) if (mention := reader.mention_from(at))
    ]
    if named:
        outlet = reader.actors[named[-1].actor].kind == "outlet"
        if outlet:
            seen.append("outlet before")
        if before[-1].lower in {"’s", "'s"}:
            seen.append(f"possessive={'outlet' if outlet else 'actor'}")
    if count < 3 and before and before[-1].is_cap and behind and behind[0].is_cap:
        seen.append("between capitals")


def _company(
    seen: list[str], reader: SubjectReader, said: Sequence[Said], index: int, size: str
) -> None:
    """What else is quoted and said in the sentence and the paragraph."""
    one = said[index]
    sentence = reader.sentences[one.sentence]
    near_by = same_paragraph(said, index)
    others = [other for other in near_by if other.sentence == one.sentence]
    if others:
        seen.append("quotation beside")
    if any(other.strong and other.cue and not other.inherited for other in others):
        seen.append("quotation with a cue beside")
    if any(len(other.words) > 4 for other in others):
        seen.append("long quotation beside")
    if any(len(other.words) > 4 for other in near_by):
        seen.append(f"long quotation in the paragraph,words={size}")
    strong = weak = according = False
    for at in range(sentence.first, sentence.last):
        word = reader.tokens[at]
        if not reader.inside[at]:
            strong = strong or word.is_strong_cue
            weak = weak or (word.is_cue and not word.is_strong_cue)
            according = according or word.lower == "according"
    if strong:
        seen += ["cue in the sentence", f"cue in the sentence,words={size}"]
    elif weak:
        seen.append("weak cue in the sentence")
    if according:
        seen.append("according")
    if one.quoted.paragraph < 2:
        seen.append("at the head")


def same_paragraph(said: Sequence[Said], index: int) -> list[Said]:
    """The other quotations of the same paragraph, of a very long one those near by."""
    paragraph = said[index].quoted.paragraph
    near = range(max(0, index - _NEAR_BY), min(len(said), index + _NEAR_BY + 1))
    return [said[at] for at in near if at != index and said[at].quoted.paragraph == paragraph]


def _outside(reader: SubjectReader, one: Said, first: int) -> tuple[int, int]:
    """The first token of the opening marks, and the first one after the closing marks."""
    tokens = reader.tokens
    begin, after = reader.token_from(one.quoted.start), reader.token_from(one.quoted.end)
    while begin > first and tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    while after < len(tokens) and (
        tokens[after].text in "”\"»’'" or reader.starts[after] == one.quoted.end
    ):
        after += 1
    return begin, after


def _kind_before(reader: SubjectReader, before: Sequence[Lexeme]) -> str:
    if not before:
        return "nothing"
    token = before[-1]
    if token.lower in _BEFORE:
        return token.lower
    if token.is_cue:
        return "cue" if token.is_strong_cue else "weak cue"
    return "capital" if token.is_cap else "word"


def _kind_after(reader: SubjectReader, behind: Sequence[Lexeme]) -> str:
    if not behind:
        return "nothing"
    token = behind[0]
    if token.is_cap:
        return "capital"
    if token.lower in _FUNCTION:
        return "function word"
    if token.is_cue:
        return "cue"
    return "word" if token.is_word else token.text
