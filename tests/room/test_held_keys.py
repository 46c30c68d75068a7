"""Keys that are pressed while a screen is on its way are for that screen."""

import threading
from typing import Any

from textual import events

from index.library import Library
from tests.support.room import settle
from tests.support.waiting import PATIENCE, eventually_async
from tui.app import PressmarkApp
from tui.room import Room, held_keys


def slow_counts(app: PressmarkApp, monkeypatch: Any) -> tuple[threading.Event, threading.Event]:
    """Let the counts of saved searches wait for the first event, and then set the second."""
    go_on, read = threading.Event(), threading.Event()
    counts = app.session.worklist.search_counts

    def slow() -> Any:
        go_on.wait(PATIENCE)
        read.set()
        return counts()

    monkeypatch.setattr(app.session.worklist, "search_counts", slow)
    return go_on, read


async def test_q_after_a_slow_key_closes_its_screen_and_does_not_quit(
    library: Library, monkeypatch: Any
) -> None:
    monkeypatch.setattr(held_keys, "_AT_MOST", PATIENCE)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room, pushed = app.screen, []
        go_on, _ = slow_counts(app, monkeypatch)

        def push(screen: Any, *words: Any, **more: Any) -> Any:
            pushed.append(screen)
            return PressmarkApp.push_screen(app, screen, *words, **more)

        monkeypatch.setattr(app, "push_screen", push)
        await pilot.press(";", "q")
        assert not app._exit and app.screen is room
        go_on.set()
        await settle(pilot)
        assert len(pushed) == 1 and app.screen is room and not app._exit


async def test_a_screen_that_takes_long_is_announced(library: Library, monkeypatch: Any) -> None:
    monkeypatch.setattr(held_keys, "_AT_MOST", 0.01)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room: Any = app.screen
        go_on, _ = slow_counts(app, monkeypatch)
        await pilot.press(";")
        await eventually_async(lambda: room.status.notice == held_keys.WAITING)
        go_on.set()
        await eventually_async(lambda: app.screen is not room)
        assert room.status.notice == ""


async def test_q_stops_a_screen_that_takes_long_and_does_not_quit(
    library: Library, monkeypatch: Any
) -> None:
    monkeypatch.setattr(held_keys, "_AT_MOST", 0.01)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room: Any = app.screen
        go_on, read = slow_counts(app, monkeypatch)
        await pilot.press(";")
        await eventually_async(lambda: room.status.notice == held_keys.WAITING)
        await pilot.press("q")
        assert room.status.notice == held_keys.STOPPED
        go_on.set()
        await eventually_async(read.is_set)
        await settle(pilot)
        assert app.screen is room and not app._exit
        await pilot.press("q")
        assert app._exit


async def test_a_query_typed_while_the_reader_starts_is_searched(
    library: Library, monkeypatch: Any
) -> None:
    mount = Room.on_mount

    async def slow(room: Any) -> None:
        for key in ("slash", *"cooperation"):
            await room.app.on_event(events.Key(key, key if len(key) == 1 else "/"))
        mount(room)

    monkeypatch.setattr(Room, "on_mount", slow)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        room: Any = app.screen
        assert room.bar.text == "cooperation"
        assert room.results.results.text == "cooperation"
