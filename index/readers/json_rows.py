"""Articles in JSON and JSON Lines: answers of news services, exports of databases and programs."""

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from index.errors import ReadFailure
from index.model import Article
from index.readers.columns import fields_of, metadata_in, text_in
from index.readers.decode import decode
from index.readers.source import PartlyRead, Source
from index.readers.tables import articles_of_rows

LINES, JSON = (".jsonl", ".ndjson"), (".json",)

Row = Mapping[str, Any]
# The path of a list: the keys to it, with numbers as "#".
_Path = tuple[str, ...]
_DEEPEST = 8
# Of a list, so many objects are looked at for lists inside them, and for how much text they hold.
_LOOKED_INTO, _SAMPLE = 20, 50
_NUMBER = re.compile(r"\d+")
# Script code before JSON: "callback(", "var articles =".
_CALL = re.compile(r"\s*(?:(?:var|let|const|window\.)?[\w.$\s]{0,80}[=(]\s*)(?=[\[{])")


def read_lines(source: Source) -> Iterator[Article]:
    """The objects of a file with one a line."""
    text = decode(source.raw).removeprefix("\ufeff")
    if text.lstrip()[:1] == "[" and "\n" in text.strip():
        try:
            yield from articles_of_rows(source, located(json.loads(text)))
            return
        except (ValueError, RecursionError):
            pass
    yield from _line_articles(source, text)


def _line_articles(source: Source, text: str) -> Iterator[Article]:
    """The articles of objects, one a line. Raises PartlyRead at the end if lines are no objects."""
    broken: list[int] = []
    yield from articles_of_rows(source, _objects(text, broken))
    if broken:
        raise PartlyRead(f"{len(broken):,} lines are no JSON, first line {broken[0]:,}")


def read_json(source: Source) -> Iterator[Article]:
    """The objects in the list of an answer or export that has texts, at any depth.

    One object alone is one article. JSON Lines, several objects one after the other and JSON inside
    a script are read too.
    """
    text = decode(source.raw).removeprefix("\ufeff")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        if next(_objects(text), None) is not None:
            yield from _line_articles(source, text)
            return
        values = _values_in(text)
        if not values:
            raise ReadFailure(f"not JSON ({type(error).__name__})") from error
        data = values[0] if len(values) == 1 else values
    yield from articles_of_rows(source, located(data))


def looks_like_json(head: str) -> bool:
    """Whether a text begins as an object or a list of objects does."""
    return bool(re.match(r'\ufeff?\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:', head))


def _objects(text: str, broken: list[int] | None = None) -> Iterator[Row]:
    """The objects that have a line each; `broken` gets the numbers of all other lines."""
    for at, raw in enumerate(text.split("\n"), 1):
        line = raw.strip().rstrip(",")
        try:
            found = json.loads(line) if line.startswith("{") else None
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            yield found
        elif line and line not in {"[", "]"} and broken is not None:
            broken.append(at)


def _values_in(text: str) -> list[Any]:
    """Values one after the other, or one inside a script; those before the first broken one."""
    call = _CALL.match(text)
    at = call.end() if call else 0
    decoder = json.JSONDecoder()
    found = []
    while match := re.compile(r"[\s,;)]*(?=[\[{])").match(text, at):
        try:
            value, at = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def located(data: object) -> Iterator[Row]:
    """The objects that are articles: all those at the path to the longest list of them.

    Several answers of a service one after the other have their lists at one path.
    """
    data = _from_columns(data)
    best: _Path = ()
    size = 0
    todo: list[tuple[object, _Path]] = [(data, ())]
    while todo:
        node, path = todo.pop()
        if len(path) > _DEEPEST:
            continue
        rows = _rows_in(node, path)
        if rows and (own := _text_size(rows)) > size:
            best, size = path, own
        todo += itertools.islice(_inside(node, path), _LOOKED_INTO if rows else None)
    if isinstance(data, dict):
        own_text = text_in(fields_of(data))
        if not size or (own_text is not None and len(own_text) > size):
            return iter([_fullest(data)])
    return _all_at(data, best)


def _inside(node: object, path: _Path) -> Iterator[tuple[object, _Path]]:
    """The containers in a node, with their paths."""
    if isinstance(node, list):
        yield from ((value, (*path, "#")) for value in node if isinstance(value, list | dict))
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, list | dict):
                yield value, (*path, _NUMBER.sub("#", str(key)))


