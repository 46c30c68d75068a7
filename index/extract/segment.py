"""Words and sentences of a text, as the extractors see them: case and punctuation kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.article import Span

# An acronym or initials with full stops, a word with inner apostrophes and hyphens, or one mark.
# The look-aheads spare most places the trial of what cannot stand there.
_TOKEN = re.compile(
    r"(?=[^\W_])(?:(?=.\.)(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?=[’'´`\-‐‑&/.])(?:[’'´`](?![sS]\b)[^\W_]+|[-‐‑][^\W_]+|&[^\W_]+|/[A-Z][^\W_]*"
    r"|\.(?:com|ru|org|net|tj|am|az|uz|kz|ua)))*)"
    r"|(?=[^\s\w]|\n)(?:[’'´`][sS]\b|\n|[^\w\s])"
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen col lt maj capt sgt adm prof rev hon st jr sr vs no u.s u.k u.n inc corp ltd co"
    " jan feb mar apr jun jul aug sept sep oct nov dec messrs cmdr dept atty".split()
)
# No sentence of the press is so long; what has no full stops is cut, so that looking through a sentence stays a small thing.
_MOST_TOKENS = 500
OPENING, CLOSING = '“«„‘"(', '”»“’")'


class Tok(NamedTuple):
    """A word or mark.

    `lower` saves lower-casing it again and again; `begins` says that a name can begin with it,
    `first` that it is its sentence's first word, `follows` that nothing but a space stands between
    the token before, of the same paragraph, and it.
    """

    start: int
    end: int
    text: str
    lower: str
    is_word: bool
    is_cap: bool
    begins: bool
    first: bool
    follows: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span and the range of its tokens in `Segments.tokens`."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Segments:
    """All tokens of an article, the sentences they form and the paragraph each is in."""

    tokens: list[Tok]
    sentences: list[Sentence]
    paragraphs: Sequence[Span]


def segment(text: str, paragraphs: Sequence[Span]) -> Segments:
    """Cut the paragraphs of `text` into tokens and sentences, spans in code points."""
    tokens: list[Tok] = []
    sentences: list[Sentence] = []
    new = tuple.__new__
    for number, paragraph in enumerate(paragraphs):
        begin = len(tokens)
        fresh = True
        last = -1
        matches = list(_TOKEN.finditer(text, paragraph.start, paragraph.end))
        for index, match in enumerate(matches):
            surface = match[0]
            if surface == "\n":
                continue
            lower, is_word, is_cap, begins = _looks(surface)
            start, end = match.span()
            follows = start == last + 1 and text[last] in " \u00a0"
            # as Tok(…), in half the time
            tokens.append(new(Tok, (start, end, surface, lower, is_word, is_cap, begins, fresh and is_word, follows)))
            last = end
            if is_word:
                fresh = False
                if surface[-1] != "." and len(tokens) - begin < _MOST_TOKENS:
                    continue  # nothing below is about a plain word
            if len(tokens) - begin >= _MOST_TOKENS:
                sentences.append(Sentence(tokens[begin].start, tokens[-1].end, begin, len(tokens), number))
                begin = len(tokens)
                continue
            if _ends_sentence(text, matches, index):
                # closing marks after the full stop belong to the sentence
                if (
                    index + 1 < len(matches)
                    and matches[index + 1].group() in {"”", "»", '"', ")", "’"}
                    and matches[index + 1].start() == match.end()
                ):
                    continue
                sentences.append(Sentence(tokens[begin].start, tokens[-1].end, begin, len(tokens), number))
                begin, fresh = len(tokens), True
            elif surface in '”»")’' and index and matches[index - 1].group() in ".?!…" and _starts_sentence(text, matches, index):
                sentences.append(Sentence(tokens[begin].start, tokens[-1].end, begin, len(tokens), number))
                begin, fresh = len(tokens), True
            elif surface in '“«„"':
                fresh = True  # the first word inside quotation marks is as capital as a sentence's
        if begin < len(tokens):
            sentences.append(Sentence(tokens[begin].start, tokens[-1].end, begin, len(tokens), number))
    return Segments(tokens, sentences, paragraphs)


# Particles that a name can begin with in small letters: "al-Assad", "d'Estaing".
_SMALL = re.compile(r"(?:al|el|bin|ibn|d|ash|as|an|ar)[-’'][A-Z]")


@lru_cache(maxsize=50_000)
def _looks(surface: str) -> tuple[str, bool, bool, bool]:
    """A token in small letters; whether it is a word; begins with a capital; can begin a name."""
    is_cap = surface[0].isupper()
    return surface.lower(), surface[0].isalnum(), is_cap, is_cap or _SMALL.match(surface) is not None


def _ends_sentence(text: str, matches: list[re.Match[str]], index: int) -> bool:
    surface = matches[index].group()
    if surface in "?!…":
        return _starts_sentence(text, matches, index)
    if surface == ".":
        before = matches[index - 1].group() if index else ""
        glued = index and matches[index - 1].end() == matches[index].start()
        if glued and (before.lower() in ABBREVIATIONS or (len(before) == 1 and before.isupper())):
            return False
        return _starts_sentence(text, matches, index)
    if surface.endswith(".") and surface[0].isupper():
        # "the U.S. He": an acronym ends a sentence where a common sentence opener follows
        following = matches[index + 1].group() if index + 1 < len(matches) else ""
        return following in {"The", "He", "She", "It", "They", "But", "In", "A", "And", "This", "That", "We", "I"}
    return False


def _starts_sentence(text: str, matches: list[re.Match[str]], index: int) -> bool:
    """Whether what follows `matches[index]` can begin a sentence."""
    end = matches[index].end()
    if index + 1 == len(matches):
        return True
    following = matches[index + 1]
    if following.start() == end and following.group() not in {"\n", "”", "»", '"', ")", "’"}:
        return False
    surface = following.group()
    if surface in {"”", "»", '"', ")", "’"} and following.start() == end:
        return index + 2 >= len(matches) or _can_begin(matches[index + 2].group())
    return _can_begin(surface)


def _can_begin(surface: str) -> bool:
    return surface[0].isupper() or surface[0].isdigit() or surface in '“«„‘"([—–-\n'
