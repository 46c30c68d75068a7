"""Passages to jump to: statements with their speakers, and what only an outlet reports."""

from msgspec import Struct

from index.model import Analysis, Span, Statement, speaker_words

# The end of the brackets or the sentence that groups citations.
_ENDS = (")", "]", "\n", ". ")


class FoundPassage(Struct, frozen=True):
    """A passage to jump to: article number, span, and the spans in it that were looked for."""

    num: int
    analysis: Analysis
    span: Span
    marks: tuple[Span, ...]
    # Of a statement: itself, and its speaker in words.
    statement: Statement | None = None
    who: str | None = None
    # Of what rests on an outlet: the other outlets that are cited for it.
    also: tuple[str, ...] = ()


def found_statement(
    num: int, analysis: Analysis, one: Statement, name: str | None, also: tuple[str, ...] = ()
) -> FoundPassage:
    """A statement as a passage; `name` is that of its speaker."""
    who = name or speaker_words(analysis.article, one) or "?"
    return FoundPassage(num, analysis, Span(one.start, one.end), (), one, who, also)


def cited_with(analysis: Analysis, outlet: str, place: int) -> tuple[str, ...]:
    """The other outlets of the first citation of `outlet` from an offset on, in order of place."""
    citations = sorted(analysis.citations, key=lambda one: one.start)
    first = next(
        (at for at, one in enumerate(citations) if one.outlet == outlet and one.end > place), None
    )
    if first is None:
        return ()
    text = analysis.article.text

    def is_grouped(left: int) -> bool:
        """Whether nothing ends between a citation and the next one."""
        between = text[citations[left].end : citations[left + 1].start]
        return not any(end in between for end in _ENDS)

    low = high = first
    while low and is_grouped(low - 1):
        low -= 1
    while high + 1 < len(citations) and is_grouped(high):
        high += 1
    named = dict.fromkeys(one.outlet for one in citations[low : high + 1])
    return tuple(name for name in named if name != outlet)


__all__ = ["FoundPassage", "cited_with", "found_statement"]
