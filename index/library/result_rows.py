"""Rows of a result: cards, matches and snippets of some hits."""

from collections.abc import Callable, Mapping, Sequence

from index.catalog import Catalog
from index.engine import Hit
from index.library.results import ResultRow
from index.model import Analysis, Article, Card, Span
from index.platform import LruCache
from index.query import snippet

# Code points of texts that are kept: a key typed asks for many of the same articles again.
_KEPT = 2_000_000


class RowTexts:
    """Reads the texts of articles without what extraction found in them; keeps the last ones."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept: LruCache[int, Article] = LruCache(_KEPT, lambda article: len(article.text))

    def of(self, nums: Sequence[int]) -> dict[int, Analysis]:
        """Analyses of these articles that hold nothing but the text; missing ones left out."""
        found: dict[int, Article] = {}
        for num in nums:
            if (article := self._kept.get(num)) is not None:
                found[num] = article
        missing = [num for num in nums if num not in found]
        for num, article in self._catalog.texts(missing).items() if missing else ():
            found[num] = article
            self._kept.put(num, article)
        return {num: Analysis(article) for num, article in found.items()}


def rows_of(
    hits: Sequence[Hit],
    first: int,
    cards: Mapping[int, Card],
    analysis_of: Callable[[int], Analysis | None],
    find: Callable[[Analysis], list[Span]],
) -> list[ResultRow]:
    """The rows of hits that begin at place `first`; those that are gone are left out."""
    rows = []
    for place, hit in enumerate(hits, first):
        analysis = analysis_of(hit.key)
        if analysis is None or hit.key not in cards:
            continue
        spans = find(analysis)
        shown = snippet(analysis.article.text, spans, analysis.article.body_start)
        card = cards[hit.key]
        rows.append(ResultRow(place, card, hit.score, tuple(spans), shown, hit.duplicates))
    return rows


__all__ = ["RowTexts", "rows_of"]
