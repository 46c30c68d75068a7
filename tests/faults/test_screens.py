"""Keys that arrive while a screen closes reach no screen below it."""

import gc
from pathlib import Path
from typing import Any

import pytest
from textual._styles_cache import StylesCache
from textual.events import Key
from textual.widget import Widget

from index.library import Library
from index.locations import INVERTED
from tests.support.articles import Write
from tests.support.damage import overwrite
from tests.support.room import reading, settle
from tests.support.waiting import eventually_async
from tui.app import PressmarkApp
from tui.messages import LinesWanted
from tui.panes.status_line import StatusLine
from tui.room import Room
from tui.screens.help_screen import Help
from tui.screens.palette_screen import PaletteScreen
from tui.screens.prompt import Prompt


async def test_enter_twice_in_the_palette_runs_one_command(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press(":", *"every key")
        palette = room.app.screen
        assert isinstance(palette, PaletteScreen)
        palette.action_palette_run()
        palette.action_palette_run()
        palette.action_palette_close()
        await press()
        assert not isinstance(room.app.screen, Room)
        await press("escape")
        assert room.app.screen is room


@pytest.mark.parametrize("times", [2, 3])
async def test_closing_again_closes_nothing_else(library: Library, times: int) -> None:
    answers: list[str | None] = []
    async with reading(library, "river") as (room, press):
        await press("'")
        below = room.app.screen
        prompt = Prompt("What?", "x", [])
        room.app.push_screen(prompt, answers.append)
        await press()
        for _ in range(times):
            prompt.dismiss("answer")
        await press()
        assert room.app.screen is below
        assert answers == ["answer"]


async def test_the_room_says_what_is_damaged_and_repairs_it(library: Library) -> None:
    app = PressmarkApp(library, None, "river")
    said: list[str] = []
    async with app.run_test(size=(120, 40)) as pilot:
        room: Any = app.screen
        await eventually_async(lambda: room.results.count and not room.results.building)
        intact = room.results.count
        room.status.show_error = said.append
        for path in (library.folder / INVERTED).glob("*.arrays"):
            overwrite(path, bytes(byte ^ 0x55 for byte in path.read_bytes()))
        await pilot.press("/", *" banks", "enter")
        await eventually_async(lambda: any("It is built again." in line for line in said))
        await eventually_async(lambda: library.verify() == [])
        await eventually_async(
            lambda: (
                (opened := room.article.opened) is not None
                and "banks" in opened.analysis.article.text
            )
        )
        await settle(pilot)
        await eventually_async(lambda: 0 < room.results.count <= intact)


async def test_without_refreshing_damage_is_only_reported(
    write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "River news", "The river is high.")
    built = Library.open([articles])
    built.refresh()
    built.close()
    for path in (built.folder / INVERTED).glob("*.arrays"):
        path.write_bytes(bytes(byte ^ 0x55 for byte in path.read_bytes()))
    said: list[str] = []
    monkeypatch.setattr(StatusLine, "show_error", lambda self, text: said.append(text))
    library = Library.open([articles], repair=False)
    async with reading(library, "river"):
        await eventually_async(lambda: any("Leave out --no-refresh" in line for line in said))
        assert library.verify() != []
    library.close()


async def test_keys_wait_until_a_screen_is_mounted(library: Library) -> None:
    """`?` and `/` in one read: the filter of the help screen opens."""
    async with reading(library, "river") as (room, press):
        app = room.app
        for key, character in (("question_mark", "?"), ("slash", "/"), ("x", "x")):
            app.post_message(Key(key, character))
        await eventually_async(lambda: isinstance(app.screen, Help))
        await press()
        assert app.screen.pane.filter_line.value == "x"


async def test_closed_screens_leave_nothing_in_memory(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        counts = []
        for _ in range(3):
            for key in ("?", "'", ":", "B", "O", "a"):
                await press(key)
                await press("escape")
                assert room.app.screen is room
            gc.collect()
            objects = gc.get_objects()
            counts.append(sum(isinstance(one, Widget | StylesCache) for one in objects))
            del objects
        assert counts[2] <= counts[0] + 2


async def test_lines_of_an_earlier_search_are_asked_for_without_an_error(library: Library) -> None:
    failed: list[object] = []
    async with reading(library, "river") as (room, press):
        await press("5")
        room.controllers.concordance.fetch_text(LinesWanted((0, 1, 100_000)))
        await press()
        failed += [one.error for one in room.app.workers if one.error]
        assert failed == []
