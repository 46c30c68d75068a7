"""Whether two names with one surname are one person's.

Given names, initials and suffixes decide for full names. Forms of address, offices and pronouns
decide whether "President Bell" is the Anna Bell of the same article.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from index.extract import lexicon
from index.extract.context import FoundName
from index.model import ActorKind
from index.text import are_spellings, fold, spelling

_SUFFIX: Final = re.compile(r"(?:,?\s+(?:Jr|Sr|II|III|IV)\.?)$")
_GENDERS: Final = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’]?\s+[“\"A-Z]|\n")
# A pronoun that follows a name before any other name does.
_PRONOUN: Final = re.compile(r"[^A-Z.!?;“”\"\n]*?\b(he|his|him|she|her)\b")
_FARTHEST: Final = 200


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
        form = text[name.role_start : name.start].strip(" .").lower()
        gender = _GENDERS.get(form)
        known = lexicon.genders().get(name_parts(group.name)[0])
        return gender is not None and known is not None and gender != known
    if (name.role or "").lower() != "president":
        return False
    return any("first lady" in (one.role or "").lower() for one in group.found)


def titles_of_others(
    text: str, short: Sequence[FoundName], full: Mapping[str, Sequence[NameGroup]]
) -> set[tuple[str, str]]:
    """The titles before a surname alone that are not those of a full name with this surname.

    Each is the title in small letters and the full name. Evidence is a sentence that has both
    ("President Bell and Anna Bell"), and a pronoun of the other gender ("President Bell said
    he"). A president is not a woman whom the article never calls president.
    """
    found: set[tuple[str, str]] = set()
    for name in short:
        if name.courtesy or not name.role:
            continue
        role = name.role.lower()
        for group in full.get(spelling(fold(name.name)), ()):
            if (role, group.name) not in found and _is_of_another(text, group, name, role):
                found.add((role, group.name))
    return found


def _is_of_another(text: str, group: NameGroup, name: FoundName, role: str) -> bool:
    if len(name_parts(group.name)) < 2:
        return False
    if any(_in_one_sentence(text, one, name) for one in group.found):
        return True
    gender = lexicon.genders().get(name_parts(group.name)[0])
    pronoun = _PRONOUN.match(text, name.end, name.end + _FARTHEST)
    if gender is not None and pronoun is not None:
        return gender != ("m" if pronoun[1].startswith("h") and pronoun[1] != "her" else "f")
    named = any("president" in (one.role or "").lower() for one in group.found)
    return role == "president" and gender == "f" and not named


def _in_one_sentence(text: str, one: FoundName, other: FoundName) -> bool:
    """Whether no sentence ends between two names, the first of which has no role."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    near = not one.role and end - start < _FARTHEST
    return near and _SENTENCE_END.search(text, start, end + 1) is None
