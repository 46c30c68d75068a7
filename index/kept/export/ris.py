"""RIS (Research Information Systems, 2011): a NEWS record for each passage, CRLF line ends."""

from collections.abc import Sequence

from index.kept.export.citation import place_in_article, provenance
from index.kept.records import Mark
from index.model import parse_iso, person_name, split_authors
from index.text import escaped_path, safe


def to_ris(marks: Sequence[Mark]) -> str:
    """The marks as RIS: the words in AB, the place in SP, the provenance in N1."""
    return "".join(f"{line}\r\n" for mark in marks for line in _record(mark))


def _record(mark: Mark) -> list[str]:
    passage, source = mark.passage, mark.passage.source
    date = parse_iso(source.date) if source.date else None
    day = None
    if date:
        day = f"{date.year:04}/{date.month or 0:02}/{date.day or 0:02}/".replace("/00", "/")
    fields: list[tuple[str, str | None]] = [
        ("TY", "NEWS"),
        ("ID", passage.locator),
        ("TI", source.title),
        *(("AU", person_name(name).inverted) for name in split_authors(source.author)),
        ("T2", source.publication),
        ("VL", source.volume),
        ("IS", source.issue),
        ("PY", f"{date.year:04}" if date else None),
        ("DA", day),
        ("SP", place_in_article(source)),
        ("AB", passage.anchor.exact),
        ("N1", provenance(passage)),
        ("N1", mark.note),
        *(("KW", tag) for tag in mark.tags),
        ("L1", escaped_path(source.path)),
    ]
    lines = [f"{tag}  - {' '.join(safe(value).split())}" for tag, value in fields if value]
    return [*lines, "ER  - ", ""]
