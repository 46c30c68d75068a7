"""Tell words in capitals that are emphasis or headings from abbreviated names."""

from collections import Counter
from typing import Final

from index.extract import lexicon
from index.extract.context import Context, FoundName

_LEAST_IN_CAPITALS: Final = 3


def without_emphasis(context: Context, found: list[FoundName]) -> list[FoundName]:
    """The names without plain words in capitals: "a disaster ZONE", "UPDATE:".

    Such a word stays where the article explains it in brackets, or has it three times in capitals
    and never in small letters.
    """
    plain = Counter(
        name.name
        for name in found
        if name.kind == "organisation"
        and name.name.isupper()
        and name.name.lower() in lexicon.plain_words()
    )
    if not plain:
        return found
    often = any(count >= _LEAST_IN_CAPITALS for count in plain.values())
    small = {token.text for token in context.tokens} if often else set[str]()
    dropped = {
        word
        for word, count in plain.items()
        if (count < _LEAST_IN_CAPITALS or word.lower() in small) and f"({word})" not in context.text
    }
    return [name for name in found if name.name not in dropped]
