"""Hard-wrapped text, as in mail and database exports, back into paragraphs.

A line break becomes a space, so that offsets stay. Removed characters (a hyphen that divides a
word, indentation) are reported with their places.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.readers.decode import Removed

# Lines of running text are seldom narrower or wider than this, in characters.
_NARROWEST, _WIDEST = 38, 200
_FEWEST_BREAKS = 3
# The share of line breaks that a common width has to explain.
_MOST_BREAKS = 0.8
# A line that ends inside a word is at least this share of the width.
_DIVIDED_NEAR = 0.5
# The length of a word whose first part fills a line: it would not have fitted.
_LONG = 20
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_ITEM = re.compile(r"\s*(?:[-*•–—·]|\(?\d{1,3}[.)]|>|\|)\s")
_DIVIDED = re.compile(r"[^\W\d_][-‐¬]$")
# Scripts without blanks between words, and all that are two cells wide on a terminal.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65]")
_WIDE = re.compile(
    r"[\u0e00-\u0eff\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
)
_FEWEST_UNSPACED = 12
# Before these a hyphen belongs to the word even where a line ends after it.
_PREFIXES = frozenset(
    "anti pro non ex self vice all half well long short post pre semi neo twenty thirty forty"
    " fifty sixty seventy eighty ninety"
    " north south east west mid".split()
)

# Before these a hyphen replaces a part of a later word: "pre- and post-war".
_JOINING = frozenset("and or to nor und oder bis et ou y o e of en og och и или".split())


class TextLine(NamedTuple):
    """A line's span without the white space around it; `indent` counts that before it.

    `size` is the line's width with its indentation, in cells of a terminal.
    """

    start: int
    end: int
    indent: int
    size: int


def unwrap(text: str, start: int = 0) -> tuple[str, Removed]:
    """`text` with the line breaks in its paragraphs as spaces, from `start`; and what was removed.

    Each pair is (offset in the text returned, number of characters taken out there). Text without
    a common width, verse and tables come back unchanged.
    """
    lines = _lines(text, start)
    width = common_width(text, lines)
    if not width:
        return text, []
    out: list[str] = [text[:start]]
    removed: Removed = []
    length, at = start, start

    def take_out(count: int) -> None:
        if count and removed and removed[-1][0] == length:
            removed[-1] = (length, removed[-1][1] + count)
        elif count:
            removed.append((length, count))

    for line, following in pairwise(lines):
        if not _goes_on(text, line, following, width):
            continue
        end, glue = line.end, " "
        if _is_divided(text, line, following):
            glue = ""
            if not _keeps_hyphen(text, line, following):
                end -= 1
        elif _UNSPACED.match(text, end - 1) and _UNSPACED.match(text, following.start):
            glue = ""
        out += (text[at:end], glue)
        length += end - at + len(glue)
        take_out(following.start - end - len(glue))
        at = following.start
    out.append(text[at:])
    return "".join(out), removed


def unwrapped_lines(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines that are parted by empty lines."""
    text, _ = unwrap("\n".join(lines))
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def first_line_goes_on(text: str, start: int) -> bool:
    """Whether the line at `start` is one of wrapped text that the next one continues.

    One of the following lines of its paragraph begins with a small letter: titles do not show
    that they go on in any other way.
    """
    end = text.find("\n\n", start)
    end = len(text) if end < 0 else end
    begins = [line[:1].islower() for line in text[start:end].split("\n")[1:]]
    if not any(begins):
        return False
    lines = _lines(text, start)
    width = common_width(text, lines)
    return bool(width) and _goes_on(text, lines[0], lines[1], width)


def common_width(text: str, lines: Sequence[TextLine]) -> int:
    """The width at which the lines of a text end, in characters; 0 where they have none."""
    breaks = [
        (line, following)
        for line, following in pairwise(lines)
        # an indented line begins a paragraph
        if _adjacent(line, following) and following.indent <= line.indent + 1
    ]
    # a rule, an address or a table says nothing about the width of the running text
    plain = [
        (
            line.size,
            _LONG if _breaks_a_word(text, line, following) else _first_word(text, following),
        )
        for line, following in breaks
        if _is_prose(text, line) and _has_words(text, following)
    ]
    if len(plain) < _FEWEST_BREAKS:
        return _width_of_few(text, [line for line, _ in breaks], plain)
    widths = sorted({width for width, _ in plain}, reverse=True)
    for width in widths[:4]:
        if not _NARROWEST <= width <= _WIDEST:
            continue
        full = sum(1 for size, word in plain if size <= width < size + 1 + word + 2)
        if full >= _MOST_BREAKS * len(plain):
            return width
    return 0


