"""Whether two names with one surname are one person's.

Given names, initials and suffixes decide for full names. Forms of address, offices and pronouns
decide whether "President Bell" is the Anna Bell of the same article.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import Final

from index.extract import lexicon
from index.extract.context import FoundName
from index.model import ActorKind
from index.text import are_spellings, fold, spelling

_SUFFIX: Final = re.compile(r"(?:,?\s+(?:Jr|Sr|II|III|IV)\.?)$")
_GENDERS: Final = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
# "President Bell said that she", "President Bell, who said he".
_SAID_PRONOUN: Final = re.compile(
    r"(?:, who)?(?: has| had)?(?: \w+ly)? (?:said|says|thinks|thought|believes|believed|insisted"
    r"|hoped|knew|added|announced|promised|admitted|stated|told \w+|argued|vowed|acknowledged)"
    r"(?: \w+day)?(?: that)? (he|she)\b"
)
_FARTHEST: Final = 80
# Where several full names have the surname, any pronoun before the next name chooses.
_PRONOUN: Final = re.compile(r"[^A-Z.!?;“”\"\n]*?\b(he|his|him|she|her)\b")
# "President Bell and Anna Bell", "President Bell met Anna Bell".
_PAIRED: Final = re.compile(
    r",? (?:and|or|nor|with) (?:his |her )?(?:(?:wife|husband),? )?"
    r"| (?!(?:when|as|than|that|because|if|since|before|after|while)\b)[a-z]+ (?:with )?"
)
_WIFE_BEFORE: Final = re.compile(r"(?:\bfirst lady|\bwife|\bwidow),? $", re.IGNORECASE)
_WIFE_BEHIND: Final = re.compile(
    r", (?:the |a |his |now )?(?:former |current )?"
    r"(?:first lady\b|(?:wife|widow) of\b|\w+[’']s wife\b)",
    re.IGNORECASE,
)
_NEAR: Final = 60
_PRESIDENT: Final = frozenset({"president", "former president", "ex-president"})
# "a President Bell could": who may become president.
_SUPPOSED: Final = re.compile(r"\ba $")
_RELATIVE: Final = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Mm]y|[Tt]heir|[Oo]ur|[’']s) (?:\w+ )?(brother|uncle|father|husband|son"
    r"|nephew|grandfather|sister|aunt|mother|wife|daughter|niece|grandmother),? $"
)
_MALE_RELATIVES: Final = frozenset("brother uncle father husband son nephew grandfather".split())
_RANKS: Final = frozenset("captain colonel major general admiral commander lieutenant".split())
# Presidents of the United States with whose surname women are in the news too.
_MEN_IN_OFFICE: Final = frozenset(
    "roosevelt truman eisenhower kennedy johnson nixon ford carter reagan bush clinton obama trump"
    " biden".split()
)


# Offices that only a woman held who has a president's surname: "Secretary Clinton" is not Bill.
_OFFICES_OF_WOMEN: Final = {
    "clinton": frozenset({"secretary", "secretary of state", "senator", "sen", "first lady"}),
    "dole": frozenset({"secretary of transportation", "secretary of labor"}),
}


class NameGroup:
    """The names of one actor on the way to it: `name` is the fullest so far."""

    __slots__ = ("found", "kind", "name", "other_names")

    def __init__(self, name: str, kind: ActorKind) -> None:
        self.name = name
        self.kind: Final = kind
        self.found: Final[list[FoundName]] = []
        self.other_names: Final[set[str]] = set()


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, without suffixes; initials keep their letter."""
    return tuple(filter(None, map(fold, _SUFFIX.sub("", name).replace(".", ". ").split()))) or (
        name,
    )


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names with given name and surname can be one person's.

    The surnames are equal, the given names equal or one the other's initial, and the middle names
    or initials agree or one has none. Or the two are romanisations of one name.
    """
    if len(one) == len(other) == 2 and are_spellings(" ".join(one), " ".join(other)):
        return True
    if one[-1] != other[-1] or not _agree(one[0], other[0]):
        return False
    middle, others = one[1:-1], other[1:-1]
    return (
        not middle or not others or all(_agree(a, b) for a, b in zip(middle, others, strict=False))
    )


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def excludes(text: str, group: NameGroup, name: FoundName) -> bool:
    """Whether the form of address before a surname excludes the person of a full name.

    "Mr." excludes a woman's given name, "Mrs." a man's. "President" excludes a first lady.
    """
    if name.courtesy:
        gender = _courtesy_gender(text, name)
        known = lexicon.genders().get(name_parts(group.name)[0])
        return gender is not None and known is not None and gender != known
    if (name.role or "").lower() != "president":
        return False
    return any("first lady" in (one.role or "").lower() for one in group.found)


def _courtesy_gender(text: str, name: FoundName) -> str | None:
    """The gender that the form of address before a surname tells; None for "Dr."."""
    return _GENDERS.get(text[name.role_start : name.start].strip(" .").lower())


def titles_of_others(
    text: str, short: Sequence[FoundName], full: Mapping[str, Sequence[NameGroup]]
) -> set[tuple[str, str]]:
    """The titles before a surname alone that are not those of a full name with this surname.

    Each is the title in small letters and the full name. Only what the article says of two people
    is evidence: "President Bell and Anna Bell", "the first lady, Anna Bell", "Mr. Bell" where Anna
    is a woman, "President Bell said he". Past presidents of the United States are known.
    """
    found: set[tuple[str, str]] = set()
    forms: dict[str, set[str]] = defaultdict(set)
    for name in short:
        if name.courtesy:
            forms[name_parts(name.name)[-1]].add(_courtesy_gender(text, name) or "")
    for name in short:
        if name.courtesy or not name.role:
            continue
        role = name.role.lower()
        groups = full.get(spelling(fold(name.name)), ())
        for group in groups:
            seen = (role, group.name)
            several = len(groups) > 1
            if seen not in found and _is_of_another(
                text, group, name, several=several, forms=forms
            ):
                found.add(seen)
    return found


def _is_of_another(
    text: str, group: NameGroup, name: FoundName, *, several: bool, forms: Mapping[str, Set[str]]
) -> bool:
    """Whether the surname with an office in `name` is not the person of the full name.

    `several` says that other full names have the surname too. `forms` holds for each surname the
    genders of the forms of address before it.
    """
    parts = name_parts(group.name)
    if len(parts) < 2:
        return False
    if any(_are_paired(text, one, name) for one in group.found):
        return True
    gender = lexicon.genders().get(parts[0])
    if gender is None:
        return False
    if _is_relative(text, gender, name) or _is_miss_with_rank(text, group, name):
        return True
    pronoun = _SAID_PRONOUN.match(text, name.end, name.end + _FARTHEST)
    if pronoun is None and several:
        pronoun = _PRONOUN.match(text, name.end, name.end + _FARTHEST)
    if pronoun is not None:
        return gender != ("m" if pronoun[1].startswith("h") and pronoun[1] != "her" else "f")
    role = (name.role or "").lower().rstrip(".")
    if gender == "m" and role in _OFFICES_OF_WOMEN.get(parts[-1], ()):
        return True
    titled = any("president" in (one.role or "").lower() for one in group.found)
    if (
        role not in _PRESIDENT
        or gender != "f"
        or titled
        or _SUPPOSED.search(text, max(0, name.role_start - 3), name.role_start)
    ):
        return False
    return "m" in forms[parts[-1]] or parts[-1] in _MEN_IN_OFFICE or _is_wife(text, group)


def _is_relative(text: str, gender: str, name: FoundName) -> bool:
    """Whether a title and a surname are somebody's relative of the other gender.

    "Her brother, Captain Bell" is not Anna Bell.
    """
    at = name.role_start if 0 <= name.role_start < name.start else name.start
    relative = _RELATIVE.search(text, max(0, at - _NEAR), at)
    if relative is None:
        return False
    return gender != ("m" if relative[1].lower() in _MALE_RELATIVES else "f")


def _is_miss_with_rank(text: str, group: NameGroup, name: FoundName) -> bool:
    """Whether the full name is a Miss's and the title a rank: "Miss Anna Bell", "Colonel Bell"."""
    return (name.role or "").lower() in _RANKS and any(
        text[max(0, one.start - 5) : one.start] == "Miss " for one in group.found
    )


def _are_paired(text: str, one: FoundName, other: FoundName) -> bool:
    """Whether a name with an office and a full name without one are listed together."""
    first, second = sorted((one, other), key=lambda name: name.start)
    begin = second.role_start if 0 <= second.role_start < second.start else second.start
    return not one.role and _PAIRED.fullmatch(text, first.end, max(begin, first.end)) is not None


def _is_wife(text: str, group: NameGroup) -> bool:
    """Whether the article calls a woman a first lady or a wife right next to her full name."""
    return any(
        _WIFE_BEFORE.search(text, max(0, one.start - _NEAR), one.start)
        or _WIFE_BEHIND.match(text, one.end, one.end + _NEAR)
        for one in group.found
    )
