"""Single marks as the outer ones, as British novels and papers write them: ‘He said “no”,’.

An apostrophe looks like the mark that closes.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.model import Span

# A quotation can begin with a nested one and end with a dash.
_SINGLE: Final = re.compile(
    r"‘(?<![^\W_]‘)(?=[\w“…—–-])|'(?<![^\W_]')(?=[\w\"“…—–-])"
    r"|’(?<=[\w.,!?…—–”)-]’)(?!\w)|'(?<=[\w.,!?…—–”\")-]')(?!\w)"
)
_DOUBLE: Final = re.compile('[“”"]')
# How a quotation ends before its mark; behind a letter the mark can be an apostrophe.
_ENDS: Final = frozenset('.,!?…—–-”")')
_CLOSERS: Final = {"‘": "’'", "'": "'’"}


def are_outer(text: str, paragraphs: Sequence[Span]) -> bool:
    """Whether single marks are the outer ones: paragraphs begin with them, and most marks are."""
    single = double = 0
    for paragraph in paragraphs:
        mark = text[paragraph.start : paragraph.start + 1]
        if mark in {"“", '"'}:
            double += 1
        elif mark in {"‘", "'"}:
            single += 1
    if single <= double or "''" in text:
        return False
    doubles = text.count("“") + text.count('"') // 2
    return text.count("‘") > doubles or single > doubles


def opens_single(text: str, paragraph: Span) -> bool:
    """Whether a single mark opens the first quotation of a paragraph."""
    double = _DOUBLE.search(text, paragraph.start, paragraph.end)
    end = paragraph.end if double is None else double.end()  # for what looks ahead
    return any(
        _opens(text, match, paragraph) for match in _SINGLE.finditer(text, paragraph.start, end)
    )


def spans_in_single_marks(text: str, paragraph: Span) -> list[tuple[int, int]]:
    """Where the quotations of a paragraph begin and end, without their marks.

    The last one ends with the paragraph where it stays open and the next paragraph opens again.
    """
    found: list[tuple[int, int]] = []
    start, opening = -1, ""
    matches = list(_SINGLE.finditer(text, paragraph.start, paragraph.end))
    for at, match in enumerate(matches):
        mark = match.group()
        if start < 0:
            if _opens(text, match, paragraph):
                start, opening = match.end(), mark
        elif mark != "‘" and mark in _CLOSERS[opening] and not _is_apostrophe(text, matches, at):
            found.append((start, match.start()))
            start = -1
    following = text[paragraph.end : paragraph.end + 3].lstrip()
    if start >= 0 and opening == "‘" and following[:1] == "‘":
        found.append((start, paragraph.end))
    return found


def _opens(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark opens a quotation: a straight one stands between a space and a word."""
    mark, at = match.group(), match.start()
    if mark != "'":
        return mark == "‘"
    return (at == paragraph.start or not text[at - 1].isalnum()) and not text[at + 1].isspace()


def _is_apostrophe(text: str, matches: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a closing mark behind a letter is an apostrophe: ‘The boys’ coats are wet,’."""
    place = matches[at].start()
    if text[place - 1] in _ENDS or text[place + 1 : place + 2] != " ":
        return False
    if not text[place + 2 : place + 3].islower():
        return False
    for match in matches[at + 1 :]:
        if match.group() == "‘":
            return False
        if text[match.start() - 1] in _ENDS:
            return True
    return False
