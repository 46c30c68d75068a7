"""Approximate numbers that open reported words: "nearly 400 farmers", "at least ten"."""

from typing import Final

from index.extract import clauses
from index.extract.cue_subjects import SubjectReader

_APPROXIMATE: Final = frozenset(
    "nearly roughly about over under approximately barely only between".split()
)
NUMBERS: Final = frozenset(
    "half a one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty"
    " forty fifty sixty seventy eighty ninety hundred hundreds thousands dozens all every everyone"
    " everything".split()
)


def is_quantity(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether an approximate number begins at token `k`: "nearly 400 farmers", "at least ten"."""
    tokens = reader.tokens
    behind = k + 1 if tokens[k].lower in _APPROXIMATE else clauses.behind_limit(reader, k, last)
    if behind <= k or behind >= last:
        return False
    following = tokens[behind]
    number = following.lower.partition("-")[0]
    return following.has_digit or following.text == "$" or number in NUMBERS
