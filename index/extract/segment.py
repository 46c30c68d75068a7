"""Words and sentences of a text, as the extractors see them: case and punctuation kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Span

# An acronym or initials with full stops, a word with inner apostrophes and hyphens, or one mark.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'´`](?![sS]\b)[^\W_]+|[-‐‑][^\W_]+|&[^\W_]+|/[A-Z][^\W_]*|\.(?:com|ru|org|net|tj|am|az|uz|kz|ua))*|[’'´`][sS]\b|\n|[^\w\s]"
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen col lt maj capt sgt adm prof rev hon st jr sr vs no u.s u.k u.n inc corp ltd co"
    " jan feb mar apr jun jul aug sept sep oct nov dec messrs cmdr dept atty".split()
)
OPENING, CLOSING = '“«„‘"(', '”»“’")'


@dataclass(frozen=True, slots=True)
class Tok:
    """A word or mark; `lower` saves lower-casing it again and again, `first` marks a sentence's first word."""

    start: int
    end: int
    text: str
    lower: str
    first: bool = False

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_cap(self) -> bool:
        return self.text[0].isupper()


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
    for number, paragraph in enumerate(paragraphs):
        begin = len(tokens)
        fresh = True
        matches = list(_TOKEN.finditer(text, paragraph.start, paragraph.end))
        for index, match in enumerate(matches):
            surface = match.group()
            is_word = surface[0].isalnum()
            if surface == "\n":
                continue
            tokens.append(Tok(match.start(), match.end(), surface, surface.lower(), fresh and is_word))
            if is_word:
                fresh = False
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
