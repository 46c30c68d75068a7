"""Passages of one article: matches with their context (KWIC), and the snippet that stands for it in a list."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Analysis, Span
from index.clean import one_line
from index.match import Fields, find_matches
from index.query import Node
from index.schema import article_tokens, span_tokens


@dataclass(frozen=True, slots=True)
class Kwic:
    """A match in its context. `left`, `match` and `right` are on one line; `span` is the match in the text."""

    left: str
    match: str
    right: str
    span: Span


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the text on one line, and where in it the matches are."""

    text: str
    matches: tuple[Span, ...] = ()


def matches(node: Node | None, analysis: Analysis) -> list[Span]:
    """Where the query matches in the article, in order, in code points of its text."""
    if node is None:
        return []
    title, body = article_tokens(analysis.article)
    said = span_tokens(body, [Span(q.start, q.end) for q in analysis.quotations if q.kind == "direct"])
    return find_matches(node, Fields(title, body, said))


def kwic(text: str, span: Span, width: int = 60) -> Kwic:
    """The match at `span` with up to `width` code points of its line on each side."""
    begin = text.rfind("\n", max(0, span.start - width), span.start) + 1 or max(0, span.start - width)
    end = text.find("\n", span.end, span.end + width)
    end = min(len(text), span.end + width) if end < 0 else end
    return Kwic(one_line(text[begin : span.start]), one_line(text[span.start : span.end]), one_line(text[span.end : end]), span)


def snippet(text: str, spans: Sequence[Span], start: int, width: int = 200) -> Snippet:
    """About `width` code points around the densest group of `spans`; the text's beginning where there are none.

    `start` is where the body begins: matches in the title are seen there already.
    """
    inside = [span for span in spans if span.start >= start]
    if not inside:
        begin = start
    else:
        starts = [span.start for span in inside]
        # the first window with the most matches in it
        best = max(range(len(inside)), key=lambda i: (bisect_right(starts, starts[i] + width // 2) - i, -i))
        begin = max(start, inside[best].start - width // 3)
        if begin > start:
            space = text.rfind(" ", start, begin)
            begin = space + 1 if space >= 0 and begin - space < 30 else begin
            line = text.rfind("\n", start, inside[best].start) + 1
            begin = max(begin, line) if inside[best].start - line < width // 3 else begin
    end = min(len(text), begin + width)
    if end < len(text):
        space = text.rfind(" ", begin, end)
        end = space if space > begin + width // 2 else end
    shown, moved = _flatten(text, begin, end)
    lead = "…" if begin > start else ""
    tail = "…" if end < len(text.rstrip()) else ""
    found = []
    for span in inside:
        if span.start >= begin and span.end <= end:
            found.append(Span(moved[span.start - begin] + len(lead), moved[span.end - begin] + len(lead)))
    return Snippet(f"{lead}{shown}{tail}", tuple(found))


def _flatten(text: str, begin: int, end: int) -> tuple[str, list[int]]:
    """`text[begin:end]` with runs of white space as one space, and where each offset has moved to."""
    out: list[str] = []
    moved = []
    for char in text[begin:end]:
        moved.append(len(out))
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
        else:
            out.append(char)
    moved.append(len(out))
    return one_line("".join(out)), moved


def nearest(spans: Sequence[Span], at: int, forward: bool) -> int | None:
    """The place in `spans` of the first one after offset `at`, or the last one before it; None past the end."""
    starts = [span.start for span in spans]
    place = bisect_right(starts, at) if forward else bisect_left(starts, at) - 1
    return place if 0 <= place < len(spans) else None
