"""Compares a text from outside with the library. Nothing is stored."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from index.engine import CitesOutlet, HasActor
from index.explore import Explorer, Related
from index.library import Library, identity_of
from index.model import Actor, ActorKind, Analysis, Card, actor_key, text_digest, whole_statements

# Actors of the library that one name from outside can mean, at most.
_MOST_MEANT = 3
# Articles like the text.
MOST_ALIKE = 10


class KnownActor(Struct, frozen=True):
    """An actor of the library: articles that name it, and articles in which it speaks."""

    number: int
    name: str
    kind: ActorKind
    articles: int
    speaks: int


class ScreenedActor(Struct, frozen=True):
    """An actor of the text with its numbers there, and who it is in the library.

    `known` has one actor where `certain`: the library has this name. Else it has those that the
    name can mean, most articles first: part of a longer name, or another spelling.
    """

    actor: Actor
    mentions: int
    statements: int
    known: tuple[KnownActor, ...]
    certain: bool


class ScreenedOutlet(Struct, frozen=True):
    """An outlet that the text cites: how often, and in how many articles of the library."""

    name: str
    times: int
    articles: int


class ScreenedText(Struct, frozen=True):
    """A text with its actors, outlets and words, looked up in the library.

    `same` are the articles with just this text. `alike` leaves them out. Actors are in order of
    mentions, most first.
    """

    analysis: Analysis
    actors: tuple[ScreenedActor, ...]
    outlets: tuple[ScreenedOutlet, ...]
    same: tuple[Card, ...]
    alike: tuple[Related, ...]

    @property
    def is_known(self) -> bool:
        """Whether the library knows anything of it."""
        known = any(one.known for one in self.actors) or any(one.articles for one in self.outlets)
        return known or bool(self.same or self.alike)


def screen_text(library: Library, analysis: Analysis) -> ScreenedText:
    """Look up a text that is not in the library."""
    library.catalog.hold_names()
    mentions = Counter(mention.actor for mention in analysis.mentions)
    said = Counter(actor for one in whole_statements(analysis) for actor in one.speakers)
    placed = [
        (place, _screened(library, actor, mentions[place], said[place]))
        for place, actor in enumerate(analysis.actors)
    ]
    numbers = [one.known[0].number if one.certain else None for _, one in placed]
    placed.sort(key=lambda item: (-item[1].mentions, item[0]))
    same = _same(library, analysis)
    alike = Explorer(library).related_to(analysis, numbers, {card.num for card in same})
    return ScreenedText(
        analysis,
        tuple(one for _, one in placed),
        _outlets(library, analysis),
        same,
        tuple(alike[:MOST_ALIKE]),
    )


def _screened(library: Library, actor: Actor, mentions: int, said: int) -> ScreenedActor:
    found = library.find_actors(actor.name, exact=True)
    names = library.actor_names()
    own = identity_of(actor, library.catalog.same_actors())
    called = [(number, *names[number]) for number in sorted(found) if number in names]
    exact = [one for one in called if (one[2], actor_key(one[1], one[2])) == own]
    meant = exact[:1] or [one for one in called if one[2] == actor.kind]
    known = [_known(library, *one) for one in meant]
    known.sort(key=lambda one: (-one.articles, one.name))
    certain = bool(exact)
    return ScreenedActor(actor, mentions, said, tuple(known[:_MOST_MEANT]), certain)


def _known(library: Library, number: int, name: str, kind: ActorKind) -> KnownActor:
    own = frozenset({number})
    articles = library.every(HasActor(own)).total
    return KnownActor(number, name, kind, articles, library.every(HasActor(own, True)).total)


def _outlets(library: Library, analysis: Analysis) -> tuple[ScreenedOutlet, ...]:
    cited = Counter(citation.outlet for citation in analysis.citations)
    found = []
    for name, times in cited.most_common():
        stored = library.catalog.outlets_called(name, exact=True) & {name}
        articles = library.every(CitesOutlet(frozenset(stored))).total if stored else 0
        found.append(ScreenedOutlet(name, times, articles))
    return tuple(found)


def _same(library: Library, analysis: Analysis) -> tuple[Card, ...]:
    nums: Sequence[int] = library.catalog.nums_of_digest(text_digest(analysis.article.text))
    return tuple(library.cards(nums))


__all__ = [
    "MOST_ALIKE",
    "KnownActor",
    "ScreenedActor",
    "ScreenedOutlet",
    "ScreenedText",
    "screen_text",
]
