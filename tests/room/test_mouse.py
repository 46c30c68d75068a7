"""The mouse: rows, panes, tabs, periods, footer and wheel."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import reading, settle, title
from tests.support.waiting import PATIENCE
from tui.screens.dossier_screen import DossierScreen
from tui.screens.help_screen import Help
from tui.screens.trail_screen import TrailScreen

HOSTILE = "[red]He[/red] said: “We [@click=app.quit]stay[/] [/bold] here, [sic].”"


async def click(room: Any, widget: Any, x: int, y: int, times: int = 1) -> None:
    """Click on a cell of a widget, once or twice; how fast does not matter."""
    pilot: Pilot[None] = Pilot(room.app)
    room.app.CLICK_CHAIN_TIME_THRESHOLD = PATIENCE
    room.app._click_chain_last_offset = None
    await pilot.click(widget, offset=(x, y), times=times)
    await settle(pilot)


async def wheel(room: Any, widget: Any, notches: int) -> None:
    """Turn the wheel over a widget, down for positive `notches`."""
    kind = events.MouseScrollDown if notches > 0 else events.MouseScrollUp
    for _ in range(abs(notches)):
        widget.post_message(kind(widget, 1, 1, 0, 0, 0, False, False, False, 1, 1))
    await settle(Pilot(room.app))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_clicks_and_wheel_in_every_pane_on_text_that_looks_like_markup(
    write: Write, articles: Path, opened: Open, size: tuple[int, int]
) -> None:
    for number in range(4):
        said = f"{HOSTILE} Ivan Petrov said: “Nobody {number} [/].”\n\n"
        own = " ".join(f"w{number}x{place}" for place in range(60))
        write(f"a{number}.txt", f"[b]Title {number}[/b]", f"{own}.\n\n{said * 12}")
    async with reading(opened(articles), "stay", size=size) as (room, press):
        for number, body in enumerate(room.bodies.values(), 1):
            await press(str(number))
            for x, y in ((body.size.width // 2, 2), (body.size.width - 1, 1)):
                await click(room, body, x, y)
                assert room.app.focused is body
            await wheel(room, body, 3)
            await wheel(room, body, -4)
            await click(room, body, 3, 1, times=2)
            assert room.app.screen is room


async def test_a_click_moves_the_cursor_and_a_double_one_opens(library: Library) -> None:
    async with reading(library, "river") as (room, _):
        await click(room, room.results, 5, 4)
        assert (room.results.cursor, room.pane) == (2, "results")
        await click(room, room.results, 5, 6, times=2)
        assert room.results.cursor == 3
        assert room.state.reading.opened.num == room.results.num(3)
        assert room.pane == "article"


async def test_quick_clicks_on_two_rows_are_no_double_click(library: Library) -> None:
    async with reading(library, "river") as (room, _):
        await click(room, room.results, 5, 4)
        await click(room, room.results, 5, 6)
        assert (room.results.cursor, room.pane) == (3, "results")


async def test_a_click_on_a_heading_or_a_tab_goes_to_the_pane(library: Library) -> None:
    async with reading(library, "river") as (room, _):
        await click(room, room.panes["quotes"].heading, 3, 0)
        assert room.app.focused is room.quotes
        assert room.pane == "quotes"
    async with reading(library, "river", size=(60, 20)) as (room, _):
        tabs = "".join(segment.text for segment in room.tabs.render_line(0))
        await click(room, room.tabs, tabs.index("5"), 0)
        assert room.pane == "passages"
        assert room.panes["passages"].display
        assert room.tabs.current == "passages"


async def test_a_click_on_another_pane_marks_its_tab(library: Library) -> None:
    async with reading(library, "river", size=(80, 24)) as (room, press):
        await press("4")
        await click(room, room.article, 3, 1)
        assert (room.pane, room.tabs.current) == ("article", "article")


async def test_a_click_on_a_key_of_the_footer_is_the_key(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        footer = "".join(segment.text for segment in room.status.render_line(0))
        await click(room, room.status, footer.index("? help") + 3, 0)
        assert isinstance(room.app.screen, Help)
        await press("q")
        await click(room, room.status, footer.index("/ search"), 0)
        assert room.app.focused is room.bar.query_line
        await press("escape", "B")
        trail = room.app.screen
        assert isinstance(trail, TrailScreen)
        footer = "".join(segment.text for segment in trail.status.render_line(0))
        await click(room, trail.status, footer.index("q back"), 0)
        assert room.app.screen is room


async def test_a_click_on_the_outcome_begins_to_type(library: Library) -> None:
    async with reading(library, "river") as (room, _):
        await click(room, room.bar.outcome, 2, 0)
        assert room.app.focused is room.bar.query_line


async def test_the_wheel_scrolls_the_article_and_the_cursor_goes_along(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("2", "g")
        await wheel(room, room.article, 2)
        assert room.article.scroll_offset.y == 6
        first = room.article.offset_at_cursor
        await press("j")
        assert room.article.scroll_offset.y == 6
        assert room.article.offset_at_cursor > first
        await wheel(room, room.article, -5)
        assert room.article.scroll_offset.y == 0


async def test_the_wheel_scrolls_a_list_and_the_next_key_goes_on_from_the_cursor(
    library: Library,
) -> None:
    async with reading(library, "river", size=(80, 24)) as (room, press):
        opened = title(room)
        await wheel(room, room.results, 4)
        assert room.results.scroll_offset.y > 0
        assert (room.results.cursor, title(room)) == (0, opened)
        await press("j")
        assert (room.results.cursor, room.results.scroll_offset.y) == (1, 0)


async def test_a_click_on_a_period_goes_there_and_a_double_one_narrows(
    write: Write, articles: Path, opened: Open
) -> None:
    for year in range(2001, 2005):
        (articles / f"{year}.txt").write_text(f"Title\n\nDate: May 12, {year}\n\nA river.\n")
    async with reading(opened(articles), "river") as (room, _):
        bars = "".join(segment.text for segment in room.strip.render_line(0))
        last = bars.rindex("█")
        await click(room, room.strip, last, 0)
        assert room.app.focused is room.strip
        assert room.status.notice.startswith("2004")
        await click(room, room.strip, last, 0, times=2)
        assert "2004" in room.bar.text
        assert room.results.count == 1


async def test_a_click_in_a_dossier_moves_and_a_double_one_folds(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("3", "i")
        dossier = room.app.screen
        assert isinstance(dossier, DossierScreen)
        await click(room, dossier.list, 4, 0)
        rows = dossier.list.count
        await click(room, dossier.list, 4, 0, times=2)
        assert dossier.list.cursor == 0
        assert dossier.list.count < rows
