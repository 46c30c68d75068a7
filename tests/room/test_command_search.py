"""The command palette: which commands a typed word finds, and in which order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from tests.support.room import reading, screen_text
from tui.command_search import SYNONYMS, Command, find_commands
from tui.key_config import Keymap
from tui.key_table import KEYS
from tui.palette import palette_commands
from tui.panes.row_cells import WIDEST
from tui.screens.help_screen import Help
from tui.screens.palette_screen import PaletteScreen


def nothing(*_: object) -> None:
    """Do nothing."""


COMMANDS = list(palette_commands(Keymap(), nothing, nothing, nothing, nothing))


def first(typed: str) -> str:
    found = find_commands(typed, COMMANDS)
    return found[0].text if found else ""


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        ("zoom", "everywhere.widen"),
        ("bookmark", "marks.mark"),
        ("kwic", "passages.order"),
        ("concordance", "passages.order"),
        ("history", "everywhere.jump_back"),
        ("merge", "actors.same"),
        ("timeline", "everywhere.timeline"),
        ("compare", "everywhere.overlay"),
        ("compare", "actors.compare"),
        ("cite", "marks.copy"),
        ("duplicate", "lists.unfold"),
        ("speaker", "actors.speaks"),
        ("highlight", "marks.mark"),
        ("sort", "passages.order"),
    ],
)
def test_words_of_other_programs_find_the_action(typed: str, action: str) -> None:
    text = Keymap().key(action).text
    assert text in [command.text for command in find_commands(typed, COMMANDS)[:5]]


def test_the_beginning_of_a_word_comes_before_letters_in_order() -> None:
    commands = [
        Command("See the marks of others", "", nothing),
        Command("Go to the smt", "", nothing),
    ]
    assert [c.text for c in find_commands("smt", commands)] == ["Go to the smt"]
    assert [c.text for c in find_commands("smte", commands)] == ["See the marks of others"]


def test_loose_letters_never_find_a_command_that_changes_something() -> None:
    commands = [Command("Export marks", "e", nothing, changes=True)]
    assert not find_commands("emk", commands)
    assert find_commands("exp", commands)


def test_every_synonym_belongs_to_an_action_of_the_palette() -> None:
    assert set(SYNONYMS) <= {key.id for key in KEYS if key.palette}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=12))
def test_what_more_letters_find_fewer_find_too(typed: str) -> None:
    # each command by itself: a guess is not offered next to a better match
    for command in COMMANDS:
        assert find_commands(typed, [command]) or not find_commands(typed + "x", [command])


async def test_the_palette_shows_keys_on_the_same_line_and_fits_fifteen_rows(
    library: Library,
) -> None:
    async with reading(library, size=(80, 24)) as (room, press):
        await press(":")
        screen = room.app.screen
        assert isinstance(screen, PaletteScreen)
        assert screen.rows.size.height >= 15
        await press(*"saved")
        line = next(line for line in screen_text(screen).splitlines() if "Saved searches" in line)
        assert line.rstrip().endswith(";")
        await press("escape")
        assert room.app.screen is room


async def test_keys_stand_near_their_actions_on_a_wide_screen(library: Library) -> None:
    async with reading(library, size=(220, 24)) as (room, press):
        for key in (":", "?"):
            await press(key)
            lines = screen_text(room.app.screen).splitlines()[1:-1]
            assert max(len(line.rstrip()) for line in lines) <= WIDEST
            await press("escape")


async def test_the_palette_says_when_nothing_matches(library: Library) -> None:
    async with reading(library, size=(80, 24)) as (room, press):
        await press(":", *"qqqq")
        assert "No command matches" in screen_text(room.app.screen)
        await press("enter")
        assert isinstance(room.app.screen, PaletteScreen)


async def test_help_begins_with_this_panes_keys_and_can_be_searched(library: Library) -> None:
    async with reading(library, size=(80, 24)) as (room, press):
        await press("2", "?")
        text = screen_text(room.app.screen)
        assert text.splitlines()[1].strip() == "Article"
        assert "Next match" in text
        await press("/", *"unread", "enter")
        text = screen_text(room.app.screen)
        assert "is:unread" in text
        assert "Next match" not in text
        await press("q")
        assert room.app.screen is room


async def test_help_cuts_no_name_at_80_columns(library: Library) -> None:
    async with reading(library, size=(80, 300)) as (room, press):
        await press("?")
        assert isinstance(room.app.screen, Help)
        text = screen_text(room.app.screen)
        for key in KEYS:
            assert f"[{key.id}]" in text, key.id
        assert "…" not in text.replace(str(room.session.library.folder), "")[:-200]


def test_the_name_of_an_action_in_the_config_file_finds_it() -> None:
    for key in KEYS:
        if key.palette and key.owner == "pane":
            found = find_commands(key.action.replace("_", " "), COMMANDS)
            assert key.text in [command.text for command in found], key.id
