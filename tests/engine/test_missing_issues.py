"""Issues of publications that articles refer to: which of them a library holds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import names_publication
from index.engine.local.day_arrays import DateRanges
from index.engine.local.field_rows import FieldRows
from index.engine.local.missing_issues import _Issues

NAMES = ("Regional Monitor", "Regional Daily", "Daily", "Eurasia Daily Monitor", None)
DAYS = st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda one: (one[0], sum(one)))
ARTICLES = st.lists(st.tuples(st.sampled_from(NAMES), DAYS), max_size=12)
ISSUES = st.lists(DAYS, min_size=1, max_size=8)


@given(ARTICLES, st.sampled_from(("Daily", "EDM", "Regional", "Monitor", "Weekly")), ISSUES)
def test_an_issue_is_held_if_an_article_lies_in_its_days(
    articles: list[tuple[str | None, tuple[int, int]]], name: str, issues: list[tuple[int, int]]
) -> None:
    # articles without a date have no days
    days = [(first, last if first else 0) for _, (first, last) in articles]
    nums = np.arange(3, 3 + len(articles), dtype=np.uint32)
    fields = FieldRows.of(
        [(num, own, None) for num, (own, _) in zip(nums.tolist(), articles, strict=True)], []
    )
    first, last = (np.array([one[side] for one in days], np.int64) for side in (0, 1))
    held = set(_Issues(fields, DateRanges(nums, first, last)).held(name, sorted(set(issues))))
    assert held == {
        (begin, end)
        for begin, end in issues
        if begin
        and any(
            own and names_publication(name, own) and begin <= low and high <= end
            for (own, _), (low, high) in zip(articles, days, strict=True)
        )
    }
