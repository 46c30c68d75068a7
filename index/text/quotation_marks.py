"""Puts words in quotation marks for people to read."""

_OPENING, _CLOSING = '“”„«»"', '“”»«"'


def in_marks(words: str) -> str:
    """The words in quotation marks; words that begin or end with their own are left as they are.

    Words that are cited keep every letter, so two marks would stand next to each other.
    """
    own = words[:1] in _OPENING or words[-1:] in _CLOSING
    return words if words and own else f"“{words}”"


__all__ = ["in_marks"]
