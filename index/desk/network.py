"""Networks of actors: links by speech about each other, by quotations in a row, by mentions."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from index.desk.report_formats import NetworkKind, NetworkUnit
from index.desk.said_periods import Two, dated_links, links_by_period, unit_that_fits
from index.engine import Answer, IsAmong, first_day_of, period_of
from index.library import Library, SearchResult
from index.model import FILE_DATE, ActorKind, Unit, parse_iso

# Actors between which common mentions are counted at most: the counts grow with their square.
MOST_TOGETHER = 2_000
# Most cards in memory at a time.
_AT_ONCE = 5_000


class NetworkNode(Struct, frozen=True):
    """An actor; `articles` counts the articles found that mention it, None where not known."""

    actor: int
    name: str
    kind: ActorKind
    articles: int | None


class NetworkEdge(Struct, frozen=True):
    """How often two actors are together, in all and by period.

    `periods` has (place in `Network.periods`, weight) where the weight is not 0. What is dated less
    exactly than a period, or not at all, counts in `weight` alone.
    """

    source: int
    target: int
    weight: int
    periods: tuple[tuple[int, int], ...] = ()


class Period(Struct, frozen=True):
    """A month or a year: its name, its first and its last day in ISO form."""

    name: str
    first: str
    last: str


class Network(Struct, frozen=True):
    """Actors and the edges between them, the heaviest first.

    A weight counts names in statements (`speaks-about`), pairs of statements in a row
    (`quoted-beside`) or articles (`appears-with`). Only `speaks-about` has a direction.
    """

    kind: NetworkKind
    query: str
    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    periods: tuple[Period, ...] = ()

    @property
    def directed(self) -> bool:
        """Whether an edge leads from its source to its target."""
        return self.kind == "speaks-about"


class NetworkRequest(Struct, frozen=True):
    """What a network shows: its kind, the periods, the number of actors (0: all), least weight.

    `by_said`: periods are those in which statements were said, not those of the articles; without
    a unit they are the months, or the years where these are too many. `appears-with` has no
    statements, so that it cannot be counted so.
    """

    kind: NetworkKind
    unit: NetworkUnit | None = None
    most: int = 300
    least: int = 1
    by_said: bool = False


def make_network(
    library: Library,
    found: SearchResult,
    request: NetworkRequest,
    on_count: Callable[[int, int], None] = lambda _done, _total: None,
) -> Network:
    """The network of the articles found, with the reader's corrections of actors applied.

    The actors with the highest weights are chosen (`appears-with`: those in most articles).
    Calls `on_count` with the number of periods (`by_said`: of articles) counted and that of all.
    """
    answer = found.answer
    articles = {row.actor: row.articles for row in answer.actors()}
    together = list(articles)[: min(request.most or MOST_TOGETHER, MOST_TOGETHER)]
    whole = _weights(answer, request.kind, together)
    names = library.actor_names()
    chosen = set(
        together if request.kind == "appears-with" else _heaviest(whole, request.most, names)
    )
    kept = {
        two: weight
        for two, weight in whole.items()
        if weight >= request.least and chosen.issuperset(two)
    }
    periods, parts = (
        _by_said(library, found, request, kept, on_count)
        if request.by_said and request.kind != "appears-with"
        else _by_period(library, answer, request, together, kept, on_count)
    )
    edges = sorted(
        (
            _edge(two, weight, parts.get(two, ()), names, request.kind)
            for two, weight in kept.items()
            if two[0] in names and two[1] in names
        ),
        key=lambda edge: (-edge.weight, names[edge.source], names[edge.target]),
    )
    linked = dict.fromkeys(actor for edge in edges for actor in (edge.source, edge.target))
    nodes = tuple(NetworkNode(actor, *names[actor], articles.get(actor)) for actor in linked)
    return Network(request.kind, str(found.query), nodes, tuple(edges), periods)


def _edge(
    two: Two,
    weight: int,
    periods: Iterable[tuple[int, int]],
    names: Mapping[int, tuple[str, ActorKind]],
    kind: NetworkKind,
) -> NetworkEdge:
    """An edge; without a direction it leads from the name that comes first."""
    source, target = two if kind == "speaks-about" else sorted(two, key=lambda one: names[one])
    return NetworkEdge(source, target, weight, tuple(periods))


def _weights(answer: Answer, kind: NetworkKind, together: Sequence[int]) -> dict[Two, int]:
    if kind == "appears-with":
        return {(one.actor, one.other): one.articles for one in answer.co_mentions(together)}
    pairs = answer.pairs(adjacent=kind == "quoted-beside")
    return {(pair.actor, pair.other): pair.times for pair in pairs}


def _heaviest(
    weights: dict[Two, int], most: int, names: Mapping[int, tuple[str, ActorKind]]
) -> list[int]:
    """The actors with the highest sums of weights, then by name; at most `most` (0: all)."""
    sums: Counter[int] = Counter()
    for two, weight in weights.items():
        for actor in two:
            sums[actor] += weight
    named = [actor for actor in sums if actor in names]
    return sorted(named, key=lambda actor: (-sums[actor], names[actor]))[: most or None]


def _by_period(
    library: Library,
    answer: Answer,
    request: NetworkRequest,
    together: Sequence[int],
    kept: dict[Two, int],
    on_count: Callable[[int, int], None],
) -> tuple[tuple[Period, ...], dict[Two, list[tuple[int, int]]]]:
    """The periods with articles, in order, and the weights of the kept pairs in each."""
    parts: dict[Two, list[tuple[int, int]]] = {}
    if request.unit is None or not kept:
        return (), parts
    keys = _keys_by_period(library, answer, request.unit)
    for place, number in enumerate(sorted(keys)):
        inside = answer.narrowed(IsAmong(frozenset(keys[number])))
        for two, weight in _weights(inside, request.kind, together).items():
            if two in kept:
                parts.setdefault(two, []).append((place, weight))
        on_count(place + 1, len(keys))
    return tuple(_period(request.unit, number) for number in sorted(keys)), parts


def _by_said(
    library: Library,
    found: SearchResult,
    request: NetworkRequest,
    kept: dict[Two, int],
    on_count: Callable[[int, int], None],
) -> tuple[tuple[Period, ...], dict[Two, list[tuple[int, int]]]]:
    """The periods in which statements were said, in order, and the kept pairs' weights in each."""
    parts: dict[Two, list[tuple[int, int]]] = {}
    if not kept:
        return (), parts
    links = dated_links(library, found, request.kind, on_count)
    unit = request.unit or unit_that_fits(links)
    by_period = links_by_period(links, unit)
    for place, number in enumerate(sorted(by_period)):
        for two, weight in by_period[number].items():
            if two in kept:
                parts.setdefault(two, []).append((place, weight))
    return tuple(_period(unit, number) for number in sorted(by_period)), parts


def _keys_by_period(library: Library, answer: Answer, unit: Unit) -> dict[int, list[int]]:
    """The articles by the period that contains their whole date."""
    found: dict[int, list[int]] = {}
    keys = answer.keys()
    for begin in range(0, len(keys), _AT_ONCE):
        for card in library.cards(keys[begin : begin + _AT_ONCE]):
            if card.date is None or card.date.startswith(FILE_DATE):
                continue
            date = parse_iso(card.date)
            if date and period_of(unit, date.first()) == period_of(unit, date.last()):
                found.setdefault(period_of(unit, date.first()), []).append(card.num)
    return found


def _period(unit: NetworkUnit, number: int) -> Period:
    first, after = first_day_of(unit, number), first_day_of(unit, number + 1)
    name = f"{first:%Y-%m}" if unit == "month" else f"{first:%Y}"
    last = after.fromordinal(after.toordinal() - 1)
    return Period(name, first.isoformat(), last.isoformat())


__all__ = [
    "MOST_TOGETHER",
    "Network",
    "NetworkEdge",
    "NetworkKind",
    "NetworkNode",
    "NetworkRequest",
    "NetworkUnit",
    "Period",
    "make_network",
]
