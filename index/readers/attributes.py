"""Bound the number of attributes of an element, before any HTML parser sees the page.

HTML parsers compare each attribute of an element with all others before it, to drop repeated ones.
So 100,000 attributes of one element took lexbor 61 s and libxml2 95 s, inside C code that no signal
interrupts.
"""

import re

# Real pages have a few dozen at most. 256 attributes cost a parser less than a millisecond.
MOST_ATTRIBUTES = 256
_TAG_NAME = re.compile(r"<[a-zA-Z][^\s/>]*+")
# One attribute as the HTML standard's tokeniser reads it, with the space before it. A quoted value
# that has no end reaches to the end of the page.
_ATTRIBUTE = re.compile(
    r"[\s/]*+[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?)?"
)


def bound_attributes(page: str) -> str:
    """The page, each element with the first MOST_ATTRIBUTES of its attributes."""
    if len(page) <= 2 * MOST_ATTRIBUTES:
        return page  # each takes at least two characters
    kept: list[str] = []
    copied = at = 0
    while (tag := _TAG_NAME.search(page, at)) is not None:
        at = tag.end()
        count = 0
        while (attribute := _ATTRIBUTE.match(page, at)) is not None:
            count += 1
            at = attribute.end()
            if count == MOST_ATTRIBUTES:
                kept.append(page[copied:at])
            if count >= MOST_ATTRIBUTES:
                copied = at
    return "".join((*kept, page[copied:]))


__all__ = ["MOST_ATTRIBUTES", "bound_attributes"]
