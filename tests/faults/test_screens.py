"""Keys that arrive while a screen closes reach no screen below it."""

import pytest

from index.library import Library
from tests.support.room import reading
from tui.room import Room
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
