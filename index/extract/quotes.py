"""Find spans in quotation marks.

It reads curly, straight and angled double marks, and single marks. Where paragraphs begin with
single marks, as in British novels and papers, these are the outer ones and double marks are nested.
A mark left open at the end of a paragraph continues with the opening mark of the next paragraph.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract.single_marks import are_outer, opens_single, spans_in_single_marks
from index.model import Span

# Each mark begins its own alternative, so that the search skips the text between two marks.
_MARK: Final = re.compile(
    r"“|”|„|«|»|\"|''(?<!\w'')|''(?!\w)|‘(?<![^\W_]‘)(?=\w)|'(?<![^\W_]')(?=\w)|’(?<=[\w.,!?…]’)(?!\w)|'(?<=[\w.,!?…]')(?!\w)"
)
# The same where nothing but double marks counts, and no pairs of apostrophes.
_DOUBLE: Final = re.compile('[“”„«»"]')
# A quotation that spans more lines than this was left open by mistake.
_MOST_LINES: Final = 12
# A tag that was left in the text: the marks about its attributes quote nobody.
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_PAIRS: Final = {"“": '”"', "„": "“”", "«": "»", '"': '"”', "''": ("''",), "‘": "’'", "'": "'’"}


class QuotedSpan:
    """A span between quotation marks inside one paragraph, without the marks.

    `open_end`: the paragraph ended before the mark was closed. `single`: the marks are single ones.
    `paragraph` is the paragraph's number in the article.
    """

    __slots__ = ("end", "open_end", "paragraph", "single", "start")

    def __init__(
        self, start: int, end: int, paragraph: int, open_end: bool = False, single: bool = False
    ) -> None:
        self.start: Final = start
        self.end: Final = end
        self.paragraph: Final = paragraph
        self.open_end: Final = open_end
        self.single: Final = single


def find_quoted(
    text: str, paragraphs: Sequence[Span], doubled_apostrophes: bool = False
) -> list[QuotedSpan]:
    """Every quoted span. A quotation inside a quotation belongs to the outer one.

    `doubled_apostrophes`: two apostrophes in a row are quotation marks too. Otherwise they are
    skipped, with any marks inside.
    """
    found: list[QuotedSpan] = []
    outer = are_outer(text, paragraphs)
    number, begin = 0, -1
    while number < len(paragraphs):
        paragraph = paragraphs[number]
        span = paragraph if begin < 0 else Span(begin, paragraph.end)
        single = outer and opens_single(text, span)
        own = (_in_single_marks if single else _in_paragraph)(text, span, number)
        begin = -1
        closing = None
        if own and own[-1].open_end:
            closing = _closing_mark(text, paragraphs, number + 1, text[own[-1].start - 1])
        if closing is None:
            found.extend(own)
            number += 1
            continue
        # a block of lines between one pair of marks
        found.extend(own[:-1])
        number, end = closing
        _add(found, text, own[-1].start, end, own[-1].paragraph, "“")
        begin = end + 1
    return (
        found
        if doubled_apostrophes
        else [one for one in found if text[one.start - 2 : one.start] != "''"]
    )


def is_closed_by(text: str, start: int, end: int) -> bool:
    """Whether the character at `end` closes the mark before `start`."""
    return text[end : end + 1] in tuple(_PAIRS.get(text[start - 1 : start], ()))


def _closing_mark(
    text: str, paragraphs: Sequence[Span], first: int, opening: str
) -> tuple[int, int] | None:
    """The paragraph and offset of the mark that closes a quotation left open before `first`.

    None where the next mark opens a quotation: then each paragraph has its own opening mark.
    """
    closers = _PAIRS.get(opening)
    if not isinstance(closers, str):
        return None
    for number in range(first, min(first + _MOST_LINES, len(paragraphs))):
        paragraph = paragraphs[number]
        match = _DOUBLE.search(text, paragraph.start, paragraph.end)
        if match is None:
            continue
        closes = match.group() in closers and match.start() > paragraph.start
        if not closes or text[match.start() - 1].isspace():
            return None
        return number, match.start()
    return None


def _in_single_marks(text: str, paragraph: Span, number: int) -> list[QuotedSpan]:
    """The quotations of a paragraph whose outer marks are single: they count as double ones do."""
    found: list[QuotedSpan] = []
    for start, end in spans_in_single_marks(text, paragraph):
        _add(found, text, start, end, number, "“", open_end=end == paragraph.end)
    return found


def _in_paragraph(text: str, paragraph: Span, number: int) -> list[QuotedSpan]:
    found: list[QuotedSpan] = []
    opened: tuple[int, str] | None = None
    depth = 0
    inside = text[paragraph.start : paragraph.end]
    in_pairs = "''" in inside
    doubles = (
        in_pairs
        or "“" in inside
        or "”" in inside
        or '"' in inside
        or "«" in inside
        or "„" in inside
    )
    if (
        not doubles
        and "’" not in inside
        and "'" not in inside
        and "‘" not in inside
        and "»" not in inside
    ):
        return found
    marks = _DOUBLE if doubles and not in_pairs else _MARK
    tags = (
        [match.span() for match in _TAG.finditer(text, paragraph.start, paragraph.end)]
        if "<" in inside
        else []
    )
    for match in marks.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        if tags and any(start <= match.start() < end for start, end in tags):
            continue
        if doubles and mark in "‘’'":
            continue
        if opened is None:
            if mark in _PAIRS and _opens(text, match, paragraph):
                opened, depth = (match.end(), mark), 0
            continue
        start, opening = opened
        if mark == opening == "“" and _closes_turned(text, match, paragraph):
            _add(found, text, start, match.start(), number, opening)
            opened = None
            continue
        if mark == opening and mark in "“«„" and depth == 0 and opening != '"':
            if (
                text[match.start() - 1 : match.start()] in {" ", "\n", "(", "["}
                and "”" in text[match.end() : paragraph.end]
            ):
                # a second opening mark: the first was never closed, or this one is nested
                nested = text.count("”", match.end(), paragraph.end) > text.count(
                    "“", match.end(), paragraph.end
                )
                if nested:
                    depth += 1
                else:
                    _add(found, text, start, match.start(), number, opening)
                    opened = (match.end(), mark)
            continue
        if opening == '"' and mark == "“":
            depth += 1  # curly marks inside straight ones
            continue
        if mark in _PAIRS[opening]:
            if depth and opening == '"' and mark == "”":
                depth -= 1
                continue
            if opening == '"' and not _closes(text, match, paragraph):
                # a straight mark that opens again: the one before was left open
                continue
            if depth and opening != '"':
                depth -= 1
                continue
            _add(found, text, start, match.start(), number, opening)
            opened = None
    if opened is not None and opened[1] not in "‘'":
        _add(found, text, opened[0], paragraph.end, number, opened[1], open_end=True)
    return found


def _opens(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark can open a quotation: it is no inch sign and no elision."""
    if match.group() in "“«„‘":
        return True
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    if before == "=":
        return False  # an attribute of markup that was left in the text
    if match.group() == "'":
        return not before.isalnum() and after.isalnum()
    return not (before.isdigit() and (after.isspace() or after in ",.;x")) and not after.isspace()


def _closes(text: str, match: re.Match[str], paragraph: Span) -> bool:
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return not before.isspace() or after.isspace() or after in ".,;:)"


def _closes_turned(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether an opening mark was typed in place of a closing one: “expedited review“ of."""
    after = text[match.end()] if match.end() < paragraph.end else " "
    return not text[match.start() - 1].isspace() and (after.isspace() or after in ".,;:)")


def _add(
    found: list[QuotedSpan],
    text: str,
    start: int,
    end: int,
    number: int,
    opening: str,
    open_end: bool = False,
) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and (text[start].isalnum() or any(c.isalnum() for c in text[start:end])):
        found.append(QuotedSpan(start, end, number, open_end, opening in {"‘", "'"}))
