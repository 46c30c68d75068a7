"""Words and sentences of a text, as the extractors see them: case and punctuation kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.extract.words import LONGEST_KEPT, MOST_KEPT, Word
from index.extract.words import word as as_word
from index.model import Span

# An acronym or initials with full stops, a word with inner apostrophes and hyphens, or one mark.
# The look-aheads spare most places the trial of what cannot stand there.
_TOKEN: Final = re.compile(
    r"(?=[^\W_])(?:(?=.\.)(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?=[’'´`\-‐‑&/.])(?:[’'´`](?![sS]\b)[^\W_]+|[-‐‑][^\W_]+|&[^\W_]+|/[A-Z][^\W_]*"
    r"|\.(?:com|ru|org|net|tj|am|az|uz|kz|ua)))*)"
    r"|(?=[^\s\w]|\n)(?:[’'´`][sS]\b|\n|[^\w\s])"
)
ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen col lt maj capt sgt adm prof rev hon st jr sr vs no u.s u.k u.n inc corp ltd co"
    " jan feb mar apr jun jul aug sept sep oct nov dec messrs cmdr dept atty".split()
)
# No sentence of the press is so long; what has no full stops is cut, so that looking through a sentence stays a small thing.
_MOST_TOKENS: Final = 500
_STOPS: Final = frozenset(".?!…")
_AFTER_STOP: Final = frozenset({"”", "»", '"', ")", "’"})
_OPENERS: Final = frozenset(
    {"The", "He", "She", "It", "They", "But", "In", "A", "And", "This", "That", "We", "I"}
)
OPENING, CLOSING = '“«„‘"(', '”»“’")'


class Sentence:
    """A sentence's span and the range of its tokens in `Segments.tokens`."""

    # Written out, as what the extractors make most of is: compiled, a data class takes twenty times as long to make.
    __slots__ = ("end", "first", "last", "paragraph", "start")

    def __init__(self, start: int, end: int, first: int, last: int, paragraph: int) -> None:
        self.start: Final = start
        self.end: Final = end
        self.first: Final = first
        self.last: Final = last
        self.paragraph: Final = paragraph


@dataclass(frozen=True, slots=True)
class Segments:
    """All tokens of an article, the sentences they form and the paragraph each is in.

    A token is a word at a place: `tokens` has its word, `starts` where it begins. `first` says that
    it is its sentence's first word, `follows` that nothing but a space stands between the token before,
    of the same paragraph, and it. `capitals` are the tokens that a name can begin with.
    """

    tokens: list[Word]
    starts: list[int]
    first: list[bool]
    follows: list[bool]
    capitals: list[int]
    sentences: list[Sentence]
    paragraphs: Sequence[Span]
    pieces: "Pieces"

    def end(self, at: int) -> int:
        """Where token `at` ends."""
        return self.starts[at] + len(self.tokens[at].text)


class Pieces:
    """What stands between spaces, piece after piece, by numbers: 0 for one that `text_of` does not know.

    They mean something as long as `generation` is the current one.
    """

    __slots__ = ("generation", "numbers")

    def __init__(self) -> None:
        self.generation: Final = _kept.generation
        self.numbers: Final[list[object]] = []

    def is_current(self) -> bool:
        """Whether the numbers still mean what they meant."""
        return self.generation == _kept.generation


def text_of(number: int) -> str:
    """The piece of a number of the current generation."""
    return _kept.texts[number]


# A token of a piece: its span from the piece's start, its word, whether nothing
# but a hard space stands before it, and whether no sentence can end with it. A line break is one too.
_Part = tuple[int, int, Word, bool, bool]


class _Piece:
    """A piece that is more than one plain word: its number and its tokens."""

    __slots__ = ("number", "parts")

    def __init__(self, number: object, parts: list[_Part]) -> None:
        self.number: Final = number
        self.parts: Final = parts


class _Kept:
    """The pieces seen so far, up to MOST_KEPT, and their texts by number."""

    def __init__(self) -> None:
        self.generation = 0
        self.pieces: dict[str, Word | _Piece] = {}
        self.texts = [""]

    def forget_if_full(self) -> None:
        """Make room before the next text."""
        if len(self.texts) >= MOST_KEPT:
            self.generation += 1
            self.pieces = {}
            self.texts = [""]


_kept: Final = _Kept()


def segment(text: str, paragraphs: Sequence[Span]) -> Segments:
    """Cut the paragraphs of `text` into tokens and sentences, spans in code points."""
    _kept.forget_if_full()
    segments = Segments([], [], [], [], [], [], paragraphs, Pieces())
    for number, paragraph in enumerate(paragraphs):
        begin = len(segments.tokens)
        marks, lines = _add_tokens(segments, text, paragraph)
        if len(segments.tokens) > begin:
            _Cutter(segments, begin, lines).cut(marks, number)
    return segments


