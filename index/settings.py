"""How much one file may ask for before it is given up: what keeps a hostile or broken one from harm."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from index.errors import PressmarkError
from index.locations import config_file

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file; the table `limits` of the config file may change each.

    `megabytes` of the file itself, `unpacked_megabytes` of all that is packed in it, `ratio` of the
    two, `nesting` of archives in archives, `pages` of a PDF, `articles` in one file, `seconds` of
    time, and `memory_megabytes` of the process that reads it.
    """

    megabytes: int = 64
    unpacked_megabytes: int = 512
    ratio: int = 200
    nesting: int = 3
    pages: int = 3000
    articles: int = 50_000
    seconds: int = 60
    memory_megabytes: int = 800

    @property
    def bytes(self) -> int:
        """The most bytes of a file."""
        return self.megabytes * _MIB


def limits_from(table: Mapping[str, object]) -> Limits:
    """The limits of a config's table. Raises PressmarkError for one that is not known or not a number above 0."""
    known = {field.name for field in fields(Limits)}
    for name, value in table.items():
        if name not in known:
            raise PressmarkError(
                f"[limits]: there is no limit {name} (there are {', '.join(sorted(known))})."
            )
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise PressmarkError(f"[limits]: {name} is a whole number above 0.")
    return Limits(**table)  # type: ignore[arg-type]


def columns_from(table: Mapping[str, object]) -> dict[str, str]:
    """Which column of a table of articles holds what, from a config's table. Raises PressmarkError."""
    for name, value in table.items():
        if name not in COLUMNS or not isinstance(value, str):
            raise PressmarkError(
                f'[columns]: name the columns as {", ".join(COLUMNS)}, each with its name in the file, as text = "body".'
            )
    return {name: str(value) for name, value in table.items()}


# What a table of articles may hold of each.
COLUMNS = ("text", "title", "author", "date", "publication", "language")
# Set by the command line for the processes that read.
COLUMNS_VARIABLE = "PRESSMARK_COLUMNS"


@cache
def _config() -> dict[str, object]:
    try:
        return tomllib.loads(config_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # the command line has said what is wrong with it


@cache
def current() -> Limits:
    """The limits of this person's config file."""
    table = _config().get("limits")
    return limits_from(table) if isinstance(table, dict) else Limits()


@cache
def columns() -> dict[str, str]:
    """The columns of this person's config file, changed by those that the command line names."""
    table = _config().get("columns")
    found = columns_from(table) if isinstance(table, dict) else {}
    given = os.environ.get(COLUMNS_VARIABLE, "")
    return found | columns_from(
        dict(pair.split("=", 1) for pair in given.split("\n") if "=" in pair)
    )


@cache
def doubled_apostrophes() -> bool:
    """Whether this person's config file says that two apostrophes are a quotation mark."""
    return _config().get("doubled_apostrophes") is True


__all__ = [
    "COLUMNS",
    "COLUMNS_VARIABLE",
    "Limits",
    "columns",
    "columns_from",
    "current",
    "doubled_apostrophes",
    "limits_from",
]
