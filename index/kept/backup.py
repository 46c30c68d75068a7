"""Backups of the store, and restoring one without losing what it replaces."""

import contextlib
import datetime
import sqlite3
from pathlib import Path

from index.errors import PressmarkError
from index.kept.database import Database
from index.kept.store_copy import read_snapshot, write_snapshot
from index.kept.store_errors import ReviewDamaged, as_person_error, not_writable
from index.kept.store_schema import STORE_VERSION
from index.locations import make_private

_LOGS = ("-wal", "-journal")


def write_backup(database: Database, target: Path, overwrite: bool = False) -> None:
    """Copy the store to `target` while it may be in use. Raises PressmarkError, OSError."""
    taken = [name for name in (target, *(Path(f"{target}{log}") for log in _LOGS)) if name.exists()]
    if taken and not overwrite:
        raise PressmarkError(f"{taken[0]} exists already: name another file, or move it away.")
    try:
        with database.lock:
            write_snapshot(database.connection, target, overwrite)
    except FileExistsError as error:
        raise PressmarkError(
            f"{target} exists already: name another file, or move it away."
        ) from error
    except sqlite3.DatabaseError as error:
        raise as_person_error(error, database.path) from error


def restore_backup(source: Path, target: Path) -> Path | None:
    """Replace the store at `target` by a backup.

    Returns the path of the copy of what was there before, None if nothing was. Sessions that have
    the store open continue with what was restored. Raises PressmarkError for a file that is no
    backup, OSError.
    """
    with contextlib.closing(_read_backup(source)) as backup:
        make_private(target.parent)
        kept = _copy_name(target)
        if not target.exists() or not target.stat().st_size:
            moved = _move_aside(target, kept)
            write_snapshot(backup, target)
            kept_at = kept if moved else None
        else:
            kept_at = _replace(backup, target, kept)
    target.chmod(0o600)
    Database(target).close()
    return kept_at


def _read_backup(source: Path) -> sqlite3.Connection:
    try:
        backup = read_snapshot(source)
    except sqlite3.DatabaseError as error:
        raise PressmarkError(f"{source} is no backup of Pressmark ({error}).") from error
    try:
        version = backup.execute("PRAGMA user_version").fetchone()[0]
        sound = backup.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        backup.execute("SELECT count(*) FROM marks").fetchone()
    except sqlite3.DatabaseError as error:
        backup.close()
        raise PressmarkError(f"{source} is no backup of Pressmark ({error}).") from error
    if not sound or not 1 <= version <= STORE_VERSION:
        backup.close()
        raise PressmarkError(
            f"{source} is damaged or was written by a newer Pressmark; nothing was changed."
        )
    return backup


def _copy_name(target: Path) -> Path:
    moment = datetime.datetime.now(datetime.UTC)
    return target.with_name(f"{target.stem}-before-{moment:%Y%m%dT%H%M%S%f}.sqlite")


def _replace(backup: sqlite3.Connection, target: Path, kept: Path) -> Path:
    """Copy the store, then write the backup over it in one transaction of SQLite.

    A damaged store is moved instead, with its log, because SQLite cannot copy it.
    """
    try:
        store = Database(target)
    except ReviewDamaged:
        store = None
    if store is not None:
        try:
            if store.read_only:
                raise not_writable(target)
            write_backup(store, kept)
            backup.backup(store.connection)
            return kept
        except (ReviewDamaged, sqlite3.DatabaseError):
            kept.unlink(missing_ok=True)
        finally:
            store.close()
    _move_aside(target, kept)
    write_snapshot(backup, target)
    return kept


def _move_aside(target: Path, kept: Path) -> bool:
    """Rename a store and its logs; whether there was anything to rename."""
    moved = False
    for suffix in ("", *_LOGS):
        part = Path(f"{target}{suffix}")
        if part.exists():
            moved = moved or part.stat().st_size > 0
            part.rename(f"{kept}{suffix}")
    Path(f"{target}-shm").unlink(missing_ok=True)  # an index of the log that SQLite rebuilds
    return moved
