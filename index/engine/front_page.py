"""The front page: the answer to the empty query as a record, from which a reader opens at once.

It holds the order of all articles, and the counts that the first screen shows: the actors of each
kind that are in most articles, the articles by period, and the values of the other fields.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator

from msgspec import Struct

from index.engine.api import Answer, FacetField
from index.engine.timeline import Timeline, first_day_of
from index.model import ACTOR_KINDS, UNITS, ActorKind, ActorRow, Unit

# Actors of each kind that are stored, periods of one unit, values of all fields.
_ACTORS, _PERIODS, _VALUES = 64, 1_000, 20_000
# Hits that are read at a time.
_AT_ONCE = 10_000
# Bytes of an article's number.
_WIDTH = 4


class StoredActors(Struct, frozen=True, array_like=True):
    """The actors of one kind: how many there are, and number, name and articles of the first."""

    count: int
    first: tuple[tuple[int, str, int], ...]


class StoredPeriods(Struct, frozen=True, array_like=True):
    """The articles by period of one unit; `counts` is None where there are too many periods."""

    first: int
    size: int
    settled: int
    unsettled: int
    counts: tuple[int, ...] | None


class FrontPage(Struct, frozen=True, array_like=True):
    """The answer to the empty query, duplicates collapsed.

    `articles` are all of the library, `order` the keys of the hits in order as `packed_keys`,
    `duplicates` the hits that represent others with the number of these, `dated` counts the hits
    with a date. `fields` is None where there are too many values.
    """

    articles: int
    order: bytes
    duplicates: dict[int, int]
    actors: dict[ActorKind, StoredActors]
    dated: int
    periods: dict[Unit, StoredPeriods]
    fields: dict[FacetField, tuple[tuple[str | None, int], ...]] | None

    def __post_init__(self) -> None:
        """Refuse a record that does not fit together. Raises ValueError."""
        whole, rest = divmod(len(self.order), _WIDTH)
        if (
            rest
            or whole > self.articles
            or self.actors.keys() != set(ACTOR_KINDS)
            or self.periods.keys() != set(UNITS)
        ):
            raise ValueError("not a front page")
        for unit, line in self.periods.items():
            if line.counts is not None and len(line.counts) != line.size:
                raise ValueError("not a front page")
            try:
                for period in (line.first, line.first + max(0, line.size - 1)):
                    first_day_of(unit, period)
            except OverflowError as error:
                raise ValueError("not a front page") from error

    def __len__(self) -> int:
        return len(self.order) // _WIDTH

    def keys(self, first: int, last: int) -> list[int]:
        """The keys of the hits from place `first` up to `last`."""
        first, last = max(0, first), min(max(0, last), len(self))
        return _in_file_order(array("I", self.order[_WIDTH * first : _WIDTH * last])).tolist()

    def place_of(self, key: int) -> int | None:
        """The place of an article; None if it is no hit."""
        wanted, at = packed_keys([key]), -1
        while (at := self.order.find(wanted, at + 1)) >= 0:
            if at % _WIDTH == 0:
                return at // _WIDTH
        return None

    def actor_rows(self, kind: ActorKind) -> tuple[int, tuple[ActorRow, ...]]:
        """How many actors of a kind there are, and the first of them."""
        stored = self.actors[kind]
        rows = (ActorRow(actor, name, kind, articles) for actor, name, articles in stored.first)
        return stored.count, tuple(rows)

    def timeline(self, unit: Unit | None, most: int) -> Timeline | None:
        """The articles by period, as `Answer.timeline` counts them; None if it is not stored."""
        for one in (unit,) if unit else UNITS:
            line = self.periods[one]
            if one in {unit, UNITS[-1]} or (line.size <= most and 2 * line.settled >= self.dated):
                break
        if line.counts is None:
            return None
        return Timeline(one, line.first, (line.counts,), (line.unsettled,))


def packed_keys(keys: Iterable[int]) -> bytes:
    """Keys of articles as little-endian numbers of 32 bits."""
    return _in_file_order(array("I", keys)).tobytes()


def _in_file_order(keys: "array[int]") -> "array[int]":
    """Keys of the machine's byte order in that of the record, or the reverse."""
    if sys.byteorder == "big":
        keys.byteswap()
    return keys


def make_front_page(answer: Answer, articles: int) -> FrontPage:
    """The front page from the answer to the empty query with duplicates collapsed."""
    actors, fields = answer.actors(), answer.fields({})
    undated = sum(row.articles for row in fields["date"] if row.value is None)
    stored = {
        name: tuple((row.value, row.articles) for row in rows) for name, rows in fields.items()
    }
    return FrontPage(
        articles,
        packed_keys(answer.keys()),
        dict(_duplicates(answer)),
        {
            kind: StoredActors(
                len(own), tuple((row.actor, row.name, row.articles) for row in own[:_ACTORS])
            )
            for kind in ACTOR_KINDS
            for own in [actors.of_kind(kind)]
        },
        answer.total - undated,
        {unit: _periods(answer, unit) for unit in UNITS},
        stored if sum(map(len, stored.values())) <= _VALUES else None,
    )


def _duplicates(answer: Answer) -> Iterator[tuple[int, int]]:
    for first in range(0, answer.total, _AT_ONCE):
        for hit in answer.page(first, first + _AT_ONCE):
            if hit.duplicates:
                yield hit.key, hit.duplicates


def _periods(answer: Answer, unit: Unit) -> StoredPeriods:
    line = answer.timeline(unit)
    (counts,), (unsettled,) = line.counts, line.unsettled
    kept = counts if len(line) <= _PERIODS else None
    return StoredPeriods(line.first, len(line), sum(counts), unsettled, kept)


__all__ = [
    "FrontPage",
    "StoredActors",
    "StoredPeriods",
    "make_front_page",
    "packed_keys",
]
