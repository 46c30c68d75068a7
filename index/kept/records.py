"""Frozen records of what a reader keeps: marks, passages, saved searches, the review queue."""

import zlib
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from index.corrections import Anchor
from index.text import one_line, with_newlines

T = TypeVar("T")

ReadingState = Literal["unread", "read", "later", "skipped"]


class PassageSource(Struct, frozen=True):
    """The bibliographic data of a passage's article, copied so that it outlives the file.

    `article` is the article's id, `paragraph` counts from 1 (0: title or header), `digest` is the
    digest of the article's text, `date` is ISO 8601 and may lack day and month.
    """

    article: str
    path: str
    title: str
    publication: str | None = None
    volume: str | None = None
    issue: str | None = None
    author: str | None = None
    date: str | None = None
    paragraph: int = 0
    digest: str = ""


class Passage(Struct, frozen=True):
    """A passage with its provenance: its kind, the speaker, the outlet spoken to, the date.

    `occurrence` counts the places of the same words in the same paragraph, from 1.
    """

    anchor: Anchor
    source: PassageSource
    kind: str = "passage"
    speaker: str | None = None
    cue: str | None = None
    outlet: str | None = None
    source_date: str | None = None
    occurrence: int = 1
    # Of a statement: direct, mixed or indirect, the day it was said, and what the day rests on.
    statement: str | None = None
    said_date: str | None = None
    said_basis: str | None = None

    @property
    def locator(self) -> str:
        """What a citation ends with: article id, paragraph number, hash of the words.

        A suffix `.2` names the second occurrence of the words in the paragraph, and so on.
        """
        nth = f".{self.occurrence}" if self.occurrence > 1 else ""
        words = words_hash(self.anchor.exact)
        return f"{self.source.article}-p{self.source.paragraph}-{words}{nth}"


class Mark(Struct, frozen=True):
    """A passage that the reader kept. Times are UTC, ISO 8601."""

    id: str
    passage: Passage
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    changed: str = ""


class KeptState(Struct, frozen=True):
    """The reading state of one article, as stored."""

    path: str
    digest: str
    state: ReadingState
    reason: str = ""
    title: str = ""


class SavedSearch(Struct, frozen=True):
    """A saved query, with the ids of the articles that it found whenever it was opened."""

    query: str
    saved: str
    seen: frozenset[str]


class ToldNews(Struct, frozen=True):
    """What a watch has reported: digests of article texts by article id, keys of statements.

    The digest is empty where the article was seen in the reading room.
    """

    articles: Mapping[str, str] = field(default_factory=dict)
    statements: frozenset[str] = frozenset()


class Watch(Struct, frozen=True):
    """A saved search that is run without the reading room.

    `paths` and `library` are the folders or the archive, and the folder of the library, as the
    command line has them; without paths it is the library used last.
    """

    name: str
    query: str
    saved: str = ""
    paths: tuple[str, ...] = ()
    library: str | None = None
    reported: ToldNews = field(default_factory=ToldNews)


class Queue(Struct, frozen=True):
    """Articles to review one by one: the query they came from and their ids in order."""

    query: str
    articles: tuple[str, ...]


class DamagedRow(Struct, frozen=True):
    """A row of the store that cannot be read. It stays in the file, for repair."""

    table: str
    key: str
    reason: str


def words_hash(exact: str) -> str:
    """CRC-32 of a passage's words as eight hexadecimal digits; white space does not count."""
    return f"{zlib.crc32(' '.join(exact.split()).encode('utf-8', 'surrogatepass')):08x}"


def mark_body(mark: Mark) -> dict[str, Any]:
    """A mark as plain data, for storage and for JSON Lines."""
    body: dict[str, Any] = msgspec.to_builtins(mark)
    body["passage"] = passage_body(mark.passage)
    return body


def passage_body(passage: Passage) -> dict[str, Any]:
    """A passage as plain data, without what older versions lack as long as it says nothing."""
    body: dict[str, Any] = msgspec.to_builtins(passage)
    if passage.occurrence == 1:
        del body["occurrence"]
    for name in ("statement", "said_date", "said_basis"):
        if body[name] is None:
            del body[name]
    return body


def mark_from(body: object) -> Mark:
    """The mark that `mark_body` made. Raises ValueError where a field has another type.

    Only newlines separate the lines of its note, and a tag is one line, whatever an import holds.
    """
    mark = _convert(body, Mark)
    note, tags = with_newlines(mark.note), tuple(map(one_line, mark.tags))
    if note == mark.note and tags == mark.tags:
        return mark
    return replace(mark, note=note, tags=tuple(dict.fromkeys(filter(str.strip, tags))))


def passage_from(body: object) -> Passage:
    """The passage that `passage_body` made. Raises ValueError."""
    return _convert(body, Passage)


def state_from(body: object) -> KeptState:
    """A stored reading state. Raises ValueError."""
    return _convert(body, KeptState)


def _convert(body: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(body, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ValueError(str(error)) from error
