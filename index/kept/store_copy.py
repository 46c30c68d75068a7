"""Whole copies of a store: read into memory, written to a file in one step.

Reading never creates a file next to the store, so it works in folders that cannot be written. A
copy includes the write-ahead log. Written copies have no log.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

from index.kept.store_errors import not_written
from index.whole_files import write_whole

# Bytes 18 and 19 of an SQLite file: 1 for a rollback journal, 2 for a write-ahead log.
_JOURNAL = slice(18, 20)
_LOGS = ("-wal", "-journal")
_ATTEMPTS = 5  # reads of a store that other processes write to


def read_snapshot(path: Path) -> sqlite3.Connection:
    """An in-memory copy of the store at `path`. Raises sqlite3.DatabaseError, OSError.

    Another process can write the log back into the file, or remove the log, while we read. The
    read is repeated until the files are the same before and after it.
    """
    for _ in range(_ATTEMPTS - 1):
        before = _states(path)
        with contextlib.suppress(FileNotFoundError, sqlite3.DatabaseError):
            memory = _read_once(path)
            if _states(path) == before:
                return memory
            memory.close()
        if _states(path) == before:
            break  # no process writes, so the next read gives the error or the store
    return _read_once(path)


def _states(path: Path) -> list[tuple[int, int, int] | None]:
    """Inode, size and time of the store and its logs; None for a file that is not there."""
    states: list[tuple[int, int, int] | None] = []
    for suffix in ("", *_LOGS):
        try:
            state = Path(f"{path}{suffix}").stat()
        except FileNotFoundError:
            states.append(None)
        else:
            states.append((state.st_ino, state.st_size, state.st_mtime_ns))
    return states


def _read_once(path: Path) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    try:
        logs = [log for log in _LOGS if _has_content(Path(f"{path}{log}"))]
        if logs:
            _read_with_logs(path, logs, memory)
        else:
            memory.deserialize(_without_log(path.read_bytes()))
        memory.execute("PRAGMA schema_version").fetchone()  # fails for a file that is no database
    except BaseException:
        memory.close()
        raise
    return memory


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _read_with_logs(path: Path, logs: list[str], memory: sqlite3.Connection) -> None:
    """SQLite replays the log on a private copy, because it writes to the file while it does so."""
    with tempfile.TemporaryDirectory(prefix="pressmark-") as folder:
        copy = Path(folder) / "store.sqlite"
        for suffix in ("", *logs):
            shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        with contextlib.closing(sqlite3.connect(copy)) as db:
            db.backup(memory)


def _without_log(raw: bytes) -> bytes:
    """The bytes of a database, marked as one that uses no write-ahead log."""
    changed = bytearray(raw)
    if len(changed) >= _JOURNAL.stop:
        changed[_JOURNAL] = b"\x01\x01"
    return bytes(changed)


def write_snapshot(db: sqlite3.Connection, target: Path, overwrite: bool = False) -> None:
    """Write a copy of `db` to `target`, whole or not at all, mode 0600.

    Raises FileExistsError unless `overwrite`, OSError, sqlite3.DatabaseError.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as memory:
        db.backup(memory)
        raw = _without_log(memory.serialize())
    write_at_once(target, raw, overwrite)


def write_at_once(target: Path, raw: bytes, overwrite: bool) -> None:
    """Write `raw` to a file in one step, see `write_whole`.

    Raises OSError, for a full or read-only disk with what to do.
    """
    try:
        write_whole(target, raw, overwrite)
    except OSError as error:
        raise not_written(error, target) from error
