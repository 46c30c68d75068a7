"""Memory is given back once keys have ended, and not while they come."""

from collections.abc import Callable

import pytest

from tui import idle_memory


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
