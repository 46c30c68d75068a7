"""Whom quoted words address by name: "Then we must make it last, Dobbs," is said to Dobbs."""

from typing import Final

from index.extract.cue_subjects import SubjectReader
from index.extract.quotes import QuotedSpan
from index.model import Mention

_BEHIND: Final = frozenset(", . ? ! … — – ; ”".split())
_COURTESY: Final = frozenset("mr mrs ms miss sir lady dr doctor uncle aunt lord".split())
_DEAR: Final = frozenset("dear old my".split())


def addressed_in(reader: SubjectReader, quoted: QuotedSpan) -> list[Mention]:
    """The persons addressed in a quotation, in order."""
    first, last = reader.token_from(quoted.start), reader.token_from(quoted.end)
    found = []
    for at in range(first, last):
        mention = reader.mention_from(at)
        if (
            mention is not None
            and reader.is_person(mention)
            and _addresses(reader, mention, first, last)
        ):
            found.append(mention)
    return found


def _addresses(reader: SubjectReader, mention: Mention, first: int, last: int) -> bool:
    """Whether a name among the words of tokens `first` to `last` addresses somebody."""
    tokens = reader.tokens
    at = reader.token_from(mention.start)
    opens = at
    while opens > first and (
        tokens[opens - 1].is_title
        or tokens[opens - 1].lower in _COURTESY
        or tokens[opens - 1].lower in _DEAR
        or (tokens[opens - 1].text == "." and tokens[opens - 2].lower in _COURTESY)
    ):
        opens -= 1
    if opens == at and " " in mention.surface:
        return False  # people are addressed by one name, or as "Mr. Bell"
    end = reader.token_from(mention.end)
    if end < last and tokens[end].text not in _BEHIND:
        return False
    if opens == first or reader.first[opens]:
        return end >= last or tokens[end].text in ",?!—"
    return tokens[opens - 1].text in {",", "—", "–"}
