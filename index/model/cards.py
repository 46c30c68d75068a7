"""Short records of files, articles and actors, as lists show them."""

from dataclasses import dataclass

from index.model.article import ActorKind

# A file's size in bytes and the time of its last change in nanoseconds.
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was last read; `problem` says why it could not be read."""

    size: int
    mtime_ns: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an article, without its text."""

    num: int
    id: str
    path: str
    title: str
    publication: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the library, with the number of articles that mention it and in how many of them it speaks."""

    actor: int
    name: str
    kind: ActorKind
    articles: int
    speaks: int = 0
