"""The SQLite connection of a catalogue: opening, checks, transactions, errors.

A catalogue may come from another user. So its schema has to match ours exactly (no trigger, no
view), `trusted_schema` is off, and statements that run for minutes are aborted.
"""

import datetime
import errno
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec

from index.catalog.catalog_schema import (
    CATALOG_VERSION,
    PAGE_SIZE,
    SCHEMA,
    TABLES,
    expected_schema,
    schema_of,
    tables_in,
)
from index.catalog.held_file import HeldFile
from index.catalog.pages import check_pages, forget_sums, read_sums, sums_path, write_sums
from index.checked_input import parse_json
from index.errors import IndexDamaged
from index.ownership import note_damage, shared_mode
from index.platform import SettledValue
from index.whole_files import write_whole

ValueT = TypeVar("ValueT")

# Whether the time of a file changes with each write; on Windows it can wait for the file's closing.
_SEES_CHANGES = os.name == "posix"

# Seconds after which a statement is aborted, and SQLite steps between two checks of the clock.
_LONGEST, _STEPS = 120.0, 1_000_000
# KiB of pages that a builder caches: a batch changes more pages than the 2 MiB that are usual hold.
_CACHE_OF_BUILDER = 32 << 10
# Rows that one read brings into memory.
_ROWS_AT_ONCE = 4096
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_INTERRUPT})
_WRITING = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
}


