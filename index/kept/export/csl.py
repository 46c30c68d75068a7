"""CSL-JSON 1.0.2: an `article-newspaper` item for each passage."""

from collections.abc import Sequence
from typing import Any

from index.kept.export.citation import keyed, place_in_article, provenance
from index.kept.records import Mark
from index.model import parse_iso, person_name, split_authors
from index.text import safe, to_json


def to_csl(marks: Sequence[Mark]) -> str:
    """The marks as a JSON array: the words in `abstract`, the provenance in `note`."""
    return to_json([_item(key, mark) for key, mark in keyed(marks)], indent=2) + "\n"


def _item(key: str, mark: Mark) -> dict[str, Any]:
    passage, source = mark.passage, mark.passage.source
    date = parse_iso(source.date) if source.date else None
    parts = [part for part in (date.year, date.month, date.day) if part] if date else None
    texts = {
        "title": source.title,
        "container-title": source.publication,
        "volume": source.volume,
        "issue": source.issue,
        "section": place_in_article(source),
        "abstract": passage.anchor.exact,
        "keyword": ", ".join(mark.tags),
        "note": "\n".join(filter(None, (provenance(passage), mark.note))),
    }
    item: dict[str, Any] = {"id": key, "type": "article-newspaper"}
    item |= {name: safe(text or "") for name, text in texts.items() if text or name == "title"}
    authors = [_name(name) for name in split_authors(source.author)]
    item |= {"author": authors} if authors else {}
    item |= {"issued": {"date-parts": [parts]}} if parts else {}
    return item


def _name(name: str) -> dict[str, str]:
    """A person as family and given name, an organisation as a literal."""
    one = person_name(safe(name))
    return {"family": one.family, "given": one.given} if one.given else {"literal": one.family}
