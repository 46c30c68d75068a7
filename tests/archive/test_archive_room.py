"""The reading room on an archive: the keys of a library, and one line when the server is away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.archive.conftest import Load
from tests.support.articles import make_articles
from tests.support.proxy import Proxy
from tests.support.room import reading, screen_text, title
from tests.support.waiting import eventually_async


def wide(write: Callable[..., Path], articles: Path) -> Path:
    make_articles(write, 15, 8)
    return articles


async def test_search_open_mark_and_find_the_mark(
    load: Load, write: Callable[..., Path], articles: Path
) -> None:
    library = load(wide(write, articles))
    async with reading(library, "river") as (room, press):
        await eventually_async(lambda: room.results.count > 3)
        await eventually_async(lambda: room.actors.count > 0)
        await press("enter")
        await eventually_async(lambda: title(room).startswith("Title"))
        assert "river" in screen_text(room)
        await press("m")
        await press("/", "ctrl+u", *"is:marked", "enter")
        await eventually_async(lambda: room.results.count == 1)


async def test_the_room_stays_usable_while_the_server_is_away(
    load: Load, write: Callable[..., Path], articles: Path, proxy: Proxy
) -> None:
    library = load(wide(write, articles), server=proxy.url)
    async with reading(library, "river") as (room, press):
        await eventually_async(lambda: room.results.count > 3)
        await press("enter")
        await eventually_async(lambda: title(room).startswith("Title"))
        opened = title(room)
        proxy.mode = "away"
        proxy.cut()
        await press("/", *"treaty", "enter")
        await eventually_async(lambda: "cannot be reached" in says(room))
        await press("escape")
        assert title(room) == opened
        proxy.mode = "pass"
        await press("/", *" bank", "enter")
        await eventually_async(lambda: "cannot be reached" not in says(room))
        await eventually_async(lambda: room.results.count > 0)


def says(room: Any) -> str:
    return f"{room.status.notice} {room.status.work}"
