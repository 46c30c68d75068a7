"""Who says "I": in the record of an assembly the member whose name opens the speech.

"Mr. BELL. Madam Speaker, I rise …" or "Mrs. DORN of Ohio. I urge …": a form of address and a
surname in capitals at the start of a paragraph. A speech ends where the next one opens
("The PRESIDING OFFICER. …") and where the record prints a letter or an article in it.
"""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from index.extract.annotated import Annotated
from index.extract.speech_openings import speech_opening

# The words by which a speaker means themself.
FIRST_PERSON: Final = frozenset({"i", "me", "my", "myself"})
# What the record prints in a speech: "[From the Times, May 3]", "Dear Mr. Bell".
_INSERTED: Final = re.compile(r"\[?From the [A-Z]|Dear [A-Z]|Hon\. [A-Z]|By [A-Z][a-z]+ [A-Z]")


class Orators:
    """Who makes the speech around a place of a text; the text is read at the first question."""

    def __init__(self, reader: Annotated, author: int | None = None) -> None:
        """`author` says "I" in a text that is no record of speeches."""
        self._reader: Final = reader
        self._author: Final = author
        self._speeches: list[Speech] | None = None

    def actor_at(self, at: int) -> int | None:
        """The actor who says "I" at offset `at`; None inside quotation marks."""
        if self._speeches is None:
            self._speeches = speeches(self._reader)
        if self._reader.inside[self._reader.token_from(at)]:
            return None
        if not self._speeches:
            return self._author
        number = bisect_right(self._speeches, at, key=_start) - 1
        return self._speeches[number].actor if number >= 0 else None


class Speech(NamedTuple):
    """Where a speech begins, and the actor who makes it; None where no actor does."""

    start: int
    actor: int | None


def speeches(reader: Annotated) -> list[Speech]:
    """The speeches of a text in order, each up to the next; none where it is no such record."""
    found = []
    for paragraph in reader.paragraphs:
        opening = speech_opening(reader.text, paragraph)
        if opening is not None:
            found.append(Speech(paragraph.start, _named(reader, opening)))
        elif found and _INSERTED.match(reader.text, paragraph.start, paragraph.end):
            found.append(Speech(paragraph.start, None))
    return found


def _start(speech: Speech) -> int:
    return speech.start


def _named(reader: Annotated, opening: re.Match[str]) -> int | None:
    """The person whose mention is in the words that open a speech."""
    if opening["name"] is None:
        return None
    first = reader.token_from(opening.start())
    for at in range(first, reader.token_from(opening.end("name"))):
        mention = reader.mention_from(at)
        if mention is not None and reader.actors[mention.actor].kind == "person":
            return mention.actor
    return None
