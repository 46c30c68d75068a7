"""An empty store of marks."""

from collections.abc import Iterator

import pytest

from index.kept.review import Review


@pytest.fixture
def review() -> Iterator[Review]:
    store = Review()
    yield store
    store.close()
