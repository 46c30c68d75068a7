"""Random queries: an archive answers as the local engine does, which brute force holds to account.

PRESSMARK_ARCHIVE_SIZE="5000 500" sets articles and queries.
"""

import os
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from index.engine import Answer, IsAmong
from index.library import Library
from index.library.filter_resolution import resolve
from tests.archive.conftest import Load
from tests.engine.test_engine_contract import make_query
from tests.support.articles import make_articles
from tests.support.brute_engine import scored

ARTICLES, QUERIES = map(int, os.environ.get("PRESSMARK_ARCHIVE_SIZE", "200 25").split())


class KeptByPath:
    """A reader who read some articles and tagged others, the same in every library."""

    def __init__(self, library: Library) -> None:
        self._keys = {card.path: card.num for card in library.cards(library.catalog.nums())}

    def _chosen(self, third: int) -> set[int]:
        return {key for path, key in self._keys.items() if sum(path.encode()) % 3 == third}

    def among(self, field: str, value: str) -> IsAmong:
        return IsAmong(frozenset(self._chosen(len(value) % 3)), negated=value == "unread")

    def tagged(self) -> dict[str, set[int]]:
        return {"some": self._chosen(1), "none": set()}


def paths(library: Library, keys: Iterable[int]) -> list[str]:
    wanted = list(keys)
    return [card.path for card in library.cards(wanted)]


def facts(library: Library, answer: Answer, kept: KeptByPath) -> dict[str, Any]:
    """What an answer says, without the engine's own numbers."""
    names = {row.actor: (row.name, row.kind) for row in answer.actors()}
    return {
        "total": answer.total,
        "hits": sorted(paths(library, answer.keys())),
        "actors": sorted((row.name, row.kind, row.articles) for row in answer.actors()),
        "fields": answer.fields(kept.tagged()),
        "line": vars(answer.timeline()) | {"peaks": None},
        "about": sorted((names[p.actor], names[p.other], p.times) for p in answer.pairs()),
        "inferred": answer.inferred("speaker")[0],
    }


@pytest.mark.timeout(3600)
def test_an_archive_answers_as_the_local_engine_does(
    load: Load,
    write: Callable[..., Path],
    articles: Path,
    opened: Callable[[Path], Library],
) -> None:
    make_articles(write, ARTICLES, 11)
    local, archive = opened(articles), load(articles)
    libraries = [(one, KeptByPath(one)) for one in (local, archive)]
    choose = random.Random(13)
    for _ in range(QUERIES):
        asked = make_query(choose)
        answers = [
            (one, one.engine.answer(resolve(asked, one.catalog, kept)), kept)
            for one, kept in libraries
        ]
        own, other = (facts(*one) for one in answers)
        assert own == other, asked
        if not scored(asked) and answers[0][1].note is None:
            own_order, other_order = (paths(one, answer.keys()) for one, answer, _ in answers)
            assert own_order == other_order, asked
