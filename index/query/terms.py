"""The terms of a query word or pattern, folded as the index folds words."""

import re
from collections.abc import Callable
from functools import lru_cache

from index.text import Token, fold, parts_in, tokenise


@lru_cache(maxsize=1024)
def term_tokens(text: str, language: str | None = "") -> tuple[tuple[Token, ...], Token | None]:
    """The tokens of `text`, and the token they form if hyphens join them all.

    The stems are those of `language`.
    """
    tokens = tokenise(text, take=parts_in(language))
    plain = tuple(token for token in tokens if not token.joined)
    joined = next((token for token in tokens if token.joined), None)
    covers = (
        joined is not None
        and plain
        and joined.start == plain[0].start
        and joined.end == plain[-1].end
    )
    return plain, joined if covers else None


def fold_pattern(pattern: str) -> str:
    """A pattern folded as words are, its `*` and `?` kept; stars side by side become one."""
    folded = "".join(c if c in "*?" else fold(c) if c.isalnum() else "" for c in pattern)
    return re.sub(r"\*+", "*", folded)


def glob_source(pattern: str, one: str, run: str, literal: Callable[[str], str] = re.escape) -> str:
    """The regular expression of a pattern with `*` (a `run`, such as ".*") and `?` (`one`).

    Each piece between two stars takes its first place and keeps it (an atomic group). That is right
    for a glob, and takes time linear in the word however many stars there are.
    """
    first, *others = (
        "".join(one if c == "?" else literal(c) for c in piece) for piece in pattern.split("*")
    )
    middle = "".join(f"(?>{run}?{piece})" for piece in others[:-1] if piece)
    return first + middle + (run + others[-1] if others else "")
