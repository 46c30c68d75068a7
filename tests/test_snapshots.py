"""Pictures of the room at the three widths, over the example article; `--snapshot-update` takes them anew."""

from typing import Any

import pytest
from textual.pilot import Pilot

from index.library import Library
from tests.test_room import settle
from tui.app import PressmarkApp
from tui.config import Config

SIZES = [(80, 24), (120, 40), (60, 20)]


def calm(room: Any) -> None:
    """Take out what differs from run to run: milliseconds."""
    room.bar.outcome.show(room.bar.outcome.text.split(" · ")[0])


def run(*keys: str) -> Any:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        calm(pilot.app.screen)
        await pilot.pause()

    return before


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
class TestRoom:
    def test_a_search(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("1"))

    def test_an_article_at_a_quotation(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("enter", "]", "]"))

    def test_the_quotations(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("4", "j"))

    def test_the_actors(self, seed: Library, snap_compare: Any, size: tuple[int, int]) -> None:
        app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False)
        assert snap_compare(app, terminal_size=size, run_before=run("3", "j", "j"))


@pytest.mark.parametrize("theme", ["light", "high-contrast", "no-colour"])
def test_themes(seed: Library, snap_compare: Any, theme: str) -> None:
    app = PressmarkApp(seed, Config(theme), "cooperation", refresh=False)
    assert snap_compare(app, terminal_size=(80, 24), run_before=run("enter", "]"))


def test_ascii(seed: Library, snap_compare: Any) -> None:
    app = PressmarkApp(seed, Config("dark"), "cooperation", refresh=False, ascii_only=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=run("enter", "]"))
