"""Paths: libraries in the cache folder, the reader's own data in the data folder.

Nothing is ever written next to the articles.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path, user_state_path

from index.checked_input import parse_json
from index.whole_files import write_whole

CATALOG, INVERTED, TABLES = "catalog.sqlite", "whoosh", "tables.arrays"
LOCK, SCRATCH = "build.lock", "scratch"
_APP = "pressmark"


def cache_folder() -> Path:
    """The folder of libraries without a `--library` folder."""
    return user_cache_path(_APP)


def data_folder() -> Path:
    """The folder of marks, notes and corrections."""
    return user_data_path(_APP)


def state_folder() -> Path:
    """The folder of the session state: last library, last place."""
    return user_state_path(_APP)


def config_file() -> Path:
    """The path of the configuration file (TOML)."""
    return user_config_path(_APP) / "config.toml"


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
