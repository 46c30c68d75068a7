"""Pages of results are the same whether some hits are selected or all are sorted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.local.ranked_results import RankedResults


@settings(deadline=None, max_examples=60)
@given(
    hits=st.sampled_from([0, 1, 63, 64, 129, 200, 513, 900]),
    different=st.sampled_from([1, 2, 7, 1000]),
    seed=st.integers(0, 1000),
    first=st.integers(0, 300),
    length=st.sampled_from([1, 50, 64, 256]),
)
def test_a_page_is_a_part_of_the_whole_order(
    hits: int, different: int, seed: int, first: int, length: int
) -> None:
    draw = np.random.default_rng(seed)
    docs = np.sort(draw.choice(1000, hits, replace=False))
    scores = draw.integers(0, different, hits) / 4
    nums, ranks = np.arange(1000) + 5, draw.permutation(1000)
    order = sorted(range(hits), key=lambda at: (-scores[at], ranks[docs[at]]))
    page = RankedResults(docs, scores, -scores, nums, ranks).page(first, first + length)
    wanted = [(int(nums[docs[at]]), float(scores[at])) for at in order]
    assert [(hit.key, hit.score) for hit in page] == wanted[first : first + length]


@pytest.mark.parametrize("first", [0, 60, 200, 800])
def test_pages_asked_for_in_any_order_are_the_same(first: int) -> None:
    docs, keys = np.arange(1000), np.arange(1000) % 3
    ranks = np.arange(1000)[::-1]
    again = RankedResults(docs, keys, keys, docs, ranks)
    for place in (900, 0, 100):
        again.page(place, place + 50)
    fresh = RankedResults(docs, keys, keys, docs, ranks)
    assert again.page(first, first + 50) == fresh.page(first, first + 50)
