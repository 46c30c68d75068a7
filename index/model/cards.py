"""Short records of files, articles and actors, for lists."""

from msgspec import Struct

from index.model.kinds import ActorKind

# A file's size in bytes, and in nanoseconds the times of its last change (mtime) and of the last
# change of its inode (ctime). Programs can set the first time back, but not the second.
Stamp = tuple[int, int, int]


class FileState(Struct, frozen=True):
    """A file at its last reading. `problem` is the reason why it could not be read, in one line."""

    size: int
    mtime_ns: int
    ctime_ns: int = -1
    problem: str | None = None


class Card(Struct, frozen=True):
    """The metadata of an article that lists show. `num` is its number in the catalogue."""

    num: int
    id: str
    path: str
    title: str
    publication: str | None
    date: str | None


class ActorRow(Struct, frozen=True):
    """An actor with two counts: articles that mention it, and articles in which it speaks."""

    actor: int
    name: str
    kind: ActorKind
    articles: int
    speaks: int = 0
