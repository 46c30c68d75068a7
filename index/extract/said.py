"""Whether anybody said the quoted words, or the marks only keep a distance, name a work, a nickname.

A logistic regression (maximum entropy classifier) over what stands in and around the marks: how
many words, whether they have a cue, which words are beside them. Its weights are in data/said.tsv;
tools/train_said.py makes them from articles in which people marked what is said. Single marks,
which those articles do not have, are decided by rule.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.attribution import Said
from index.extract.phrases import PRONOUNS, Reader
from index.extract.quotes import Quoted
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
# Cues that are as often other verbs.
_LIGHT: Final = frozenset(
    "wants wanted hopes hoped feels felt went goes put puts made makes gave gives offered offers offering found finds shows showed"
    " issued issues considers considered".split()
)
_NEAR_BY: Final = 20
_SUFFIXES: Final = ("ly", "ing", "ed", "ist", "ism", "s", "able", "al", "ous", "ive")
_SMALL: Final = r"a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by"
_TITLE_CASE: Final = re.compile(
    rf"(?:[A-Z0-9][\w’'.&-]*|{_SMALL})(?:[ :,!?-]+(?:[A-Z0-9][\w’'.&-]*|{_SMALL}))*[!?.,]?$"
)
_NAMES_A_WORK: Final = re.compile(
    r"(?:so-called|known as|called|titled|entitled|dubbed|named|nicknamed|the term|the word|the phrase|book,?|song,?|film,?"
    r"|movie,?|show,?|episode of|program,?) $"
)
_NAMING: Final = re.compile(
    r"(?:\b(?:the|of|a) (?:terms?|words?|phrases?|expression|slogan|label|nickname|motto|title|headline)(?: (?:is|was|of))?"
    r"|\b(?:entitled|titled|headlined|dubbed|nicknamed|so-called|captioned|codenamed|code-named|meaning)"
    r"|\bknown (?:\w+ ){0,3}as|\bheadline (?:is|was|read|reads)|\baccolade of"
    r"|\b(?:book|film|movie|song|novel|article|report|essay|poem|play|series|speech|address|study|paper|campaign|conference|exhibition"
    r"|documentary|program|programme|project|operation)(?: \w+){0,2} (?:called|named)"
    r"|\b(?:can|could|should|might|may|is|are|was|were) (?:really |often |sometimes |also |now )?(?:be )?(?:called|named)"
    r"|\b(?:H\.R\.|S\.|Res\.|Resolution) \d+)[,:]? (?:the |a |an )?$"
)
# "whom everybody at the port calls “Lynx”"
_NICKNAMED: Final = re.compile(
    r"\b(?:whom?|everyone|everybody|friends|colleagues|locals|fans|comrades)\b[^.!?“”\"]{0,50}\bcall(?:s|ed)?"
    r"(?: him| her| it| them)? $|\bnicknamed (?:\w+ ){0,2}$"
)
_VOTE: Final = re.compile(r"[”\"»’']{1,2} (?:votes?|vote[rs]|side|camp)\b")
_LISTED: Final = re.compile(r"[,”\"»’']{0,3} ?(?:or |and )?[“\"«‘]")
_BESIDE, _FAR_FROM_CUE, _LONGEST_LIST = 40, 6, 12
_SAYS: Final = re.compile(
    r"(?:said|says|told|asked|wrote|tweeted|chanted|chant(?:s|ing)|shouted|yelled)[,:]? $"
)
# "(CROSSTALK.)": a remark between what is said.
_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")


def is_said(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether somebody said or wrote the words of `said[index]`."""
    ruled = by_rule(reader, said, index)
    if ruled is not None:
        return ruled
    weights = lexicon.said_weights()
    total = 0.0
    for feature in features(reader, said, index):
        total += weights.get(feature, 0.0)
    return total > 0


def by_rule(reader: Reader, said: Sequence[Said], index: int) -> bool | None:
    """What needs no weighing; None where `features` have to be weighed."""
    one = said[index]
    words = one.words
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
    if one.quoted.single:
        return not _is_subhead(reader, one) and _is_said_in_single_marks(reader, one, words)
    if len(words) < 5 and not _is_reported(reader, said, index):
        return False
    if one.named and not reader.is_reportage:
        return False
    if len(words) < 5 and not reader.is_reportage and not _has_cue_beside(reader, said, index):
        return False
    return None


