"""Frozen records of what a reader keeps: marks, passages, saved searches, the review queue."""

import zlib
from dataclasses import asdict, dataclass
from typing import Any, Literal

from index.corrections import Anchor

ReadingState = Literal["unread", "read", "later", "skipped"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage comes from, as a citation needs it, kept with it: the article may go away."""

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


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its provenance: what kind it is, who said it to which outlet, when."""

    anchor: Anchor
    source: Source
    kind: str = "passage"
    speaker: str | None = None
    cue: str | None = None
    outlet: str | None = None
    source_date: str | None = None

    @property
    def locator(self) -> str:
        """Article, paragraph number and a short hash of the words: what a citation points at."""
        return f"{self.source.article}-p{self.source.paragraph}-{words_hash(self.anchor.exact)}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that a person kept. Times are UTC, ISO 8601."""

    id: str
    passage: Passage
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that a person saved, with the ids of the articles it had found when it was last opened."""

    query: str
    saved: str
    seen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Queue:
    """A pile to work through: the query it came from and the articles' ids in order."""

    query: str
    articles: tuple[str, ...]


def words_hash(exact: str) -> str:
    """Eight hexadecimal digits for the words of a passage, white space aside (CRC-32: a check, not a secret)."""
    return f"{zlib.crc32(' '.join(exact.split()).encode('utf-8', 'surrogatepass')):08x}"


def mark_body(mark: Mark) -> dict[str, Any]:
    """A mark as plain data, for storage and for JSON Lines."""
    return asdict(mark)


def mark_from(body: dict[str, Any]) -> Mark:
    """The mark that `mark_body` made. Raises KeyError, TypeError or ValueError for anything else."""
    passage = dict(body["passage"])
    passage["anchor"] = Anchor(**passage["anchor"])
    passage["source"] = Source(**passage["source"])
    return Mark(**{**body, "passage": Passage(**passage), "tags": tuple(body.get("tags", ()))})
