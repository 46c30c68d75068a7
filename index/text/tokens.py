"""Tokens of a text: position, span, case-folded form and stem.

One tokeniser serves the index, the query and the highlighter, so that the three never disagree.
There are no stop words and no shortest length: "May 12", "T-80" and "us" stay findable.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from index.lazy_pattern import lazy_pattern
from index.text.languages import MARKED
from index.text.stems import STEM_MARK, stem, stem_all

# Libraries whose words were taken apart by another version are rebuilt.
TOKENS_VERSION = 2
_APOSTROPHES = "'’ʼ´`‘ʹ"
_HYPHENS = "-‐‑"
# Marks that combine with letters: accents, Hebrew points, Arabic vowels and signs.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
# A number with its separators, an acronym with its full stops, or letters with inner apostrophes.
# The look-ahead spares most words the trial of what they cannot be.
# An alternation of both inside one repetition would keep a state for each letter: 600 MB for a
# word of 5 MB.
_LETTERS_AND_MARKS = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
_WORD = re.compile(
    r"(?=[^\W_])(?:(?=\d)\d+(?:[.,]\d+)+|(?=.\.)(?:[^\W\d_]\.){2,}"
    rf"|{_LETTERS_AND_MARKS}(?:[{_APOSTROPHES}]{_LETTERS_AND_MARKS})*)",
)
# Character class of the punctuation around words.
PUNCTUATION = "[!-/:-@\\[-`{-~\u00ab\u00bb\u2013\u2014\u2018-\u201f\u2026]"
_MARKS_AROUND = (
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\u00ab\u00bb\u2013\u2014"
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2026"
)
# One word of letters, with punctuation around it: no acronym, no possessive, nothing elided. Most
# pieces are such, and need none of the trials below.
_ONE_WORD = re.compile(rf"{PUNCTUATION}*([^\W\d_]{{2,}}){PUNCTUATION}*")
_POSSESSIVE = lazy_pattern(rf"[{_APOSTROPHES}][sS]$")
_DROPPED = lazy_pattern(rf"[{_APOSTROPHES}.,\u0640]")  # and the stroke that stretches Arabic words
# Letters that Unicode does not take apart but a keyboard without them does.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ı": "i",
        "ё": "е",
    }
)


class Token(NamedTuple):
    """A word: its position (counted in words), its span, its folded form and its stem.

    `bare` is the folded form of a possessive without its ending ("clinton" of "Clinton's"), else
    empty: exact phrases match either form.

    A hyphenated word gives one token for each part and, at the first part's position, one
    `joined` token that spans it all.
    """

    position: int
    start: int
    end: int
    exact: str
    stem: str
    joined: bool = False
    bare: str = ""


@lru_cache(maxsize=50_000)
def fold(surface: str) -> str:
    """The word without case, accents, apostrophes and full stops: "O’Reilly" gives "oreilly"."""
    text = surface.casefold()
    if not text.isascii():
        text = "".join(
            c
            for c in unicodedata.normalize("NFKD", text.translate(_LETTERS))
            if not unicodedata.combining(c)
        ).casefold()  # NFKD makes capitals of mathematical and circled letters
    if text[:1].isdigit() and "." in text:
        return text.replace(",", "")
    return _DROPPED.sub("", text)


class Part(NamedTuple):
    """A token of a piece: as Token, but position and span count from the piece's beginning."""

    position: int
    start: int
    end: int
    exact: str
    stem: str
    joined: bool = False
    bare: str = ""


# The content of a piece: how many positions its words take, and its tokens in order.
SplitPiece = Callable[[str], tuple[int, tuple[Part, ...]]]


@cache
def parts_in(language: str | None) -> SplitPiece:
    """`parts` for texts in a language, by its code."""
    return partial(parts, language=language) if language in MARKED else parts


@lru_cache(maxsize=20_000)
def parts(piece: str, language: str = "") -> tuple[int, tuple[Part, ...]]:
    """The tokens of `piece`, a text without white space, and the number of positions they take.

    `language` is a code of `language.MARKED`, or empty.
    """
    if _SPACELESS.search(piece):
        return _spaceless(piece, language)
    if (plain := _ONE_WORD.fullmatch(piece)) and (folded := fold(plain[1])):
        return 1, (Part(0, *plain.span(1), folded, stem(folded, language)),)
    found: list[Part] = []
    chain: list[Part] = []  # parts bound by hyphens, with nothing left out between them
    position = last_end = 0
    for match in _WORD.finditer(piece):
        exact, stemmed = _forms(match.group(), language)
        if not exact:
            continue
        begin, end = match.span()
        elided = _ELIDED.match(piece, begin, end)
        if elided:
            # "l'institut": the article, the whole, and the noun alone
            prefix, prefix_stem = _forms(elided[1], language)
            found += (
                Part(position, begin, elided.end(1), prefix, prefix_stem),
                Part(position, begin, end, exact, stemmed, True),
            )
            position += 1
            begin = elided.end()
            exact, stemmed = _forms(piece[begin:end], language)
        if elided or not (chain and begin == last_end + 1 and piece[last_end] in _HYPHENS):
            _join(found, chain)
            chain = []
        part = Part(
            position, begin, end, exact, stemmed, bare=_without_possessive(piece[begin:end])
        )
        chain.append(part)
        found.append(part)
        position += 1
        last_end = end
    _join(found, chain)
    return position, tuple(found)