def _is_named(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether the words before the marks say that a title, a term or a name stands in them."""
    one = said[index]
    before = reader.text[max(0, one.quoted.start - 60) : one.quoted.start - 1]
    if _NAMING.search(before):
        return True
    if _VOTE.match(reader.text, one.quoted.end) and len(one.words) == 1:
        return True
    # the next one of a list: “a,” “b” or “c”
    return len(one.words) < 5 and _is_listed_after(reader, said, index) and said[index - 1].named


def _is_insult(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether "calls people “losers”" stands without a subject, or the marks go on with such a list."""
    for place in range(index, max(-1, index - _LONGEST_LIST), -1):
        first = reader.token_from(said[place].quoted.start)
        for at in range(max(0, first - 5), first):
            if reader.tokens[at].lower in {"calls", "called"} and not reader.inside[at]:
                before = reader.tokens[at - 1].lower if at else ""
                return before not in {"is", "are", "was", "were", "be", "been", "so", "also"}
        if not _is_listed_after(reader, said, place):
            return False
    return False


def _is_listed_after(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether nothing but a comma or "or" stands between a quotation and the one before it."""
    if index == 0:
        return False
    start, end = said[index - 1].quoted.end, said[index].quoted.start
    return end - start < 9 and _LISTED.fullmatch(reader.text[start:end]) is not None


def _has_cue_beside(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether a verb of saying with a subject other than the author stands right beside the marks."""
    one = said[index]
    if one.cue_span is None or one.subject is None:
        return _is_insult(reader, said, index)
    if one.subject.text.lower() in {"i", "we", "you", "it"}:
        return False
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
    elif one.strong and cue + 1 < first and reader.tokens[cue + 1].lower == "that":
        return True  # "Bell stated that the talks would begin “in a few weeks”"
    if cue > first:
        return reader.starts[cue] - one.quoted.end < _BESIDE
    passive = cue > 0 and reader.tokens[cue - 1].lower in {"been", "be", "was", "is", "were", "are"}
    return not passive and first - cue <= _FAR_FROM_CUE


def _is_reported(reader: Reader, said: Sequence[Said], index: int) -> bool:
    """Whether somebody can have said it: there is a verb of saying in the sentence, a colon before the marks, a person as subject."""
    one = said[index]
    if one.cue is not None or reader.text[max(0, one.quoted.start - 4) : one.quoted.start].rstrip(
        "“\"«„‘' "
    ).endswith(":"):
        return True
    sentence = reader.sentences[one.sentence]
    if any(
        other.sentence == one.sentence and other.strong and not other.inherited
        for other in _around(said, index)
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


def features(reader: Reader, said: Sequence[Said], index: int) -> list[str]:
    """What is to be seen in and around the marks of `said[index]`, by name; "always" is the constant."""
    one = said[index]
    words = one.words
    count = len(words)
    size = str(count) if count < 3 else "3-4" if count < 5 else "5-7" if count < 8 else "8"
    cue = _cue(one)
    seen = ["always", f"words={size}", f"cue={cue}", f"cue={cue},words={size}"]
    if one.named:
        seen += ["named", f"named,words={size}"]
    titled = _is_titled(words)
    _of_the_words(seen, reader, one.quoted, words, size, titled)
    _beside(seen, reader, one, count, size, titled)
    _company(seen, reader, said, index, size)
    if one.subject is not None:
        word = one.subject.text.lower()
        seen.append(
            f"subject={'pronoun' if word in PRONOUNS else 'mention' if one.subject.mention else 'noun'}"
        )
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


def _is_titled(words: list[str]) -> bool:
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
    seen: list[str], reader: Reader, quoted: Quoted, words: list[str], size: str, titled: bool
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
    if words[0][0] in "#@":
        seen.append("hashtag")
    if len(words) < 3:
        last = words[-1].lower().strip(".,!?")
        for suffix in _SUFFIXES:
            if last.endswith(suffix):
                seen.append(f"suffix={suffix}")
                break


def _beside(
    seen: list[str], reader: Reader, one: Said, count: int, size: str, titled: bool
) -> None:
    """What stands before and after the marks in their sentence."""
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


def _company(seen: list[str], reader: Reader, said: Sequence[Said], index: int, size: str) -> None:
    """What else is quoted and said in the sentence and the paragraph."""
    one = said[index]
    sentence = reader.sentences[one.sentence]
    around = _around(said, index)
    others = [other for other in around if other.sentence == one.sentence]
    if others:
        seen.append("quotation beside")
    if any(other.strong and other.cue and not other.inherited for other in others):
        seen.append("quotation with a cue beside")
    if any(len(other.words) > 4 for other in others):
        seen.append("long quotation beside")
    if any(len(other.words) > 4 for other in around):
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


def _around(said: Sequence[Said], index: int) -> list[Said]:
    """The other quotations of the same paragraph, of a very long one those near by."""
    paragraph = said[index].quoted.paragraph
    near = range(max(0, index - _NEAR_BY), min(len(said), index + _NEAR_BY + 1))
    return [said[at] for at in near if at != index and said[at].quoted.paragraph == paragraph]


def _outside(reader: Reader, one: Said, first: int) -> tuple[int, int]:
    """The first token behind what stands before the marks, and the first one after them."""
    tokens = reader.tokens
    begin, after = reader.token_from(one.quoted.start), reader.token_from(one.quoted.end)
    while begin > first and tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    while after < len(tokens) and (
        tokens[after].text in "”\"»’'" or reader.starts[after] == one.quoted.end
    ):
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
    return bool(re.search(r"[A-Z](?:\w+|\.) $", before) and re.match(r".?.? ?[A-Z]", after))


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
