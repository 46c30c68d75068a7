"""A line of text with some spans in another style."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from index.model import Span
from tui.draw import fit, shown


def highlighted(
    text: str, spans: Sequence[Span], width: int, plain: Style, match: Style
) -> list[Segment]:
    """`text` cut to `width` cells, with `spans` (code points of `text`) in the match style.

    If the cut would hide every match, the text begins shortly before the first one.
    """
    if spans and cell_len(text[: spans[0].end]) > width - 2:
        begin = max(0, spans[0].start - width // 3)
        space = text.find(" ", begin, spans[0].start)
        begin = space + 1 if space >= 0 else begin
        lead = "…" if begin and text[begin] != "…" else ""
        text, by = lead + text[begin:], len(lead) - begin
        spans = [Span(span.start + by, span.end + by) for span in spans if span.start >= begin]
    segments: list[Segment] = []
    left, at = width, 0
    for span in [*spans, Span(len(text), len(text))]:
        for stretch, style in (
            (text[at : span.start], plain),
            (text[span.start : span.end], match),
        ):
            if stretch and left > 0:
                part = shown(stretch)
                size = cell_len(part)
                if size > left or (size == left and span.end < len(text)):
                    part, size = fit(f"{stretch}  ", left), left
                segments.append(Segment(part, style))
                left -= size
        at = max(at, span.end)
    return segments
