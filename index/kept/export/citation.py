"""The parts of a citation that the formats share."""

import re
from collections.abc import Sequence
from typing import Any

from index.kept.records import Mark, Passage, PassageSource
from index.model import REPORTED_KINDS
from index.text import escaped_path, in_marks, safe


def place_in_article(source: PassageSource) -> str:
    """Where in the article a passage is: "title" for the title and header, else "para. 3"."""
    return f"para. {source.paragraph}" if source.paragraph else "title"


def cite(passage: Passage) -> str:
    """The citation of a passage in one line: speaker, outlet, article, place, locator."""
    line = cite_place(passage)
    said = _attribution(passage)
    reported = passage.statement in REPORTED_KINDS
    return f"{said}, {'as reported in' if reported else 'in'}: {line}" if said else line


def cite_place(passage: Passage) -> str:
    """Article, date, place and locator of a passage in one line."""
    source = passage.source
    place = place_in_article(source), f"[{passage.locator}]"
    return ", ".join([cite_article(source), *place])


def cite_article(source: PassageSource) -> str:
    """Author, title, publication, volume, issue and date of an article in one line."""
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
    ]
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _attribution(passage: Passage) -> str | None:
    """Speaker, and in brackets the outlet and the date."""
    to = ", ".join(filter(None, (passage.outlet, day_said(passage))))
    if passage.speaker:
        return f"{passage.speaker} ({to})" if to else passage.speaker
    return to if passage.outlet else None


def day_said(passage: Passage) -> str | None:
    """The day of a statement, where it is not that of the article; "[inferred]" where concluded."""
    if passage.source_date:
        return passage.source_date
    if passage.said_date is None or passage.said_basis in {"article", "file"}:
        return None
    note = " [inferred]" if passage.said_basis == "inferred" else ""
    return f"{passage.said_date}{note}"


def clipping(passage: Passage) -> str:
    """The words with their citation, as the reader copies them."""
    return f"{in_marks(safe(passage.anchor.exact))}\n{safe(cite(passage))}"


def passage_fields(passage: Passage) -> dict[str, Any]:
    """A passage as plain data. Offsets count code points of the article's text."""
    source, anchor = passage.source, passage.anchor
    return {
        "locator": passage.locator,
        "text": anchor.exact,
        "speaker": passage.speaker,
        "cue": passage.cue,
        "outlet": passage.outlet,
        "source_date": passage.source_date,
        "id": source.article,
        "path": source.path,
        "title": source.title,
        "publication": source.publication,
        "volume": source.volume,
        "issue": source.issue,
        "author": source.author,
        "date": source.date,
        "paragraph": source.paragraph,
        "start": anchor.start,
        "end": anchor.end,
    }


def mark_fields(mark: Mark) -> dict[str, Any]:
    """A mark as plain data, for the exporters of plug-ins. Texts have no control characters."""
    passage = mark.passage
    fields = {
        **passage_fields(passage),
        "citation": cite(passage),
        "kind": passage.kind,
        "statement": passage.statement,
        "said_date": passage.said_date,
        "said_basis": passage.said_basis,
        "note": mark.note,
        "tags": list(mark.tags),
        "created": mark.created,
        "changed": mark.changed,
    }
    shown = {
        name: safe(value) if isinstance(value, str) else value for name, value in fields.items()
    }
    return shown | {"path": escaped_path(passage.source.path), "tags": list(map(safe, mark.tags))}


def provenance(passage: Passage) -> str:
    """Speaker, outlet, date and locator, for the note of a bibliographic record."""
    said = passage.speaker
    if said and passage.cue:
        said = f"{said} ({passage.cue})"
    to = ", ".join(filter(None, (passage.outlet, day_said(passage))))
    reported = passage.statement in REPORTED_KINDS
    parts = [
        f"Speaker: {said}{', reported' if reported else ''}" if said else None,
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
