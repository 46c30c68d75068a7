"""The terms of a query word or pattern, folded as the index folds words."""

from functools import lru_cache

from index.text import Token, fold, parts_in, tokenise


@lru_cache(maxsize=1024)
def parts_of(text: str, language: str | None = "") -> tuple[tuple[Token, ...], Token | None]:
    """The words in `text`, and the one they join to where hyphens bind them all; stems are those of a language."""
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
    """A pattern folded as words are, its `*` and `?` kept."""
    return "".join(c if c in "*?" else fold(c) if c.isalnum() else "" for c in pattern)
