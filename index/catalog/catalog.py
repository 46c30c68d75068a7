"""The catalogue: what is known of every file and article, in SQLite.

It is the truth about articles; the Whoosh index beside it can be made anew from it. Texts and what
extraction found in them are stored compressed, as JSON and never as pickles.
"""

import json
import os
import sqlite3
import sys
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import Any

from index.catalog.actor_codec import pack_actors
from index.catalog.actor_overlay import Standing
from index.catalog.actor_register import ActorRegister
from index.catalog.citations import Reference, names_publication
from index.catalog.entries import Entry
from index.catalog.packing import unpack
from index.catalog.pair_codec import pack_pairs
from index.corrections import FIELDS, Field, settled, with_splits
from index.errors import IndexDamaged
from index.extract import canonical_outlet
from index.model import Analysis, Card, FileState, Pair, Stamp, fold_words
from index.ownership import shared_mode

# Raised whenever what is stored, or what extraction finds, changes: an older library is built anew.
VERSION = 18

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, problem TEXT) WITHOUT ROWID;
CREATE TABLE articles (
    num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path BLOB NOT NULL, title TEXT NOT NULL,
    publication TEXT, volume TEXT, issue TEXT, author TEXT, date TEXT, first_day INTEGER, last_day INTEGER,
    digest TEXT NOT NULL);