def _width_of_few(text: str, lines: Sequence[TextLine], plain: Sequence[tuple[int, int]]) -> int:
    """The width that one or two line breaks show: that of mail, and no break after a sentence."""
    width = max((size for size, _ in plain), default=0)
    fits = all(size + 1 + word + 2 > width for size, word in plain)
    ends = any(text[line.end - 1] in ".!?:”。！？」" for line in lines)
    return width if len(lines) == len(plain) and 60 <= width <= 85 and fits and not ends else 0


def _lines(text: str, start: int) -> list[TextLine]:
    found = []
    at = start
    wide = _WIDE.search(text, start) is not None
    for line in text[start:].split("\n"):
        bare = line.strip()
        if bare:
            indent = len(line) - len(line.lstrip())
            size = indent + (_cells(bare) if wide else len(bare))
            found.append(TextLine(at + indent, at + indent + len(bare), indent, size))
        else:
            found.append(TextLine(at, at, 0, 0))
        at += len(line) + 1
    return found


def _cells(line: str) -> int:
    """The width of a line in cells of a terminal."""
    return sum(
        0 if unicodedata.category(c) == "Mn" else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in line
    )


def _adjacent(line: TextLine, following: TextLine) -> bool:
    return line.end > line.start and following.end > following.start


def _is_prose(text: str, line: TextLine) -> bool:
    words = text[line.start : line.end]
    spaced = " " in words or len(_UNSPACED.findall(words)) >= _FEWEST_UNSPACED
    return spaced and not _COLUMNS.search(words) and any(map(str.isalpha, words))


def _has_words(text: str, line: TextLine) -> bool:
    words = text[line.start : line.end]
    return not _COLUMNS.search(words) and any(map(str.isalpha, words))


def _breaks_a_word(text: str, line: TextLine, following: TextLine) -> bool:
    """Whether a line ends inside a word: with a hyphen, before a small letter."""
    return _is_divided(text, line, following) and text[following.start].islower()


def _first_word(text: str, line: TextLine) -> int:
    """The width of a line's first word, which did not fit on the line above."""
    if _UNSPACED.match(text, line.start):
        return 2
    space = text.find(" ", line.start, line.end)
    return (space if space >= 0 else line.end) - line.start


def _goes_on(text: str, line: TextLine, following: TextLine, width: int) -> bool:
    """Whether a line is full, so that the next one continues it."""
    if not _adjacent(line, following) or following.indent > line.indent + 1:
        return False
    size = line.size
    if _DIVIDED_NEAR * width <= size <= width + 2 and _breaks_a_word(text, line, following):
        return True
    if size > width + 2 or size + 1 + _first_word(text, following) + 2 <= width:
        return False
    words, more = text[line.start : line.end], text[following.start : following.end + 1]
    return not (_COLUMNS.search(words) or _COLUMNS.search(more) or _ITEM.match(more))


def _is_divided(text: str, line: TextLine, following: TextLine) -> bool:
    ends = text[max(line.start, line.end - 2) : line.end]
    if not _DIVIDED.match(ends) or not text[following.start].isalpha():
        return False
    word = re.match(r"[^\W\d_]+", text[following.start : following.end])
    return word is None or word[0] not in _JOINING


def _keeps_hyphen(text: str, line: TextLine, following: TextLine) -> bool:
    """Whether the hyphen at the end of a line belongs to the word."""
    if text[line.end - 1] == "¬":  # no other use than to divide words
        return False
    if not text[following.start].islower():
        return True
    begin = re.search(r"[^\W_]+(?=[-‐]$)", text[line.start : line.end])
    rest = re.match(r"[^\W_]+", text[following.start : following.end])
    if begin is None or rest is None:
        return False
    first, second = begin[0], rest[0]
    if re.search(rf"\b{re.escape(first + second)}\b", text, re.IGNORECASE):
        return False
    return first.lower() in _PREFIXES or f"{first}-{second}" in text


__all__ = ["first_line_goes_on", "unwrap", "unwrapped_lines"]
