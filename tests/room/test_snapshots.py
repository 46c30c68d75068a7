"""Snapshots of the room at three widths; `--snapshot-update` replaces them."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from index.library import Library
from tests.support.articles import make_articles
from tests.support.room import settle
from tui.app import PressmarkApp
from tui.config import Config
from tui.room import Room

SIZES = [(80, 24), (120, 40), (60, 20)]


def calm(room: Any) -> None:
    """Take out what differs from run to run: milliseconds.

    On the time strip also the place in the article: it follows a pane that is lower for a moment.
    """
    room.bar.outcome.show(room.bar.outcome.text.split(" · ")[0])
    if room.focused is room.strip:
        room.article.scroll_to(None, 0, animate=False, force=True)


def run(*keys: str) -> Any:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        if isinstance(pilot.app.screen, Room):
            calm(pilot.app.screen)
        await pilot.pause()

    return before


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
class TestRoom:
    def test_a_search(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("1"))

    def test_an_article_at_a_quotation(
        self, seed: Library, snap_compare: Any, size: tuple[int, int]
    ) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("enter", "]", "]"))

    def test_the_quotations(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("4", "j"))

    def test_the_actors(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("3", "j", "j"))

    def test_the_audit(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("A"))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("river", ("+", *"treaty", "enter", "T", "g", "v", "l", "l")),
        ("river", ("5", "S", "S", "z")),
        ("river", ("5", "S", "S", "S", "S")),
        ("river", ("5", "W")),
        ("", ("3", "W", "n")),
        ("river", ("~", "j")),
        ('publication:"The Times" -actor:"Carl Dorn"', ("3", "v", "j", "v")),
    ],
    ids=["time", "concordance", "by_speaker", "words", "speech", "related", "facets"],
)
def test_exploring(
    write: Any,
    articles: Path,
    opened: Any,
    snap_compare: Any,
    size: tuple[int, int],
    query: str,
    keys: tuple[str, ...],
) -> None:
    make_articles(write, 30, 5)
    app = PressmarkApp(opened(articles), Config("dark"), query, refresh=False)
    assert snap_compare(app, terminal_size=size, run_before=run(*keys))


@pytest.mark.parametrize("theme", ["light", "high-contrast", "no-colour"])
def test_themes(seed: Library, snap_compare: Any, theme: str) -> None:
    app = PressmarkApp(seed, Config(theme), "cooperation", refresh=False)
    assert snap_compare(app, terminal_size=(80, 24), run_before=run("enter", "]"))


def test_ascii(seed: Library, snap_compare: Any) -> None:
    app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False, ascii_only=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=run("enter", "]"))
