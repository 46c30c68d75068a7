"""Paths: libraries in the cache folder, the reader's own data in the data folder.

Nothing is ever written next to the articles.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from index.checked_input import parse_json
from index.whole_files import write_whole

CATALOG, INVERTED, TABLES = "catalog.sqlite", "whoosh", "tables.arrays"
FRONT_PAGE = "front.page"
LOCK, SCRATCH = "build.lock", "scratch"
_APP = "pressmark"
_FolderKind = Literal["cache", "config", "data", "state"]
# The defaults of the XDG Base Directory Specification, in the home folder.
_XDG_DEFAULTS: dict[_FolderKind, str] = {
    "cache": ".cache",
    "config": ".config",
    "data": ".local/share",
    "state": ".local/state",
}


def cache_folder() -> Path:
    """The folder of libraries without a `--library` folder."""
    return _user_folder("cache")


def data_folder() -> Path:
    """The folder of marks, notes and corrections."""
    return _user_folder("data")


def state_folder() -> Path:
    """The folder of the session state: last library, last place."""
    return _user_folder("state")


def config_file() -> Path:
    """The path of the configuration file (TOML)."""
    return _user_folder("config") / "config.toml"


def _user_folder(kind: _FolderKind) -> Path:
    """Pressmark's folder of one kind, by the conventions of the system.

    On Linux it is read from the XDG variables: platformdirs, which does the same, and what it
    imports take as long as the search of a small library.
    """
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        given = Path(os.environ.get(f"XDG_{kind.upper()}_HOME", ""))
        if given.is_absolute():
            return given / _APP
        home = Path(os.environ.get("HOME", ""))
        if home.is_absolute():
            return home / _XDG_DEFAULTS[kind] / _APP
    import platformdirs

    find: dict[_FolderKind, Callable[[str], Path]] = {
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "state": platformdirs.user_state_path,
    }
    return find[kind](_APP)


def seeds_folder() -> Path:
    """The articles that come with Pressmark."""
    installed = Path(__file__).parent / "seeds"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "seeds"


def library_folder(roots: Sequence[Path]) -> Path:
    """The folder of the library over `roots`: the same for the same set of them."""
    names = sorted({os.path.abspath(root) for root in roots})
    digest = hashlib.blake2b(b"\0".join(map(os.fsencode, names)), digest_size=8).hexdigest()
    return cache_folder() / "libraries" / digest


def has_catalog(folder: Path) -> bool:
    """Whether a library has been built in this folder."""
    return (folder / CATALOG).exists()


def read_state(name: str) -> dict[str, object]:
    """A small JSON object from the state folder; empty where there is none that can be read."""
    try:
        found = parse_json((state_folder() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_state(name: str, value: dict[str, object]) -> None:
    """Keep a small JSON object in the state folder. Raises OSError."""
    write_whole(state_folder() / name, json.dumps(value).encode())
