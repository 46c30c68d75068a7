"""How a speech opens in the record of an assembly: "Mr. BELL. Madam Speaker, I rise …".

A form of address and a surname in capitals begin the paragraph, with the state where two members
have one surname ("Mrs. DORN of Ohio."), or an office alone ("The PRESIDING OFFICER.").
"""

import re
from typing import Final

from index.extract.capitals import in_small_letters
from index.extract.context import Context, FoundName, by_start
from index.model import Span

_CAPITALS: Final = r"(?:Mc|Mac|De|Di|La|Le)?[A-Z][A-Z’'-]+"
_OPENING: Final = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|MR|MRS|MS|DR)\.? (?P<name>{_CAPITALS}(?: {_CAPITALS}){{0,3}})"
    r"(?: of (?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)?|The [A-Z]{3,}[A-Za-z ]{0,40})[.:]\s"
)
_FIRST_LETTERS: Final = frozenset("MDT")


def speech_opening(text: str, paragraph: Span) -> re.Match[str] | None:
    """The words that open a speech in a paragraph; "name" is the surname, None for an office."""
    if paragraph.start >= len(text) or text[paragraph.start] not in _FIRST_LETTERS:
        return None
    return _OPENING.match(text, paragraph.start, paragraph.end)


def with_orators(context: Context, found: list[FoundName]) -> list[FoundName]:
    """The names, with the members whose surnames open speeches ("Mr. KING of Ohio.", "Ms. FOX.").

    A name that begins inside such words is replaced.
    """
    text, added = context.text, list[FoundName]()
    for paragraph in context.paragraphs:
        opening = speech_opening(text, paragraph)
        if opening is not None and opening["name"] is not None:
            start, end = opening.span("name")
            name = _as_written(opening["name"])
            added.append(
                FoundName(start, end, name, "person", None, opening.start(), courtesy=True)
            )
    if not added:
        return found
    spans = [(one.start, one.end) for one in added]
    kept = [name for name in found if not any(start <= name.start < end for start, end in spans)]
    return sorted([*kept, *added], key=by_start)


def _as_written(surname: str) -> str:
    """A surname in small letters, a short one too: "Kyl" for "KYL", which is no abbreviation."""
    shown = in_small_letters(surname)
    return " ".join([word.title() if word.isupper() else word for word in shown.split()])
