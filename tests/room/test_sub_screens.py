"""Screens over the room: footers, help, keys of the room, the dossier as a document."""

from typing import Any

import pytest
from textual.screen import Screen

from index.library import Library
from tests.support.room import reading, screen_text
from tui.screens.audit_screen import AuditScreen
from tui.screens.dossier_screen import DossierScreen
from tui.screens.help_screen import Help
from tui.screens.marks_screen import MarksScreen
from tui.screens.sub_screen import SubScreen


@pytest.mark.parametrize("key", ["'", "A", "B", "O", "M", "F", ";"])
async def test_every_sub_screen_has_a_footer_and_help(library: Library, key: str) -> None:
    async with reading(library) as (room, press):
        await press(key)
        screen = room.app.screen
        assert isinstance(screen, SubScreen)
        footer = screen_text(screen).rstrip().split("\n")[-1]
        assert "? help" in footer
        assert "q back" in footer
        await press("?")
        shown: Screen[Any] = room.app.screen
        assert isinstance(shown, Help)
        await press("q")
        assert room.app.screen == screen


async def test_a_key_of_the_room_says_where_it_works(library: Library) -> None:
    async with reading(library) as (room, press):
        for key in ("'", "A"):
            await press(key, "T")
            assert isinstance(room.app.screen, MarksScreen | AuditScreen)
            assert "Works in the reading room (q goes back)" in screen_text(room.app.screen)
            await press("q")


async def test_a_dossier_from_a_search_is_narrowed_and_a_key_widens_it(library: Library) -> None:
    async with reading(library, "cooperation") as (room, press):
        found = len(room.whole.found.hits)
        await press("3", "i")
        screen = room.app.screen
        assert isinstance(screen, DossierScreen)
        assert "in the articles of cooperation (z: all articles)" in screen_text(screen)
        assert screen.dossier.articles <= found
        narrow = screen.dossier.articles
        await press("z")
        screen = room.app.screen
        assert "in all articles (z: the search)" in screen_text(screen)
        assert screen.dossier.articles >= narrow
        await press("z")
        assert room.app.screen.dossier.articles == narrow


async def test_sections_of_a_dossier_fold_and_filter(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("3", "i")
        rows = room.app.screen.list
        before = rows.count
        await press("}")
        assert rows._rows[rows.cursor].style == "group"
        await press("enter")
        assert rows.count < before
        await press("enter")
        assert rows.count == before
        year = next(row.left[:4] for row in rows._all if row.section == "Mentions" and row.left)
        await press("{", "f", *year, "enter")
        assert 0 < rows.count < before
        assert all(year in f"{row.left} {row.text}" for row in rows._rows if row.style != "group")
        await press("f", "escape")
        assert rows.count == before
        mention = next(
            place for place, row in enumerate(rows._rows) if row.section == "Mentions" and row.mark
        )
        row = rows._rows[mention]
        assert row.text[row.mark.start : row.mark.end].strip()
        rows.move_to(mention)
        await press("enter")
        assert room.pane == "article"


async def test_a_list_without_a_filter_says_so(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("O", "f")
        assert "This list has no filter." in screen_text(room.app.screen)
