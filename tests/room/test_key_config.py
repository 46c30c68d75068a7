"""The one table of keys, and the config file that may change it."""

import ast
from pathlib import Path

import pytest

import tui
from index.errors import PressmarkError
from index.library import Library
from index.settings import read_settings
from tests.support.room import reading
from tui.app import PressmarkApp
from tui.config import Config, config_of
from tui.key_config import Keymap, show_key
from tui.key_table import KEYS
from tui.panes.actor_list import ActorList
from tui.panes.article_view import ArticleView
from tui.panes.pane import FilterLine
from tui.panes.passage_list import PassageList
from tui.panes.quote_list import QuoteList
from tui.panes.row_list import RowList
from tui.panes.search_bar import QueryInput
from tui.panes.time_strip import TimeStrip
from tui.screens.audit_screen import AuditScreen
from tui.screens.compare_screen import CompareList
from tui.screens.dossier_screen import DossierList
from tui.screens.help_screen import help_entries
from tui.screens.marks_screen import MarksScreen
from tui.screens.note_screen import Note
from tui.screens.palette_screen import PaletteScreen
from tui.screens.prompt import PromptLine
from tui.screens.speech_screen import SpeechGrid

DESIGN = {
    "everywhere": {
        "/",
        "escape",
        "q",
        "?",
        ":",
        "ctrl+p",
        "tab",
        "shift+tab",
        "1",
        "2",
        "3",
        "4",
        "5",
        "ctrl+l",
        "z",
    },
    "lists": {"j", "k", "down", "up", "g", "G", "ctrl+d", "ctrl+u", "space", "b", "enter", "f"},
    "article": {"n", "N", "]", "[", ")", "(", "}", "{", "J", "K", "o", "H", "L", "backspace"},
    "actors": {"enter", "x", "s", "i"},
    "marks": {"x", "m", "a", "t", "u", "r", "'", "y", "e", "R", "X"},
}


def test_the_table_has_every_key_of_the_design() -> None:
    for where, wanted in DESIGN.items():
        assert wanted <= {
            key for row in KEYS if row.where in {where, "everywhere"} for key in row.keys
        }


def test_ids_are_unique_and_no_key_is_one_that_terminals_take() -> None:
    assert len({row.id for row in KEYS}) == len(KEYS)
    for row in KEYS:
        for key in row.keys:
            assert key not in {f"ctrl+{letter}" for letter in "sqabjkhim"}
            assert not key.startswith(("alt+", "ctrl+shift+"))
    Keymap()


# The widget or screen that has the methods of each place's rows.
PANES_OF: dict[str, type] = {
    "article": ArticleView,
    "actors": ActorList,
    "passages": PassageList,
    "time": TimeStrip,
    "audit": AuditScreen,
    "palette": PaletteScreen,
    "search_bar": QueryInput,
    "filter": FilterLine,
    "prompt": PromptLine,
    "note": Note,
    "quotes": QuoteList,
    "mark_list": MarksScreen,
    "compare": CompareList,
    "dossier": DossierList,
    "speech": SpeechGrid,
    "app": PressmarkApp,
}


async def test_every_action_is_there_with_its_owner(library: Library) -> None:
    async with reading(library) as (room, _):
        for row in KEYS:
            if row.owner != "pane":
                owners = [room._owners[row.owner]]
            else:
                owners = [PANES_OF[row.where]] if row.where != "lists" else [RowList, ArticleView]
            for owner in owners:
                assert callable(getattr(owner, f"action_{row.action}", None)), (row.id, owner)


def test_no_binding_stands_outside_the_table() -> None:
    """Every class with bindings takes them from the key table, so help and config list them."""
    for path in Path(tui.__file__).parent.rglob("*.py"):
        if path.name != "key_table.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            made = [
                node
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Binding"
            ]
            assert not made, f"{path}: bindings belong into the key table"


async def test_help_lists_every_row_of_the_table(tmp_path: Path) -> None:
    shown = {entry.name for entry in help_entries(Keymap(), tmp_path, "results")}
    assert {row.id for row in KEYS} <= shown


