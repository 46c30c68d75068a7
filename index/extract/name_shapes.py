"""Shapes of names that only persons have, such as rulers with a numeral, and months before them."""

import re
from typing import Final

from index.extract import lexicon
from index.extract.context import Context, adjacent, run_end
from index.extract.words import Lexeme

# "Ivan the Terrible", "Peter the Great".
_EPITHETS: Final = frozenset(
    "great terrible magnificent conqueror bold bald pious wise fair younger elder confessor impaler"
    " good cruel fat brave strong simple victorious stammerer navigator baptist".split()
)

# Months that are given names or surnames too, and the words before a month: the second set stands
# before persons as well ("by April Ryan").
_MONTHS: Final = frozenset("january april may june july august".split())
_BEFORE_MONTHS: Final = frozenset("in since last this next until till early late during".split())
_BEFORE_BOTH: Final = frozenset("by from before after through of".split())
_MONTH_AND_NAME: Final = 2


def epithet_end(context: Context, start: int, end: int) -> int:
    """The end of a name with an epithet that begins with tokens `start` to `end`; 0 if none."""
    tokens = context.tokens
    if end + 1 >= len(tokens) or tokens[end].lower != "the" or tokens[end].is_cap:
        return 0
    last = tokens[end + 1]
    fits = last.is_cap and last.lower in _EPITHETS and end - start < 3
    if not fits or not (adjacent(context, end) and adjacent(context, end + 1)):
        return 0
    if any(t.is_body or t.is_common or t.is_state for t in tokens[start:end]):
        return 0
    following = tokens[end + 2] if end + 2 < len(tokens) and adjacent(context, end + 2) else None
    return 0 if following is not None and following.is_cap else end + 2


# Numerals of one letter after a ruler's name: "Peter I".
_NUMERALS: Final = frozenset("IVX")
# Lands of rulers that are no state or city of today.
_HOUSES: Final = frozenset(
    "Orange Aragon Castile Navarre Aquitaine Anjou Burgundy Savoy Saxony Bavaria Prussia Bohemia"
    " Habsburg Lorraine Valois Bourbon Normandy Flanders Brabant Cleves Modena Tuscany Naples"
    " Scotland Wales England Denmark Portugal Hanover Brunswick Hesse Nassau Teck".split()
)
_AFTER_RULERS: Final = frozenset("of was and in had ordered ruled who died became".split())


def ruler_end(context: Context, at: int) -> int:
    """The end of a name like "William of Orange" at token `at`; 0 if there is none."""
    tokens = context.tokens
    first = tokens[at]
    if at + 2 >= len(tokens) or tokens[at + 1].text != "of":
        return 0
    if first.is_english or first.is_state or first.is_no_name:
        return 0
    if first.folded not in lexicon.genders() or first.text in lexicon.places():
        return 0
    if not (adjacent(context, at + 1) and adjacent(context, at + 2)):
        return 0
    stop = run_end(context, at + 2)
    realm = context.surface(at + 2, stop)
    known = realm in lexicon.places() or realm in lexicon.state_names() or realm in _HOUSES
    return stop if known else 0


def is_month(context: Context, at: int, end: int) -> bool:
    """Whether a run `[at, end)` begins with a month, not a given name: "In May Anna Bell said"."""
    tokens = context.tokens
    if tokens[at].lower not in _MONTHS or not at or end - at < _MONTH_AND_NAME:
        return False
    if not adjacent(context, at):
        return False
    before = tokens[at - 1].lower
    return before in _BEFORE_MONTHS or (
        before in _BEFORE_BOTH and end - at > _MONTH_AND_NAME and tokens[at + 1].is_given
    )


def is_numeral(context: Context, first: Lexeme, last: Lexeme, end: int) -> bool:
    """Whether the letter after a given name counts rulers: "Peter I of", not "Anna I know"."""
    if last.text not in _NUMERALS or first.is_state or first.text in lexicon.places():
        return False
    following = context.tokens[end] if end < len(context.tokens) else None
    return following is None or not following.is_word or following.lower in _AFTER_RULERS


def is_kunya(words: list[Lexeme]) -> bool:
    """An Arabic teknonym: "Abu Bakr al-Baghdadi", "Umm Qais"."""
    surface = " ".join(word.text for word in words)
    return (
        words[0].text in {"Abu", "Umm"}
        and len(words) <= 4
        and surface not in lexicon.places()
        and surface not in _NOT_KUNYAS
    )


_NOT_KUNYAS: Final = frozenset(
    {"Abu Dhabi", "Abu Ghraib", "Abu Kamal", "Abu Simbel", "Umm Qasr", "Umm al-Quwain"}
)
# One or two syllables of pinyin: "Jingwei". Taiwan and Hong Kong join two by a hyphen: "Kai-shek".
_SYLLABLE: Final = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:i?ang?|i?ao?|iang?|ai|e[inr]?|eng|i(?:e|u|ng?|ong)?|o(?:ng|u)?|u(?:ai?|ang?|e|i|n|o)?)"
)
_CHINESE_GIVEN: Final = re.compile(rf"(?:{_SYLLABLE}){{1,2}}|[a-z]{{2,6}}-[a-z]{{2,6}}")


_KOREAN_FAMILIES: Final = frozenset(
    "kim lee yi rhee park pak bak choi jung jeong chung kang cho jo yoon yun jang chang lim im han"
    " oh seo suh shin kwon hwang ahn an song ryu yoo yu hong moon ban roh noh baek paik nam ko"
    " ku".split()
)
# Two syllables: "Ki-moon", "Joo-Ho".
_KOREAN_GIVEN: Final = re.compile(r"[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}")


def is_family_first(words: list[Lexeme]) -> bool:
    """A Chinese or Korean name: "Wang Jingwei", "Chiang Kai-shek", "Park Joo-Ho"."""
    if len(words) != 2:
        return False
    if words[0].lower in _KOREAN_FAMILIES and _KOREAN_GIVEN.fullmatch(words[1].text):
        return True
    if words[0].lower not in lexicon.family_names():
        return False
    given = words[1].text
    hyphened = "-" in given and given.partition("-")[2].islower()
    if not _CHINESE_GIVEN.fullmatch(given.lower()) or ("-" in given and not hyphened):
        return False
    return hyphened or (len(given) > 3 and len(words[0].text) > 2) or len(given) > 5
