"""Articles in a table: a line an article, in CSV, TSV or JSON Lines. Which column holds what is guessed from its name, or told."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from index.errors import ReadFailure
from index.model import Article
from index.readers.decode import decode
from index.readers.html import blocks
from index.readers.source import Source, compose

CSV, LINES, JSON = (".csv", ".tsv"), (".jsonl", ".ndjson"), (".json",)

# What the columns are usually called, the likeliest first.
_USUAL = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "fulltext",
        "full_text",
        "article_text",
        "maintext",
        "description",
        "summary",
    ),
    "title": ("title", "headline", "heading", "name", "subject"),
    "author": ("author", "authors", "byline", "by", "creator", "writer"),
    "date": (
        "date",
        "published",
        "publish_date",
        "publication_date",
        "date_published",
        "pubdate",
        "published_at",
        "created",
        "time",
    ),
    "publication": (
        "publication",
        "source",
        "outlet",
        "publisher",
        "newspaper",
        "site",
        "sitename",
        "domain",
        "journal",
    ),
    "language": ("language", "lang"),
}


def read_csv(source: Source) -> Iterator[Article]:
    """The lines of a table with a head."""
    text = decode(source.raw).removeprefix("\ufeff")
    csv.field_size_limit(1 << 27)
    try:
        dialect: Any = (
            csv.excel_tab
            if source.name.lower().endswith(".tsv")
            else csv.Sniffer().sniff(text[:20_000], ",;\t|")
        )
    except csv.Error:
        dialect = csv.excel
    try:
        yield from _articles(
            source, (row for row in csv.DictReader(io.StringIO(text, newline=""), dialect=dialect))
        )
    except csv.Error as error:
        raise ReadFailure(f"not a table that can be read ({error})") from error


def read_lines(source: Source) -> Iterator[Article]:
    """The objects of a file with one a line."""
    yield from _articles(source, _objects(decode(source.raw)))


def read_json(source: Source) -> Iterator[Article]:
    """The objects in a list, or in the first list of an object; one object alone is one article."""
    try:
        data = json.loads(decode(source.raw))
    except (ValueError, RecursionError) as error:
        raise ReadFailure(f"not JSON ({type(error).__name__})") from error
    if isinstance(data, dict):
        lists = [
            value
            for value in data.values()
            if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        data = lists[0] if lists and not _columns(data, source.budget.settings.columns) else [data]
    yield from _articles(
        source,
        (one for one in data if isinstance(one, dict)) if isinstance(data, list) else iter(()),
    )


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    for line in text.split("\n"):
        if line.strip():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(found, dict):
                yield found


def _columns(row: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, str]:
    """The column that holds each kind of thing; empty where none holds the text."""
    names = {
        str(name).strip().casefold().replace(" ", "_"): str(name)
        for name in row
        if name is not None
    }
    found: dict[str, str] = {}
    for kind, usual in _USUAL.items():
        for name in (told[kind],) if kind in told else usual:
            if (own := names.get(name.casefold().replace(" ", "_"))) is not None:
                found[kind] = own
                break
    return found if "text" in found else {}


def _articles(source: Source, rows: Iterator[Mapping[str, Any]]) -> Iterator[Article]:
    found = False
    for at, row in enumerate(rows, 1):
        columns = _columns(row, source.budget.settings.columns)
        if not columns:
            continue
        values = {kind: _value(row.get(name)) for kind, name in columns.items()}
        text = values.pop("text") or ""
        if "</" in text and "<p" in text.lower():
            text = blocks(text)
        try:
            title = values.pop("title", None)
            article = compose(source, title, text, member=f"line {at}", **values)  # type: ignore[arg-type]
        except ReadFailure:
            continue
        found = True
        yield article
    if not found:
        raise ReadFailure(
            "no column of text: name it under [columns] in the config file, or with --columns text=NAME"
        )


def _value(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(map(str, value[:20])) or None
    return None if value is None or isinstance(value, dict) else str(value)


__all__ = ["CSV", "JSON", "LINES", "read_csv", "read_json", "read_lines"]
