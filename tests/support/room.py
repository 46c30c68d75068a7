"""Drive the reading room key by key through Textual's Pilot."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.pilot import Pilot

from index.library import Library
from index.model import ActorRow
from tests.support.idle import draw, idle, install
from tests.support.waiting import PATIENCE, eventually_async
from tui.app import PressmarkApp
from tui.config import Config
from tui.key_table import textual_name
from tui.panes import status_line
from tui.room.library_sync import LibrarySync
from tui.screens.palette_screen import PaletteScreen

install()
# A notice fades after some seconds: on a busy machine that is before a test looks at it.
status_line.SECONDS = PATIENCE
# No terminal has to get the first screen before engine and builder are loaded.
LibrarySync.begin_after = 0.001
_MOST_DRAWS = 50


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the app is idle and no job is running but building and watching; draw it.

    Drawing can start a job: a list reads the rows that it lacks.
    """
    for _ in range(_MOST_DRAWS):
        await idle(pilot.app, wait_for_jobs=True)
        if not draw(pilot.app):
            return
    raise AssertionError("the screen changes without end")


@asynccontextmanager
async def reading(
    library: Library,
    query: str = "",
    size: tuple[int, int] = (120, 40),
    config: Config | None = None,
) -> AsyncIterator[tuple[Any, Any]]:
    app = PressmarkApp(library, config, query, refresh=False)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await idle(app, wait_for_jobs=True)
            await settle(pilot)

        yield app.screen, press


def send_in_one_read(app: PressmarkApp, keys: Iterable[str]) -> None:
    """Send keys as a terminal does that has them all by the time it is read."""
    assert app._driver is not None
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        app._driver.send_message(events.Key(textual_name(key), character))


def state_of(app: PressmarkApp) -> dict[str, Any]:
    """What keys have changed, and what the next key would meet; nothing that depends on time."""
    if app._exit:
        return {"exit": True}
    room: Any = app.screen_stack[0]
    lists = room.results, room.actors, room.quotes, room.passages
    return {
        "screens": [type(screen).__name__ for screen in app.screen_stack],
        "focused": str(app.focused),
        "query": room.bar.text,
        "article": title(room),
        "at": room.article.offset_at_cursor,
        "cursors": [rows.cursor for rows in lists],
        "marks": len(app.session.review.marks()),
        "notice": room.status.notice,
    }


async def step_to(
    room: Any, press: Callable[..., Awaitable[None]], arrived: Callable[[], bool]
) -> None:
    """Press `j` in the facets until `arrived`; fails at the end of the list."""
    for _ in range(room.actors.count + 1):
        if arrived():
            return
        await press("j")
    raise AssertionError("no such row in the facets")


async def run_from_palette(
    room: Any, press: Callable[..., Awaitable[None]], words: str, key: str = ":"
) -> None:
    """Open the command palette, type some of a command's name, run the first that it offers."""
    app = room.app
    await press(key)
    await eventually_async(lambda: isinstance(app.screen, PaletteScreen))
    palette = app.screen
    await press(*words)
    await eventually_async(lambda: palette.rows.count > 0)
    await press("enter")
    await eventually_async(lambda: app.screen is not palette)
    await press()


def chosen_actor(room: Any) -> str | None:
    """The name of the actor under the cursor of the facets."""
    return room.actors.actor.name if room.actors.actor is not None else None


def screen_text(room: Any) -> str:
    """What the screen shows, as text."""
    width, height = room.size
    return "\n".join("".join(s.text for s in strip) for strip in room._compositor.render_strips())[
        : (width + 1) * height
    ]


def title(room: Any) -> str:
    return str(room.article.opened.analysis.article.title) if room.article.opened else ""


def shown_text(room: Any, at: int) -> bool:
    """Whether the text at an offset is on the screen."""
    article = room.article
    y = article._line_of(at) + len(article._meta) - article.scroll_offset.y
    return bool(0 <= y < article.size.height)


def name_of(row: Any) -> str:
    """What a facet row shows; an outlet as an actor differs from an outlet cited."""
    if isinstance(row, ActorRow) and row.kind == "outlet":
        return f"outlet {row.name}"
    return next(
        (str(getattr(row, name)) for name in ("name", "text", "value") if hasattr(row, name)), ""
    )


def row_of(room: Any, wanted: str) -> int:
    """The row of the facets that shows a text."""
    return list(map(name_of, room.actors._rows)).index(wanted)


def strip_text(room: Any, y: int = 0) -> str:
    return "".join(segment.text for segment in room.strip.render_line(y))
