"""Distinguish abbreviated names from words in capitals that are emphasis, headings or speakers."""

import re
from collections import Counter
from typing import Final

from index.extract import lexicon
from index.extract.context import Context, FoundName, by_start

_LEAST_IN_CAPITALS: Final = 3
_LABEL: Final = re.compile(
    r"(?:(?:MR|MRS|MS|DR|SEN|REP|GOV|GEN)\.? )?([A-Z][A-Z’'-]+[A-Z])(?: \([^()\n]{1,40}\))?:\s"
)
_LEAST_LABELS: Final = 4
# Who speaks in a transcript without a name.
_NAMELESS: Final = frozenset(
    "question answer reporter reporters press interviewer moderator host audience speaker operator"
    " president chairman announcer voice narrator note update source editor photo".split()
)

# "CARDIN", "McCONNELL", "O'NEILL"; "VIII" is a numeral.
_IN_CAPITALS: Final = re.compile(r"(?![IVXL]+$)([A-Z][a-z]{1,2})?([^\W\d_](?:[^\W\d_]|[.’'-])+)")
# Fewer letters are initials ("JFK"), or in a name that is all capitals "MF".
_LEAST_ALONE, _LEAST_AMONG_CAPITALS = 4, 3


def in_small_letters(name: str) -> str:
    """A person's name as running text has it: "Cardin" for "CARDIN", "McConnell"."""
    if name[-1:].islower():
        return name
    least = _LEAST_AMONG_CAPITALS if " " in name and name.isupper() else _LEAST_ALONE
    return " ".join([_word_in_small_letters(word, least) for word in name.split()])


def _word_in_small_letters(word: str, least: int) -> str:
    match = _IN_CAPITALS.fullmatch(word)
    if match is None or len(match[2]) < least or not match[2].isupper():
        return word
    return (match[1] or "") + match[2].title()


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


def with_labels(context: Context, found: list[FoundName]) -> list[FoundName]:
    """The names, with the speakers of a transcript in capitals as persons: "MS. BELL: …".

    A transcript has at least four labels at the start of paragraphs, two of them different and one
    twice.
    """
    text = context.text
    labels = [
        label
        for paragraph in context.paragraphs
        if text[paragraph.start : paragraph.start + 2].isupper()
        and (label := _LABEL.match(text, paragraph.start, paragraph.end)) is not None
        and _is_surname(label[1])
    ]
    counted = Counter(label[1] for label in labels)
    if len(labels) < _LEAST_LABELS or len(counted) < 2 or max(counted.values()) < 2:
        return found
    kept = [
        _person(name) if name.kind == "organisation" and name.name in counted else name
        for name in found
    ]
    starts = {name.start for name in kept}
    added = [
        FoundName(label.start(1), label.end(1), label[1].title(), "person")
        for label in labels
        if label.start(1) not in starts
    ]
    return sorted([*kept, *added], key=by_start)


def _person(name: FoundName) -> FoundName:
    return FoundName(name.start, name.end, name.name.title(), "person")


def _is_surname(word: str) -> bool:
    """Whether a label can be a surname: no role in the talk, no plain word, no listed body."""
    lower = word.lower()
    return (
        lower not in _NAMELESS
        and word not in lexicon.bodies()
        and lower not in lexicon.outlets()
        and lower not in lexicon.plain_words()
    )
