"""The parts of a citation that the formats share."""

import re
from collections.abc import Sequence

from index.kept.records import Mark, Passage, PassageSource
from index.text import safe


def place_in_article(source: PassageSource) -> str:
    """Where in the article a passage stands: "title" for the title and header, else "para. 3"."""
    return f"para. {source.paragraph}" if source.paragraph else "title"


def escaped_path(source: PassageSource) -> str:
    """The path of the article's file, with bytes that are not UTF-8 as escapes."""
    return safe(source.path.encode("utf-8", "backslashreplace").decode())


def cite(passage: Passage) -> str:
    """The citation of a passage in one line: speaker, outlet, article, place, locator."""
    source = passage.source
    number = ", ".join(
        filter(
            None,
            (source.volume and f"vol. {source.volume}", source.issue and f"no. {source.issue}"),
        )
    )
    parts = [
        source.author,
        f"“{source.title}”",
        source.publication,
        number or None,
        source.date,
        place_in_article(source),
        f"[{passage.locator}]",
    ]
    line = ", ".join(" ".join(part.split()) for part in parts if part)
    said = _attribution(passage)
    return f"{said}, in: {line}" if said else line


def _attribution(passage: Passage) -> str | None:
    """Speaker, and in brackets the outlet and the date."""
    to = ", ".join(filter(None, (passage.outlet, passage.source_date)))
    if passage.speaker:
        return f"{passage.speaker} ({to})" if to else passage.speaker
    return to if passage.outlet else None


def clipping(passage: Passage) -> str:
    """The words with their citation, as the reader copies them."""
    return f"“{safe(passage.anchor.exact)}”\n{safe(cite(passage))}"


def provenance(passage: Passage) -> str:
    """Speaker, outlet, date and locator, for the note of a bibliographic record."""
    said = passage.speaker
    if said and passage.cue:
        said = f"{said} ({passage.cue})"
    to = ", ".join(filter(None, (passage.outlet, passage.source_date)))
    parts = [
        f"Speaker: {said}" if said else None,
        f"Source: {to}" if to else None,
        f"Locator: {passage.locator}",
    ]
    return "; ".join(filter(None, parts))


def keyed(marks: Sequence[Mark]) -> list[tuple[str, Mark]]:
    """A unique citation key for each mark; the same mark listed twice comes once.

    Keys consist of letters, digits and `-._:`.
    """
    keys: dict[str, Mark] = {}
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        locator = mark.passage.locator
        if (locator, mark.id) in seen:
            continue
        seen.add((locator, mark.id))
        name = f"{locator}-{mark.id[:6]}" if mark.id else locator
        key = base = re.sub(r"[^A-Za-z0-9._:-]", "", name) or "mark"
        number = 2
        while key in keys:
            key, number = f"{base}-{number}", number + 1
        keys[key] = mark
    return list(keys.items())
