"""The config file: theme, keys, limits of reading and marks of quotation (`index.settings`), columns of tables, in TOML. Everything in it may be left out.

theme = "light"
doubled_apostrophes = true

[keys]
"article.next_match" = "n, ctrl+n"

[limits]
seconds = 120

[columns]
text = "body"
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import PressmarkError
from index.settings import columns_from, limits_from
from tui.keymap import Keymap
from tui.theme import NAMES

_KNOWN = {"theme", "doubled_apostrophes", "keys", "limits", "columns"}


@dataclass(frozen=True, slots=True)
class Config:
    """What a person chose. `theme` is None where it is left to the terminal."""

    theme: str | None = None
    keymap: Keymap = field(default_factory=Keymap)


def read_config(path: Path) -> Config:
    """Read the file; one that is not there leaves everything as it is. Raises PressmarkError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise PressmarkError(
            f"The config file {path} cannot be read ({error}). Mend it, or move it away."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise PressmarkError(f"The config file {path} is not TOML: {error}.") from error
    if unknown := sorted(set(data) - _KNOWN):
        raise PressmarkError(
            f"{path}: there is no setting {unknown[0]} (there are {', '.join(sorted(_KNOWN))})."
        )
    theme = data.get("theme")
    if theme is not None:
        check_theme(theme, f"{path}: ")
    if not isinstance(data.get("doubled_apostrophes", False), bool):
        raise PressmarkError(f"{path}: doubled_apostrophes is true or false.")
    for name, check in (("limits", limits_from), ("columns", columns_from)):
        table = data.get(name, {})
        if not isinstance(table, dict):
            raise PressmarkError(
                f"{path}: {name} is a table: write [{name}], then a line for each."
            )
        try:
            check(table)
        except PressmarkError as error:
            raise PressmarkError(f"{path}: {error}") from error
    keys = data.get("keys", {})
    if not isinstance(keys, dict):
        raise PressmarkError(
            f'{path}: keys is a table: write [keys], then lines such as "article.next_match" = "n".'
        )
    try:
        return Config(theme, Keymap(_flat(keys)))
    except PressmarkError as error:
        raise PressmarkError(f"{path}: {error}") from error


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    """`article.next_match = "n"` without quotation marks is a table in TOML: both are taken."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat


def check_theme(theme: object, where: str = "") -> None:
    """Raise PressmarkError for a theme that is not there."""
    if theme not in NAMES:
        raise PressmarkError(f"{where}there is no theme {theme} (there are {', '.join(NAMES)}).")
