"""Splits: one name of two actors, and the articles that mean the second one."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from index.model import ActorKind, Analysis, actor_key, own_identity


class Split(Struct, frozen=True):
    """In `articles` the actor with this kind and key is another one, named `called`.

    `articles` are glob patterns for the end of a path: "sport/*", "2004-05-*.txt".
    """

    kind: ActorKind
    key: str
    called: str
    articles: tuple[str, ...]

    @property
    def identity(self) -> tuple[str, str]:
        """Kind and key of the other actor."""
        return self.kind, actor_key(self.called, self.kind)

    def is_in(self, path: str) -> bool:
        """Whether a pattern of `articles` matches the path."""
        parts = PurePath(path).parts
        return any(
            fnmatchcase("/".join(parts[-len(PurePath(pattern).parts) :]), pattern)
            for pattern in self.articles
            if parts
        )


def with_splits(analysis: Analysis, splits: Iterable[Split]) -> Analysis:
    """The analysis with actors renamed by the splits that match its path."""
    called = {(one.kind, one.key): one.called for one in splits if one.is_in(analysis.article.path)}
    if not called:
        return analysis
    actors = tuple(
        replace(actor, name=name) if (name := called.get(own_identity(actor))) else actor
        for actor in analysis.actors
    )
    return analysis if actors == analysis.actors else replace(analysis, actors=actors)
