"""User settings: limits of reading, columns of tables, marks of quotation, theme and keys.

The command line reads the config file once and passes one `Settings` to the library, to the
processes that read, and to the reading room. Nothing here is cached or global.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from index.checked_input import read_input
from index.errors import PressmarkError

_MIB = 1 << 20


class Limits(Struct, frozen=True):
    """Limits for one file; the table `limits` of the config file may change each."""

    megabytes: int = 64  # the file itself
    unpacked_megabytes: int = 512  # everything packed in it
    ratio: int = 200  # unpacked size to packed size
    nesting: int = 3  # archives in archives
    pages: int = 3000  # of a PDF
    articles: int = 50_000  # in one file
    seconds: int = 60  # of time
    memory_megabytes: int = 800  # of the process that reads the file

    @property
    def bytes(self) -> int:
        """The largest size of a file, in bytes."""
        return self.megabytes * _MIB


class Settings(Struct, frozen=True):
    """The config file with the options of the command line applied.

    `tui.key_config` checks `keys`, the theme module checks `theme`: both belong to the screen.
    """

    limits: Limits = field(default_factory=Limits)
    # meaning of a column in a table of articles -> the column's name in the file
    columns: Mapping[str, str] = field(default_factory=dict)
    # two apostrophes are a quotation mark
    doubled_apostrophes: bool = False
    theme: str | None = None
    keys: Mapping[str, object] = field(default_factory=dict)
    # archives by name, each with its URL and credentials
    archives: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    # without it the terminal selects text with the mouse as in any other program
    mouse: bool = True

    def __repr__(self) -> str:
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in self.__rich_repr__())})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        """The fields that a log may show: not the archives, which hold credentials."""
        return [
            (name, getattr(self, name)) for name in self.__struct_fields__ if name != "archives"
        ]

    def with_columns(self, given: str) -> "Settings":
        """These settings with the columns of `--columns` on top: "text=body,title=headline".

        Raises PressmarkError for a column that no table has.
        """
        pairs = [pair.partition("=") for pair in given.split(",")]
        named = {name.strip(): value.strip() if equals else 0 for name, equals, value in pairs}
        return replace(self, columns={**self.columns, **columns_from(named)})

    def packed(self) -> str:
        """These settings as one argument for a process that reads; `unpacked` is the inverse.

        Archives are left out: other users see the arguments of a process.
        """
        return msgspec.json.encode(replace(self, archives={})).decode("utf-8")


def unpacked(text: str) -> Settings:
    """The settings that `Settings.packed` wrote."""
    return msgspec.json.decode(text, type=Settings)


# The names at the top of the config file.
SETTING_NAMES = tuple(sorted(Settings.__struct_fields__))
# What a table of articles may hold.
COLUMNS = ("text", "title", "author", "date", "publication", "language")


def limits_from(table: Mapping[str, object]) -> Limits:
    """The limits of a config's table. Raises PressmarkError for an unknown or invalid one."""
    known = set(Limits.__struct_fields__)
    for name, value in table.items():
        if name not in known:
            raise PressmarkError(
                f"[limits]: there is no limit {name} (there are {', '.join(sorted(known))})."
            )
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise PressmarkError(f"[limits]: {name} is a whole number above 0.")
    return Limits(**table)  # type: ignore[arg-type]


def columns_from(table: Mapping[str, object]) -> dict[str, str]:
    """The columns of a config's table. Raises PressmarkError for an unknown or invalid one."""
    for name, value in table.items():
        if name not in COLUMNS or not isinstance(value, str):
            raise PressmarkError(
                f"[columns]: name the columns as {', '.join(COLUMNS)}, "
                'each with its name in the file, as text = "body".'
            )
    return {name: str(value) for name, value in table.items()}


# What a table of [archives] may hold.
ARCHIVE_SETTINGS = (
    *("url", "user", "password", "api_key", "ca", "client_cert", "client_key"),
    *("verify", "shards", "replicas"),
)
_KIND_OF: Mapping[str, type] = {"verify": bool, "shards": int, "replicas": int}


def archives_from(table: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """The archives of a config's table, by name. Raises PressmarkError for an invalid one."""
    found: dict[str, Mapping[str, object]] = {}
    for name, own in table.items():
        if not isinstance(own, dict) or not isinstance(own.get("url"), str):
            raise PressmarkError(f'[archives.{name}]: write url = "https://host:9200/name".')
        for key, value in own.items():
            if key not in ARCHIVE_SETTINGS:
                known = ", ".join(ARCHIVE_SETTINGS)
                raise PressmarkError(f"[archives.{name}]: there is no {key} (there are {known}).")
            if type(value) is not _KIND_OF.get(key, str):
                kind = {bool: "true or false", int: "a whole number"}.get(_KIND_OF.get(key, str))
                raise PressmarkError(
                    f"[archives.{name}]: {key} is {kind or 'text in quotation marks'}."
                )
        found[name] = own
    return found


def read_settings(path: Path) -> Settings:
    """The settings of a config file; defaults if there is no such file.

    Raises PressmarkError if it cannot be read, is not TOML, or holds an unknown or invalid value.
    """
    try:
        text = read_input(path, f"The config file {path}", _MIB).decode("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise PressmarkError(
            f"The config file {path} cannot be read ({error}). Mend it, or move it away."
        ) from error
    import tomllib

    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise PressmarkError(f"The config file {path} is nested too deeply.") from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise PressmarkError(f"The config file {path} is not TOML: {error}.") from error
    try:
        return settings_from(data)
    except PressmarkError as error:
        raise PressmarkError(f"{path}: {error}") from error


def settings_from(data: Mapping[str, object]) -> Settings:
    """The settings of a config file's contents. Raises PressmarkError."""
    if unknown := sorted(set(data) - set(SETTING_NAMES)):
        raise PressmarkError(
            f"there is no setting {unknown[0]} (there are {', '.join(SETTING_NAMES)})."
        )
    theme = data.get("theme")
    if theme is not None and not isinstance(theme, str):
        raise PressmarkError('theme is a name in quotation marks, such as "light".')
    return Settings(
        limits_from(_table(data, "limits")),
        columns_from(_table(data, "columns")),
        _flag(data, "doubled_apostrophes", default=False),
        theme,
        _table(data, "keys"),
        archives_from(_table(data, "archives")),
        _flag(data, "mouse", default=True),
    )


def _flag(data: Mapping[str, object], name: str, *, default: bool) -> bool:
    value = data.get(name, default)
    if not isinstance(value, bool):
        raise PressmarkError(f"{name} is true or false.")
    return value


def _table(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise PressmarkError(f"{name} is a table: write [{name}], then a line for each.")
    return table


__all__ = [
    "ARCHIVE_SETTINGS",
    "COLUMNS",
    "SETTING_NAMES",
    "Limits",
    "Settings",
    "archives_from",
    "columns_from",
    "limits_from",
    "read_settings",
    "settings_from",
    "unpacked",
]
