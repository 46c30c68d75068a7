"""Dossier of an actor: roles over time, activity, company, quotations, outlets."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from index.engine import HasActor, Timeline
from index.library import (
    ActorBuilder,
    ActorEntry,
    Library,
    SearchResult,
    StatementRow,
    card_of,
    identity_of,
)
from index.model import (
    Actor,
    ActorKind,
    ActorRow,
    Role,
    Span,
    Unit,
    actor_key,
    parse_iso,
    whole_statements,
)
from index.query import Kwic, kwic

# The most actors in its company, and outlets, in a dossier.
_COMPANY = 40
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


class Office(Struct, frozen=True):
    """A role: the dates of the first and the last article with it, and the number of dates."""

    title: str
    first: str | None
    last: str | None
    times: int


def offices(roles: Iterable[Role]) -> list[Office]:
    """Roles merged by wording without articles and case; earliest first, undated ones last."""
    together: dict[str, list[Role]] = {}
    for role in roles:
        together.setdefault(_ARTICLE.sub("", role.title.casefold()), []).append(role)
    found = []
    for same in together.values():
        dates = sorted(role.date for role in same if role.date)
        title = _ARTICLE.sub("", Counter(role.title for role in same).most_common(1)[0][0])
        found.append(
            Office(title, dates[0] if dates else None, dates[-1] if dates else None, len(same))
        )
    return sorted(
        found, key=lambda office: (office.first is None, office.first or "", office.title)
    )


class Dossier(Struct, frozen=True):
    """An actor with mentions and statements, quoted and reported, oldest first by the day said."""

    entry: ActorEntry
    quotations: tuple[StatementRow, ...]
    # The number of articles that name the actor, by time.
    activity: Timeline
    # The actors that most of these articles name too.
    company: tuple[ActorRow, ...]
    # The outlets that quote the actor, with the number of quotations.
    outlets: tuple[tuple[str, int], ...]
    articles: int
    # How many of `articles`, the newest, were read for roles, mentions and quotations.
    read: int
    # Each mention in context.
    contexts: tuple[Kwic, ...] = ()


def said_by_year(dossier: Dossier) -> list[tuple[str | None, int]]:
    """How many statements were said in each year, in order; None: the year is not known."""
    years = Counter(day[:4] or None for day, _, _ in map(_time_said, dossier.quotations))
    return sorted(years.items(), key=lambda row: (row[0] is None, row[0] or ""))


def find_dossiers(
    library: Library,
    name: str,
    kind: ActorKind | None = None,
    unit: Unit | None = None,
    within: SearchResult | None = None,
) -> list[Dossier]:
    """The dossiers of the actors that a name can mean, of those in most articles first.

    `kind` selects actors; see `make_dossier`.
    """
    names = library.actor_names()
    numbers = [one for one in library.find_actors(name) if kind in {None, names[one][1]}]
    made = (make_dossier(library, number, unit=unit, within=within) for number in numbers)
    found = [dossier for dossier in made if dossier is not None]
    return sorted(
        found, key=lambda one: (-one.articles, one.entry.actor.name, one.entry.actor.kind)
    )


def make_dossier(
    library: Library,
    number: int,
    most: int | None = None,
    unit: Unit | None = None,
    within: SearchResult | None = None,
) -> Dossier | None:
    """The dossier of an actor by its number, from its newest `most` articles.

    Without `most` from all, or as many as are read of an archive. `within` limits it to the
    articles of a search. None if there is no such actor.
    """
    most = library.most_read if most is None else most
    names = library.catalog.actor_names()
    if number not in names:
        return None
    name, kind = names[number]
    key = (kind, actor_key(name, kind))
    is_it = _recognised(key, library.catalog.same_actors())
    names_it = HasActor(frozenset({number}))
    answer = library.every(names_it) if within is None else within.answer.narrowed(names_it)
    count = answer.total if most is None else min(most, answer.total)
    # Only without a search are hits sorted by date.
    nums = [hit.key for hit in answer.page(0, answer.total if within else count)]
    # numbers order no articles: those of an archive are hashes
    cards = sorted(library.archive.cards(nums), key=lambda card: (_day_of(card.date), card.path))
    oldest_first = [card.num for card in cards[-count:]]
    gathered = ActorBuilder(*key)
    quotations: list[StatementRow] = []
    contexts: list[Kwic] = []
    for num, analysis in library.archive.analyses(oldest_first):
        own = {place for place, actor in enumerate(analysis.actors) if is_it(actor)}
        for place in own:
            gathered.add(analysis.actors[place], num)
        card = card_of(num, analysis)
        named = [mention for mention in analysis.mentions if mention.actor in own]
        gathered.mentions += [(card, mention) for mention in named]
        contexts += [kwic(analysis.article, Span(one.start, one.end)) for one in named]
        quotations += [
            StatementRow(analysis, quotation, analysis.actors[quotation.speakers[0]])
            for quotation in whole_statements(analysis)
            if not own.isdisjoint(quotation.speakers)
        ]
    company = [row for row in answer.actors()[: _COMPANY + 1] if row.actor != number]
    outlets = Counter(quoted.quotation.outlet for quoted in quotations if quoted.quotation.outlet)
    return Dossier(
        gathered.finish(name),
        tuple(sorted(quotations, key=_time_said)),
        answer.timeline(unit),
        tuple(company[:_COMPANY]),
        tuple(outlets.most_common()),
        answer.total,
        len(oldest_first),
        tuple(contexts),
    )


def _recognised(
    key: tuple[str, str], same: Mapping[tuple[str, str], tuple[str, str]]
) -> Callable[[Actor], bool]:
    """Tells whether an actor of an article is the one with this kind and key.

    Articles have the same few thousand names, each of which is looked at once.
    """
    kinds = {key[0], *(one[0] for one, other in same.items() if other == key)}
    known: dict[tuple[str, str], bool] = {}

    def is_it(actor: Actor) -> bool:
        if actor.kind not in kinds:
            return False
        name = actor.kind, actor.name
        found = known.get(name)
        if found is None:
            found = known[name] = identity_of(actor, same) == key
        return found

    return is_it


def _time_said(row: StatementRow) -> tuple[str, str, int]:
    """Orders statements by the day they were said, then by article and place."""
    article, said = row.analysis.article, row.quotation
    day = str(said.said_date) if said.said_date and said.said_basis != "file" else ""
    return day or article.shown_date or "", article.shown_date or "", said.start


def _day_of(date: str | None) -> int:
    """The first day that a date can mean, 0 for none."""
    parsed = parse_iso(date) if date else None
    return parsed.first().toordinal() if parsed else 0


__all__ = ["Dossier", "Office", "find_dossiers", "make_dossier", "offices", "said_by_year"]
