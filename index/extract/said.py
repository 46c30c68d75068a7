"""Whether anybody said the quoted words, or the marks only keep a distance, name a work, a nickname.

A logistic regression (maximum entropy classifier) over what stands in and around the marks: how
many words, whether they have a cue, which words are beside them. Its weights are in data/said.tsv;
tools/train_said.py makes them from articles in which people marked what is said. Single marks,
which those articles do not have, are decided by rule.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.extract import lexicon
from index.extract.attribution import Said
from index.extract.phrases import PRONOUNS, Reader
from index.extract.segment import Sentence
from index.extract.words import Word

# A word's own place beside the marks tells something for these; for others only what kind of word it is.
_BEFORE: Final = frozenset(
    "the a an as of to is was are were be his her their its this and or that in on for with by at from like about no not"
    " called so-called , : . ( - — – ’s 's".split()
)
_FUNCTION: Final = frozenset(
    "and or of to in on for with by at from as but that who which is was are were would will has had have been when while if"
    " because during about".split()
)
# Words before a title of a work or a show, before a label, and after a title that is used as an adjective.
_WORKS: Final = frozenset(
    "book film movie show song series episode program podcast play album ad spot column commentary essay article documentary"
    " video single track novel magazine broadcast hit classic special sitcom musical painting titled entitled commercial op-ed"
    " editorial host hosts starred star stars radio tv television memoir recording poem opera comedy drama anthem".split()
)
_LABELS: Final = frozenset(
    "so-called dubbed nicknamed nickname named term word phrase words slogan motto label labeled labelled called known pseudonym"
    " category hashtag chant sign signs billed".split()
)
_USED_AS_ADJECTIVE: Final = frozenset(
    "show program podcast movie film song star actor actress host series album book author ad column episode hat hats shirt"
    " shirts movement bill act rally tour campaign project group list".split()
)
_IN_SHOWS: Final = frozenset(
    "show news today press tonight morning sunday report nation daily live late newshour channel radio post meet face".split()
)
_PERSON: Final = frozenset("i we you my our your me us i’m i'm we’re we're don’t don't".split())
# Cues that are as often other verbs.
_LIGHT: Final = frozenset(
    "wants wanted hopes hoped feels felt went goes put puts made makes gave gives offered offers offering found finds shows showed"
    " issued issues considers considered".split()
)
_NEAR_BY: Final = 20
_SUFFIXES: Final = ("ly", "ing", "ed", "ist", "ism", "s", "able", "al", "ous", "ive")
_SMALL: Final = r"a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by"
_TITLE_CASE: Final = re.compile(rf"(?:[A-Z0-9][\w’'.&-]*|{_SMALL})(?:[ :,!?-]+(?:[A-Z0-9][\w’'.&-]*|{_SMALL}))*[!?.,]?$")
_NAMES_A_WORK: Final = re.compile(
    r"(?:so-called|known as|called|titled|entitled|dubbed|named|nicknamed|the term|the word|the phrase|book,?|song,?|film,?"
    r"|movie,?|show,?|episode of|program,?) $"
)
_SAYS: Final = re.compile(r"(?:said|says|told|asked|wrote|tweeted|chanted|chant(?:s|ing)|shouted|yelled)[,:]? $")
# "(CROSSTALK.)": a remark between what is said.
_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")


def is_said(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether somebody said or wrote the words of `said[index]`."""
    ruled = by_rule(reader, said, index)
    if ruled is not None:
        return ruled
    weights = lexicon.said_weights()
    return sum(weights.get(feature, 0.0) for feature in features(reader, said, index)) > 0


def by_rule(reader: Reader, said: Sequence[Said], index: int) -> bool | None:
    """What needs no weighing; None where `features` have to be weighed."""
    one = said[index]
    words = reader.text[one.quoted.start : one.quoted.end].split()
    if _is_nickname(reader, one, words) or _BRACKETED.fullmatch(" ".join(words)):
        return False
    if one.quoted.single:
        return not _is_subhead(reader, one) and _is_said_in_single_marks(reader, one, words)
    if len(words) < 5 and not _is_reported(reader, said, index):
        return False
    return None


