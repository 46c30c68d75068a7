"""Words of a text: where they stand, how they are folded, what they stem to.

One tokeniser serves the index, the query and the highlighter, so that the three never disagree.
There are no stop words and no shortest length: "May 12", "T-80" and "us" stay findable.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_APOSTROPHES = "'’ʼ´`‘ʹ"
_HYPHENS = "-‐‑"
# A number with its separators, an acronym with its full stops, or letters with inner apostrophes.
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+|(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*",
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_DROPPED = re.compile(rf"[{_APOSTROPHES}.,]")
# Letters that Unicode does not take apart but a keyboard without them does.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ё": "е"})


class Token(NamedTuple):
    """A word: its position (counted in words), its span, its folded form and its stem.

    A hyphenated word gives one token for each part and, at the first part's position, one
    `joined` token that spans it all.
    """

    position: int
    start: int
    end: int
    exact: str
    stem: str
    joined: bool = False


def fold(surface: str) -> str:
    """The word without case, accents, apostrophes and full stops: "O’Reilly" gives "oreilly"."""
    text = surface.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.translate(_LETTERS)) if not unicodedata.combining(c))
    if text[:1].isdigit() and "." in text:
        return text.replace(",", "")
    return _DROPPED.sub("", text)


_english = snowballstemmer.stemmer("english")
_russian = snowballstemmer.stemmer("russian")
# The stemmers keep the word under work in themselves: two threads would stem each other's words.
_stemming = threading.Lock()


def stem(folded: str) -> str:
    """The stem of a folded word: Russian for Cyrillic letters, else English (Snowball)."""
    with _stemming:
        stemmer = _russian if "а" <= folded[:1] <= "я" else _english
        return str(stemmer.stemWord(folded))


@lru_cache(maxsize=200_000)
def _forms(surface: str) -> tuple[str, str]:
    """The folded form as written and the stem (of the word without its possessive)."""
    exact = fold(surface)
    bare = _POSSESSIVE.sub("", surface)
    return exact, stem(exact if bare == surface else fold(bare))


def tokenise(text: str, start: int = 0, end: int | None = None, first_position: int = 0) -> list[Token]:
    """The words of `text[start:end]` in order, spans in code points into `text`."""
    tokens: list[Token] = []
    position = first_position
    chain: list[tuple[int, int, int]] = []  # the parts of a hyphenated word: index, start, end
    last_end = -1
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        begin, stop = match.span()
        exact, stemmed = _forms(match.group())
        if not exact:
            continue
        if not (begin == last_end + 1 and begin > start and text[last_end] in _HYPHENS):
            if len(chain) > 1:
                _join(text, tokens, chain)
            chain = []
        chain.append((len(tokens), begin, stop))
        tokens.append(Token(position, begin, stop, exact, stemmed))
        position += 1
        last_end = stop
    if len(chain) > 1:
        _join(text, tokens, chain)
    return tokens


def _join(text: str, tokens: list[Token], chain: list[tuple[int, int, int]]) -> None:
    """Add the token of a whole hyphenated word beside its first part."""
    first = tokens[chain[0][0]]
    parts = [tokens[index] for index, _, _ in chain]
    exact = "".join(part.exact for part in parts)
    stemmed = "".join(part.exact for part in parts[:-1]) + parts[-1].stem
    tokens.insert(chain[0][0] + 1, Token(first.position, first.start, chain[-1][2], exact, stemmed, True))