def _add_tokens(segments: Segments, text: str, paragraph: Span) -> tuple[list[int], set[int]]:
    """Add the paragraph's tokens; in the answer, which of them are not plain words, and which have a line break before them."""
    tokens, starts, following = segments.tokens, segments.starts, segments.follows
    capitals, kept, numbers = segments.capitals, _kept.pieces, segments.pieces.numbers
    marks: list[int] = []
    lines: set[int] = set()
    at, whole, count = paragraph.start, False, len(tokens)
    for surface in text[paragraph.start : paragraph.end].split(" "):
        length = len(surface)
        piece = kept.get(surface)
        if piece is None:
            piece = _new_piece(surface)
        if isinstance(piece, Word):  # most pieces are one plain word
            numbers.append(piece.piece)
            if piece.begins:
                capitals.append(count)
            tokens.append(piece)
            starts.append(at)
            following.append(whole)
            count += 1
            whole = True
            at += length + 1
            continue
        numbers.append(piece.number)
        parts = piece.parts
        for start, _, word, follows, is_plain in parts:
            if not is_plain:
                if word.text == "\n":
                    lines.add(count)
                    continue
                marks.append(count)
            if word.begins:
                capitals.append(count)
            tokens.append(word)
            starts.append(at + start)
            following.append(whole if start == 0 else follows)
            count += 1
        whole = len(parts) > 0 and parts[-1][1] == length
        at += length + 1
    segments.first.extend([False] * (count - len(segments.first)))
    return marks, lines


def _new_piece(piece: str) -> Word | _Piece:
    """The tokens of a piece; kept for the next time where it is short."""
    parts: list[_Part] = []
    last = -1
    for match in _TOKEN.finditer(piece):
        start, end = match.span()
        word = as_word(match[0])
        follows = start == last + 1 and last >= 0 and piece[last] == "\u00a0"
        parts.append((start, end, word, follows, word.is_word and word.text[-1] != "."))
        if word.text != "\n":
            last = end
    number = len(_kept.texts) if len(_kept.texts) < MOST_KEPT else 0
    found: Word | _Piece
    if len(parts) == 1 and parts[0][:2] == (0, len(piece)) and parts[0][4]:
        found = parts[0][2]
        found.piece = number
    else:
        found = _Piece(number, parts)
    if number:
        _kept.texts.append(piece)
        if len(piece) <= LONGEST_KEPT:
            _kept.pieces[piece] = found
    return found


class _Cutter:
    """Where the sentences of one paragraph end: its tokens are those of `segments` from `begin` on.

    `lines` are the tokens that have a line break before them.
    """

    def __init__(self, segments: Segments, begin: int, lines: set[int]) -> None:
        self._segments, self._begin, self._lines = segments, begin, lines
        self._tokens = segments.tokens

    def cut(self, marks: Sequence[int], paragraph: int) -> None:
        """Add the paragraph's sentences, and say of the tokens which are their sentence's first word."""
        tokens, begin, last, firsts = (
            self._tokens,
            self._begin,
            len(self._tokens),
            self._segments.first,
        )
        fresh, done = True, begin
        for at in (*marks, last):
            if fresh and done < at:
                firsts[done] = True  # the plain words between two marks
                fresh = False
            while at - begin >= _MOST_TOKENS:
                self._add(begin, begin + _MOST_TOKENS, paragraph)
                begin += _MOST_TOKENS
            if at == last:
                break
            done = at + 1
            token = tokens[at]
            if token.is_word:
                firsts[at] = fresh
                fresh = False
            if done - begin >= _MOST_TOKENS:
                self._add(begin, done, paragraph)
                begin = done
            elif self._ends_sentence(at):
                # closing marks after the full stop belong to the sentence
                if not (done < last and tokens[done].text in _AFTER_STOP and self._touches(at)):
                    self._add(begin, done, paragraph)
                    begin, fresh = done, True
            elif token.text in '”»")’' and self._before(at) in _STOPS and self._starts_sentence(at):
                self._add(begin, done, paragraph)
                begin, fresh = done, True
            elif token.text in '“«„"':
                fresh = True  # the first word inside quotation marks is as capital as a sentence's
        if begin < last:
            self._add(begin, last, paragraph)

    def _add(self, first: int, last: int, paragraph: int) -> None:
        segments = self._segments
        segments.sentences.append(
            Sentence(segments.starts[first], segments.end(last - 1), first, last, paragraph)
        )

    def _before(self, at: int) -> str:
        """What stands before token `at`, be it a line break; nothing at the paragraph's start."""
        return "" if at == self._begin else "\n" if at in self._lines else self._tokens[at - 1].text

    def _after(self, at: int) -> str:
        """What stands after token `at`, be it a line break; nothing at the paragraph's end."""
        return (
            "\n"
            if at + 1 in self._lines
            else ""
            if at + 1 == len(self._tokens)
            else self._tokens[at + 1].text
        )

    def _touches(self, at: int) -> bool:
        """Whether the token after token `at` begins where that one ends."""
        return self._segments.starts[at + 1] == self._segments.end(at)

    def _ends_sentence(self, at: int) -> bool:
        surface = self._tokens[at].text
        if surface in "?!…":
            return self._starts_sentence(at)
        if surface == ".":
            before = self._before(at)
            short = before.lower() in ABBREVIATIONS or (len(before) == 1 and before.isupper())
            if short and self._touches(at - 1):
                return False
            return self._starts_sentence(at)
        # "the U.S. He": an acronym ends a sentence where a common sentence opener follows
        return surface[-1] == "." and surface[0].isupper() and self._after(at) in _OPENERS

    def _starts_sentence(self, at: int) -> bool:
        """Whether what follows token `at` can begin a sentence."""
        following = self._after(at)
        if following in {"", "\n"}:
            return True
        if self._touches(at):
            if following not in _AFTER_STOP:
                return False
            following = self._after(at + 1)
            return following == "" or _can_begin(following)
        return _can_begin(following)


def _can_begin(surface: str) -> bool:
    return surface[0].isupper() or surface[0].isdigit() or surface in '“«„‘"([—–-\n'
