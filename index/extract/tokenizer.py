"""Tokens and sentences for the extractors; case and punctuation are kept."""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.words import LONGEST_KEPT, MOST_KEPT, Lexeme
from index.extract.words import word as as_word
from index.model import Span

# An acronym or initials with full stops, a word with inner apostrophes and hyphens, or one mark.
# The look-aheads let most positions fail at once.
_TOKEN: Final = re.compile(
    r"(?=[^\W_])(?:(?=.\.)(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?=[’'´`\-‐‑&/.])(?:[’'´`](?![sS]\b)[^\W_]+|[-‐‑][^\W_]+|&[^\W_]+|/[A-Z][^\W_]*"
    r"|\.(?:com|ru|org|net|tj|am|az|uz|kz|ua)))*)"
    r"|(?=[^\s\w]|\n)(?:[’'´`][sS]\b|\n|[^\w\s])"
)
ABBREVIATIONS: Final = lexicon.word_list("tokenizer.abbreviations")
# Longest sentence in tokens. Text without full stops is split, so work per sentence is bounded.
_MOST_TOKENS: Final = 500
_STOPS: Final = frozenset(".?!…")
_APOSTROPHES: Final = frozenset("’'´`")
_AFTER_STOP: Final = frozenset({"”", "»", '"', ")", "’"})
_OPENERS: Final = frozenset(
    {"The", "He", "She", "It", "They", "But", "In", "A", "And", "This", "That", "We", "I"}
)
OPENING, CLOSING = '“«„‘"(', '”»“’")'


class Sentence:
    """The span of a sentence, and its range of tokens in `TokenizedText.tokens`."""

    # A plain class: compiled with mypyc, a dataclass takes 20 times as long to construct.
    __slots__ = ("end", "first", "last", "paragraph", "start")

    def __init__(self, start: int, end: int, first: int, last: int, paragraph: int) -> None:
        self.start: Final = start
        self.end: Final = end
        self.first: Final = first
        self.last: Final = last
        self.paragraph: Final = paragraph


class TokenizedText:
    """All tokens of an article, its sentences, and the paragraph of each token.

    Parallel lists: `tokens` has the word, `starts` its offset, `first` whether it starts a
    sentence, `follows` whether only a space separates it from the token before in its paragraph.
    `capitals` lists the tokens that a name can start with.
    """

    # A plain class as `Sentence`, and for the same reason.
    __slots__ = (
        "capitals",
        "first",
        "follows",
        "paragraphs",
        "pieces",
        "sentences",
        "starts",
        "tokens",
    )

    def __init__(self, paragraphs: Sequence[Span], pieces: "PieceNumbers") -> None:
        """Of no tokens so far."""
        self.tokens: Final[list[Lexeme]] = []
        self.starts: Final[list[int]] = []
        self.first: Final[list[bool]] = []
        self.follows: Final[list[bool]] = []
        self.capitals: Final[list[int]] = []
        self.sentences: Final[list[Sentence]] = []
        self.paragraphs: Final = paragraphs
        self.pieces: Final = pieces

    def end(self, at: int) -> int:
        """The end offset of token `at`."""
        return self.starts[at] + len(self.tokens[at].text)


class PieceNumbers:
    """The numbers of the pieces of a text (runs between white space), in order; 0 for unknown ones.

    Numbers are valid while `generation` is the current one.
    """

    __slots__ = ("generation", "numbers")

    def __init__(self) -> None:
        self.generation: Final = _kept.generation
        self.numbers: Final[list[object]] = []

    def is_current(self) -> bool:
        """Whether the numbers are still valid."""
        return self.generation == _kept.generation


def piece_text(number: int) -> str:
    """The text of a piece, by its number in the current generation."""
    return _kept.texts[number]


# A token of a piece: its span from the piece's start, its word, whether nothing but a hard space
# stands before it, and whether no sentence can end with it. A line break is a token too.
_Part = tuple[int, int, Lexeme, bool, bool]


class _Piece:
    """The tokens of a piece that is more than one plain word, and its number."""

    __slots__ = ("number", "parts")

    def __init__(self, number: object, parts: list[_Part]) -> None:
        self.number: Final = number
        self.parts: Final = parts


class _Kept:
    """Cache of pieces: up to MOST_KEPT, then cleared, which starts a new generation."""

    def __init__(self) -> None:
        self.generation = 0
        self.pieces: dict[str, Lexeme | _Piece] = {}
        self.texts = [""]

    def forget_if_full(self) -> None:
        """Clear the cache if it is full. Call it before a text, never inside one."""
        if len(self.texts) >= MOST_KEPT:
            self.generation += 1
            self.pieces = {}
            self.texts = [""]


_kept: Final = _Kept()


def tokenize(text: str, paragraphs: Sequence[Span]) -> TokenizedText:
    """Split paragraphs into tokens and sentences; offsets are code points of `text`."""
    _kept.forget_if_full()
    tokenized = TokenizedText(paragraphs, PieceNumbers())
    for number, paragraph in enumerate(paragraphs):
        begin = len(tokenized.tokens)
        marks, lines = _add_tokens(tokenized, text, paragraph)
        if len(tokenized.tokens) > begin:
            _Cutter(tokenized, begin, lines).cut(marks, number)
    return tokenized


