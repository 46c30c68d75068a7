"""Role phrases next to a full name: "Konstantin Simonov, the director of the center, ..."."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from index.extract import lexicon
from index.extract.context import FoundName

# What a role is made of; a full stop only in an abbreviation.
_IN_ROLE: Final = (
    r"(?:[^,.;:“”\"()\n]|(?:(?<=[A-Z])|(?<=Mr|Ms|Dr|St|Jr)|(?<=Mrs|Gov|Sen|Rep|Gen))\.)"
)
_APPOSITION: Final = re.compile(
    r",\s+((?:the|a|an|his|her|its|their|then|former|acting|[A-Z][\w-]+[’']s)\s"
    rf"{_IN_ROLE}{{3,90}}|[a-z]{_IN_ROLE}{{3,90}}?)"
    r"(?=[,;]|(?<!Mr|Ms|Dr|St)(?<!Mrs|Gov|Sen|Rep|Gen)(?<!\b[A-Z])\.|$"
    r"|\s(?:who|said|told|and\s+[A-Z]))"
)
_CLAUSE: Final = re.compile(
    r"(?:^|,?\s+)(?:(?:and|but)\s+)?(?:(?:with|to|for|of|on|in|by|from)\s+)?"
    r"(?:who|whose|whom|which|that)\b.*"
    r"|\s+(?:has|have|had|is|are|was|were|said|says|told|tells|added|wrote|tweeted)\s.*"
    r"|\s+(?:I|he|she|we|they|you)\b.*"
    r"|\s+(?:''|‘|')(?!\S*\s?\S*['’]).*"
)
_NO_ROLE: Final = re.compile(
    r"(?:and|but|is|was|has|have|had|with|as|in|on|at|by|for|i|you|he|she|it|we|they|to|not|no"
    r"|whether|even|said|says|told|tells)\b"
    r"|(?!acting|managing|leading|founding|sitting|reigning|presiding|outgoing|incoming|ruling)"
    r"\w+ing\b"
    r"|(?!retired|elected|appointed|acclaimed|renowned|disgraced|celebrated|noted|respected|exiled"
    r"|imprisoned|jailed|ousted|indicted|accused|convicted|deposed|decorated|trusted|seasoned"
    r"|experienced|self-described|so-called)(?-i:[a-z]+ed)\s",
    re.IGNORECASE,
)
# Words that a role cannot end with, once a clause is cut off.
_DANGLING: Final = re.compile(r"(?:\s+(?:of|in|for|to|with|at|by|on|from|the|a|an|his|her|and))+$")
# How far before an office, in code points and in words, its qualifiers are looked for.
_REACH: Final = 60
_MOST_BEFORE: Final = 4
_SENTENCE_END: Final = re.compile(r"[.!?:;”\"“\n] ?$")
_QUALIFIERS: Final = lexicon.word_list("role_phrases.qualifiers")
_BEFORE_PLACES: Final = frozenset("new north south west east san santa saint st los las el".split())
# With these before it an office is another one.
_OTHER_OFFICE: Final = frozenset(
    "vice deputy assistant associate former then ex acting under shadow".split()
)
_POSSESSIVE: Final = re.compile("[’']s?$")
_COURTESY: Final = frozenset("mr mrs ms miss sir madam messrs".split())
_VERBS: Final = lexicon.word_list("name_evidence.verbs")
_NO_QUALIFIERS: Final = lexicon.word_list("role_phrases.no_qualifiers")
_ROLE_FIRST: Final = re.compile(
    r"(?:^|[.;:]\s|\n)((?:The|A|An)\s[^.;:“”\"\n]{4,100}?)(?:\s*\([^()]*?)?,\s$"
)


@lru_cache(maxsize=10_000)
def clean_role(role: str) -> str | None:
    """The role without the clause or the open quotation after it; None if no role is left."""
    bare = _DANGLING.sub("", _CLAUSE.sub("", " ".join(role.split())).rstrip(" ,"))
    return None if not bare or _NO_ROLE.match(bare) else bare


def apposition(text: str, name: FoundName) -> str | None:
    """The role in "Konstantin Simonov, the director of the Center for Current Politics,"."""
    if " " not in name.name or text[name.end : name.end + 1] != ",":
        return None
    match = _APPOSITION.match(text, name.end)
    return match[1] if match and _names_office(clean_role(match[1]) or "") else None


def role_ahead(text: str, name: FoundName) -> str | None:
    """The role in "The director of the Center for Current Politics, Konstantin Simonov, …"."""
    if " " not in name.name or "," not in text[max(0, name.start - 3) : name.start]:
        return None
    match = _ROLE_FIRST.search(text, max(0, name.start - 140), name.start)
    return match[1] if match and _names_office(clean_role(match[1]) or "") else None


def whole_role(text: str, name: FoundName) -> str | None:
    """The role before a name with what qualifies its office: "Kremlin spokesman", "police chief".

    The words are names ("the Nordmet chief executive"), or listed ones ("deputy", "police").
    """
    role = name.role
    if role is None or not 0 <= name.role_start < name.start:
        return role
    if role.rpartition(" ")[2].lower().rstrip(".") not in lexicon.titles():
        return role
    first, end = max(0, name.role_start - _REACH), name.role_start
    if end > first and text[end - 1] == "\n":
        end -= 1  # a line ends before the office
    begin = end
    for _ in range(_MOST_BEFORE):
        start = _word_before(text, first, begin)
        if start == begin or not _qualifies(text, start, text[start : begin - 1], begin < end):
            break
        begin = start
    return role if begin == end else " ".join([*text[begin : name.role_start].split(), role])


def _word_before(text: str, first: int, end: int) -> int:
    """The start, at least `first`, of the word with a space that end at `end`; else `end`."""
    at = end - 1
    if at < first or text[at] != " ":
        return end
    while at > first and (text[at - 1].isalnum() or text[at - 1] in "_’'&-"):
        at -= 1
    return at if at < end - 1 else end


def _qualifies(text: str, start: int, written: str, before_another: bool) -> bool:
    """Whether a word before an office belongs to it; `before_another`: not right before it."""
    lower = written.lower()
    if lower in _QUALIFIERS or lower in lexicon.titles():
        return lower not in _COURTESY
    if not written[:1].isupper() or lower in _NO_QUALIFIERS:
        return False
    if lower.endswith("ly") or lower in _VERBS:
        return False  # "Bell Finally Endorses Speaker Dorn"
    if written in lexicon.places() or written in lexicon.state_names():
        return True
    if before_another and lower in _BEFORE_PLACES:
        return True
    if not before_another and lower in lexicon.genders():
        return False  # "told Anna spokesman Dorn"
    opens = _SENTENCE_END.search(text, max(0, start - 4), start) is not None
    return not (opens or start == 0) or not lexicon.is_plain_english(lower)


def without_shorter(roles: Iterable[str]) -> list[str]:
    """The roles without those that another one only says more exactly: "Gov.", "Texas Gov."."""
    known = list(roles)
    return [
        role
        for role in known
        if not any(
            other.lower().endswith(f" {role.lower()}")
            and _OTHER_OFFICE.isdisjoint(other[: -len(role)].lower().split())
            for other in known
        )
    ]


def _names_office(phrase: str) -> bool:
    """Whether an office is among the first words of a phrase."""
    for word in phrase.split()[:6]:
        plain = _POSSESSIVE.sub("", word.lower())
        if plain == "to":
            return False  # "eager to jab senators"
        if plain in lexicon.titles():
            return True
    return False
