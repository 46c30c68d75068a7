"""The keys as the config file moves them, and how keys are shown."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace
from textual.keys import KEY_ALIASES, Keys, _character_to_key, format_key

from index import PressmarkError
from tui.key_table import (
    APART,
    KEYS,
    PANE_KEYS,
    Key,
    textual_name,
)

# Older names of actions in config files.
_RENAMED = {
    "article.jump_back": "everywhere.jump_back",
    "article.jump_forward": "everywhere.jump_forward",
}
# Keys that a terminal, tmux or screen takes for itself, or cannot tell from others.
_REFUSED = frozenset(
    {f"ctrl+{letter}" for letter in "sqabjkhim"}
    | {"ctrl+[", "ctrl+left_square_bracket", "ctrl+\\", "ctrl+backslash"}
)
_NAMED = frozenset(key.value for key in Keys) | frozenset(KEY_ALIASES)


class Keymap:
    """The key table with the changes of the config file."""

    def __init__(self, changes: Mapping[str, object] | None = None) -> None:
        """Raises PressmarkError for an unknown action or key, or a key given twice."""
        self._keys = {key.id: key for key in KEYS}
        self._set: set[str] = set()
        for written, value in (changes or {}).items():
            name = _RENAMED.get(written, written)
            if name not in self._keys:
                raise PressmarkError(
                    f"There is no action {name} to give a key to;"
                    " `?` in the reader shows the names."
                )
            if self._keys[name].each or self._keys[name].fixed:
                raise PressmarkError(f"{name}: its keys cannot be moved.")
            self._keys[name] = replace(self._keys[name], keys=_checked(name, value))
            self._set.add(name)
        self._refuse_duplicates()

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys.values())

    def key(self, ident: str) -> Key:
        """The row of an action."""
        return self._keys[ident]

    def textual(self) -> dict[str, str]:
        """What `App.set_keymap` takes."""
        return {key.id: ",".join(map(textual_name, key.keys)) for key in self}

    def shown(self, ident: str) -> str:
        """An action's keys as help and footer print them."""
        return " ".join(show_key(key) for key in self._keys[ident].keys)

    def presses(self, pressed: str, idents: Iterable[str]) -> bool:
        """Whether a key, as Textual names it, does one of some actions."""
        return any(pressed in map(textual_name, self._keys[ident].keys) for ident in idents)

    def named(self, shown: str) -> str | None:
        """Textual's name of a key as help and footer print it; None where no action has it."""
        keys = (name for key in self for name in key.keys)
        return next((textual_name(name) for name in keys if show_key(name) == shown), None)

    def _refuse_duplicates(self) -> None:
        for pane, places in PANE_KEYS.items():
            taken: dict[str, Key] = {}
            for where in ("everywhere", *places):
                for key in self:
                    if key.where != where:
                        continue
                    for name in map(textual_name, key.keys):
                        other = taken.get(name)
                        # A pane's row may override a general one, as Enter does on actors;
                        # a place with its own table may override any.
                        if other is not None and (
                            other.where == key.where
                            or (other.where == "everywhere" and pane not in APART)
                        ):
                            loser = next(
                                (
                                    one
                                    for one in (key, other)
                                    if one.late and one.id not in self._set
                                ),
                                None,
                            )
                            if loser is not None:
                                self._take_from(loser, name)
                                taken[name] = other if loser is key else key
                                continue
                            raise PressmarkError(
                                f"{show_key(name)} is given to both {other.id} and {key.id}"
                                f" (in the {pane}): give one of them another key."
                            )
                        taken[name] = key

    def _take_from(self, loser: Key, name: str) -> None:
        """A key from the config file replaces a default that was added later."""
        keys = self._keys[loser.id].keys
        self._keys[loser.id] = replace(
            loser, keys=tuple(key for key in keys if textual_name(key) != name)
        )


def _checked(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or not value.strip():
        raise PressmarkError(
            f'{name}: a key is written as text, for example "n" or "ctrl+n, down".'
        )
    keys = tuple(part.strip() for part in value.split(",") if part.strip())
    for key in keys:
        if key.lower() in _REFUSED or key.lower().startswith(("alt+", "ctrl+shift+")):
            raise PressmarkError(
                f"{name}: {key} does not reach a program in every terminal; take another key."
            )
        bare = key.rpartition("+")[2] if len(key) > 1 else key
        if (
            len(bare) != 1
            and bare.lower() not in _NAMED
            and _character_to_key(bare) == bare
            and not bare.isidentifier()
        ):
            raise PressmarkError(f"{name}: there is no key {key}.")
        if len(bare) > 1 and bare.lower() not in _NAMED and not _is_character_name(bare):
            raise PressmarkError(f"{name}: there is no key {key}.")
    return keys


def _is_character_name(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return name in {
            "slash",
            "backslash",
            "minus",
            "plus",
            "underscore",
            "at",
            "circumflex_accent",
        }
    return True


_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
}


def show_key(key: str) -> str:
    """A key as a person reads it: "Ctrl-D", "Space", "]"."""
    if len(key) == 1:
        return key
    *modifiers, bare = key.split("+")
    shown = _SHOWN.get(bare) or (bare.upper() if modifiers and len(bare) == 1 else format_key(bare))
    return "-".join([*(modifier.capitalize() for modifier in modifiers), shown])


__all__ = ["Keymap", "show_key"]
