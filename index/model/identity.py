"""Keys under which names of different articles are the same actor, and the digest of a text."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from index.model.article import Actor
from index.model.kinds import ActorKind
from index.text import fold


@lru_cache(maxsize=100_000)
def fold_words(text: str) -> str:
    """The folded words of `text`, joined by single spaces: the form in which names are compared."""
    return " ".join(filter(None, map(fold, text.replace("-", " ").split())))


@lru_cache(maxsize=100_000)
def actor_key(name: str, kind: str) -> str:
    """The key under which names of different articles are one actor.

    It is the folded name without a leading "the". For a person it has no middle names, except
    particles ("van der") and names before a suffix ("Jr").
    """
    words = fold_words(name.removeprefix("the ").removeprefix("The ")).split()
    if kind == "person" and len(words) > 2:
        middle = [word for word in words[1:-1] if len(word) > 2]
        suffix = words[-1] in {"jr", "sr", "ii", "iii", "iv"}
        words = [
            words[0],
            *(middle if suffix else [word for word in middle if word in _PARTICLES]),
            words[-1],
        ]
    return " ".join(words) or name


def own_identity(actor: Actor) -> tuple[ActorKind, str]:
    """Kind and key of an actor, from its own name."""
    return actor.kind, actor_key(actor.name, actor.kind)


def distinct_actors(actors: Iterable[Actor]) -> list[int]:
    """For each actor its place among the distinct ones: those with another kind or key."""
    places: dict[tuple[str, str], int] = {}
    return [places.setdefault(own_identity(actor), len(places)) for actor in actors]


_PARTICLES = frozenset(["de", "da", "van", "von", "der", "den", "del", "bin", "ibn", "al", "el"])


def text_digest(text: str) -> str:
    """A 64-bit BLAKE2b digest in hexadecimal: identifies a text, not its path."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
