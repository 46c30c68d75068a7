"""The tokens of a query: brackets, operators, fields, phrases and words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.errors import QueryError
from index.lazy_pattern import lazy_pattern
from index.query.nodes import _FIELD, _QUOTES, glued_to_word
from index.query.phrase_names import PHRASE_BODY

OPERATORS = frozenset({"AND", "OR", "NOT"})
_SLOP = lazy_pattern(r"~(\d+)")
# Words between two words of a phrase at most.
_MOST_APART = 999
_WORD_END = lazy_pattern(r'[\s()“”„«»"]')


class QueryToken(NamedTuple):
    """A token and its offset in code points."""

    kind: str  # ( ) AND OR NOT field phrase word
    text: str
    at: int
    slop: int = 0
    glued: bool = False  # no white space before it
    open: bool = False  # a phrase whose last quotation mark is missing


def query_tokens(text: str) -> Iterator[QueryToken]:
    """The tokens of a query. Raises QueryError for a distance that is too long."""
    at = 0
    while at < len(text):
        char = text[at]
        glued = at > 0 and not text[at - 1].isspace()
        if char.isspace():
            at += 1
        elif char in "()":
            yield QueryToken(char, char, at)
            at += 1
        elif (
            char in "-+"
            and at + 1 < len(text)
            and not text[at + 1].isspace()
            and not glued_to_word(text, at)
        ):
            if char == "-":
                yield QueryToken("NOT", char, at)
            at += 1
        elif _QUOTES.match(char):
            end = _end_of_phrase(text, at + 1)
            close = end < len(text)
            body = text[at + 1 : end]
            after = end + 1
            slop = _SLOP.match(text, after) if close else None
            apart = _words_apart(slop) if slop else 0
            yield QueryToken("phrase", body, at, apart, glued, not close)
            at = slop.end() if slop else after
        elif field := _FIELD.match(text, at):
            yield QueryToken("field", field[1].lower(), at)
            at = field.end()
        else:
            stop = _WORD_END.search(text, at)
            end = stop.start() if stop else len(text)
            word = text[at:end]
            yield QueryToken(word if word in OPERATORS else "word", word, at, 0, glued)
            at = end


def _words_apart(slop: re.Match[str]) -> int:
    """The number after a phrase. Raises QueryError for more than _MOST_APART."""
    digits = slop[1].lstrip("0") or "0"
    if len(digits) > len(str(_MOST_APART)):
        raise QueryError(f"Words are at most {_MOST_APART} apart: ~{_MOST_APART}.", slop.start())
    return int(digits)


def _end_of_phrase(text: str, at: int) -> int:
    """The offset of the mark that closes a phrase which begins at `at`, or the end of the text."""
    body = PHRASE_BODY.match(text, at)
    assert body is not None  # an empty phrase is one
    return body.end()


__all__ = ["OPERATORS", "QueryToken", "query_tokens"]