def _rows_in(node: object, path: _Path) -> list[Row]:
    """The objects in a list, or in an object that has them by number or key (Pocket)."""
    if isinstance(node, list):
        return [row for row in node if isinstance(row, dict)]
    if isinstance(node, dict) and len(path) <= 1:
        values = list(node.values())
        many = len(values) > 1 or any(str(key).isdigit() for key in node)
        if many and all(isinstance(value, dict) for value in values):
            return values
    return []


def _all_at(data: object, wanted: _Path) -> Iterator[Row]:
    """The objects in all lists at a path; those of a JSON Feed with what it says of itself."""
    about: dict[str, Any] = {}
    if isinstance(data, dict) and "jsonfeed.org" in str(data.get("version", "")):
        names = ("authors", "author", "language")
        about = {name: data[name] for name in names if data.get(name)}
        about["publication"] = data.get("title")
    todo: list[tuple[object, _Path]] = [(data, ())]
    while todo:
        node, path = todo.pop()
        if path == wanted:
            yield from (_with_defaults(row, about) for row in _rows_in(node, path))
        elif path == wanted[: len(path)]:
            todo += reversed(list(_inside(node, path)))


def _with_defaults(row: Row, about: Row) -> Row:
    """An item with what the feed says of all items; its own authors replace the feed's."""
    own = row.get("authors") or row.get("author")
    kept = {k: v for k, v in about.items() if not (own and k in {"authors", "author"})}
    return {**kept, **row}


def _text_size(rows: list[Row]) -> int:
    """How much text a list of objects holds, by a sample."""
    sample = rows[:_SAMPLE]
    whole = sum(len(text_in(fields_of(row)) or "") for row in sample)
    return whole * max(1, len(rows) // _SAMPLE)


def _fullest(data: Row) -> Row:
    """Of an object and those inside it, the one with text and the most kinds of metadata."""
    best, most = data, _metadata(data)
    todo: list[tuple[Row, int]] = [(data, 0)]
    while todo:
        node, depth = todo.pop()
        for value in node.values():
            if isinstance(value, dict) and depth < _DEEPEST:
                todo.append((value, depth + 1))
                if (own := _metadata(value)) > most:
                    best, most = value, own
    return best


def _metadata(row: Row) -> int:
    """How many kinds of metadata an object has; -1 where it has no text."""
    fields = fields_of(row)
    if text_in(fields) is None:
        return -1
    return sum(value is not None for value in metadata_in(fields).values())


def _from_columns(data: object) -> object:
    """A table that pandas wrote by columns, or with separate column names, as a list of objects."""
    if isinstance(data, list) and data and all(isinstance(row, list) for row in data):
        return _below_names(data[0], data[1:]) or data
    if not isinstance(data, dict):
        return data
    names = next((data[n] for n in ("columns", "fields", "header") if n in data), None)
    rows = next((data[n] for n in ("data", "rows", "values") if n in data), None)
    if isinstance(names, list) and isinstance(rows, list):
        return _below_names(names, rows) or data
    columns = [value for value in data.values() if isinstance(value, dict)]
    if len(columns) < 2 or len(columns) != len(data):
        return data
    same = all(column.keys() == columns[0].keys() for column in columns)
    flat = same and not any(isinstance(v, dict | list) for v in columns[0].values())
    if not flat or text_in(fields_of(dict.fromkeys(data, "x"))) is None:
        return data
    table: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for name, column in data.items():
        for key, value in column.items():
            table[key][name] = value
    return list(table.values())


def _below_names(names: list[Any], rows: list[Any]) -> list[Row] | None:
    """Rows of values as objects by the names of their columns; None where they are no rows."""
    labels = [name.get("name") if isinstance(name, dict) else name for name in names]
    if not rows or not all(isinstance(row, list) for row in rows):
        return None
    texts = [label for label in labels if isinstance(label, str)]
    if len(texts) < len(labels):
        return None
    return [dict(zip(texts, row, strict=False)) for row in rows]


__all__ = ["JSON", "LINES", "located", "looks_like_json", "read_json", "read_lines"]
