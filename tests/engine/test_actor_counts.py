"""Counts of actors are sorted as far as they are read, in one order whatever is read first."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.local.actor_facets import LocalActorCounts
from index.model import ACTOR_KINDS

MANY = 700  # more than are sorted at first


def counts_of(numbers: list[int]) -> LocalActorCounts:
    size = len(numbers)
    kinds = np.arange(size) % len(ACTOR_KINDS)
    ranks = np.arange(size)[::-1].copy()  # names run against the numbers
    names = {n: (f"{size - n:04}", ACTOR_KINDS[n % len(ACTOR_KINDS)]) for n in range(size)}
    return LocalActorCounts(np.arange(size), np.array(numbers, np.int64), kinds, ranks, names)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=9).map(lambda some: (some * MANY)[:MANY]),
    st.slices(MANY),
    st.integers(-MANY, MANY - 1),
)
def test_every_access_gives_one_order(numbers: list[int], part: slice, place: int) -> None:
    whole = list(counts_of(numbers))
    assert sorted(row.actor for row in whole) == list(range(MANY))
    assert all((-a.articles, a.name) < (-b.articles, b.name) for a, b in pairwise(whole))
    assert list(counts_of(numbers)[part]) == whole[part]
    assert counts_of(numbers)[place] == whole[place]
    for kind in ACTOR_KINDS:
        own = [row for row in whole[part] if row.kind == kind]
        assert list(counts_of(numbers)[part].of_kind(kind)) == own
        assert (
            list(counts_of(numbers).of_kind(kind)[:50])
            == [row for row in whole if row.kind == kind][:50]
        )
