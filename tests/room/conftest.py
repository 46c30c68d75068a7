"""A larger library for the tests of exploring."""

from pathlib import Path

import pytest

from index.library import Library
from tests.support.articles import Open, Write, make_articles


@pytest.fixture
def thirty(write: Write, articles: Path, opened: Open) -> Library:
    """Thirty articles of random words in which four people speak about each other."""
    make_articles(write, 30, 5)
    return opened(articles)
