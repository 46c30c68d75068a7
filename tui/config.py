"""The part of the config file that the screen uses: theme and keys. `index.settings` reads it.

The file is TOML, and every entry is optional:

theme = "light"
doubled_apostrophes = true

[keys]
"article.next_match" = "n, ctrl+n"

[limits]
seconds = 120

[columns]
text = "body"
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from index import PressmarkError, Settings
from tui.key_config import Keymap
from tui.theme import THEME_NAMES


class Config(Struct, frozen=True):
    """`theme` is None if the terminal decides."""

    theme: str | None = None
    keymap: Keymap = field(default_factory=Keymap)


def config_of(settings: Settings, path: Path) -> Config:
    """The theme and keys of the reading room; `path` is the config file, for messages.

    Raises PressmarkError for a theme or key that is not there.
    """
    if settings.theme is not None:
        check_theme(settings.theme, f"{path}: ")
    try:
        return Config(settings.theme, Keymap(_flat(settings.keys)))
    except RecursionError:
        raise PressmarkError(f"{path}: [keys] is nested too deeply.") from None
    except PressmarkError as error:
        raise PressmarkError(f"{path}: {error}") from error


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
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
    if theme not in THEME_NAMES:
        raise PressmarkError(
            f"{where}there is no theme {theme} (there are {', '.join(THEME_NAMES)})."
        )
