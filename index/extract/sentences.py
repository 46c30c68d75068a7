"""The sentences of a paragraph, as extraction splits them."""

from index.extract.tokenizer import tokenize
from index.model import Span


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """The spans of the sentences of one paragraph of `text`, in order, without outer white space.

    A paragraph without words is one sentence.
    """
    sentences = tokenize(text, [paragraph]).sentences
    return [Span(one.start, one.end) for one in sentences] or [paragraph]
