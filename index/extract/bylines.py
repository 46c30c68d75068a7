"""The author of an article who writes as "I": in an op-ed or a column with a byline."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from index.extract.context import FoundName
from index.extract.quotes import QuotedSpan
from index.extract.tokenizer import TokenizedText
from index.model import Article

# How many words there may be between "I" and its verb: "I have often said".
_REACH: Final = 3
_QUESTIONS: Final = ("\nQ:", "\nQ.", "\nQUESTION:")
# Who tells it is not who wrote it down.
_TOLD: Final = "as told to"
_HEAD: Final = 1_000


def byline_of_author(
    article: Article, tokenized: TokenizedText, quoted: Sequence[QuotedSpan]
) -> FoundName | None:
    """The name of the one author of an article that says "I said"; None for any other article.

    The name is found where the text has it, which can be before the body.
    """
    if " I " not in article.text or len(article.authors) != 1:
        return None
    if any(label in article.text for label in _QUESTIONS):
        return None  # who answers says "I"
    name = article.authors[0]
    start = article.text.find(name)
    if start < 0 or " " not in name or _TOLD in article.text[:_HEAD].lower():
        return None
    if not _says_i(tokenized, quoted):
        return None
    return FoundName(start, start + len(name), name, "person")


def _says_i(tokenized: TokenizedText, quoted: Sequence[QuotedSpan]) -> bool:
    """Whether "I" is near a verb of saying outside quotation marks."""
    tokens = tokenized.tokens
    starts = [one.start for one in quoted]
    for at in tokenized.capitals:
        if tokens[at].text != "I":
            continue
        if not any(token.is_strong_cue for token in tokens[at + 1 : at + 1 + _REACH]):
            continue
        before = bisect_right(starts, tokenized.starts[at]) - 1
        if before < 0 or quoted[before].end <= tokenized.starts[at]:
            return True
    return False
