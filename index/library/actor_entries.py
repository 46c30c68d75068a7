"""Merges the actors of analyses: all names, roles and mentions of an actor in one entry."""

from collections.abc import Iterable, Mapping

from index.catalog import ArticleCatalog
from index.library.results import ActorEntry
from index.model import (
    Actor,
    ActorKind,
    Analysis,
    Card,
    Mention,
    Role,
    actor_key,
    own_identity,
)


def collect_actors(
    catalog: ArticleCatalog, analyses: Iterable[tuple[int, Analysis]], kind: ActorKind | None
) -> list[ActorEntry]:
    """The actors of some articles, by their names in the library, with every mention.

    Those in most articles first, then those with most mentions. `kind` limits them to one kind.
    """
    gathered: dict[tuple[str, str], ActorBuilder] = {}
    same = catalog.same_actors()
    for num, analysis in analyses:
        card = card_of(num, analysis)
        own = []
        for actor in analysis.actors:
            identity = identity_of(actor, same)
            entry = gathered.setdefault(identity, ActorBuilder(actor.kind, identity[1]))
            entry.add(actor, num)
            own.append(entry)
        for mention in analysis.mentions:
            own[mention.actor].mentions.append((card, mention))
    right = catalog.corrections
    entries = [
        entry.finish(right.names.get(identity))
        for identity, entry in gathered.items()
        if identity not in right.ignored and kind in {None, entry.kind}
    ]
    entries.sort(key=lambda entry: (-entry.articles, -len(entry.mentions), entry.actor.name))
    return entries


def identity_of(actor: Actor, same: Mapping[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    """Kind and key of an actor, or of the actor that `same` maps it to."""
    own = own_identity(actor)
    return same.get(own, own)


def card_of(num: int, analysis: Analysis) -> Card:
    """The card of an article that is in memory."""
    article = analysis.article
    return Card(
        num,
        article.id,
        article.path,
        article.title,
        article.publication,
        article.shown_date,
    )


class ActorBuilder:
    """Collects the names, roles and mentions of one actor, article by article."""

    def __init__(self, kind: ActorKind, key: str) -> None:
        self.kind, self.key = kind, key
        self.name = ""
        self.names: dict[str, None] = {}
        self.roles: dict[tuple[str, str | None], Role] = {}
        self.articles: set[int] = set()
        self.mentions: list[tuple[Card, Mention]] = []

    def add(self, actor: Actor, num: int) -> None:
        """Add the names and roles from the article with this number."""
        # the longest form of this name; merged spellings do not count
        if self._rank(actor.name) > self._rank(self.name):
            self.name = actor.name
        self.names.update(dict.fromkeys((actor.name, *actor.aliases)))
        for role in actor.roles:
            self.roles.setdefault((role.title.casefold(), role.date), role)
        self.articles.add(num)

    def _rank(self, name: str) -> tuple[bool, int]:
        return bool(name) and actor_key(name, self.kind) == self.key, len(name)

    def finish(self, called: str | None = None) -> ActorEntry:
        """The finished entry; `called` is the name that a reader gave the actor, if any."""
        self.name = called or self.name
        roles = tuple(sorted(self.roles.values(), key=lambda role: (role.date or "", role.title)))
        aliases = tuple(name for name in self.names if name != self.name)
        return ActorEntry(
            Actor(self.name, self.kind, aliases, roles), len(self.articles), tuple(self.mentions)
        )


__all__ = ["ActorBuilder", "card_of", "collect_actors", "identity_of"]
