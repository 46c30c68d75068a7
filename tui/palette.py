"""The commands of the palette: the key table by name, the themes, and Explain."""

from collections.abc import Callable, Iterator
from functools import partial

from tui.command_search import SYNONYMS, Command
from tui.key_config import Keymap
from tui.key_table import Key
from tui.theme import THEME_NAMES

# Actions that change what the reader keeps, correct actors, or write a file.
_CHANGING = frozenset({"actors.same", "actors.ignore"})
_PANES = frozenset({"article", "actors", "quotes", "passages"})
_HARMLESS_MARKS = frozenset({"marks.marks", "marks.searches", "marks.copy"})


def palette_commands(
    keymap: Keymap,
    run: Callable[[Key], object],
    explain: Callable[[], object],
    write_script: Callable[[], object],
    set_theme: Callable[[str], object],
) -> Iterator[Command]:
    """Every action that makes sense by name, in the order of the key table."""
    for key in keymap:
        if key.palette:
            changes = key.id in _CHANGING or (
                key.where == "marks" and key.id not in _HARMLESS_MARKS
            )
            pane = key.where if key.where in _PANES else ""
            synonyms = SYNONYMS.get(key.id, "")
            yield Command(
                key.text,
                keymap.shown(key.id),
                partial(run, key),
                synonyms,
                changes,
                pane,
                key.action.replace("_", " "),
            )
    yield Command("Explain how the query was understood", "", explain, "parse meaning query")
    yield Command(
        "Write the trail to a file, as a script", "", write_script, "save session history", True
    )
    for name in THEME_NAMES:
        yield Command(f"Theme: {name}", "", partial(set_theme, name), "colour color")


__all__ = ["palette_commands"]