def _is_reported(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether somebody can have said it: there is a verb of saying in the sentence, a colon before the marks, a person as subject."""
    one = said[index]
    if one.cue is not None or reader.text[max(0, one.quoted.start - 4) : one.quoted.start].rstrip("“\"«„‘' ").endswith(":"):
        return True
    sentence = reader.sentences[one.sentence]
    if any(other.sentence == one.sentence and other.strong and not other.inherited for other in _around(said, index)):
        return True
    subject = reader.clause_subject(reader.token_from(one.quoted.start), sentence.first)
    if subject is not None and (subject.text.lower() in PRONOUNS or reader.is_person(subject.mention)):
        return True
    words = _outside_marks(reader, sentence)
    return any((word in reader.cues and word not in _LIGHT) or word == "according" for word in words)


def features(reader: Reader, said: Sequence[Said], index: int) -> Iterator[str]:
    """What is to be seen in and around the marks of `said[index]`, by name; "always" is the constant."""
    one = said[index]
    inner = reader.text[one.quoted.start : one.quoted.end]
    words = inner.split()
    count = len(words)
    size = str(count) if count < 3 else "3-4" if count < 5 else "5-7" if count < 8 else "8"
    yield "always"
    yield f"words={size}"
    cue = _cue(one)
    yield f"cue={cue}"
    yield f"cue={cue},words={size}"
    titled = _is_titled(words)
    yield from _of_the_words(inner, words, size, titled)
    yield from _beside(reader, one, count, size, titled)
    yield from _company(reader, said, index, size)
    if one.subject is not None:
        word = one.subject.text.lower()
        yield f"subject={'pronoun' if word in PRONOUNS else 'mention' if one.subject.mention else 'noun'}"
    else:
        sentence = reader.sentences[one.sentence]
        found = reader.clause_subject(reader.token_from(one.quoted.start), sentence.first)
        kind = (
            "none" if found is None else "pronoun" if found.text.lower() in PRONOUNS else "mention" if found.mention else "noun"
        )
        yield f"clause={kind}"


def _is_titled(words: list[str]) -> bool:
    """Whether the words are written as a title is, with more than one capital."""
    return bool(_TITLE_CASE.match(" ".join(words))) and sum(word[0].isupper() for word in words) > 1


def _cue(one: Said) -> str:
    if one.subject is None:
        return "none"
    kind = "subject" if one.cue is None else "strong" if one.strong else "weak"
    return f"{kind},inherited" if one.inherited else kind


def _of_the_words(inner: str, words: list[str], size: str, titled: bool) -> Iterator[str]:
    """What the quoted words look like."""
    if titled:
        yield "title"
        yield f"title,words={size}"
        shows = any(word.strip(".,!?") in _IN_SHOWS for word in inner.lower().split())
        yield "title of a show" if shows else "title of no show"
    capitals = sum(word[0].isupper() for word in words)
    if capitals == len(words):
        yield f"capitals,words={size}"
    elif words[0][0].isupper():
        yield "first capital"
    else:
        yield "first lower"
    if inner[-1] in ",.!?":
        yield f"last={inner[-1]}"
    if inner[0] in "([" and inner.rstrip(".")[-1:] in ")]":
        yield "brackets"
    if any(character.isdigit() for character in inner):
        yield "digit"
    if not _PERSON.isdisjoint(re.findall(r"[\w’']+", inner.lower())):
        yield "first or second person"
    if words[0][0] in "#@":
        yield "hashtag"
    if len(words) < 3:
        last = words[-1].lower().strip(".,!?")
        suffix = next((ending for ending in _SUFFIXES if last.endswith(ending)), None)
        if suffix:
            yield f"suffix={suffix}"


def _beside(reader: Reader, one: Said, count: int, size: str, titled: bool) -> Iterator[str]:
    """What stands before and after the marks in their sentence."""
    tokens = reader.tokens
    sentence = reader.sentences[one.sentence]
    first, after = _outside(reader, one, sentence.first)
    before = tokens[max(sentence.first, first - 4) : first]
    behind = tokens[after : min(after + 3, sentence.last)]
    outside = reader.text[one.quoted.end + 1 : one.quoted.end + 2]
    if outside and outside in ",.?:;)":
        yield f"outside={outside}"
    kind = _kind_before(reader, before)
    yield f"before={kind}"
    yield f"before={kind},words={size}"
    if before:
        yield f"word before={before[-1].lower}"
    if len(before) > 1:
        yield f"words before={before[-2].lower} {before[-1].lower}"
    following = _kind_after(reader, behind)
    yield f"after={following}"
    yield f"after={following},words={size}"
    if behind:
        yield f"word after={behind[0].lower}"
    if kind in {"the", "a", "an"}:
        yield f"article before,after={following}"
    near = {token.lower for token in before[-3:]}
    if near & _WORKS:
        yield f"work before,words={size}"
    if near & _LABELS:
        yield f"label before,words={size}"
    if {token.lower for token in behind[:2]} & _USED_AS_ADJECTIVE:
        yield f"work after,words={size}"
    if before and before[-1].lower in {"on", "in"}:
        yield f"on,{'title' if titled else 'no title'}"
    named = [mention for at in range(first - len(before), first) if (mention := reader.mention_from(at))]
    if named:
        outlet = reader.actors[named[-1].actor].kind == "outlet"
        if outlet:
            yield "outlet before"
        if before[-1].lower in {"’s", "'s"}:
            yield f"possessive={'outlet' if outlet else 'actor'}"
    if count < 3 and before and before[-1].is_cap and behind and behind[0].is_cap:
        yield "between capitals"


def _company(reader: Reader, said: Sequence[Said], index: int, size: str) -> Iterator[str]:
    """What else is quoted and said in the sentence and the paragraph."""
    one = said[index]
    sentence = reader.sentences[one.sentence]
    others = [other for other in _around(said, index) if other.sentence == one.sentence]
    if others:
        yield "quotation beside"
    if any(other.strong and other.cue and not other.inherited for other in others):
        yield "quotation with a cue beside"
    if any(_is_long(reader, other) for other in others):
        yield "long quotation beside"
    if any(_is_long(reader, other) for other in _around(said, index)):
        yield f"long quotation in the paragraph,words={size}"
    words = _outside_marks(reader, sentence)
    cues = {reader.cues.get(word) for word in words}
    if True in cues:
        yield "cue in the sentence"
        yield f"cue in the sentence,words={size}"
    elif False in cues:
        yield "weak cue in the sentence"
    if "according" in words:
        yield "according"
    if one.quoted.paragraph < 2:
        yield "at the head"


def _outside_marks(reader: Reader, sentence: Sentence) -> list[str]:
    """The words of a sentence that are in no quotation marks, in lower case."""
    first, last = sentence.first, sentence.last
    return [token.lower for token, inside in zip(reader.tokens[first:last], reader.inside[first:last], strict=True) if not inside]


def _around(said: Sequence[Said], index: int) -> Iterator[Said]:
    """The other quotations of the same paragraph, of a very long one those near by."""
    paragraph = said[index].quoted.paragraph
    for at in range(max(0, index - _NEAR_BY), min(len(said), index + _NEAR_BY + 1)):
        if at != index and said[at].quoted.paragraph == paragraph:
            yield said[at]


def _is_long(reader: Reader, one: Said) -> bool:
    return len(reader.text[one.quoted.start : one.quoted.end].split()) > 4


def _outside(reader: Reader, one: Said, first: int) -> tuple[int, int]:
    """The first token behind what stands before the marks, and the first one after them."""
    tokens = reader.tokens
    begin, after = reader.token_from(one.quoted.start), reader.token_from(one.quoted.end)
    while begin > first and tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    while after < len(tokens) and (tokens[after].text in "”\"»’'" or reader.starts[after] == one.quoted.end):
        after += 1
    return begin, after


def _kind_before(reader: Reader, before: Sequence[Word]) -> str:
    if not before:
        return "nothing"
    token = before[-1]
    if token.lower in _BEFORE:
        return token.lower
    if token.is_cue:
        return "cue" if token.is_strong_cue else "weak cue"
    return "capital" if token.is_cap else "word"


def _kind_after(reader: Reader, behind: Sequence[Word]) -> str:
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


def _is_nickname(reader: Reader, one: Said, words: list[str]) -> bool:
    """Whether the marks stand between a given name and a surname: Marcia “Cia” Price."""
    if len(words) != 1 or not words[0][0].isupper():
        return False
    before = reader.text[max(0, one.quoted.start - 30) : one.quoted.start - 1]
    after = reader.text[one.quoted.end + 1 : one.quoted.end + 3]
    return bool(re.search(r"[A-Z]\w+ $", before) and re.match(r".?.? ?[A-Z]", after))


def _is_subhead(reader: Reader, one: Said) -> bool:
    """Whether the marks hold a line by itself whose words stand in the text too: a heading that says again what is quoted there."""
    text, begin, end = reader.text, one.quoted.start - 1, one.quoted.end + 1
    alone = text[:begin].endswith("\n") and text[end : end + 1] in {"", "\n"}
    words = text[one.quoted.start : one.quoted.end].rstrip(".!?,").casefold()
    return alone and words in text[end:].casefold()


def _is_said_in_single_marks(reader: Reader, one: Said, words: list[str]) -> bool:
    """Titles of works and short stretches that nobody is named for quote nobody."""
    attributed = one.subject is not None and one.cue is not None
    before = reader.text[max(0, one.quoted.start - 30) : one.quoted.start - 1]
    if _is_titled(words) and len(words) <= 8 and reader.text[one.quoted.end - 1] not in ",.!?":
        return attributed and one.strong and bool(_SAYS.search(before))
    if _NAMES_A_WORK.search(before) and len(words) <= 6 and not attributed:
        return False
    if attributed:
        return True if one.strong or len(words) > 2 else not one.inherited
    return len(words) > 4
