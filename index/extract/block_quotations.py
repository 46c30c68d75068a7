"""Block quotations: indented paragraphs without quotation marks, after a colon and its cue.

"Bell wrote to the council:" and then a block that is indented more than the text around it. The
whole block is one direct statement.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from index.extract.attribution import colon_before
from index.extract.cue_subjects import SubjectReader
from index.extract.described_speakers import span_of_speaker
from index.extract.quotes import QuotedSpan
from index.extract.speaker_resolution import Resolver
from index.extract.spoken import Said
from index.model import Span, Statement

# A block of more paragraphs is a text, no quotation.
_MOST_PARAGRAPHS: Final = 8
_FEWEST_WORDS: Final = 5
_LEAST_INDENT: Final = 2
# What an item of a list, or quoted words, begin with.
_NO_BLOCK: Final = frozenset("-*•–—·>|“\"«„‘'([")


def block_quotations(reader: SubjectReader, resolver: Resolver) -> list[Statement]:
    """The block quotations of an article, in order, each with the speaker that its cue names."""
    found = []
    for first, last in _blocks(reader):
        spans = [reader.paragraphs[number] for number in range(first, last)]
        words = reader.text[spans[0].start : spans[-1].end].split()
        token = reader.token_from(spans[0].start)
        if len(words) < _FEWEST_WORDS or token >= len(reader.tokens):
            continue
        quoted = QuotedSpan(spans[0].start, spans[-1].end, first)
        one = Said(quoted, reader.sentence_of(token), words)
        if not colon_before(reader, one) or one.subject is None:
            continue
        actor = resolver.resolve(one)
        found.append(
            Statement(
                quoted.start,
                quoted.end,
                "direct",
                actor,
                span_of_speaker(reader, one.subject),
                one.cue,
                speaker_basis=None
                if actor is None
                else "stated"
                if resolver.is_stated(one)
                else "inferred",
                pieces=tuple(spans) if len(spans) > 1 else (),
                cue_span=one.cue_span,
            )
        )
    return found


def outside_blocks(rows: Sequence[Statement], blocks: Sequence[Statement]) -> list[Statement]:
    """The rows that do not begin inside a block: what is reported there is the block's."""
    return [
        row for row in rows if not any(block.start <= row.start < block.end for block in blocks)
    ]


def _blocks(reader: SubjectReader) -> Iterator[tuple[int, int]]:
    """The first and one past the last paragraph of each block that a colon brings."""
    paragraphs, text = reader.paragraphs, reader.text
    number = 1
    while number < len(paragraphs):
        before = paragraphs[number - 1]
        indent = _indent(text, paragraphs[number])
        if (
            text[before.end - 1] != ":"
            or indent < _LEAST_INDENT
            or indent <= _indent(text, before)
            or text[paragraphs[number].start] in _NO_BLOCK
            or text[paragraphs[number].start].isdigit()
        ):
            number += 1
            continue
        last = number + 1
        while last < len(paragraphs) and _indent(text, paragraphs[last]) >= indent:
            last += 1
        ends = last < len(paragraphs) or number > 1
        if ends and last - number <= _MOST_PARAGRAPHS:
            yield number, last
        number = last


def _indent(text: str, paragraph: Span) -> int:
    """The white space before a paragraph, in characters; a tab counts four."""
    begin = text.rfind("\n", 0, paragraph.start) + 1
    return len(text[begin : paragraph.start].expandtabs(4))
