"""Transliteration variants of a name: "Kadyr Gulomov" and "Qadir Ghulomov", "Sergei" and "Sergey".

The press romanises Cyrillic and Arabic names by several systems (BGN/PCGN, ISO 9, ALA-LC, national
ones). The rules here map what these systems write differently to one form. They leave vowels alone
that distinguish English names.
"""

from functools import lru_cache

from index.lazy_pattern import lazy_pattern

# Variants of one letter and the form they map to, applied in this order.
_SAME = [
    (lazy_pattern(pattern), form)
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
        # й, ы, ий and the y of ю, я, ё next to vowels and at the end
        (r"(?:iy|yy|ij|ii|yi|y|i)\b", "i"),
        (r"(?<=[aeou])[yj]", "i"),
        (r"[yj](?=[aeou])", "i"),
        (r"ii", "i"),
        (r"\bie", "e"),
        (r"(?<=[aou])ie", "e"),
    )
]
# Endings of transliterated family names.
_EASTERN = lazy_pattern(
    r"(?:[oe]va?|ski|skaia|enko|ich|[ai]an|dze|shvili|oglu|zade|ullah|uddin|bek|baev|hodzha|hoja)$"
)


# Endings that only transliterated given names have: "Dmitrii", "Andrei", "Yuriy".
_GIVEN = lazy_pattern(r"(?:e[ij]|iy|i[ij]|y[iy])$")


def spelling(name: str) -> str:
    """The canonical spelling of a folded name: equal for variants of one transliteration."""
    # no rule looks beyond a blank, and most words are in several names
    return " ".join(map(_spelling_of, name.split(" ")))


@lru_cache(maxsize=50_000)
def _spelling_of(word: str) -> str:
    for pattern, form in _SAME:
        word = pattern.sub(form, word)
    return word


def are_spellings(one: str, other: str) -> bool:
    """Whether two folded full names can be transliterations of one name.

    Either the family names differ in spelling, or a family or given name has a transliterated
    ending. So "Bryan Martin" and "Brian Martin" stay two persons.
    """
    if spelling(one) != spelling(other):
        return False
    (given, *_, surname), (also, *_, another) = one.split(), other.split()
    eastern = _EASTERN.search(spelling(surname)) or _GIVEN.search(given) or _GIVEN.search(also)
    return surname != another or bool(eastern)


__all__ = ["are_spellings", "spelling"]