class Connection:
    """A catalogue's connection. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._lock = threading.RLock()
        self._begun = time.monotonic()
        self._unchecked = set(TABLES) - {"texts"}  # each text has its own checksum
        self._is_described = True  # page checksums may describe the file
        self.path = path
        self._inode = path.stat().st_ino
        connection.set_progress_handler(self._is_endless, _STEPS)
        self._file = HeldFile(path)
        # Every commit writes to the log, and every search asks for the revision: looking at the
        # log takes a third of the time of asking SQLite.
        self._log = f"{path}-wal"
        self._settled = SettledValue(self._read_revision)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Open the catalogue for writing; an empty one where there is none.

        Raises IndexDamaged for one that is broken or of another version, OSError for a folder that
        cannot be written.
        """
        is_new = not path.exists() or path.stat().st_size == 0
        if is_new:
            forget_sums(path)
            write_whole(path, _empty_catalogue())
            path.chmod(shared_mode(path.parent))
        else:
            check_pages(path, set(TABLES) - {"texts"})
        try:
            db = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
            _harden(db)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute(f"PRAGMA cache_size={-_CACHE_OF_BUILDER}")
            # if the last commit is lost, its files are read again
            db.execute("PRAGMA synchronous=NORMAL")
        except sqlite3.DatabaseError as error:
            raise error_of(error, path) from error
        return cls._checked(db, path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing catalogue for reading, on a read-only disk too. Raises IndexDamaged."""
        try:
            if not path.is_file() or path.stat().st_size == 0:
                raise IndexDamaged(f"There is no catalogue at {path}.")
            check_pages(path, ())
            return cls._checked(_connect(path, "mode=ro"), path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise IndexDamaged(f"The catalogue {path} cannot be opened ({error}).") from error

    @classmethod
    def _checked(cls, db: sqlite3.Connection, path: Path) -> Self:
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            is_ours = schema_of(db) == expected_schema()
        except sqlite3.DatabaseError as error:
            db.close()
            note_damage(path.parent)
            raise IndexDamaged(f"The catalogue {path} is damaged ({error}).") from error
        if version != CATALOG_VERSION:
            db.close()
            raise IndexDamaged(f"The catalogue {path} was made by another version of Pressmark.")
        if not is_ours:
            db.close()
            note_damage(path.parent)
            raise IndexDamaged(f"The catalogue {path} has tables that are not Pressmark's.")
        return cls(db, path)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
            self._file.release()

    def _is_endless(self) -> bool:
        return time.monotonic() - self._begun > _LONGEST

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises IndexDamaged."""
        return list(self._each(statement, values))

    def _each(self, statement: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a few thousand in memory at a time. Raises IndexDamaged.

        Consume it immediately: no other thread can use the connection until then.
        """
        with self._lock:
            self._begin(statement)
            try:
                rows = self._db.execute(statement, values)
                while part := rows.fetchmany(_ROWS_AT_ONCE):
                    yield from part
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                raise self.damaged(str(error)) from error

    def _one(self, statement: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, in half the time of `_all`. Raises IndexDamaged."""
        with self._lock:
            self._begin(statement)
            try:
                row: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                raise self.damaged(str(error)) from error
            return row

    def _begin(self, statement: str) -> None:
        """Check pages that a statement reads first, and set its time limit. Raises IndexDamaged."""
        if self._unchecked and (wanted := self._unchecked & tables_in(statement)):
            if self._is_described:
                check_pages(self.path, wanted)
            self._unchecked -= wanted
        # a builder's own statements have no time limit
        self._begun = float("inf") if self._db.in_transaction else time.monotonic()

    def damaged(self, why: str) -> IndexDamaged:
        """The error for this catalogue; leaves a note so that the next refresh repairs it."""
        note_damage(self.path.parent)
        return IndexDamaged(f"The catalogue {self.path} is damaged ({why}).")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction: commits at the end, rolls back on errors. Raises OSError (disk full)."""
        with self._lock:
            if self._is_described:
                forget_sums(self.path)
                self._is_described = False
            self._begun = float("inf")  # no time limit for a builder's own statements
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                except BaseException:
                    if self._db.in_transaction:  # SQLite ends it itself on a full disk
                        self._db.execute("ROLLBACK")
                    self._undone()
                    raise
                self._db.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self._undone()
                raise error_of(error, self.path) from error

    def _undone(self) -> None:
        """Drop cached values after a rollback."""

    def meta(self, key: str) -> str | None:
        """A fact about the library as a whole."""
        row = self._one("SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else None

    def meta_value(self, key: str, kind: type[ValueT], empty: ValueT) -> ValueT:
        """A fact that is stored as JSON, `empty` where there is none. Raises IndexDamaged."""
        raw = self.meta(key)
        try:
            return msgspec.convert(parse_json(raw), kind) if raw else empty
        except (ValueError, TypeError, msgspec.ValidationError) as error:
            raise self.damaged(f"its {key} cannot be read") from error

    def revision(self) -> int:
        """A number that grows with every change of the articles."""
        if not _SEES_CHANGES or self._db.in_transaction:
            return self._read_revision()
        try:
            log = os.stat(self._log)  # noqa: PTH116 - takes half the time
        except OSError:  # no log: the catalogue is open as immutable
            return self._read_revision()
        return self._settled.at(log.st_mtime_ns, (log.st_ino, log.st_size))

    def _read_revision(self) -> int:
        try:
            return int(self.meta("revision") or 0)
        except ValueError as error:
            raise self.damaged("its revision is no number") from error

    # --- the file between writes ---

    def has_sums(self) -> bool:
        """Whether page checksums describe the catalogue."""
        return read_sums(self.path) is not None

    def is_in_place(self) -> bool:
        """Whether the file at its path is still the one that was opened. Raises OSError."""
        return self.path.stat().st_ino == self._inode

    def verify_rows(self) -> None:
        """Check every page but those of texts by its checksum. Raises IndexDamaged."""
        check_pages(self.path, set(TABLES) - {"texts"})

    def verify(self) -> None:
        """Check every page by its checksum, or with SQLite's own check. Raises IndexDamaged."""
        check_pages(self.path)
        if not self.has_sums():
            found = self._all("PRAGMA quick_check(1)")
            if found != [("ok",)]:
                raise self.damaged(str(found[0][0]) if found else "no answer")

    def built(self) -> str | None:
        """When a build last ended, in ISO form (UTC): the time of the page checksums."""
        try:
            seconds = sums_path(self.path).stat().st_mtime
        except OSError:
            return None
        when = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
        return when.isoformat(timespec="seconds")

    def seal(self) -> None:
        """End a build: move the write-ahead log into the file, write the page checksums.

        Without a change since the last build only the time of the checksums is set. While a reader
        keeps the log in use there are no checksums until the next build. Raises OSError.
        """
        with self._lock:
            if self._is_described and self.has_sums():
                os.utime(sums_path(self.path))
                return
            self._begun = float("inf")
            try:
                busy, _, _ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    write_sums(self.path, self._db)
                    self._is_described = True
            except sqlite3.DatabaseError as error:
                raise error_of(error, self.path) from error


def _empty_catalogue() -> bytes:
    """The bytes of a catalogue without articles.

    They are written in one step: SQLite itself writes a header without tables first, and a process
    that is killed there leaves a file that looks like one of another version.
    """
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.execute(f"PRAGMA page_size={PAGE_SIZE}")
        db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version={CATALOG_VERSION}; COMMIT;")
        return db.serialize()
    finally:
        db.close()


def marks_for(values: Sized) -> str:
    """The placeholders of a statement for these values: "?,?,?"."""
    return ",".join("?" * len(values))


def _connect(path: Path, how: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=30,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        _harden(db)
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        # on a read-only disk no other process writes to it either
        if _primary(error) == sqlite3.SQLITE_CANTOPEN and "immutable" not in how:
            return _connect(path, f"{how}&immutable=1")
        raise
    return db


def _harden(db: sqlite3.Connection) -> None:
    """Restrict what the schema of a foreign file can do."""
    db.execute("PRAGMA trusted_schema=OFF")
    db.execute("PRAGMA cell_size_check=ON")
    if sys.version_info >= (3, 12):
        db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def _primary(error: sqlite3.Error) -> int:
    """The primary result code of SQLite: the low byte of an extended one."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is at fault, rather than the program or the disk."""
    return _primary(error) in _DAMAGE | {sqlite3.SQLITE_IOERR}


def error_of(error: sqlite3.Error, path: Path) -> Exception:
    """The error for a failed write: OSError for the disk, IndexDamaged for a damaged file.

    SQLite hides the error number of the system, so that a disk without free inodes looks like a
    folder that cannot be opened: `statvfs` tells the two apart.
    """
    code = _primary(error)
    if code in _DAMAGE:
        note_damage(path.parent)
        return IndexDamaged(f"The catalogue {path} is damaged ({error}).")
    if code not in _WRITING:
        return error
    number = _WRITING[code]
    if code == sqlite3.SQLITE_CANTOPEN and _has_no_inodes(path.parent):
        number = errno.ENOSPC
    return OSError(number, os.strerror(number), str(path))


def _has_no_inodes(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_files > 0 and found.f_favail == 0


__all__ = ["Connection", "error_of", "is_damage", "marks_for"]
