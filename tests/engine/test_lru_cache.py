"""The LRU cache: bounded, and safe to share between threads."""

import threading
from collections import OrderedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.local import bm25, matched
from index.engine.local.matched import NOTHING
from index.platform import LruCache


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.integers(1, 12)), max_size=60))
def test_it_keeps_the_values_used_last_up_to_its_size(
    steps: list[tuple[bool, int, int]],
) -> None:
    cache: LruCache[int, int] = LruCache(10, size_of=lambda value: value)
    model: OrderedDict[int, int] = OrderedDict()
    for put, key, value in steps:
        if put:
            cache.put(key, value)
            model.pop(key, None)
            if value <= 10:
                model[key] = value
            while sum(model.values()) > 10:
                model.popitem(last=False)
        else:
            assert cache.get(key) == model.get(key)
            if key in model:
                model.move_to_end(key)
        assert len(cache) == len(model)


def test_threads_share_it_without_losing_its_bound() -> None:
    cache: LruCache[int, int] = LruCache(16)
    errors: list[BaseException] = []

    def work(start: int) -> None:
        try:
            for number in range(start, start + 3000):
                cache.put(number % 40, number)
                cache.get((number * 7) % 40)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(cache) == 16


def test_words_in_no_article_are_cached_up_to_the_limit_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An empty array holds no bytes, and still takes memory."""
    monkeypatch.setattr(bm25, "_CACHED_BYTES", 50 * matched._BYTES_A_WORD)
    words = bm25.IndexStatistics([]).words
    for number in range(500):
        words.put(("body", number), NOTHING)
    assert len(words) == 50
