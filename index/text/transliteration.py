"""One name in several romanisations: "Kadyr Gulomov" and "Qadir Ghulomov", "Sergei" and "Sergey Ivanov".

The press writes names from Cyrillic and Arabic letters by several systems (BGN/PCGN, ISO 9, ALA-LC,
the countries' own). What differs between these is made the same, and nothing else: vowels that
English names tell apart stay apart.
"""

import re
from functools import lru_cache

# What the systems write differently for one letter, to one form; in this order.
_SAME = [
    (re.compile(pattern), form)
    for pattern, form in (
        (r"[’'`ʼʹʺ]", ""),
        (r"shch|sch", "sh"),
        (r"dzh|dj", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ts|tz", "c"),
        (r"ks", "x"),
        (r"q", "k"),
        (r"off\b", "ov"),
        (r"eff\b", "ev"),
        (r"w", "v"),
        (r"mm", "m"),
        (r"ss", "s"),
        # й, ы, ий and the y of ю, я, ё beside vowels and at the end
        (r"(?:iy|yy|ij|ii|yi|y|i)\b", "i"),
        (r"(?<=[aeou])[yj]", "i"),
        (r"[yj](?=[aeou])", "i"),
        (r"ii", "i"),
        (r"\bie", "e"),
        (r"(?<=[aou])ie", "e"),
    )
]
# Endings of family names that come from such letters.
_EASTERN = re.compile(
    r"(?:[oe]va?|ski|skaia|enko|ich|[ai]an|dze|shvili|oglu|zade|ullah|uddin|bek|baev|hodzha|hoja)$"
)


# Endings of given names that only such letters have: "Dmitrii", "Andrei", "Yuriy".
_GIVEN = re.compile(r"(?:e[ij]|iy|i[ij]|y[iy])$")


@lru_cache(maxsize=50_000)
def spelling(name: str) -> str:
    """A folded name with what romanisations write differently made the same."""
    for pattern, form in _SAME:
        name = pattern.sub(form, name)
    return name


def are_spellings(one: str, other: str) -> bool:
    """Whether two folded full names can be romanisations of one.

    The family names have to differ themselves, or family or given name to end as names from such
    letters do: "Bryan" and "Brian Martin" are two.
    """
    if spelling(one) != spelling(other):
        return False
    (given, *_, surname), (also, *_, another) = one.split(), other.split()
    eastern = _EASTERN.search(spelling(surname)) or _GIVEN.search(given) or _GIVEN.search(also)
    return surname != another or bool(eastern)


__all__ = ["are_spellings", "spelling"]
