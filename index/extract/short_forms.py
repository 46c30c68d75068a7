"""Short forms of organisations' names: "(SCO)", "the U.N.", "GOP".

Within an article an abbreviation joins the name that explains it, or the one with its initials. A
well-known one gets its full name, so that it is one actor in all articles.
"""

import re
from collections import defaultdict
from typing import Final

from index.extract import lexicon
from index.extract.context import Context
from index.extract.namesakes import NameGroup

_ABBREVIATION: Final = re.compile(r"\s*\(\s?(?:the\s+)?[“\"]?([A-Z][A-Za-z&.-]{1,9})[”\"]?\s?\)")
# Short names whose letters are too few to go by, or are no initials.
_KNOWN_SHORT: Final = {"United Nations": "UN", "European Union": "EU", "Republican Party": "GOP"}
_LONGEST_SHORT: Final = 6
# Whose body is named in full or short: "United Nations Security Council".
_OWNERS: Final = {"United Nations": "UN", "European Union": "EU", "United States": "US"}
_CHAMBERS: Final = frozenset({"House", "Senate"})
_COMMITTEES: Final = frozenset({"Committee", "Subcommittee", "Caucus"})
_PARLIAMENT: Final = " Parliament"


def merge_abbreviations(context: Context, groups: list[NameGroup]) -> None:
    """Join "SCO" to "Shanghai Cooperation Organization (SCO)": both name one actor."""
    short: dict[str, NameGroup] = {
        g.name: g for g in groups if g.kind == "organisation" and " " not in g.name
    }
    for group in [g for g in groups if g.kind in {"organisation", "outlet"}]:
        for name in group.found:
            surface = context.text[name.start : name.end]
            match = _ABBREVIATION.match(context.text, name.end) if " " in surface else None
            if match and (_abbreviates(match[1], group.name) or _abbreviates(match[1], surface)):
                group.other_names.add(match[1])
                other = short.get(match[1])
                if other is not None and other is not group and other in groups:
                    group.found.extend(other.found)
                    groups.remove(other)
                break


def merge_known_short_names(groups: list[NameGroup]) -> None:
    """Join an abbreviation and the full name in one article: "U.N." and "United Nations".

    An abbreviation of three letters or more joins the one name with these initials.
    """
    bodies = [group for group in groups if group.kind == "organisation"]
    by_initials: dict[str, list[NameGroup]] = defaultdict(list)
    for group in bodies:
        if " " in group.name:
            name = group.name.removeprefix("the ").removeprefix("The ")
            key = _KNOWN_SHORT.get(name) or "".join(
                [word[0] for word in name.split() if word[0].isupper()]
            )
            by_initials[key].append(group)
    first: dict[str, NameGroup] = {}
    for group in bodies:
        letters = group.name.replace(".", "")
        if " " in group.name or not letters.isupper() or len(letters) > _LONGEST_SHORT:
            continue
        fitting = by_initials.get(letters, [])
        known = letters in _KNOWN_SHORT.values()
        into = first.setdefault(letters, group)
        if len(fitting) == 1 and (known or len(letters) > 2):
            into = fitting[0]
        if into is not group:
            into.found.extend(group.found)
            into.other_names.add(group.name)
            groups.remove(group)


def merge_shortened(context: Context, groups: list[NameGroup]) -> None:
    """Join a body and the same without its owner: "UN Security Council", "the Security Council".

    The owner is an abbreviation, the United States or a chamber ("House Judiciary Committee").
    "The Parliament" joins the one parliament of the article.
    """
    bodies = [group for group in groups if group.kind == "organisation"]
    by_rest: dict[str, list[NameGroup]] = defaultdict(list)
    for group in bodies:
        owner, rest = _without_owner(group.name)
        if owner:
            by_rest[rest].append(group)
        elif group.name.endswith(_PARLIAMENT):
            by_rest[_PARLIAMENT.strip()].append(group)
    for group in bodies:
        fitting = by_rest.get(_without_article(group.name), [])
        owners = {_same_owner(_without_owner(one.name)[0]) for one in fitting}
        if not fitting or len(owners) > 1 or group in fitting:
            continue
        alone = " " not in group.name
        if alone and (len(fitting) > 1 or not _is_definite(context, group)):
            continue  # "in Parliament" can be any
        into = fitting[0]
        into.found.extend(group.found)
        into.other_names.add(group.name)
        groups.remove(group)
    for same in by_rest.values():
        _join_spellings(same, groups)


def _join_spellings(bodies: list[NameGroup], groups: list[NameGroup]) -> None:
    """Join bodies whose owners are spelt in two ways: "U.N." and "United Nations"."""
    by_owner: dict[str, NameGroup] = {}
    for group in bodies:
        into = by_owner.setdefault(_same_owner(_without_owner(group.name)[0]), group)
        if into is not group and _without_owner(group.name)[0]:
            into.found.extend(group.found)
            into.other_names.add(group.name)
            groups.remove(group)


def _without_article(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _without_owner(name: str) -> tuple[str, str]:
    """The owner before a body's own name, and that name: "UN", "Security Council"; else "" first.

    A chamber owns only committees.
    """
    name = _without_article(name)
    for owner in _OWNERS:
        if name.startswith(f"{owner} ") and " " in name[len(owner) + 1 :]:
            return owner, name[len(owner) + 1 :]
    first, _, rest = name.partition(" ")
    letters = first.replace(".", "")
    if " " not in rest:
        return "", name
    if letters.isupper() and 2 <= len(letters) <= _LONGEST_SHORT:
        return letters, rest
    if first in _CHAMBERS and rest.rpartition(" ")[2] in _COMMITTEES:
        return first, rest
    return "", name


def _same_owner(owner: str) -> str:
    return _OWNERS.get(owner, owner)


def _is_definite(context: Context, group: NameGroup) -> bool:
    """Whether "the" precedes each mention of a body."""
    text = context.text
    return all(text[max(0, name.start - 4) : name.start].lower() == "the " for name in group.found)


def give_known_names(groups: list[NameGroup]) -> None:
    """Name a well-known body by its one name, so that it is one actor in all articles.

    An abbreviation that the article explains otherwise has the article's name by now.
    """
    table = lexicon.short_names()
    by_name = {group.name: group for group in groups if group.kind == "organisation"}
    for group in [*by_name.values()]:
        name = table.get(group.name)
        if name is None:
            continue
        group.other_names.add(group.name)
        into = by_name.setdefault(name, group)
        if into is group:
            group.name = name
        else:
            into.found.extend(group.found)
            into.other_names.update(group.other_names)
            groups.remove(group)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` begin words of `name` in order."""
    letters = [c.lower() for c in short if c.isupper()]
    initials = [word[0].lower() for word in re.findall(r"[^\W\d_]+", name)]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return len(letters) >= 2
