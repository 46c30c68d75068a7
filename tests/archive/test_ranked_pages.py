"""The keys of hits, whatever a server adds to the values that it sorts by."""

from typing import Any

import pytest

from index.engine.opensearch.ranked_pages import Order, RankedPages


class Served:
    """Answers every search with one hit, as a server does."""

    def __init__(self, sort: list[object]) -> None:
        self._hit = {"sort": sort, "_score": 2.5}

    def search(self, _body: Any, _budget: object, *, scored: bool) -> dict[str, Any]:
        """The hit; its score where scores are wanted."""
        hit = {**self._hit, "_score": self._hit["_score"] if scored else None}
        return {"hits": {"total": {"value": 1}, "hits": [hit]}}


@pytest.mark.parametrize("added", [[], [4294967296]], ids=["opensearch", "elasticsearch"])
@pytest.mark.parametrize(
    ("by", "sort"),
    [
        ("score", [2.5, 731000, "a.txt", 77]),
        ("date", [731000, "a.txt", 77]),
        ("-date", [731000, "a.txt", 77]),
    ],
)
def test_the_key_of_a_hit_is_the_last_value_of_its_order(
    by: str, sort: list[object], added: list[object]
) -> None:
    moment: Any = Served([*sort, *added])
    pages = RankedPages(moment, {"match_all": {}}, Order(by, by == "score"))
    assert [hit.key for hit in pages.upto(1)] == [77]
