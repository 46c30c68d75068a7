"""A larger library for the tests of exploring."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from tests.support.articles import Open, build_once, copy_of, make_articles, writer


@pytest.fixture(scope="session")
def built_thirty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the articles of `thirty` and of their library."""
    base = tmp_path_factory.mktemp("thirty")
    return build_once(base, lambda articles: make_articles(writer(articles), 30, 5))


@pytest.fixture
def thirty(built_thirty: tuple[Path, Path], opened: Open) -> Iterator[Library]:
    """Thirty articles of random words in which four people speak about each other."""
    yield from copy_of(built_thirty, opened)
