"""The footer of the room: hints of the pane that has the focus, and hints that always stay."""

from tui.key_config import Keymap
from tui.key_table import BY_ID, KeyContext

# Keys whose hints stay in a narrow footer.
_ALWAYS = ("everywhere.search", "everywhere.help", "everywhere.leave")
# Where the hints of a pane come from, if not from the keys of all lists.
_OWN: dict[str, tuple[KeyContext, ...]] = {
    "article": ("article",),
    "actors": ("actors", "lists"),
    "quotes": ("lists", "quotes"),
    "passages": ("lists", "passages"),
}


def pane_hints(keymap: Keymap, pane: str) -> str:
    """The keys of a pane that have a hint, then those that hold everywhere: "n match  ] …"."""
    hints: dict[str, str] = {}
    for where in (*_OWN.get(pane, ("lists",)), "everywhere"):
        for key in keymap:
            if key.where == where and key.hint and key.keys and key.id not in _ALWAYS:
                hints.setdefault(keymap.shown(key.id).split(" ")[0], key.hint)
    return "  ".join(f"{key} {hint}" for key, hint in hints.items())


def fixed_hints(keymap: Keymap) -> str:
    """The hints that stay: "/ search  ? help  q quit"."""
    shown = [(keymap.shown(ident).split(" ")[0], BY_ID[ident].hint) for ident in _ALWAYS]
    return "  ".join(f"{key} {hint}" for key, hint in shown if key)


__all__ = ["fixed_hints", "pane_hints"]
