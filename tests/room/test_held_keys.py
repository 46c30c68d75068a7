"""Keys that are pressed while a screen is on its way are for that screen."""

import threading
from typing import Any

from index.library import Library
from tests.support.room import settle
from tests.support.waiting import PATIENCE
from tui.app import PressmarkApp
from tui.room import screen as room_screen


async def test_q_after_a_slow_key_closes_its_screen_and_does_not_quit(
    library: Library, monkeypatch: Any
) -> None:
    monkeypatch.setattr(room_screen, "_HOLD_AT_MOST", PATIENCE)
    go_on = threading.Event()
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room, worklist = app.screen, app.session.worklist
        counts, pushed = worklist.search_counts, []

        def slow() -> Any:
            go_on.wait(PATIENCE)
            return counts()

        def push(screen: Any, *words: Any, **more: Any) -> Any:
            pushed.append(screen)
            return PressmarkApp.push_screen(app, screen, *words, **more)

        monkeypatch.setattr(worklist, "search_counts", slow)
        monkeypatch.setattr(app, "push_screen", push)
        await pilot.press(";", "q")
        assert not app._exit and app.screen is room
        go_on.set()
        await settle(pilot)
        assert len(pushed) == 1 and app.screen is room and not app._exit
