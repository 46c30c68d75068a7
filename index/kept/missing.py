"""Where the store is, and noticing that it is gone.

A record in the state folder says that there was one.
"""

import contextlib
from pathlib import Path

from index import locations

_RECORD = "review.json"


def review_file() -> Path:
    """The path of the store in the data folder."""
    return locations.data_folder() / "review.sqlite"


def record_store(path: Path) -> None:
    """Remember that there is a store at `path`, where the state folder can be written."""
    if not _is_recorded(path):
        with contextlib.suppress(OSError, UnicodeError):
            locations.write_state(_RECORD, {"stores": [*_recorded(), str(path)]})


def loss_of(path: Path) -> str | None:
    """One line that says that the store at `path` is missing or empty although there was one."""
    exists = path.exists()
    if exists and path.stat().st_size:
        return None
    copies = sorted(path.parent.glob(f"{path.stem}-*.sqlite"))
    log = Path(f"{path}-wal")
    if not (_is_recorded(path) or copies or (log.exists() and log.stat().st_size)):
        return None
    state = "is empty" if exists else "is missing"
    restore = f"`pressmark restore {copies[-1] if copies else 'FILE'}` brings a backup back"
    return f"The file of your marks {state}: {path}. New marks start a new one; {restore}."


def _recorded() -> list[str]:
    stores = locations.read_state(_RECORD).get("stores")
    return [str(store) for store in stores] if isinstance(stores, list) else []


def _is_recorded(path: Path) -> bool:
    return str(path) in _recorded()
