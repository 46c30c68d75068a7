"""Breaking a text into screen lines, each a span of the text."""

import re
from collections.abc import Iterator

from rich.cells import get_character_cell_size

from index.model import Span

# Letters and punctuation that take one cell each; a line with anything else is measured.
_NOT_NARROW = re.compile(
    r"[^\x00-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f]"
)


def wrap(text: str, width: int, start: int = 0) -> list[Span]:
    """The screen lines of `text[start:]`, at most `width` cells wide, in code points of `text`.

    Lines break at spaces where they can; the space itself belongs to no line. An empty line of the
    text is an empty span.
    """
    width = max(width, 2)
    lines: list[Span] = []
    at = start
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if at == end:
            lines.append(Span(at, end))
        elif _NOT_NARROW.search(text, at, end):
            lines.extend(_measured(text, at, end, width))
        else:
            lines.extend(_narrow(text, at, end, width))
        at = end + 1
    return lines


def _narrow(text: str, at: int, end: int, width: int) -> Iterator[Span]:
    while end - at > width:
        cut = text.rfind(" ", at + 1, at + width + 1)
        if cut < 0 and text[at] == " ":
            at += 1  # rather no indentation than a word in two
        elif cut < 0:
            yield Span(at, at + width)
            at += width
        else:
            yield Span(at, cut)
            at = cut + 1
    yield Span(at, end)


def _measured(text: str, at: int, end: int, width: int) -> Iterator[Span]:
    begin, cells, space = at, 0, -1
    for place in range(at, end):
        char = text[place]
        size = get_character_cell_size(char)
        while cells + size > width and place > begin:
            if space == begin:
                begin, cells, space = (
                    begin + 1,
                    cells - 1,
                    -1,
                )  # rather no indentation than a word in two
                continue
            cut = place if char == " " or space <= begin else space
            yield Span(begin, cut)
            begin = cut + 1 if cut == space or char == " " else cut
            cells = sum(get_character_cell_size(c) for c in text[begin:place])
            space = -1
        if begin > place:  # the space itself, which belongs to no line
            continue
        if char == " ":
            space = place
        cells += size
    yield Span(begin, end)
