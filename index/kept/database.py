"""The connection to the store: opening, transactions, reading rows.

A store in a folder that cannot be written, or on a full disk, is opened as a copy in memory that
takes no changes.
"""

import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from index.checked_input import parse_json
from index.kept.records import DamagedRow
from index.kept.store_copy import read_snapshot, write_snapshot
from index.kept.store_errors import (
    ReviewDamaged,
    as_person_error,
    is_writing_problem,
    not_writable,
    primary_code,
)
from index.kept.store_schema import STORE_VERSION, statements
from index.whole_files import make_private

T = TypeVar("T")
SqlRow = tuple[Any, ...]
# Bytes of one packed column: the ids of some millions of articles.
_MOST_INFLATED = 128 << 20


class Database:
    """One open store. Threads may share it; any number of processes may have it open."""

    def __init__(self, path: Path) -> None:
        """Open the store, created if missing. An older version is copied, then migrated.

        Raises ReviewDamaged, PressmarkError, OSError.
        """
        self.path = path
        self.lock = threading.RLock()
        self.read_only = False
        self.note: str | None = None
        try:
            self.connection = self._open()
        except sqlite3.DatabaseError as error:
            raise as_person_error(error, path) from error
        self.connection.text_factory = _decode_text

    def _open(self) -> sqlite3.Connection:
        existed = self.path.exists()
        if not _is_writable(self.path):
            self.note = f"Your marks cannot be changed: {self.path} is read-only."
            return self._open_copy()
        try:
            make_private(self.path.parent)
            if not existed:
                self.path.touch(mode=0o600)
            return self._open_for_writing()
        except sqlite3.OperationalError as error:
            if not is_writing_problem(error):
                raise
            self.note = str(as_person_error(error, self.path).args[-1]) + "."
        except OSError as error:
            self.note = f"Your marks cannot be kept in {self.path}: {error.strerror or error}."
        if not existed and self.path.exists() and not self.path.stat().st_size:
            self.path.unlink()  # created above, and nothing could be written to it
        return self._open_copy()

    def _open_for_writing(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=30, check_same_thread=False, isolation_level=None)
        try:
            db.execute("PRAGMA trusted_schema=OFF")
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            self._migrate(db, copy_first=True)
        except BaseException:
            db.close()
            raise
        return db

    def _open_copy(self) -> sqlite3.Connection:
        """A copy in memory, empty where there is no store, that takes no changes."""
        self.read_only = True
        if self.path.exists() and self.path.stat().st_size:
            db = read_snapshot(self.path)
        else:
            db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._migrate(db, copy_first=False)
        db.execute("PRAGMA query_only=ON")
        return db

    def _migrate(self, db: sqlite3.Connection, copy_first: bool) -> None:
        version = _version_of(db)
        if version > STORE_VERSION:
            raise ReviewDamaged(
                f"Your marks in {self.path} were written by a newer Pressmark; nothing was changed."
                " Use that one."
            )
        if version == STORE_VERSION:
            return
        if version and copy_first:
            copy = self.path.with_name(f"{self.path.stem}-version{version}.sqlite")
            write_snapshot(db, copy, overwrite=True)
        db.execute("BEGIN IMMEDIATE")
        try:
            version = _version_of(db)  # another session may have migrated it in between
            for statement in statements(version):
                db.execute(statement)
            db.execute(f"PRAGMA user_version={STORE_VERSION}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when it ends, or has changed nothing.

        Within another transaction of the same thread it is a part of that one.
        Raises OSError where the disk is full or the store is read-only.
        """
        if self.read_only:
            raise not_writable(self.path)
        with self.lock:
            if self.connection.in_transaction:
                yield self.connection
                return
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self.connection
                    self.connection.execute("COMMIT")
                except BaseException:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                    raise
            except sqlite3.DatabaseError as error:
                raise as_person_error(error, self.path) from error

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[SqlRow]:
        """The rows of a query. Raises ReviewDamaged, PressmarkError."""
        with self.lock:
            try:
                return self.connection.execute(statement, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise as_person_error(error, self.path) from error

    def table(self, name: str, columns: Sequence[str]) -> tuple[list[SqlRow], list[DamagedRow]]:
        """All rows of a table, and the damage in it. The first column is the key.

        Where a page of the file is damaged, these are the rows before and after that page.
        """
        listed = ", ".join(columns)
        found: dict[object, SqlRow] = {}
        damage: list[DamagedRow] = []
        with self.lock:
            for order in ("ASC", "DESC"):
                statement = f"SELECT {listed} FROM {name} ORDER BY {columns[0]} {order}"
                try:
                    for row in self.connection.execute(statement):
                        found.setdefault(row[0], row)
                    break
                except sqlite3.DatabaseError as error:
                    if primary_code(error) != sqlite3.SQLITE_CORRUPT:
                        raise as_person_error(error, self.path) from error
                    damage = [DamagedRow(name, "", f"a part of the file is damaged ({error})")]
        return list(found.values()), damage

    def read_all(
        self, name: str, columns: Sequence[str], decode: Callable[[SqlRow], T]
    ) -> tuple[list[T], list[DamagedRow]]:
        """The records of a table, and the rows that `decode` raises ValueError for."""
        rows, damage = self.table(name, columns)
        records = []
        for row in rows:
            try:
                records.append(decode(row))
            except ValueError as error:
                damage.append(DamagedRow(name, _shown_key(row[0]), str(error)))
        return records, damage

    def data_version(self) -> int:
        """A number that changes when another session has written."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def version(self) -> tuple[int, int]:
        """Differs after every change, by this session or another."""
        return self.data_version(), self.connection.total_changes


def decode_json(raw: object) -> Any:
    """The value that a column selected as BLOB holds as JSON. Raises ValueError."""
    if not isinstance(raw, bytes):
        raise ValueError("the row is empty")
    return parse_json(raw.decode("utf-8"))


def inflated(packed: bytes) -> bytes:
    """The bytes of a packed column. Raises zlib.error, ValueError for more than 128 MiB."""
    reader = zlib.decompressobj()
    raw = reader.decompress(packed, _MOST_INFLATED)
    if not reader.eof:
        raise ValueError("incomplete, or too large")
    return raw


def _shown_key(key: object) -> str:
    return key if isinstance(key, str) else repr(key)


def _decode_text(raw: bytes) -> str:
    """Text of a column; damaged bytes become surrogates instead of an error for the whole query."""
    return raw.decode("utf-8", "surrogateescape")


def _version_of(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _is_writable(path: Path) -> bool:
    """Whether SQLite could write the file and a log next to it."""
    folder = next(folder for folder in path.parents if folder.exists())
    return os.access(folder, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))
