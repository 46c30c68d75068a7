"""Backups of the store, and restoring one without losing what it replaces."""

import contextlib
import datetime
import os
import sqlite3
import time
from pathlib import Path

from index.errors import PressmarkError
from index.kept.database import Database
from index.kept.store_copy import read_snapshot, write_snapshot
from index.kept.store_errors import ReviewDamaged, as_person_error, not_writable
from index.kept.store_schema import STORE_VERSION
from index.whole_files import check_parent, make_private, write_whole

_LOGS = ("-wal", "-journal")
# Seconds that a restore waits for a session that writes.
_PATIENCE = 30.0


def write_backup(database: Database, target: Path, overwrite: bool = False) -> None:
    """Copy the store to `target` while it may be in use. Raises PressmarkError, OSError."""
    check_parent(target)
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
            moved = _move_logs(target, kept)
            write_snapshot(backup, target, overwrite=True)
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

    The files of a damaged store are kept unchanged: opening it could change them. A full disk
    or a session that writes raises and changes nothing.
    """
    if _is_sound(target):
        with contextlib.suppress(ReviewDamaged):
            return _copy_and_replace(backup, target, kept)
    _keep_files(target, kept)
    write_snapshot(backup, target, overwrite=True)
    return kept


def _is_sound(target: Path) -> bool:
    """Whether SQLite can read the whole store with its log. Leaves its files alone."""
    try:
        with contextlib.closing(read_snapshot(target)) as snapshot:
            return bool(snapshot.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _copy_and_replace(backup: sqlite3.Connection, target: Path, kept: Path) -> Path:
    with contextlib.closing(Database(target)) as store:
        if store.read_only:
            raise not_writable(target)
        write_backup(store, kept)
        try:
            _write_over(backup, store.connection)
        except sqlite3.DatabaseError as error:
            kept.unlink(missing_ok=True)
            raise as_person_error(error, target) from error
    return kept


def _write_over(backup: sqlite3.Connection, store: sqlite3.Connection) -> None:
    """Copy a database over another one, in one transaction.

    Raises sqlite3.OperationalError where another session writes for too long: by itself SQLite's
    backup waits without end.
    """
    until = time.monotonic() + _PATIENCE

    def wait(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > until:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = status
            raise error

    store.execute("PRAGMA busy_timeout=250")
    backup.backup(store, progress=wait)


def _keep_files(target: Path, kept: Path) -> None:
    """Give a damaged store and its logs other names too, then take its logs away.

    The store itself stays where it is until it is replaced, so that a kill leaves one.
    """
    logs = [log for log in _LOGS if Path(f"{target}{log}").exists()]
    for suffix in ("", *logs):
        try:
            os.link(f"{target}{suffix}", f"{kept}{suffix}")
        except OSError:  # a file system without hard links
            write_whole(Path(f"{kept}{suffix}"), Path(f"{target}{suffix}").read_bytes())
    for suffix in (*logs, "-shm"):  # the latter is an index of the log that SQLite rebuilds
        Path(f"{target}{suffix}").unlink(missing_ok=True)


def _move_logs(target: Path, kept: Path) -> bool:
    """Rename the logs of a store that is gone or empty; whether one of them holds anything."""
    moved = False
    for log in _LOGS:
        part = Path(f"{target}{log}")
        if part.exists():
            moved = moved or part.stat().st_size > 0
            part.rename(f"{kept}{log}")
    Path(f"{target}-shm").unlink(missing_ok=True)
    return moved
