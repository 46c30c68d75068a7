"""Changes to a query: add or remove a condition, a date range, loosen it to "most of the words"."""

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from index.errors import QueryError
from index.query.nodes import (
    And,
    DateRange,
    Filter,
    Fuzzy,
    Node,
    Not,
    Or,
    Query,
    Wild,
    Word,
    _print,
    date_text,
    leaves,
    required,
)
from index.query.parser import _join, parse
from index.text import fold


def loosened(node: Node | None) -> Node | None:
    """The same query with its plain words joined by OR, everything else still required.

    None where there are not at least two plain words side by side to loosen. Words of `said:` are
    not loosened: one statement has to have all of them.
    """
    if not isinstance(node, And):
        return None
    words: list[Node] = []
    rest: list[Node] = []
    for child in node.children:
        loose = isinstance(child, Word | Fuzzy | Wild) and child.field != "said"
        (words if loose else rest).append(child)
    if len(words) < 2:
        return None
    either = Or(tuple(words))
    return And((*rest, either)) if rest else either


def unloosened(query: Query) -> Query:
    """The same query, protected from `loosened`: only articles that match all of it are found."""
    return query if query.node is None else replace(query, node=Or((query.node,)))


def _parts(query: Query) -> tuple[Node, ...]:
    """The operands of the AND at the top of the tree."""
    return (
        query.node.children
        if isinstance(query.node, And)
        else ()
        if query.node is None
        else (query.node,)
    )


def with_filter(query: Query, field: str, value: str, negated: bool = False) -> Query:
    """The query with one more filter; without the filter if the query has it."""
    wanted = Filter(field, value, exact=True)
    return _toggled(query, Not(wanted) if negated else wanted)


def narrowed_by(query: Query, other: Query) -> Query:
    """Both queries joined by AND, in the order of the second if it has one.

    A condition that the query has already is not added again.
    """
    own = _parts(query)
    added = [part for part in _parts(other) if not any(_same(part, one) for one in own)]
    sort = query.sort if other.sort == "relevance" else other.sort
    return replace(query, node=_join(And, [*own, *added]), sort=sort)


def without_parts(query: Query, other: Query) -> Query:
    """The query without what another one asks for, of the parts that AND joins."""
    removed = _parts(other)
    kept = [part for part in _parts(query) if not any(_same(part, one) for one in removed)]
    return replace(query, node=_join(And, kept))


def _toggled(query: Query, wanted: Node) -> Query:
    """The query with one more condition; without the condition if the query has it."""
    children = _parts(query)
    remaining = tuple(child for child in children if not _same(child, wanted))
    if len(remaining) == len(children):
        remaining = (*children, wanted)
    return replace(query, node=_join(And, list(remaining)))


def conditions(query: Query) -> list[Node]:
    """The filters and dates that every article found must match: those outside any OR."""
    return [
        child
        for child in _parts(query)
        if isinstance(child.child if isinstance(child, Not) else child, Filter | DateRange)
    ]


def without(query: Query, condition: str) -> Query:
    """The query without one of its `conditions`, given in its printed form."""
    return replace(
        query,
        node=_join(And, [child for child in _parts(query) if _print(child, top=True) != condition]),
    )


def without_dates(query: Query) -> Query:
    """The query without dates."""
    kept = [child for child in _parts(query) if not isinstance(child, DateRange)]
    return _with_parts(query, kept)


def with_years(query: Query, written: str, negated: bool = False) -> Query:
    """The query narrowed to a year, or with `negated` to all others.

    If it is narrowed so already, the condition is removed. Raises QueryError.
    """
    wanted = parse(f"date:{written}").node
    if not isinstance(wanted, DateRange) or wanted.first is None or wanted.last is None:
        raise QueryError(f"date: takes a year, not {written}.", 0)
    if not negated:
        return with_dates(query, wanted.first, wanted.last)
    wanted = replace(wanted, said=query.by_said)
    return _toggled(query, Not(wanted))


def with_dates(
    query: Query, first: datetime.date, last: datetime.date, said: bool | None = None
) -> Query:
    """The query with its dates replaced by `first` to `last`, or removed if they are the same.

    `said`: whether they are days that statements were said; None: as the query's dates are.
    """
    said = query.by_said if said is None else said
    wanted = DateRange(first, last, f"date:{date_text(first, last)}", said)
    children = _parts(query)
    kept: list[Node] = [child for child in children if not isinstance(child, DateRange)]
    same = {(one.first, one.last, one.said) for one in children if isinstance(one, DateRange)}
    if (first, last, said) in same:
        return _with_parts(query, kept)
    return replace(query, node=_join(And, [*kept, wanted]), by_said=said)


def _with_parts(query: Query, children: Sequence[Node]) -> Query:
    """The query with other parts; without `by:said` where they have no date left."""
    node = _join(And, list(children))
    dated = any(isinstance(leaf, DateRange) for leaf in leaves(node))
    return replace(query, node=node, by_said=query.by_said and dated)


def dates_of(query: Query) -> tuple[datetime.date | None, datetime.date | None] | None:
    """The first and last day of the query's dates (None: open); None if it has no dates."""
    ranges = list(required(query.node, DateRange))
    if not ranges:
        return None
    firsts = [one.first for one in ranges if one.first is not None]
    lasts = [one.last for one in ranges if one.last is not None]
    return max(firsts, default=None), min(lasts, default=None)


def _same(one: Node, other: Node) -> bool:
    if isinstance(one, Not) and isinstance(other, Not):
        return _same(one.child, other.child)
    if isinstance(one, Filter) and isinstance(other, Filter):
        return one.field == other.field and fold(one.value) == fold(other.value)
    return one == other
