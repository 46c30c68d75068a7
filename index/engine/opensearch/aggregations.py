"""Counts of an answer: actors, fields, periods and pairs, as aggregations of the server."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import overload

from index.engine.api import ActorCounts, CoMentions, FacetField, FieldCount
from index.engine.opensearch.archive_catalog import ArchiveCatalog
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.corrected_articles import CorrectedArticle
from index.engine.opensearch.documents import BETWEEN, pair_field, pair_key
from index.engine.opensearch.point_in_time import PointInTime
from index.engine.opensearch.query_parts import all_of, terms
from index.engine.timeline import Timeline
from index.model import UNITS, ActorKind, ActorRow, Pair, Unit

# Values of a facet, actors and pairs that are counted: the most frequent.
MOST_VALUES, MOST_ACTORS, MOST_PAIRS = 10_000, 3_000, 10_000
# Periods of a timeline: the server's limit of buckets.
_MOST_PERIODS = 60_000
# The share of the dated articles that a unit has to place; a coarser unit is tried below it.
_LEAST_PLACED = 0.5
_AT_ONCE = 500
# Pairs that are counted because their actors have other names.
_MOST_NAMED = 20_000


class CountedActors(ActorCounts):
    """Rows of actors that were counted."""

    def __init__(self, rows: Sequence[ActorRow]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> ActorRow: ...

    @overload
    def __getitem__(self, place: slice) -> "CountedActors": ...

    def __getitem__(self, place: int | slice) -> "ActorRow | CountedActors":
        if isinstance(place, slice):
            return CountedActors(self._rows[place])
        return self._rows[place]

    def of_kind(self, kind: ActorKind) -> "CountedActors":
        return CountedActors([row for row in self._rows if row.kind == kind])


def count_actors(
    moment: PointInTime, query: Json, catalog: ArchiveCatalog, own: Mapping[int, CorrectedArticle]
) -> CountedActors:
    """The actors in the hits, most first, then by name. `own`: the corrected articles in them."""
    rest = without_articles(query, own)
    aggs = {"actors": {"terms": {"field": "actor", "size": MOST_ACTORS}}}
    found = moment.counted({"query": rest, "aggs": aggs})
    counts = {int(bucket["key"]): bucket["doc_count"] for bucket in found["actors"]["buckets"]}
    meant, ignored = catalog.merged_into(), catalog.ignored()
    groups: dict[int, set[int]] = {}
    for number in counts:
        groups.setdefault(meant.get(number, number), set()).add(number)
    if len(counts) == MOST_ACTORS:  # names of an actor may be among those that were not counted
        ranked = sorted(groups, key=lambda whole: -max(counts[one] for one in groups[whole]))
        _add_names(groups, set(ranked[:_AT_ONCE]), meant)
    several = {whole: members for whole, members in groups.items() if len(members) > 1}
    totals = Counter(
        {whole: counts.get(next(iter(members)), 0) for whole, members in groups.items()}
    )
    # an article that has two names of one actor counts once
    totals.update(
        {whole: count - totals[whole] for whole, count in _counts_of(moment, rest, several).items()}
    )
    for article in own.values():
        totals.update({meant.get(number, number) for number in article.actors})
    totals = Counter({actor: count for actor, count in totals.items() if actor not in ignored})
    catalog.fetch(totals)
    names = dict(catalog.actor_names())
    rows = [
        ActorRow(actor, *names[actor], count)
        for actor, count in totals.items()
        if actor in names and count
    ]
    return CountedActors(sorted(rows, key=lambda row: (-row.articles, row.name)))


def _add_names(
    groups: Mapping[int, set[int]], wholes: Collection[int], meant: Mapping[int, int]
) -> None:
    """Add to the members of `wholes` all numbers that mean them."""
    for number, whole in meant.items():
        if whole in wholes:
            groups[whole].add(number)
    for whole in wholes:
        groups[whole].add(whole)


def _counts_of(
    moment: PointInTime, query: Json, groups: Mapping[int, Iterable[int]]
) -> dict[int, int]:
    """How many hits mention one of each group."""
    found: dict[int, int] = {}
    wanted = list(groups)
    for begin in range(0, len(wanted), _AT_ONCE):
        filters = {
            str(whole): terms("actor", sorted(map(str, groups[whole])))
            for whole in wanted[begin : begin + _AT_ONCE]
        }
        answer = moment.counted({"query": query, "aggs": {"of": {"filters": {"filters": filters}}}})
        found |= {
            int(name): bucket["doc_count"] for name, bucket in answer["of"]["buckets"].items()
        }
    return found


def count_co_mentions(
    moment: PointInTime,
    query: Json,
    catalog: ArchiveCatalog,
    own: Mapping[int, CorrectedArticle],
    actors: Iterable[int],
) -> list[CoMentions]:
    """For each two of some actors the hits that mention both, most first; a request an actor."""
    groups = {actor: catalog.expanded([actor]) for actor in sorted(set(actors))}
    rest, wanted = without_articles(query, own), list(groups)
    found: list[CoMentions] = []
    for place, actor in enumerate(wanted):
        others = {other: groups[other] for other in wanted[place + 1 :]}
        having = all_of((), [rest, terms("actor", sorted(map(str, groups[actor])))])
        for other, count in _counts_of(moment, having, others).items():
            more = sum(
                bool(groups[actor] & article.actors and groups[other] & article.actors)
                for article in own.values()
            )
            if count + more:
                found.append(CoMentions(actor, other, count + more))
    return sorted(found, key=lambda one: (-one.articles, one.actor, one.other))


def without_articles(query: Json, own: Mapping[int, object]) -> Json:
    """What a query finds but for the articles `own`."""
    if not own:
        return query
    return {"bool": {"filter": [query], "must_not": [terms("key", sorted(own))]}}


# --- fields ---


def count_fields(
    moment: PointInTime, query: Json, tags: Mapping[str, Collection[int]]
) -> dict[FacetField, list[FieldCount]]:
    """The values of each field in the hits: most first, years in order, not stated last."""
    aggs: Json = {}
    for field in ("publication", "author", "source", "year"):
        aggs[field] = {"terms": {"field": field, "size": MOST_VALUES}}
        if field != "source":
            aggs[f"no-{field}"] = {"missing": {"field": field}}
    named = {str(place): terms("key", sorted(keys)) for place, keys in enumerate(tags.values())}
    if named:
        aggs["tags"] = {"filters": {"filters": named}}
    found = moment.counted({"query": query, "aggs": aggs})

    def counts(field: str) -> dict[str | None, int]:
        own: dict[str | None, int] = {
            bucket["key"]: bucket["doc_count"] for bucket in found[field]["buckets"]
        }
        if field != "source":
            own[None] = found[f"no-{field}"]["doc_count"]
        return own

    years = counts("year")
    counted = sorted((int(year), count) for year, count in years.items() if year is not None)
    dates = [FieldCount("date", f"{1970 + year:04}", count) for year, count in counted]
    if years[None]:
        dates.append(FieldCount("date", None, years[None]))
    tagged = found["tags"]["buckets"] if named else {}
    return {
        "publication": _ranked("publication", counts("publication")),
        "date": dates,
        "source": _ranked("source", counts("source")),
        "author": _ranked("author", counts("author")),
        "tag": _ranked(
            "tag", {tag: tagged[str(place)]["doc_count"] for place, tag in enumerate(tags)}
        ),
    }


def _ranked(field: FacetField, counts: Mapping[str | None, int]) -> list[FieldCount]:
    rows = [FieldCount(field, value, count) for value, count in counts.items() if count]
    return sorted(rows, key=lambda row: (row.value is None, -row.articles, row.value or ""))


# --- periods ---


def count_periods(
    searches: Sequence[tuple[PointInTime, Json]], unit: Unit | None, most: int
) -> Timeline:
    """The hits of each search by period; see `Answer.timeline`."""
    bounds = {one: {"stats": {"field": one}} for one in UNITS}
    shape = [moment.counted({"query": query, "aggs": bounds}) for moment, query in searches]
    dated = sum(int(answer["year"]["count"]) for answer in shape)
    for one in (unit,) if unit else UNITS:
        settled = [answer[one] for answer in shape if answer[one]["count"]]
        first = int(min((own["min"] for own in settled), default=0))
        size = int(max((own["max"] for own in settled), default=-1)) - first + 1 if settled else 0
        placed = sum(int(own["count"]) for own in settled)
        if unit or one == UNITS[-1] or (size <= most and placed >= dated * _LEAST_PLACED):
            break
    rows = [_periods(moment, query, one, first, size) for moment, query in searches]
    unsettled = [answer["total"] - sum(row) for answer, row in zip(shape, rows, strict=True)]
    return Timeline(one, first, tuple(rows), tuple(unsettled))


def _periods(
    moment: PointInTime, query: Json, unit: Unit, first: int, size: int
) -> tuple[int, ...]:
    counts = [0] * size
    if size:
        aggs = {"periods": {"terms": {"field": unit, "size": _MOST_PERIODS}}}
        found = moment.counted({"query": query, "aggs": aggs})
        for bucket in found["periods"]["buckets"]:
            place = int(bucket["key"]) - first
            if 0 <= place < size:  # the archive changes between two requests
                counts[place] = bucket["doc_count"]
    return tuple(counts)


# --- pairs ---


def count_pairs(
    moment: PointInTime,
    query: Json,
    catalog: ArchiveCatalog,
    own: Mapping[int, CorrectedArticle],
    adjacent: bool,
) -> list[Pair]:
    """Pairs of speaker and named actor, or of consecutive speakers; most first.

    The names of their actors are fetched: lists show those that are here.
    """
    field = f"pairs.{pair_field(adjacent)}"
    times_of = {"times": {"sum": {"field": "pairs.times"}}}
    ranked = {"field": field, "size": MOST_PAIRS, "order": {"times": "desc"}}
    nested: Json = {"path": "pairs"}
    aggs = {"spoken": {"nested": nested, "aggs": {"of": {"terms": ranked, "aggs": times_of}}}}
    found = moment.counted({"query": without_articles(query, own), "aggs": aggs})
    counts = _pairs_in(found)
    if len(counts) == MOST_PAIRS:
        # pairs of other names of the same actors may be among those that were not counted
        more = _same_pairs(counts, catalog.merged_into(), adjacent) - counts.keys()
        if more:
            keys = sorted(pair_key(one, other, adjacent) for one, other in more)[:_MOST_NAMED]
            named = {"field": field, "include": keys, "size": len(keys)}
            inside = {
                "spoken": {"nested": nested, "aggs": {"of": {"terms": named, "aggs": times_of}}}
            }
            counts += _pairs_in(
                moment.counted({"query": without_articles(query, own), "aggs": inside})
            )
    for article in own.values():
        for (actor, other, next_to), times in article.pairs.items():
            if next_to == adjacent:
                counts[actor, other] += times
    meant, ignored = catalog.merged_into(), catalog.ignored()
    whole: Counter[tuple[int, int]] = Counter()
    for (actor, other), times in counts.items():
        two = meant.get(actor, actor), meant.get(other, other)
        if two[0] != two[1] and not ignored & set(two):
            one, last = sorted(two) if adjacent else two
            whole[one, last] += times
    catalog.fetch({number for pair in whole for number in pair})
    rows = [Pair(one, other, times, adjacent) for (one, other), times in whole.items()]
    return sorted(rows, key=lambda pair: (-pair.times, pair.actor, pair.other))


def _pairs_in(found: Json) -> Counter[tuple[int, int]]:
    """How often each pair occurs, by an answer of the server."""
    counts: Counter[tuple[int, int]] = Counter()
    for bucket in found["spoken"]["of"]["buckets"]:
        actor, other = map(int, bucket["key"].split(BETWEEN))
        counts[actor, other] += int(bucket["times"]["value"])
    return counts


def _same_pairs(
    pairs: Iterable[tuple[int, int]], meant: Mapping[int, int], adjacent: bool
) -> set[tuple[int, int]]:
    """The pairs of all names of the actors of `pairs`."""
    wholes = {number for pair in pairs for number in pair}
    groups = {meant.get(one, one): set[int]() for one in wholes}
    _add_names(groups, groups.keys(), meant)
    found: set[tuple[int, int]] = set()
    for one, other in pairs:
        for a in groups[meant.get(one, one)]:
            for b in groups[meant.get(other, other)]:
                found.add((min(a, b), max(a, b)) if adjacent else (a, b))
    return found


def with_pair_query(
    pair: Pair, catalog: ArchiveCatalog, own: Mapping[int, CorrectedArticle]
) -> Json:
    """The articles in which a pair of `count_pairs` occurs."""
    actors, others = catalog.expanded([pair.actor]), catalog.expanded([pair.other])
    keys = sorted({pair_key(one, other, pair.adjacent) for one in actors for other in others})
    stored: Json = {
        "nested": {"path": "pairs", "query": terms(f"pairs.{pair_field(pair.adjacent)}", keys)}
    }
    if not own:
        return stored
    having = [
        key
        for key, article in own.items()
        if any(two[2] == pair.adjacent and pair_key(*two) in keys for two in article.pairs)
    ]
    rest = {"bool": {"filter": [stored], "must_not": [terms("key", sorted(own))]}}
    return {"bool": {"should": [rest, terms("key", having)], "minimum_should_match": 1}}


def inferred_counts(
    moment: PointInTime, query: Json, own: Mapping[int, CorrectedArticle], field: str
) -> tuple[int, Json]:
    """How many direct quotations have a field inferred, and the query of articles that have one."""
    name = f"inferred.{field}"
    aggs = {"sum": {"sum": {"field": name}}}
    found = moment.counted({"query": without_articles(query, own), "aggs": aggs})
    total = int(found["sum"]["value"] or 0)
    having: Json = {"range": {name: {"gt": 0}}}
    if own:
        counted = {key: article.inferred[field] for key, article in own.items()}
        total += sum(counted.values())
        keys = sorted(key for key, count in counted.items() if count)
        rest = {"bool": {"filter": [having], "must_not": [terms("key", sorted(own))]}}
        having = {"bool": {"should": [rest, terms("key", keys)], "minimum_should_match": 1}}
    return total, all_of((), [having])


__all__ = [
    "MOST_ACTORS",
    "CountedActors",
    "count_actors",
    "count_co_mentions",
    "count_fields",
    "count_pairs",
    "count_periods",
    "inferred_counts",
    "with_pair_query",
    "without_articles",
]
