"""The trail, its palette command, and hostile text on the way."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.style import Style

from index.kept import Step
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import (
    reading,
    row_of,
    run_from_palette,
    screen_text,
    strip_text,
    title,
)
from tests.support.waiting import eventually_async, saved_places
from tui.screens.related_screen import RelatedScreen
from tui.screens.speech_screen import SpeechScreen
from tui.screens.trail_screen import TrailList, TrailScreen


@pytest.fixture
def library(thirty: Library) -> Library:
    return thirty


class TestTrail:
    async def test_every_step_is_walked_back_and_forward(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("/", *["backspace"] * 5, *"treaty", "enter")  # a search
            second = title(room)
            await press("2", "J")  # an opening
            third = title(room)
            await press("3")
            room.actors.move_to(row_of(room, "Anna Bell"))
            await press("enter")  # a filter
            assert room.bar.text == 'treaty actor:"Anna Bell"'
            await press("H")
            assert (room.bar.text, title(room)) == ("treaty", third)
            await press("H")
            assert (room.bar.text, title(room)) == ("treaty", second)
            await press("backspace")
            assert (room.bar.text, title(room)) == ("river", first)
            await press("H")
            assert "No step to go back to" in room.status.notice
            await press("L", "L", "L")
            assert room.bar.text == 'treaty actor:"Anna Bell"'
            await press("L")
            assert "No step to go forward to" in room.status.notice

    async def test_it_goes_on_after_a_restart(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("2", "J")
            second = title(room)
            await press("J")
            third = title(room)
            assert len({first, second, third}) == 3
            kept = room.article.opened.analysis.article.id
            await eventually_async(lambda: [p["article"] for p in saved_places()] == [kept])
            await press("g")
        async with reading(library) as (room, press):
            assert (room.bar.text, title(room)) == ("river", third)
            await press("H")
            assert title(room) == second
            await press("H")
            assert title(room) == first
            await press("L")
            at = room.article.opened.analysis.article.id
            await eventually_async(lambda: [p["article"] for p in saved_places()] == [at])
            assert title(room) == second

    async def test_the_list_of_steps_is_gone_to_and_marked(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("2", "J", "J", "B")
            screen = room.app.screen
            assert isinstance(screen, TrailScreen)
            assert screen.list.count == 3
            assert screen_text(screen).count("open ") == 2
            await press("G", "m")
            assert screen.list.steps[-1].marked
            await press("enter")
            assert title(room) == first
            await press("L")
            at = room.article.opened.analysis.article.id
            await eventually_async(lambda: [p["article"] for p in saved_places()] == [at])
        async with reading(library) as (room, press):
            await press("B")
            assert [step.marked for step in room.app.screen.list.steps] == [False, False, True]


async def test_what_looks_like_markup_or_steers_a_terminal_is_shown_as_text(
    write: Write, articles: Path, opened: Open
) -> None:
    words = (
        "We regard [the president] [/foo] the harbour as a [bold]zone[/bold] of vital "
        "strategic interests"
    )
    for number, more in enumerate(["", " \x1b[31mand beyond\x07", " of ours"]):
        write(
            f"{number}.txt",
            f"Harbour [b]{number}[/b]",
            (
                f"Anna Bell, the minister, met Carl Dorn [sic]. “{words}{more},” Anna Bell "
                f"said.\n\nIrrigation of harbour {number}. Irrigation."
            ),
            publication="[i]Post[/i]",
            date=f"2004-05-1{number}",
        )
    async with reading(opened(articles), "harbour") as (room, press):
        assert "publication" in screen_text(room)
        shown = []
        await press("3")
        shown.append(screen_text(room))
        room.actors.move_to(row_of(room, "Anna Bell"))
        await press("v")
        room.actors.move_to(row_of(room, "Carl Dorn"))
        for keys in (
            ["w"],
            ["q", "c"],
            ["q", "i"],
            ["q", "4", "d"],
            ["q", "5", "S", "z"],
            ["z", "1", "~"],
            ["q", "B"],
        ):
            await press(*keys)
            shown.append(screen_text(room.app.screen))
        for text in shown:
            assert "\x1b" not in text
            assert "\x07" not in text
        assert "[i]Post[/i]" in shown[0]
        assert any("[sic]" in text for text in shown)
        assert any("[bold]zone[/bold]" in text for text in shown)
        assert sum("[b]" in text for text in shown) >= 4


async def test_the_trail_is_among_the_commands(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await run_from_palette(room, press, "trail")
        assert isinstance(room.app.screen, TrailScreen)


@pytest.mark.parametrize("width", [30, 40, 60, 120])
def test_a_long_query_leaves_the_cursor_of_its_row(width: int) -> None:
    step = Step("1", "2004-05-12T10:00:00+00:00", "search", 'speaker:"a long name" ' * 3)
    rows = TrailList([step], None)
    rows.style = lambda *_: Style()  # type: ignore[method-assign]
    (line,) = rows.draw_row(0, width, current=True)
    text = "".join(segment.text for segment in line)
    assert text.startswith("▸")
    assert 'speaker:"a long' in text
    assert cell_len(text) == width


async def test_at_60_columns_all_of_it_can_be_reached(library: Library) -> None:
    async with reading(library, "river", size=(60, 20)) as (room, press):
        assert len(strip_text(room)) == 60
        assert (
            room.results.size.height == 20 - 5
        )  # all but search bar, tabs, strip, heading and status line
        await press("T", "g", "v", "G", "enter")
        assert room.bar.text.startswith("river date:")
        await press("5", "S", "S", "3", "W")
        assert isinstance(room.app.screen, SpeechScreen)
        await press("q", "1", "~")
        assert isinstance(room.app.screen, RelatedScreen)
        await press("q", "B")
        assert isinstance(room.app.screen, TrailScreen)
