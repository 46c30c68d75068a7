"""A table of actors in which some count as others gives what lists with those replaced give."""

from collections import Counter
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.catalog.actor_codec import pack_actors
from index.engine.local.actor_table import ActorTable
from index.engine.local.co_mentions import co_mentions_among

_LISTS = st.lists(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), unique_by=lambda one: one[0], max_size=6),
    max_size=8,
)
# Sources and targets are apart, as in the catalogue; some are in no article.
_MERGES = st.dictionaries(st.sampled_from([2, 3, 5, 8, 12]), st.sampled_from([1, 4, 7, 11]))


@settings(deadline=None)
@given(
    _LISTS,
    _MERGES,
    st.sets(st.integers(1, 12)),
    st.sets(st.integers(1, 9), max_size=8),
    st.booleans(),
)
def test_actors_that_count_as_others(
    lists: list[list[tuple[int, bool]]],
    of: dict[int, int],
    asked: set[int],
    chosen: set[int],
    speaking: bool,
) -> None:
    packs = [(num, pack_actors(own)) for num, own in enumerate(lists, 1)]
    table = ActorTable.of(iter(packs)).with_targets(of)
    speaks: dict[int, dict[int, bool]] = {}
    for num, own in enumerate(lists, 1):
        row = speaks.setdefault(num, {})
        for actor, does in own:
            target = of.get(actor, actor)
            row[target] = row.get(target, False) or does
    nums = np.array(sorted(chosen), np.uint32)
    for part, among in ((None, set(speaks)), (nums, chosen)):
        counts = Counter(actor for num in among for actor in speaks.get(num, ()))
        assert table.counts(14, part).tolist() == [counts[actor] for actor in range(14)]
    wanted = [
        num
        for num, row in speaks.items()
        if any(actor in asked and (does or not speaking) for actor, does in row.items())
    ]
    assert table.articles_of(asked, speaking).tolist() == wanted
    found, actors = table.pairs_of(asked)
    assert sorted(zip(found.tolist(), actors.tolist(), strict=True)) == sorted(
        (num, actor) for num, row in speaks.items() for actor in row if actor in asked
    )
    together = Counter(
        pair
        for num in chosen
        for pair in combinations(sorted(asked & speaks.get(num, {}).keys()), 2)
    )
    assert {
        (one.actor, one.other): one.articles for one in co_mentions_among(table, nums, asked)
    } == dict(together)
