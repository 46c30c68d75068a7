"""JSON Lines: marks with all their fields, for another Pressmark to import."""

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from index.kept.records import Mark, Passage, PassageSource, mark_body, mark_from
from index.model import parse_iso
from index.text import one_line, strip_controls, to_json

# Code points: of words and notes, of every other text, of an id.
_LONGEST, _LONG, _IDENT = 1_000_000, 10_000, 200
_MOST_TAGS = 1_000
_LARGEST = 2**40


class RefusedRow(Struct, frozen=True):
    """A line, counted from 1, that is no mark, and why."""

    line: int
    reason: str


class ImportedMarks(Struct, frozen=True):
    """The marks of a file, and the lines that were refused."""

    marks: tuple[Mark, ...]
    refused: tuple[RefusedRow, ...]


def to_jsonl(marks: Sequence[Mark]) -> str:
    """One JSON object a line for each mark, as `from_jsonl` reads it."""
    return "".join(
        to_json({"locator": mark.passage.locator, **mark_body(mark)}) + "\n" for mark in marks
    )


def from_jsonl(lines: Iterable[str | bytes]) -> ImportedMarks:
    """The marks in the lines that `to_jsonl` wrote. Blank lines are skipped.

    Every field is checked: type, length, characters. Control characters are removed from free text.
    """
    marks, refused = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            marks.append(_checked(_parsed(line)))
        except ValueError as error:
            refused.append(RefusedRow(number, one_line(str(error))))
    return ImportedMarks(tuple(marks), tuple(refused))


def _parsed(line: str | bytes) -> Mark:
    try:
        body = json.loads(line.decode("utf-8") if isinstance(line, bytes) else line)
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
    try:
        return mark_from(body)
    except ValueError as error:
        raise ValueError(_reworded(str(error))) from error


def _reworded(message: str) -> str:
    """The message of msgspec with the field first: "created: expected `str`, got `null`"."""
    match = re.fullmatch(r"(.+) - at `\$\.(.+)`", message)
    return f"{match[2]}: {match[1][0].lower()}{match[1][1:]}" if match else message


def _checked(mark: Mark) -> Mark:
    passage = mark.passage
    if len(mark.tags) > _MOST_TAGS:
        raise ValueError(f"tags: more than {_MOST_TAGS:,}")
    return replace(
        mark,
        id=_ident("id", mark.id),
        note=_text("note", mark.note, _LONGEST),
        tags=tuple(_text("tags", tag, _LONG) for tag in mark.tags),
        created=_moment("created", mark.created),
        changed=_moment("changed", mark.changed),
        passage=_checked_passage(passage),
    )


def _checked_passage(passage: Passage) -> Passage:
    anchor = passage.anchor
    if not 0 <= anchor.start <= anchor.end <= _LARGEST:
        raise ValueError("passage.anchor: start and end are no offsets")
    if not anchor.exact.strip():
        raise ValueError("passage.anchor.exact: no words")
    if not 1 <= passage.occurrence <= _LARGEST:
        raise ValueError("passage.occurrence: not a number from 1")
    return replace(
        passage,
        anchor=replace(
            anchor,
            exact=_text("exact", anchor.exact, _LONGEST),
            prefix=_text("prefix", anchor.prefix),
            suffix=_text("suffix", anchor.suffix),
        ),
        source=_checked_source(passage.source),
        kind=_ident("passage.kind", passage.kind),
        speaker=_optional("speaker", passage.speaker),
        cue=_optional("cue", passage.cue),
        outlet=_optional("outlet", passage.outlet),
        source_date=_optional("source_date", passage.source_date, _date),
        statement=_optional("passage.statement", passage.statement, _ident),
        said_date=_optional("said_date", passage.said_date, _date),
        said_basis=_optional("passage.said_basis", passage.said_basis, _ident),
    )


def _checked_source(source: PassageSource) -> PassageSource:
    if not 0 <= source.paragraph <= _LARGEST:
        raise ValueError("passage.source.paragraph: not a number from 0")
    return replace(
        source,
        article=_ident("article", source.article),
        path=_path(source.path),
        title=_text("title", source.title),
        publication=_optional("publication", source.publication),
        volume=_optional("volume", source.volume),
        issue=_optional("issue", source.issue),
        author=_optional("author", source.author),
        date=_optional("date", source.date, _date),
        digest=_ident("digest", source.digest) if source.digest else "",
    )


def _text(name: str, text: str, longest: int = _LONG) -> str:
    """Free text: bounded length, control characters removed."""
    if len(text) > longest:
        raise ValueError(f"{name}: longer than {longest:,} characters")
    return strip_controls(text)[0]


def _optional(name: str, text: str | None, check: Callable[[str, str], str] = _text) -> str | None:
    return None if text is None else check(name, text)


def _ident(name: str, text: str) -> str:
    if not text or len(text) > _IDENT or not text.isprintable():
        raise ValueError(f"{name}: not {_IDENT} printable characters or fewer")
    if strip_controls(text)[1]:
        raise ValueError(f"{name}: control characters")
    return text


def _moment(name: str, text: str) -> str:
    """A time in ISO 8601; marks of some older versions have none."""
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{name}: not a time in ISO 8601") from error
    return text


def _date(name: str, text: str) -> str:
    if parse_iso(text) is None:
        raise ValueError(f"{name}: not a date like 2004-05-12")
    return text


def _path(path: str) -> str:
    try:
        raw = os.fsencode(path)
    except UnicodeEncodeError as error:
        raise ValueError("path: not a path") from error
    if not raw or len(raw) > 4096 or b"\0" in raw:
        raise ValueError("path: not a path")
    return path
