"""Moving in the room: articles, lists, panes, filters, widths and the way back."""

from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import (
    chosen_actor,
    name_of,
    reading,
    screen_text,
    settle,
    shown_text,
    title,
)
from tests.support.waiting import eventually_async, saved_places
from tui.app import PressmarkApp


async def test_next_and_previous_article(library: Library) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "J")
        assert (title(room), room.status.place) == ("River news 1", "match 1 of 1, article 2 of 9")
        await press("K", "K")
        assert title(room) == "River news 0"
        assert "first article" in room.status.notice


async def test_follow_a_cross_reference_and_come_back(library: Library) -> None:
    async with reading(library, "gulomov") as (room, press):
        await press("enter", "o")
        assert title(room) == "The Issue Referred To"
        await press("H")
        assert title(room).startswith("Russian-Uzbek")
        await press("L")
        assert title(room) == "The Issue Referred To"
        await press("backspace")
        assert title(room).startswith("Russian-Uzbek")


async def test_a_reference_that_is_not_here_says_so(seed: Library) -> None:
    async with reading(seed) as (room, press):
        await press("2", "o")
        assert room.status.notice == "EDM, May 12 is not in this library (M lists what is missing)."


async def test_moving_in_the_article(library: Library) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("2", "g")
        article = room.article
        assert article.offset_at_cursor == 0
        await press("j", "down", "k")
        assert article._cursor == 1
        await press("}")
        assert article.offset_at_cursor == article.opened.analysis.article.paragraphs[0].start
        await press("}", "}", "{")
        assert article.offset_at_cursor == article.opened.analysis.article.paragraphs[1].start
        await press("G")
        assert article._cursor == len(article._lines) - 1
        top = article.scroll_offset.y
        await press("ctrl+u")
        assert article.scroll_offset.y == top - article.size.height // 2
        await press("ctrl+d", "g", "space")
        assert article.scroll_offset.y == article.size.height - 2
        await press("b")
        assert article.scroll_offset.y == 0


async def test_moving_in_lists(library: Library) -> None:
    async with reading(library) as (room, press):
        results = room.results
        await press("j", "down", "k")
        assert results.cursor == 1
        await press("G")
        assert results.cursor == 10
        await press("ctrl+u")
        assert results.cursor == 10 - max(1, results.page // 2)
        await press("g", "space")
        assert results.cursor == min(10, results.page)
        await press("b", "ctrl+d")
        assert results.cursor == max(1, results.page // 2)


async def test_filter_in_every_pane(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("f", *"04 news", "enter")
        assert room.results.count == 1
        assert room.panes["results"].heading.note == "1 of 9, with “04 news”"
        await press("f", "escape")
        assert room.results.count == 9
        await press("3", "f", *"dorn")
        assert chosen_actor(room) == "Carl Dorn"
        assert "Anna Bell" not in map(name_of, room.actors._rows)
        await press("escape", "4")
        quotes = room.quotes.count
        await press("f", *"fall")
        assert room.quotes.count == 1
        await press("escape")
        assert room.quotes.count == quotes > 1
        await press("5", "f", *"12")
        assert room.passages.count == 1
        await press("escape", "2", "f", *"banks")
        assert "find banks: 1 of 30" in room.status.place
        assert room.article.found == 30
        await press("escape")
        assert room.article.found == 0


async def test_panes_by_number_and_tab(library: Library) -> None:
    async with reading(library) as (room, press):
        for key, name in (
            ("1", "results"),
            ("2", "article"),
            ("3", "actors"),
            ("4", "quotes"),
            ("5", "passages"),
        ):
            await press(key)
            assert room.focused is room.bodies[name]
        await press("tab")
        assert room.pane == "actors"
        await press("shift+tab")
        assert room.pane == "passages"


async def test_back_and_quit(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"x", "escape")
        assert room.focused is room.results
        await press("4", "escape")
        assert room.pane == "results"
        await press("ctrl+l")
        await press("ctrl+q", "ctrl+c")
        assert room.app.is_running
        await press("q")
        assert room.app._exit


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (119, 30), (120, 40)])
async def test_every_pane_can_be_reached_at_every_width(
    library: Library, size: tuple[int, int]
) -> None:
    async with reading(library, "river", size=size) as (room, press):
        for key, name in (
            ("1", "results"),
            ("2", "article"),
            ("3", "actors"),
            ("4", "quotes"),
            ("5", "passages"),
        ):
            await press(key)
            body = room.bodies[name]
            assert body.size.width >= 20, name
            assert body.size.height >= 4, name
            assert room.panes[name].region.right <= size[0]
            assert room.panes[name].region.bottom <= size[1]


async def test_a_tiny_terminal_says_so(library: Library) -> None:
    async with reading(library, size=(25, 6)) as (room, _):
        assert "Too small" in screen_text(room)


async def test_changing_the_width_keeps_the_place(library: Library) -> None:
    app = PressmarkApp(library, None, "dorn", refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        room: Any = app.screen
        at = room.article.opened.matches[0].start
        await pilot.resize_terminal(70, 24)
        await settle(pilot)
        assert shown_text(room, at)


async def test_the_place_is_kept_for_the_next_start(library: Library) -> None:
    async with reading(library, "river sort:date") as (room, press):
        await press("j", "j", "enter", "}", "}", "}")
        at = room.article.offset_at_cursor
        await eventually_async(lambda: [p["offset"] for p in saved_places()] == [at])
    async with reading(library) as (room, _):
        assert room.bar.text == "river sort:date"
        assert (title(room), room.article.offset_at_cursor, room.pane) == (
            "River news 2",
            at,
            "article",
        )


async def test_more_rows_come_as_one_scrolls(write: Write, articles: Path, opened: Open) -> None:
    for number in range(70):
        write(
            f"{number:03}.txt",
            f"Number {number:03}",
            "same body",
            date=f"2004-01-{number % 28 + 1:02}",
        )
    async with reading(opened(articles), "same") as (room, press):
        await press("G")
        assert "Number" in screen_text(room)
        assert room.results._rows.get(69) is not None


@pytest.mark.parametrize("first", ["notice", "match"])
async def test_a_notice_that_goes_before_or_after_a_match_opens_shows_the_same_lines(
    seed: Library, first: str
) -> None:
    async with reading(seed, "cooperation", size=(60, 20)) as (room, press):
        await press("enter")
        room.say("A notice of two lines in a narrow room says where what was kept is.")
        await eventually_async(lambda: room.status.size.height == 2)
        await press()
        low = room.article.size.height
        if first == "match":
            room.article.go_to_match(0, only_if_hidden=False)
        room.say("")
        await eventually_async(lambda: room.article.size.height == low + 1)
        await press()
        if first == "notice":
            room.article.go_to_match(0, only_if_hidden=False)
        await press()
        assert (room.article.scroll_offset.y, room.article.size.height) == (0, 16)
