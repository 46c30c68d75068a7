"""Markup, escape sequences and wide characters of articles, as the room draws them."""

from pathlib import Path
from typing import Any

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import reading, screen_text, settle
from tui.app import PressmarkApp

BRACKETS = (
    "He [the president] said [sic]: “We [/foo] will [bold]stay[/bold] [@click=app.quit]here[/].”"
)


async def test_brackets_are_shown_as_they_stand_in_every_pane(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "[red]Title[/red] [sic]",
        f"{BRACKETS} [b]Minister[/b] Ivan Petrov said: “[i]Nobody[/i] [/] knows it now.”",
    )
    async with reading(opened(articles), "president", size=(120, 40)) as (room, press):
        text = " ".join(screen_text(room).split())
        assert "[red]Title[/red] [sic]" in text
        assert "[the president] said [sic]" in text
        for part in ("[/foo]", "[bold]stay[/bold]", "[@click=app.quit]here[/]"):
            assert part in room.article.text
            assert part.split()[0] in text
        await press("4")
        assert "[i]Nobody[/i] [/]" in " ".join(screen_text(room).split())
        await press("5")
        assert "[the president]" in screen_text(room)
        await press("3", "i")
        assert room.app.is_running


async def test_escape_sequences_are_not_drawn(write: Write, articles: Path, opened: Open) -> None:
    write(
        "a.txt",
        "Ti\x1b]2;pwned\x07tle",
        "Some \x1b[31mred\x1b[0m and \u202ebidi\u202c text with \x9b2J.",
    )
    async with reading(opened(articles), "red") as (room, _):
        text = screen_text(room)
        assert not set(text) & set("\x1b\x07\x9b\u202e\u202c")
        assert "7 control characters were taken out" in text


async def test_wide_characters_keep_the_columns_straight(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "漢字の題名 e\u0301",
        "漢字漢字漢字 mixed with latin letters and 한글, again and again. " * 5,
    )
    async with reading(opened(articles), "mixed") as (room, _):
        from rich.cells import cell_len

        for line in screen_text(room).split("\n"):
            assert cell_len(line) == 120


async def test_the_keys_of_a_pane_work_after_the_screen_was_too_small(library: Library) -> None:
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        room: Any = app.screen
        for size in ((20, 6), (60, 20)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert room.focused is room.results
        await pilot.press("j")
        assert room.results.cursor == 1


async def test_a_widened_pane_has_the_whole_width_whatever_was_open(library: Library) -> None:
    async with reading(library, "river", size=(80, 24)) as (room, press):
        for column in ("3", "4"):
            await press(column, "2", "z")
            assert room.article.size.width == 80
            await press("4", "z", "z")
            assert room.quotes.size.width == 80
            await press("z")