class PlainWords(NamedTuple):
    """Pieces of one word each: the only token is at position 0, neither joined nor possessive.

    `exact` and `stems` are parallel to `pieces`.
    """

    pieces: list[str]
    exact: list[str]
    stems: list[str]


def split_plain(pieces: Iterable[str], language: str = "") -> tuple[PlainWords, list[str]]:
    """Those of `pieces` that are one word of ASCII letters and digits, and the others.

    The same tokens as `parts` gives, for many pieces at a time. `language` is as for `parts`.
    """
    plain: list[str] = []
    folded: list[str] = []
    others: list[str] = []
    for piece in pieces:
        word = piece.strip(_MARKS_AROUND)
        if word.isascii() and word.isalnum():
            plain.append(piece)
            folded.append(word.lower())
        else:
            others.append(piece)
    return PlainWords(plain, folded, stem_all(folded, language)), others


# Elided articles and pronouns of French, Italian and Catalan: the word after them is a token.
_ELIDED = lazy_pattern(
    rf"([ldjmtsncv]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|(?:de|ne|su|da|co|que|be|a)ll|quest|un"
    r"|(?:de|ne|su|da|que|be|a)gl|sant|senz|anch|tutt|mezz|grand|buon|pover|nient|com|dov)"
    rf"[{_APOSTROPHES}]"
    r"(?=[aeiouyhœæàâäáãåèéêëìíîïòóôöõùúûü][^\W\d_]{2}|il|en|on|un|y\b)",
    re.IGNORECASE,
)
# Scripts without blanks between words: Han, kana, Thai, Lao, Burmese, Khmer.
_RUNS = (
    "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1780-\u17d3\u3005\u3041-\u3096\u30a1-\u30fa\u30fc"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACELESS = lazy_pattern(f"[{_RUNS}]+")
# A letter with the signs above and below it.
_CLUSTER = lazy_pattern(
    ".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3]*"
)


def _spaceless(piece: str, language: str) -> tuple[int, tuple[Part, ...]]:
    """As `parts`, for a piece in a script without spaces: each bigram of letters is a word."""
    found: list[Part] = []
    position = at = 0
    for run in _SPACELESS.finditer(piece):
        for begin, end in ((at, run.start()), run.span()):
            if begin == end:
                continue
            if begin == run.start():
                count, own = _bigrams(piece[begin:end])
            else:
                count, own = parts(piece[begin:end], language)
            found += (
                one._replace(
                    position=one.position + position, start=one.start + begin, end=one.end + begin
                )
                for one in own
            )
            position += count
        at = run.end()
    count, own = parts(piece[at:], language) if at < len(piece) else (0, ())
    found += (
        one._replace(position=one.position + position, start=one.start + at, end=one.end + at)
        for one in own
    )
    return position + count, tuple(found)


def _bigrams(run: str) -> tuple[int, tuple[Part, ...]]:
    """The bigrams and the single letters of a text without spaces.

    The letters alone are marked as joined, so that a query of several letters asks for pairs. They
    take no position: the last has the position of the last pair.
    """
    ends = [match.span() for match in _CLUSTER.finditer(run)]
    pairs = [(a[0], b[1]) for a, b in pairwise(ends)]
    found: list[Part] = []
    count = 0
    for at, (begin, end) in enumerate(pairs or ends):
        exact = fold(run[begin:end])
        if not exact:
            continue
        found.append(Part(count, begin, end, exact, exact))
        if pairs:
            letters = ends[at : at + (2 if at == len(pairs) - 1 else 1)]
            found += (
                Part(count, start, stop, letter, letter, True)
                for start, stop in letters
                if (letter := fold(run[start:stop]))
            )
        count += 1
    return count, tuple(found)


def _join(found: list[Part], chain: list[Part]) -> None:
    """Add the token of a whole hyphenated word at the position of its first part."""
    if len(chain) > 1:
        first, last = chain[0], chain[-1]
        exact = "".join(part.exact for part in chain)
        bare = exact[: -len(last.exact)] + last.bare if last.bare else ""
        language, apart, stemmed = last.stem.rpartition(STEM_MARK)
        stemmed = language + apart + "".join(part.exact for part in chain[:-1]) + stemmed
        found.insert(
            found.index(first) + 1,
            Part(first.position, first.start, last.end, exact, stemmed, True, bare),
        )


@lru_cache(maxsize=100_000)
def _forms(surface: str, language: str) -> tuple[str, str]:
    """The folded form as written and the stem (of the word without its possessive)."""
    exact = fold(surface)
    bare = _POSSESSIVE.sub("", surface)
    return exact, stem(exact if bare == surface else fold(bare), language)


def _without_possessive(surface: str) -> str:
    """The folded form of a possessive without its ending; empty for any other word."""
    if surface[-1:] in "sS" and surface[-2:-1] in _APOSTROPHES:
        return fold(surface[:-2])
    return ""


# What a `SplitPiece` gives for a piece of one position without parts.
_PLAIN: tuple[int, tuple[Part, ...]] = (1, ())


class WantedParts:
    """A `SplitPiece` that drops the parts which `wanted` rejects.

    `skipped` are the pieces that it knows to take one position and to have no part that is wanted:
    `tokenise` passes over them without a call. `plain_others` finds such pieces in a text
    of one piece a line.
    """

    def __init__(
        self,
        take: SplitPiece,
        wanted: Callable[[Part], bool],
        plain_others: Callable[[str], list[str]] | None = None,
    ) -> None:
        self._take, self._wanted, self._plain_others = take, wanted, plain_others
        self._kept: dict[str, tuple[int, tuple[Part, ...]]] = {}
        self.skipped: set[str] = set()

    def __call__(self, piece: str) -> tuple[int, tuple[Part, ...]]:
        """How many positions the piece takes, and its wanted parts."""
        if piece in self.skipped:
            return 1, ()
        answer = self._kept.get(piece)
        if answer is None:
            count, found = self._take(piece)
            answer = count, tuple(filter(self._wanted, found))
            if answer == _PLAIN:
                self.skipped.add(piece)
            else:
                self._kept[piece] = answer
        return answer

    def others(self, pieces: Sequence[str]) -> set[str]:
        """Those of `pieces` that are not skipped."""
        found = set(pieces) - self.skipped
        if self._plain_others:
            plain = self._plain_others("\n".join(found))
            self.skipped.update(plain)
            found.difference_update(plain)
        for piece in found - self._kept.keys():
            if self(piece) == _PLAIN:
                found.discard(piece)
        return found


def placed_parts(found: Iterable[Part], position: int, at: int) -> list[Token]:
    """The tokens of a piece with the parts `found`, which begins at a position and an offset."""
    return [
        Token(position + place, at + start, at + end, exact, stemmed, joined, bare)
        for place, start, end, exact, stemmed, joined, bare in found
    ]


def tokenise(
    text: str, start: int = 0, end: int | None = None, take: SplitPiece = parts
) -> list[Token]:
    """The words of `text[start:end]` in order, spans in code points into `text`.

    `take` is `parts`, or a function that drops some of its tokens.
    """
    return tokenise_on(text, start, end, 0, take)[0]


def tokenise_on(
    text: str, start: int, end: int | None, position: int, take: SplitPiece = parts
) -> tuple[list[Token], int]:
    """As `tokenise`, with positions from `position` on; also returns the next position."""
    tokens: list[Token] = []
    end = len(text) if end is None else end
    pieces = text[start:end].split()
    at = start  # the next piece does not begin before this
    places: Iterable[int] = range(len(pieces))
    if isinstance(take, WantedParts):
        others = take.others(pieces)
        places = [place for place, piece in enumerate(pieces) if piece in others]
    done = 0  # pieces before the next one; each that was skipped takes one position
    for place in places:
        piece = pieces[place]
        count, found = take(piece)
        position += place - done
        at += 2 * (place - done)  # each has a character at least, and white space after it
        done = place + 1
        if found:
            at = _place(text, piece, at, start, end)
            tokens.extend(placed_parts(found, position, at))
        at += len(piece) + 1
        position += count
    return tokens, position + len(pieces) - done


def _place(text: str, piece: str, at: int, start: int, end: int) -> int:
    """The offset of the next piece at or after `at`, with only white space since the last one."""
    while True:
        at = text.index(piece, at, end)
        after = at + len(piece)
        if (at == start or text[at - 1].isspace()) and (after == end or text[after].isspace()):
            return at
        at += 1