CREATE INDEX articles_path ON articles (path);
CREATE INDEX articles_digest ON articles (digest);
CREATE INDEX articles_day ON articles (first_day, last_day);
CREATE TABLE texts (num INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE actors (actor INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE actor_names (folded TEXT NOT NULL, actor INTEGER NOT NULL, PRIMARY KEY (folded, actor)) WITHOUT ROWID;
CREATE TABLE actor_lists (num INTEGER PRIMARY KEY, actors BLOB NOT NULL);
CREATE TABLE signatures (num INTEGER PRIMARY KEY, signature BLOB NOT NULL);
CREATE TABLE doubles (num INTEGER PRIMARY KEY, of INTEGER NOT NULL);
CREATE TABLE same_actors (actor INTEGER PRIMARY KEY, of INTEGER NOT NULL);
CREATE TABLE speech (num INTEGER PRIMARY KEY, pairs BLOB NOT NULL);
CREATE TABLE refs (
    num INTEGER NOT NULL, start INTEGER NOT NULL, publication TEXT NOT NULL, written TEXT NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL);
CREATE INDEX refs_num ON refs (num);
CREATE INDEX refs_day ON refs (first_day, last_day);
CREATE TABLE outlets (outlet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE source_articles (outlet INTEGER NOT NULL, num INTEGER NOT NULL, PRIMARY KEY (outlet, num)) WITHOUT ROWID;
CREATE INDEX source_articles_num ON source_articles (num);
CREATE TABLE inferred (num INTEGER PRIMARY KEY, speaker INTEGER NOT NULL, outlet INTEGER NOT NULL, date INTEGER NOT NULL);
"""


# What is kept of an article, by its number.
_OF_ARTICLES = (
    "articles",
    "texts",
    "actor_lists",
    "speech",
    "refs",
    "source_articles",
    "signatures",
    "inferred",
)
# The fields of an Entry that are columns of its row, in their order, but for its id and the file's path.
_COLUMNS = attrgetter(*Entry.__struct_fields__[1 : Entry.__struct_fields__.index("packed")])

_MOST_PASSED_OVER = 10_000
_PATHS = sys.getfilesystemencoding()


class Catalog(Standing):
    """One library's catalogue. Safe to share between threads; one process writes, any number reads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._lock = threading.RLock()
        self.path = path
        self._register = ActorRegister(connection)
        self._outlets: dict[str, int] = {}
        super().__init__()

    @classmethod
    def create(cls, path: Path) -> "Catalog":
        """Open the catalogue for writing; made anew where there is none.

        Raises IndexDamaged for one that is broken or of another version, OSError for a folder that
        cannot be written.
        """
        new = not path.exists() or path.stat().st_size == 0
        if new:
            path.touch(mode=0o600)
            path.chmod(shared_mode(path.parent))
        try:
            db = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute(
                "PRAGMA synchronous=NORMAL"
            )  # a lost last commit is read again from the files
            if new:
                db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")
        except sqlite3.OperationalError as error:
            raise _as_os_error(error, path) from error
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"The catalogue {path} is damaged ({error}).") from error
        return cls._checked(db, path)

    @classmethod
    def open(cls, path: Path) -> "Catalog":
        """Open an existing catalogue for reading, on a read-only disk too. Raises IndexDamaged."""
        try:
            if not path.is_file() or path.stat().st_size == 0:
                raise IndexDamaged(f"There is no catalogue at {path}.")
            return cls._checked(cls._connect(path, "mode=ro"), path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise IndexDamaged(f"The catalogue {path} cannot be opened ({error}).") from error

    @staticmethod
    def _connect(path: Path, how: str) -> sqlite3.Connection:
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}",
            uri=True,
            timeout=30,
            check_same_thread=False,
            isolation_level=None,
        )
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            db.close()
            # where nothing can be written beside it, nobody is writing to it either
            if "unable to open" in str(error) and "immutable" not in how:
                return Catalog._connect(path, f"{how}&immutable=1")
            raise
        return db

    @classmethod
    def _checked(cls, db: sqlite3.Connection, path: Path) -> "Catalog":
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            db.execute("SELECT count(*) FROM meta").fetchone()
        except sqlite3.DatabaseError as error:
            db.close()
            raise IndexDamaged(f"The catalogue {path} is damaged ({error}).") from error
        if version != VERSION:
            db.close()
            raise IndexDamaged(f"The catalogue {path} was made by another version of Pressmark.")
        return cls(db, path)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                if (
                    "malformed" in str(error)
                    or "no such table" in str(error)
                    or "disk I/O" in str(error)
                ):
                    raise IndexDamaged(
                        f"The catalogue {self.path} is damaged ({error})."
                    ) from error
                raise
            except sqlite3.DatabaseError as error:
                raise IndexDamaged(f"The catalogue {self.path} is damaged ({error}).") from error

    # --- writing ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what happens inside, or nothing. Raises OSError where the disk is full."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                except BaseException:
                    if self._db.in_transaction:  # SQLite has ended it itself on a full disk
                        self._db.execute("ROLLBACK")
                    self._forget_actors()
                    raise
                self._db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self._forget_actors()
                raise _as_os_error(error, self.path) from error
            except sqlite3.DatabaseError as error:
                raise IndexDamaged(f"The catalogue {self.path} is damaged ({error}).") from error

    def _forget_actors(self) -> None:
        self._register.forget()
        self._outlets.clear()

    def reserve(self, count: int) -> int:
        """The first of `count` article numbers that were never used before, not even by a build that died."""
        with self.transaction():
            first = int(self.meta("next_num") or 1)
            self._set_meta("next_num", str(first + count))
        return first

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the library as a whole."""
        with self.transaction():
            self._set_meta(key, value)

    def put_files(
        self, files: Iterable[tuple[str, FileState, Sequence[tuple[int, Entry]]]]
    ) -> None:
        """Keep files that are not there yet, each with its articles and their numbers. Call inside `transaction`."""
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in ("files", *_OF_ARTICLES)}
        for path, state, articles in files:
            raw = os.fsencode(path)
            rows["files"].append((raw, state.size, state.mtime_ns, state.problem))
            for num, entry in articles:
                self._add_rows(rows, raw, num, entry)
        self._register.write()
        for table, added in rows.items():
            if added:
                holes = ", ".join("?" * len(added[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({holes})", added)

    def _add_rows(
        self, rows: dict[str, list[tuple[Any, ...]]], raw: bytes, num: int, entry: Entry
    ) -> None:
        """What the tables say of an article; its actors and outlets get their numbers."""
        rows["articles"].append((num, entry.id, raw, *_COLUMNS(entry)))
        rows["texts"].append((num, entry.packed))
        rows["signatures"].append((num, entry.signature))
        numbers = [self._register.number(actor) for actor in entry.actors]
        speaks = [actor.speaks for actor in entry.actors]
        rows["actor_lists"].append((num, pack_actors(zip(numbers, speaks, strict=True))))
        if entry.speech:
            pairs = [
                Pair(numbers[one.actor], numbers[one.other], one.times, one.beside)
                for one in entry.speech
            ]
            rows["speech"].append((num, pack_pairs(pairs)))
        if any(entry.inferred):
            rows["inferred"].append((num, *entry.inferred))
        rows["refs"].extend((num, *reference) for reference in entry.references)
        rows["source_articles"].extend((self._outlet_number(name), num) for name in entry.outlets)

    def _outlet_number(self, name: str) -> int:
        """The library's number of a cited outlet, a new one for one that is new."""
        if name not in self._outlets:
            self._db.execute(
                "INSERT OR IGNORE INTO outlets (name, folded) VALUES (?, ?)",
                (name, fold_words(name)),
            )
            self._outlets[name] = self._db.execute(
                "SELECT outlet FROM outlets WHERE name = ?", (name,)
            ).fetchone()[0]
        return self._outlets[name]

    def drop_file(self, path: str) -> list[int]:
        """Forget a file and its articles; returns their numbers. Call inside `transaction`."""
        raw = os.fsencode(path)
        nums = [
            num for (num,) in self._db.execute("SELECT num FROM articles WHERE path = ?", (raw,))
        ]
        for num in nums:
            for table in (*_OF_ARTICLES, "doubles"):
                self._db.execute(f"DELETE FROM {table} WHERE num = ?", (num,))
        self._db.execute("DELETE FROM files WHERE path = ?", (raw,))
        return nums

    def count_change(self) -> None:
        """Make `revision` differ, so that readers know there is something new. Call inside `transaction`."""
        self._set_meta("revision", str(self.revision() + 1))

    def revision(self) -> int:
        """A number that grows with every change of the articles."""
        return int(self.meta("revision") or 0)

    def forget_file_states(self) -> None:
        """Make every file count as changed, while its articles stay until they are read anew."""
        with self.transaction():
            self._db.execute("UPDATE files SET mtime_ns = -1")

    def set_groups(
        self, same_actors: Mapping[int, int], duplicates: Mapping[int, int], gone: Iterable[int]
    ) -> None:
        """Replace what is derived from all articles together: merged actors, duplicates.

        `same_actors` maps a name to the actor it stands for, `duplicates` an article to its group.
        Actors in `gone` are deleted: no article mentions them. Call inside `transaction`.
        """
        dropped = [(actor,) for actor in gone]
        self._db.executemany("DELETE FROM actors WHERE actor = ?", dropped)
        if dropped:
            self._db.execute(
                "DELETE FROM actor_names WHERE actor NOT IN (SELECT actor FROM actors)"
            )
        self._db.execute("DELETE FROM same_actors")
        self._db.executemany("INSERT INTO same_actors VALUES (?, ?)", same_actors.items())
        self._db.execute("DELETE FROM doubles")
        self._db.executemany("INSERT INTO doubles VALUES (?, ?)", duplicates.items())
        self.count_change()
        self._set_meta("tables", uuid.uuid4().hex)
        self._forget_actors()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file."""
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- what is read of every article ---

    def tables_stamp(self) -> str:
        """A value that differs between any two revisions of any two catalogues."""
        return f"{self.meta('tables')} {self.revision()}"

    def article_days(self) -> list[tuple[int, int, int]]:
        """Number, first and last day of every article, by number.

        Days are proleptic ordinals, 0 where an article has no date.
        """
        return self._all(
            "SELECT num, ifnull(first_day, 0), ifnull(last_day, 0) FROM articles ORDER BY num"
        )

    def person_keys(self) -> list[tuple[int, str]]:
        """Number and key of every person, by number."""
        return self._all("SELECT actor, key FROM actors WHERE kind = 'person' ORDER BY actor")

    def actor_ids(self) -> list[int]:
        """The numbers of all actors."""
        return [actor for (actor,) in self._all("SELECT actor FROM actors ORDER BY actor")]

    def signatures(self) -> list[tuple[int, bytes, str]]:
        """Number, MinHash signature and text digest of every article, by number."""
        return self._all(
            "SELECT num, signature, digest FROM articles JOIN signatures USING (num) ORDER BY num"
        )

    # --- reading ---

    def meta(self, key: str) -> str | None:
        """A fact about the library as a whole."""
        rows = self._all("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def files(self) -> dict[str, Stamp]:
        """Every file that was read or failed to be read, by path, as it was then."""
        rows = self._all("SELECT path, size, mtime_ns FROM files")
        return {
            path.decode(_PATHS, "surrogateescape"): (size, mtime_ns)
            for path, size, mtime_ns in rows
        }

    def problems(self) -> list[tuple[str, str]]:
        """Files that could not be read, with the reason."""
        rows = self._all("SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path")
        return [(os.fsdecode(path), problem) for path, problem in rows]

    def set_passed_over(self, files: Mapping[str, str]) -> None:
        """Keep which files the last build passed over, each with its reason; the first 10,000 by path."""
        rows = [
            [os.fsencode(path).decode("utf-8", "backslashreplace"), files[path]]
            for path in sorted(files)[:_MOST_PASSED_OVER]
        ]
        text = json.dumps(rows)
        if self.meta("passed_over") != text:
            self.set_meta("passed_over", text)

    def passed_over(self) -> list[tuple[str, str]]:
        """Files of kinds that are not read, as the last build saw them, with the reason."""
        return [(path, reason) for path, reason in json.loads(self.meta("passed_over") or "[]")]

    def count(self) -> int:
        """How many articles there are."""
        return int(self._all("SELECT count(*) FROM articles")[0][0])

    def nums(self) -> list[int]:
        """The numbers of all articles, in order."""
        return [num for (num,) in self._all("SELECT num FROM articles ORDER BY num")]

    def nums_at(self, paths: Iterable[str]) -> list[int]:
        """The numbers of the articles in these files."""
        found = []
        for path in paths:
            found += [
                num
                for (num,) in self._all(
                    "SELECT num FROM articles WHERE path = ?", (os.fsencode(path),)
                )
            ]
        return found

    def cards(self, nums: Iterable[int]) -> list[Card]:
        """What lists show of these articles, in the order asked for; unknown numbers are left out."""
        wanted = list(nums)
        found: dict[int, Card] = {}
        for begin in range(0, len(wanted), 500):
            part = wanted[begin : begin + 500]
            marks = ",".join("?" * len(part))
            for num, ident, path, title, publication, date in self._all(
                f"SELECT num, id, path, title, publication, date FROM articles WHERE num IN ({marks})",
                part,
            ):
                found[num] = Card(num, ident, os.fsdecode(path), title, publication, date)
        return [found[num] for num in wanted if num in found]

    def analysis(self, num: int) -> Analysis | None:
        """The article with all that extraction found in it; None where it is gone."""
        rows = self._all(
            "SELECT id, path, title, publication, volume, issue, author, date, packed FROM articles JOIN texts USING (num) WHERE num = ?",
            (num,),
        )
        if not rows:
            return None
        ident, path, title, publication, volume, issue, author, date, packed = rows[0]
        try:
            found = unpack(
                packed,
                id=ident,
                path=os.fsdecode(path),
                title=title,
                publication=publication,
                volume=volume,
                issue=issue,
                author=author,
                date=date,
            )
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise IndexDamaged(
                f"The catalogue {self.path} is damaged (article {ident})."
            ) from error
        own = self._judged_articles().get(num) if self._judgements else None
        found = with_splits(found, self.corrections.splits)
        return settled(found, own) if own else found

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, or at this path."""
        rows = (
            self._all("SELECT num FROM articles WHERE id = ?", (ident,)) if ident.isascii() else []
        )
        rows = rows or self._all(
            "SELECT num FROM articles WHERE path = ? ORDER BY num", (os.fsencode(ident),)
        )
        return rows[0][0] if rows else None

    def nums_of(self, idents: Iterable[str]) -> dict[str, int]:
        """The numbers of articles by their ids, or by the digests of their texts (of several alike the first); those there are."""
        listed = json.dumps(list(idents))
        by_digest = "SELECT digest, min(num) FROM articles WHERE digest IN (SELECT value FROM json_each(?)) GROUP BY digest"
        by_id = "SELECT id, num FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._all(by_digest, (listed,))) | dict(self._all(by_id, (listed,)))

    def nums_of_digest(self, digest: str) -> list[int]:
        """Articles with just this text."""
        return [
            num
            for (num,) in self._all(
                "SELECT num FROM articles WHERE digest = ? ORDER BY num", (digest,)
            )
        ]

    def nums_of_title(self, title: str) -> list[int]:
        """Articles with just this title."""
        return [
            num
            for (num,) in self._all(
                "SELECT num FROM articles WHERE title = ? ORDER BY num", (title,)
            )
        ]

    def actor_lists(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The articles with higher numbers than `after`, in order: each with what `pack_actors` gave."""
        return self._all("SELECT num, actors FROM actor_lists WHERE num > ? ORDER BY num", (after,))

    def speech_after(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The articles with higher numbers than `after`, in order, in which somebody speaks: each with what `pack_pairs` gave."""
        return self._all("SELECT num, pairs FROM speech WHERE num > ? ORDER BY num", (after,))

    def facts_after(self, after: int = 0) -> list[tuple[int, str | None, str | None]]:
        """The articles with higher numbers than `after`, in order: number, publication, author."""
        return self._all(
            "SELECT num, publication, author FROM articles WHERE num > ? ORDER BY num", (after,)
        )

    def cited_after(self, after: int = 0) -> list[tuple[int, int]]:
        """The articles with higher numbers than `after` that cite outlets: article and outlet, both by number."""
        return self._all(
            "SELECT num, outlet FROM source_articles WHERE num > ? ORDER BY num, outlet", (after,)
        )

    def references(self) -> list[Reference]:
        """Every reference to another article."""
        return [Reference(*row) for row in self._all("SELECT * FROM refs ORDER BY num, start")]

    def references_to(self, num: int) -> list[Reference]:
        """The references of other articles that can mean this one: its publication, on its day."""
        rows = self._all(
            # no date means more than a year, so that only the references of the year before are looked through
            "SELECT refs.*, articles.publication FROM articles"
            " JOIN refs ON refs.first_day BETWEEN articles.first_day - 366 AND articles.first_day"
            " AND refs.last_day >= articles.last_day AND refs.num != articles.num WHERE articles.num = ? ORDER BY refs.num",
            (num,),
        )
        return [
            Reference(*row)
            for *row, publication in rows
            if publication and names_publication(row[2], publication)
        ]

    def outlet_names(self) -> dict[int, str]:
        """The name of every outlet that was ever cited, by its number."""
        return dict(self._all("SELECT outlet, name FROM outlets"))

    def inferred(self, field: Field) -> tuple[list[int], list[int]]:
        """The articles in which something is inferred of a field of quotations, in order, and of how many quotations."""
        if field not in FIELDS:
            raise ValueError(field)
        rows = self._all(f"SELECT num, {field} FROM inferred WHERE {field} > 0 ORDER BY num")
        return [num for num, _ in rows], [count for _, count in rows]

    def doubles(self) -> dict[int, int]:
        """For each article that has doubles, the number that they share."""
        return dict(self._all("SELECT num, of FROM doubles"))

    def doubles_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same."""
        rows = self._all(
            "SELECT num FROM doubles WHERE of = (SELECT of FROM doubles WHERE num = ?) AND num != ? ORDER BY num",
            (num, num),
        )
        return self.cards(num for (num,) in rows)

    def outlets_called(self, value: str, exact: bool = False) -> set[str]:
        """The names of the outlets whose name has the words of `value`.

        With `exact` only those of exactly that name, where there are any.
        """
        names = {fold_words(value), fold_words(canonical_outlet(value))} - {""}
        known = self._all("SELECT name, folded FROM outlets")
        return {name for name, folded in known if exact and folded in names} or {
            name for name, folded in known if any(f" {one}" in f" {folded}" for one in names)
        }

    def articles_citing(self, outlets: Iterable[str]) -> set[int]:
        """The articles that cite one of these outlets, by name as stored."""
        rows = self._all(
            "SELECT DISTINCT num FROM source_articles JOIN outlets USING (outlet)"
            " WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(outlets)),),
        )
        return {num for (num,) in rows}

    def values_called(self, column: str, value: str, exact: bool = False) -> set[str]:
        """The publications or authors (`column`) that have the words of `value`.

        With `exact` only those that are exactly that, where there are any.
        """
        wanted = fold_words(value)
        known = [
            text
            for (text,) in self._all(
                f"SELECT DISTINCT {_text_column(column)} FROM articles WHERE {column} IS NOT NULL"
            )
        ]
        return {text for text in known if exact and fold_words(text) == wanted} or {
            text for text in known if names_publication(wanted, text)
        }

    def articles_with_value(self, column: str, values: Iterable[str]) -> set[int]:
        """The articles whose publication or author (`column`) is one of `values`, as stored."""
        rows = self._all(
            f"SELECT num FROM articles WHERE {_text_column(column)} IN"
            " (SELECT value FROM json_each(?))",
            (json.dumps(list(values)),),
        )
        return {num for (num,) in rows}

    def articles_by_path(self, text: str) -> set[int]:
        """The articles whose path contains `text`, compared without case."""
        wanted = text.casefold()
        return {
            num
            for num, path in self._all("SELECT num, path FROM articles")
            if wanted in os.fsdecode(path).casefold()
        }

    def issues_of(self, publication: str, first: int, last: int) -> list[Card]:
        """The articles of a publication (a name, or its initials) dated between two days."""
        called = self.values_called("publication", publication)
        nums = self.articles_with_value("publication", called) & {
            num
            for (num,) in self._all(
                "SELECT num FROM articles WHERE first_day >= ? AND last_day <= ?", (first, last)
            )
        }
        return self.cards(sorted(nums))


def _text_column(column: str) -> str:
    """The column, which becomes part of a statement. Raises ValueError for any other text."""
    if column not in {"publication", "author"}:
        raise ValueError(column)
    return column


def _as_os_error(error: sqlite3.OperationalError, path: Path) -> Exception:
    """A full or read-only disk as the OSError it is; anything else that the file is at fault for as damage."""
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return OSError(28, "no space left on the disk", str(path))
    if "readonly" in text or "unable to open" in text:
        return OSError(30, "the folder cannot be written", str(path))
    return IndexDamaged(f"The catalogue {path} is damaged ({text}).")