def _add_tokens(tokenized: TokenizedText, text: str, paragraph: Span) -> tuple[list[int], set[int]]:
    """Add a paragraph's tokens.

    Returns the tokens that are not plain words, and those after a line break.
    """
    tokens, starts, following = tokenized.tokens, tokenized.starts, tokenized.follows
    capitals, kept, numbers = tokenized.capitals, _kept.pieces, tokenized.pieces.numbers
    marks: list[int] = []
    lines: set[int] = set()
    at, whole, count = paragraph.start, False, len(tokens)
    for surface in text[paragraph.start : paragraph.end].split(" "):
        length = len(surface)
        piece = kept.get(surface)
        if piece is None:
            piece = _new_piece(surface)
        if isinstance(piece, Lexeme):  # most pieces are one plain word
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
    tokenized.first.extend([False] * (count - len(tokenized.first)))
    return marks, lines


def _new_piece(piece: str) -> Lexeme | _Piece:
    """Tokenise a piece; short ones are cached."""
    number = len(_kept.texts) if len(_kept.texts) < MOST_KEPT else 0
    found: Lexeme | _Piece
    if piece.isalnum():
        found = as_word(piece)
        found.piece = number
    else:
        parts = _with_one_mark(piece) or _parts_of(piece)
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


def _parts_of(piece: str) -> list[_Part]:
    parts: list[_Part] = []
    last = -1
    for match in _TOKEN.finditer(piece):
        start, end = match.span()
        word = as_word(match[0])
        follows = start == last + 1 and last >= 0 and piece[last] == "\u00a0"
        parts.append((start, end, word, follows, word.is_word and word.text[-1] != "."))
        if word.text != "\n":
            last = end
    return parts


def _with_one_mark(piece: str) -> list[_Part]:
    """The same for a plain word with one mark before or after it; empty for any other piece."""
    last = len(piece) - 1
    if last < 1:
        return []
    mark, word = piece[last], piece[:last]
    if word.isalnum() and _is_mark(mark):
        return [
            (0, last, as_word(word), False, True),
            (last, last + 1, as_word(mark), False, False),
        ]
    mark, word = piece[0], piece[1:]
    if word.isalnum() and _is_mark(mark) and mark not in _APOSTROPHES:
        return [(0, 1, as_word(mark), False, False), (1, last + 1, as_word(word), False, True)]
    return []


def _is_mark(char: str) -> bool:
    return not (char.isalnum() or char.isspace() or char == "_")


class _Cutter:
    """Finds the sentence ends of one paragraph, whose tokens start at `begin` in `tokenized`.

    `lines` are the tokens after a line break.
    """

    def __init__(self, tokenized: TokenizedText, begin: int, lines: set[int]) -> None:
        self._tokenized, self._begin, self._lines = tokenized, begin, lines
        self._tokens = tokenized.tokens

    def cut(self, marks: Sequence[int], paragraph: int) -> None:
        """Add the paragraph's sentences, and mark the first token of each."""
        tokens, begin, last, firsts = (
            self._tokens,
            self._begin,
            len(self._tokens),
            self._tokenized.first,
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
        tokenized = self._tokenized
        tokenized.sentences.append(
            Sentence(tokenized.starts[first], tokenized.end(last - 1), first, last, paragraph)
        )

    def _before(self, at: int) -> str:
        """The token before `at`, or a line break; empty at the start of the paragraph."""
        return "" if at == self._begin else "\n" if at in self._lines else self._tokens[at - 1].text

    def _after(self, at: int) -> str:
        """The token after `at`, or a line break; empty at the end of the paragraph."""
        return (
            "\n"
            if at + 1 in self._lines
            else ""
            if at + 1 == len(self._tokens)
            else self._tokens[at + 1].text
        )

    def _touches(self, at: int) -> bool:
        """Whether no space separates token `at` from the next one."""
        return self._tokenized.starts[at + 1] == self._tokenized.end(at)

    def _ends_sentence(self, at: int) -> bool:
        surface = self._tokens[at].text
        if surface in "?!…":
            return self._starts_sentence(at)
        if surface == ".":
            before = self._before(at)
            if self._touches(at - 1) and _is_short(before):
                return False
            return self._starts_sentence(at)
        # "the U.S. He": an acronym ends a sentence where a common sentence opener follows
        return surface[-1] == "." and surface[0].isupper() and self._after(at) in _OPENERS

    def _starts_sentence(self, at: int) -> bool:
        """Whether a sentence can start after token `at`."""
        following = self._after(at)
        if following in {"", "\n"}:
            return True
        if self._touches(at):
            if following not in _AFTER_STOP:
                return False
            following = self._after(at + 1)
            return following == "" or _can_begin(following)
        return _can_begin(following)


def _is_short(surface: str) -> bool:
    """Whether a full stop after the word shortens it: "Gov.", "then-Sen.", "B.", "Roe v. Wade"."""
    if len(surface) == 1:
        return surface.isupper() or surface == "v"
    return surface.lower().rpartition("-")[2] in ABBREVIATIONS


def _can_begin(surface: str) -> bool:
    return surface[0].isupper() or surface[0].isdigit() or surface in "“«„‘\"'([—–-\n"
