"""Duplicates of an archive: found over columns of all articles, without a server here."""

from collections.abc import Iterator
from typing import Any, cast

import hypothesis.strategies as st
from hypothesis import given, settings

from index.engine.opensearch import KEYS_END, PointInTime
from index.ingest.archive_duplicates import find_groups, read_columns


class HeldArticles:
    """Articles in memory, asked as a point in time is: documents by key."""

    def __init__(self, documents: dict[int, dict[str, Any]]) -> None:
        self._documents = documents
        self.fetched = 0

    def count(self, query: object) -> int:
        return len(self._documents)

    def columns(
        self, query: dict[str, Any], fields: tuple[str, ...], most: int
    ) -> Iterator[tuple[int, dict[str, list[str]]]]:
        wanted = query["range"]["key"]
        for key in sorted(self._documents):
            if wanted["gte"] <= key < wanted["lt"]:
                held = self._documents[key]
                yield key, {name: held[name] for name in fields if held.get(name)}

    def sources(
        self, query: dict[str, Any], fields: tuple[str, ...], most: int
    ) -> Iterator[dict[str, Any]]:
        for key in sorted(query["terms"]["key"]):
            self.fetched += 1
            yield {"key": key, **self._documents[key]}


@settings(deadline=None)
@given(
    st.dictionaries(
        st.integers(0, KEYS_END - 1),
        st.tuples(st.sampled_from("abcdefgh"), st.sets(st.integers(1, 5), max_size=3)),
        max_size=12,
    )
)
def test_articles_of_one_text_are_one_group(rows: dict[int, tuple[str, set[int]]]) -> None:
    documents = {
        key: {"near": [f"d{text}"], "digest": text, "actor": [str(one) for one in actors]}
        for key, (text, actors) in rows.items()
    }
    held = HeldArticles(documents)
    articles = cast(PointInTime, held)
    columns = read_columns(articles)
    same = {key: [other for other in rows if rows[other][0] == rows[key][0]] for key in rows}
    doubled = {key: min(keys) for key, keys in same.items() if len(keys) > 1}
    assert find_groups(articles, columns) == doubled
    assert held.fetched == len(doubled)
    for actor in range(1, 6):
        assert columns.actors[actor] == sum(actor in actors for _, actors in rows.values())
