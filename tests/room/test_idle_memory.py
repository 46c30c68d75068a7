"""What the reader keeps in memory: free memory returns when keys end, and lists stay small."""

from collections.abc import Callable

import pytest

from index.library import Library
from tests.support.room import reading
from tui import idle_memory, session
from tui.panes import result_list


class Clock:
    """An app whose timers the test runs out."""

    def __init__(self) -> None:
        self.now, self.timers = 0.0, list[tuple[float, Callable[[], None]]]()

    def set_timer(self, seconds: float, call: Callable[[], None]) -> object:
        self.timers.append((self.now + seconds, call))
        return object()

    def go_to(self, now: float) -> None:
        while due := [one for one in self.timers if one[0] <= now]:
            self.now, call = due[0]
            self.timers.remove(due[0])
            call()
        self.now = now


def test_it_comes_once_after_the_last_key(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, released = Clock(), list[float]()
    monkeypatch.setattr(idle_memory, "release_memory", lambda: released.append(clock.now))
    monkeypatch.setattr("time.monotonic", lambda: clock.now)
    memory = idle_memory.IdleMemory(clock)
    for tenth in range(1, 31):
        clock.go_to(tenth / 10)
        memory.key_pressed()
        assert len(clock.timers) == 1
    assert not released
    clock.go_to(60.0)
    assert len(released) == 1
    assert released[0] == pytest.approx(3.0 + idle_memory._QUIET)
    assert not clock.timers
    memory.key_pressed()
    clock.go_to(90.0)
    assert len(released) == 2


def test_garbage_does_not_pile_up_while_keys_come(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, blocks, collected = Clock(), [1600], list[float]()

    def collect() -> None:
        collected.append(clock.now)
        blocks[0] -= 90

    monkeypatch.setattr(idle_memory, "release_memory", lambda: None)
    monkeypatch.setattr("time.monotonic", lambda: clock.now)
    monkeypatch.setattr("sys.getallocatedblocks", lambda: blocks[0])
    monkeypatch.setattr("gc.collect", collect)
    memory = idle_memory.IdleMemory(clock)
    for second in range(1, 101):
        clock.go_to(second)
        memory.key_pressed()
        blocks[0] += 10
    assert 6 <= len(collected) <= 40
    assert blocks[0] < 1600 + 100


async def test_a_list_of_results_keeps_few_rows_and_no_matches(
    monkeypatch: pytest.MonkeyPatch, thirty: Library
) -> None:
    """A list kept the matches of every article shown so far, and lost pages of quick keys."""
    for module in (session, result_list):
        monkeypatch.setattr(module, "PAGE", 3)
    monkeypatch.setattr(result_list, "MOST_PAGES", 4)
    async with reading(thirty, "said", size=(60, 20)) as (room, press):
        rows = room.results
        assert rows.count > 25
        await press("1", *["pagedown"] * 4)
        for key in ("G", "g", *["pagedown"] * 4):
            await press(key)
            first, last = rows.scroll_offset.y // 2, rows.scroll_offset.y // 2 + rows.page
            assert set(range(first, min(last, rows.count))) <= set(rows._rows)
            # the page that came with the search, and four
            assert len(rows._rows) <= 5 * 3
            assert not any(row.matches for row in rows._rows.values())
