"""The sentences of a paragraph, as extraction splits them."""

from index.extract.segment import segment
from index.model import Span


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """The spans of the sentences of one paragraph of `text`, in order, without outer white space.

    A paragraph without words is one sentence.
    """
    return [Span(one.start, one.end) for one in segment(text, [paragraph]).sentences] or [paragraph]