async def test_a_key_of_a_screen_of_its_own_can_be_moved(library: Library) -> None:
    config = Config(None, Keymap({"filter.drop_filter": "ctrl+x", "search_bar.settle": "ctrl+o"}))
    async with reading(library, config=config) as (room, press):
        await press("f", "x")
        assert room.panes["results"].filter_line.value == "x"
        await press("ctrl+x")
        assert room.panes["results"].filter_line.value == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"article.next_macth": "n"}, "no action article.next_macth"),
        ({"article.next_match": "]"}, "is given to both"),
        ({"article.next_match": "/"}, "is given to both everywhere.search"),
        ({"article.next_match": "ctrl+s"}, "does not reach"),
        ({"article.next_match": "alt+n"}, "does not reach"),
        ({"article.next_match": "ctrl+J"}, "does not reach"),
        ({"article.next_match": "frobnicate"}, "no key frobnicate"),
        ({"article.next_match": 5}, "written as text"),
        ({"article.next_match": ""}, "written as text"),
    ],
)
def test_a_wrong_key_map_says_what_is_wrong_in_one_line(
    changes: dict[str, object], says: str
) -> None:
    with pytest.raises(PressmarkError, match=says) as caught:
        Keymap(changes)
    assert "\n" not in str(caught.value)


def test_a_key_of_ones_own_takes_the_place_of_one_that_came_later() -> None:
    keymap = Keymap({"everywhere.quotes": "w, T"})
    assert keymap.key("everywhere.quotes").keys == ("w", "T")
    assert keymap.key("actors.together").keys == ()
    assert keymap.key("everywhere.timeline").keys == ()
    assert Keymap({"article.jump_back": "ctrl+o"}).key("everywhere.jump_back").keys == (
        "ctrl+o",
    )  # as it was called once
    with pytest.raises(PressmarkError, match="is given to both"):
        Keymap({"everywhere.quotes": "w", "actors.together": "w"})


def test_a_key_can_be_moved() -> None:
    keymap = Keymap({"article.next_match": "ctrl+n, down", "lists.down": "j"})
    assert keymap.key("article.next_match").keys == ("ctrl+n", "down")
    assert keymap.textual()["article.next_match"] == "ctrl+n,down"
    assert keymap.shown("article.next_match") == "Ctrl-N Down"


@pytest.mark.parametrize(
    ("key", "text"),
    [("ctrl+d", "Ctrl-D"), ("space", "Space"), ("]", "]"), ("shift+tab", "Shift-Tab")],
)
def test_keys_as_people_read_them(key: str, text: str) -> None:
    assert show_key(key) == text


class TestConfigFile:
    def read(self, tmp_path: Path, text: str) -> object:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return config_of(read_settings(path), path)

    def test_none_is_fine(self, tmp_path: Path) -> None:
        assert read_settings(tmp_path / "none.toml").theme is None

    def test_theme_and_keys(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text(
            (
                'theme = "light"\n[keys]\n"article.next_match" = "ctrl+n"\n'
                'article.previous_match = "ctrl+e"\n'
            ),
            encoding="utf-8",
        )
        config = config_of(read_settings(path), path)
        assert config.theme == "light"
        assert config.keymap.key("article.next_match").keys == ("ctrl+n",)
        assert config.keymap.key("article.previous_match").keys == ("ctrl+e",)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("theme = ", "is not TOML"),
            ('theme = "pink"', "no theme pink"),
            ("colour = 1", "no setting colour"),
            ("keys = 3", "keys is a table"),
            ('[keys]\n"a.b" = "n"', "no action a.b"),
        ],
    )
    def test_a_wrong_one_says_what_is_wrong_in_one_line(
        self, tmp_path: Path, text: str, says: str
    ) -> None:
        with pytest.raises(PressmarkError, match=says) as caught:
            self.read(tmp_path, text)
        assert "\n" not in str(caught.value)
        assert "config.toml" in str(caught.value)
