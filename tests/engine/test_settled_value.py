"""A value that is read again only if its files may have changed."""

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.platform import SettledValue

_SECOND = 1_000_000_000


@settings(deadline=None, max_examples=60)
@given(
    step=st.sampled_from([2 * _SECOND, _SECOND, _SECOND // 100, 4_000_000, 100, 1]),
    offset=st.integers(0, 100 * _SECOND),
    steps=st.lists(
        st.tuples(st.sampled_from([0.0, 0.001, 0.2, 0.3, 1.0, 2.9, 3.1, 60.0]), st.booleans()),
        max_size=40,
    ),
)
def test_no_change_is_missed_by_any_clock_of_files(
    step: int, offset: int, steps: list[tuple[float, bool]]
) -> None:
    now = 0.0
    value = changed = 0
    with mock.patch("index.platform.settled_value.time.monotonic", lambda: now):
        settled = SettledValue(lambda: value)
        for pause, changes in steps:
            now += pause
            if changes:
                value += 1
                exact = offset + int(now * _SECOND)
                changed = exact - exact % step  # the clock of the file system counts in steps
            assert settled.at(changed) == value


def test_files_that_rest_are_read_no_more() -> None:
    now, reads = 0.0, 0

    def read() -> int:
        nonlocal reads
        reads += 1
        return reads

    with mock.patch("index.platform.settled_value.time.monotonic", lambda: now):
        settled = SettledValue(read)
        for _ in range(3):
            settled.at(5)
        assert reads == 3
        now += 1
        first = settled.at(5)
        assert [settled.at(5) for _ in range(3)] == [first] * 3
        assert settled.at(5, "another state") == first + 1


def test_an_error_in_reading_is_not_kept() -> None:
    def read() -> int:
        raise OSError

    settled = SettledValue(read)
    for _ in range(2):
        with pytest.raises(OSError):
            settled.at(1)
