"""The columns of a concordance that grows."""

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from index.explore.concordance import GrowingColumn


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20), max_size=12))
def test_it_holds_all_numbers_and_what_was_returned_stays(parts: list[list[int]]) -> None:
    column = GrowingColumn("i")
    whole: list[int] = []
    earlier = []
    for part in parts:
        whole += part
        now = column.with_more(array("i", part))
        assert now.tolist() == whole
        assert len(column) == len(whole)
        earlier.append((now, list(whole)))
    for returned, wanted in earlier:
        assert returned.tolist() == wanted
