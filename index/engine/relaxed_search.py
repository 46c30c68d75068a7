"""Fallback for few hits: when to add articles with most of the words, and the note on it."""

from index.query import And, Node, Or

# If fewer than FEW articles have all of MANY_WORDS words, those with most of them are added.
MANY_WORDS, FEW = 4, 5


def loose_words(loose: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The required part of a loosened query, and its optional words."""
    if isinstance(loose, Or):
        return (), loose.children
    assert isinstance(loose, And)
    *required, words = loose.children
    assert isinstance(words, Or)
    return tuple(required), words.children


def loosened_note(strict: int, loose: int) -> str | None:
    """The note when `strict` articles have all words and `loose` have most of them."""
    if not strict:
        return (
            "No article has all of these words; those with most of them come first."
            if loose
            else None
        )
    if strict == loose:
        return None
    only = "Only one article has" if strict == 1 else f"Only {strict} articles have"
    return f"{only} all of these words; those with most of them follow."


__all__ = ["FEW", "MANY_WORDS", "loose_words", "loosened_note"]
