"""Three articles with known words."""

from pathlib import Path

import pytest

from index.library import Library
from tests.support.articles import Open, Write


@pytest.fixture
def three(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "a.txt",
        "Visit to Tashkent",
        "Minister Ivan Petrov said: “Cooperation will grow quickly.” It was May 12.",
        date="May 14, 2004",
    )
    write(
        "b.txt",
        "Cooperation talks",
        "The white house is big. Pavel Orlov met O’Reilly (Izvestia, May 11).",
        date="June 1, 2004",
    )
    write(
        "c.txt",
        "Other news",
        "A house that is white stood there. T-80 tanks and Élysée.",
        "Daily Post",
        date="2005-01-02",
    )
    return opened(articles)
