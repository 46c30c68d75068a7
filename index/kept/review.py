"""What a person wrote: marks with notes and tags, reading states, judgements, saved searches, history, the review queue.

SQLite in the user's data folder, never in the index, never rebuilt. Every change is one transaction
that is on the disk when the call returns (WAL, full sync), and can be undone. Several sessions may
write at once: each row is changed only if it still is what the session saw.
"""

import datetime
import json
import os
import shutil
import sqlite3
import threading
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from index.corrections import Judgement, judgement_body, judgement_from
from index.errors import PressmarkError
from index.kept.records import (
    Mark,
    Passage,
    Queue,
    ReadingState,
    SavedSearch,
    Source,
    mark_body,
    mark_from,
)
from index.kept.trail import Step, Trail
from index.locations import data_folder, make_private
from index.model import now

VERSION = 5

_MARKS = """
CREATE TABLE marks (id TEXT PRIMARY KEY, article TEXT NOT NULL, path BLOB NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX marks_article ON marks (article);
CREATE TABLE states (article TEXT PRIMARY KEY, path BLOB NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX states_digest ON states (digest);
CREATE TABLE changes (
    number INTEGER PRIMARY KEY, session TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL,
    rows TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
"""
_SEARCHES = """
CREATE TABLE searches (query TEXT PRIMARY KEY, saved TEXT NOT NULL, seen BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE history (number INTEGER PRIMARY KEY, query TEXT NOT NULL UNIQUE);
CREATE TABLE queue (name TEXT PRIMARY KEY, query TEXT NOT NULL, articles TEXT NOT NULL) WITHOUT ROWID;
"""
_DRAFTS = """
CREATE TABLE drafts (mark TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE locators (locator TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
"""
_TRAIL = """
CREATE TABLE trail (
    id TEXT PRIMARY KEY, library TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, query TEXT NOT NULL, article TEXT,
    place INTEGER NOT NULL, title TEXT NOT NULL, before TEXT, marked INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX trail_library ON trail (library, at);
CREATE TABLE trail_ends (library TEXT PRIMARY KEY, step TEXT NOT NULL) WITHOUT ROWID;
"""
_JUDGEMENTS = """
CREATE TABLE judgements (id TEXT PRIMARY KEY, article TEXT NOT NULL, path BLOB NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
"""
# What brings a file from one version to the next; a file of version 0 is new.
_MIGRATIONS = (_MARKS, _SEARCHES, _DRAFTS, _TRAIL, _JUDGEMENTS)
_KEPT_HISTORY = 500
# Steps of a trail that are kept beside those that are marked.
_KEPT_STEPS = 2000


class ReviewDamaged(PressmarkError):
    """What a person wrote cannot be read; it is left untouched."""


def review_file() -> Path:
    """Where it is kept."""
    return data_folder() / "review.sqlite"


class Review:
    """The store. Safe to share between threads; any number of sessions may have it open."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the store, made where there is none; an older one is copied aside before it is brought up to date.

        Raises ReviewDamaged, OSError.
        """
        self.path = path or review_file()
        self.session = uuid.uuid4().hex
        self._lock = threading.RLock()
        make_private(self.path.parent)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        try:
            self._db = sqlite3.connect(
                self.path, timeout=30, check_same_thread=False, isolation_level=None
            )
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._migrate()
        except sqlite3.OperationalError as error:
            raise _as_os_error(error, self.path) from error
        except sqlite3.DatabaseError as error:
            raise ReviewDamaged(
                f"Your marks in {self.path} cannot be read ({error}); nothing was changed. `pressmark restore FILE` brings a backup back."
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _migrate(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise ReviewDamaged(
                f"Your marks in {self.path} were written by a newer Pressmark; nothing was changed. Use that one."
            )
        if version == VERSION:
            return
        if version:
            self.backup(
                self.path.with_name(f"{self.path.stem}-version{version}.sqlite"), overwrite=True
            )
        self._db.execute("BEGIN IMMEDIATE")
        try:
            # another session may have done it while this one waited
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            for step in _MIGRATIONS[version:]:
                for statement in filter(str.strip, step.split(";")):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={VERSION}")
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing, on the disk when it ends. Raises OSError where the disk is full."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._db.execute("COMMIT")
                except BaseException:
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                    raise
            except sqlite3.OperationalError as error:
                raise _as_os_error(error, self.path) from error

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise ReviewDamaged(
                    f"Your marks in {self.path} cannot be read ({error}); nothing was changed."
                ) from error

    def data_version(self) -> int:
        """A number that changes when another session has written."""
        return int(self._all("PRAGMA data_version")[0][0])

    # --- changes, all of which can be undone ---

    def last_change(self) -> int:
        """The number of this session's last change that is not undone; 0 where there is none."""
        rows = self._all(
            "SELECT ifnull(max(number), 0) FROM changes WHERE session = ? AND undone = 0",
            (self.session,),
        )
        return int(rows[0][0])

    def _change(self, what: str, rows: Iterable[tuple[str, str, dict[str, Any] | None]]) -> None:
        """Set rows (table, key, body; no body takes the row out), and write down how to undo it."""
        with self._transaction():
            undo = []
            for table, key, body in rows:
                before = self._row(table, key)
                if before != body:
                    undo.append([table, key, before, body])
                    self._set_row(table, key, body)
            if undo:
                self._db.execute(
                    "DELETE FROM changes WHERE session = ? AND undone = 1", (self.session,)
                )
                self._db.execute(
                    "INSERT INTO changes (session, at, what, rows) VALUES (?, ?, ?, ?)",
                    (self.session, now(), what, json.dumps(undo)),
                )

    def _row(self, table: str, key: str) -> dict[str, Any] | None:
        column = _KEYS[table]
        rows = self._db.execute(f"SELECT body FROM {table} WHERE {column} = ?", (key,)).fetchall()
        return json.loads(rows[0][0]) if rows else None

    def _set_row(self, table: str, key: str, body: dict[str, Any] | None) -> None:
        column = _KEYS[table]
        self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
        if body is None:
            return
        source = body["passage"]["source"] if table == "marks" else body
        path, digest = os.fsencode(source["path"]), source["digest"]
        text = json.dumps(body)
        if table != "states":
            self._db.execute(
                f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)",
                (key, source["article"], path, digest, text),
            )
        else:
            self._db.execute("INSERT INTO states VALUES (?, ?, ?, ?)", (key, path, digest, text))

    def undo(self, what: str | None = None) -> str | None:
        """Take back this session's last change, or its last that was called `what`; returns what it was, None where there is none.

        Raises PressmarkError where another session has changed the same since.
        """
        return self._step("undone = 0", "DESC", what, back=True)

    def redo(self, what: str | None = None) -> str | None:
        """Do again what `undo` took back last."""
        return self._step("undone = 1", "ASC", what, back=False)

    def _step(self, condition: str, order: str, called: str | None, back: bool) -> str | None:
        with self._transaction():
            found = self._db.execute(
                f"SELECT number, what, rows FROM changes WHERE session = ? AND {condition} AND what = ifnull(?, what)"
                f" ORDER BY number {order} LIMIT 1",
                (self.session, called),
            ).fetchone()
            if found is None:
                return None
            number, what, rows = found
            for table, key, before, after in json.loads(rows):
                have, want = (after, before) if back else (before, after)
                if self._row(table, key) != have:
                    raise PressmarkError(
                        f"Another session has changed this since ({what}); it was left as it is."
                    )
                self._set_row(table, key, want)
            self._db.execute("UPDATE changes SET undone = ? WHERE number = ?", (int(back), number))
            return str(what)

    # --- marks ---

    def marks(self, articles: Iterable[str] | None = None) -> list[Mark]:
        """All marks, or those of some articles, oldest first."""
        if articles is None:
            rows = self._all("SELECT body FROM marks")
        else:
            rows = [
                row
                for article in articles
                for row in self._all("SELECT body FROM marks WHERE article = ?", (article,))
            ]
        return sorted(
            (mark_from(json.loads(body)) for (body,) in rows), key=lambda mark: mark.created
        )

    def mark(self, ident: str) -> Mark | None:
        """One mark by its id."""
        rows = self._all("SELECT body FROM marks WHERE id = ?", (ident,))
        return mark_from(json.loads(rows[0][0])) if rows else None

    def add_mark(self, passage: Passage, note: str = "", tags: Iterable[str] = ()) -> Mark:
        """Keep a passage; it is on the disk when this returns."""
        when = now()
        mark = Mark(uuid.uuid4().hex, passage, note, tuple(tags), when, when)
        self._change("mark", [("marks", mark.id, mark_body(mark))])
        return mark

    def remove_marks(self, marks: Iterable[Mark]) -> None:
        """Take marks away; `undo` brings them back."""
        self._change("mark removed", [("marks", mark.id, None) for mark in marks])

    def set_note(self, ident: str, note: str) -> None:
        """Write a mark's note."""
        self._edit(ident, "note", note=note)
        self.drop_draft(ident)

    def set_tags(self, ident: str, tags: Iterable[str]) -> None:
        """Set a mark's tags."""
        self._edit(ident, "tags", tags=tuple(dict.fromkeys(tags)))

    def _edit(self, ident: str, what: str, **values: Any) -> None:
        mark = self.mark(ident)
        if mark is None:
            raise PressmarkError("This mark has been taken away in another session.")
        if any(getattr(mark, name) != value for name, value in values.items()):
            changed = replace(mark, **values, changed=now())
            self._change(what, [("marks", ident, mark_body(changed))])

    def tags(self) -> list[str]:
        """Every tag in use, those used most first."""
        counts: dict[str, int] = {}
        for mark in self.marks():
            for tag in mark.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag))

    def merge(self, incoming: Iterable[Mark]) -> tuple[int, int, int]:
        """Take in marks of another person or machine: (new, changed, already there).

        The same mark (by id) is taken where it was changed later; another mark of the same words in
        the same article gives its tags and its note to the one that is here.
        """
        here = {mark.id: mark for mark in self.marks()}
        places = {_place_of(mark): mark for mark in here.values()}
        rows: dict[str, Mark] = {}
        added = changed = same = 0
        for mark in incoming:
            own = rows.get(mark.id) or here.get(mark.id)
            twin = own or places.get(_place_of(mark))
            if twin is None:
                rows[mark.id] = places[_place_of(mark)] = mark
                added += 1
                continue
            twin = rows.get(twin.id, twin)
            merged = (mark if mark.changed > own.changed else own) if own else _joined(twin, mark)
            if merged != twin:
                rows[merged.id] = merged
                places[_place_of(merged)] = merged
                changed += 1
            else:
                same += 1
        self._change("import", [("marks", mark.id, mark_body(mark)) for mark in rows.values()])
        return added, changed, same

    # --- drafts of notes ---

    def set_draft(self, ident: str, text: str) -> None:
        """Keep a note while it is being written."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (ident, text))

    def draft(self, ident: str) -> str | None:
        """A note that was being written when a session ended."""
        rows = self._all("SELECT text FROM drafts WHERE mark = ?", (ident,))
        return rows[0][0] if rows else None

    def drop_draft(self, ident: str) -> None:
        """The note is written, or given up."""
        with self._transaction():
            self._db.execute("DELETE FROM drafts WHERE mark = ?", (ident,))

    # --- reading states ---

    def state(self, article: str, digest: str = "") -> ReadingState:
        """Whether an article was read, by its id, or by its text where the file has moved."""
        rows = self._all("SELECT body FROM states WHERE article = ?", (article,))
        if not rows and digest:
            rows = self._all("SELECT body FROM states WHERE digest = ?", (digest,))
        return json.loads(rows[0][0])["state"] if rows else "unread"

    def states(self) -> list[tuple[str, str, ReadingState]]:
        """(article's id, digest of its text, state) of every article that is not unread."""
        return [
            (article, digest, json.loads(body)["state"])
            for article, digest, body in self._all("SELECT article, digest, body FROM states")
        ]

    def reason(self, article: str) -> str:
        """Why an article was skipped."""
        rows = self._all("SELECT body FROM states WHERE article = ?", (article,))
        return str(json.loads(rows[0][0]).get("reason", "")) if rows else ""

    def set_state(self, source: Source, state: ReadingState, reason: str = "") -> None:
        """Set an article's reading state."""
        body = None
        if state != "unread":
            body = {
                "path": source.path,
                "digest": source.digest,
                "state": state,
                "reason": reason,
                "title": source.title,
            }
        moved = (
            self._all(
                "SELECT article FROM states WHERE digest = ? AND article != ?",
                (source.digest, source.article),
            )
            if source.digest
            else []
        )
        self._change(
            state,
            [
                ("states", source.article, body),
                *(("states", other, None) for (other,) in moved if body is None),
            ],
        )

    # --- judgements ---

    def judgements(self) -> list[Judgement]:
        """What was settled about quotations, oldest first."""
        rows = self._all("SELECT body FROM judgements")
        return sorted(
            (judgement_from(json.loads(body)) for (body,) in rows), key=lambda one: one.at
        )

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement, in the place of one with its id; `undo` takes it back."""
        self._change("judgement", [("judgements", judgement.id, judgement_body(judgement))])

    # --- searches ---

    def save_search(self, text: str, seen: Iterable[str]) -> None:
        """Save a search, or note what it finds by now."""
        packed = zlib.compress(json.dumps(sorted(seen)).encode())
        with self._transaction():
            self._db.execute(
                "INSERT INTO searches VALUES (?, ?, ?) ON CONFLICT (query) DO UPDATE SET seen = excluded.seen",
                (text, now(), packed),
            )

    def forget_search(self, text: str) -> None:
        """A saved search no longer."""
        with self._transaction():
            self._db.execute("DELETE FROM searches WHERE query = ?", (text,))

    def searches(self) -> list[SavedSearch]:
        """Saved searches, oldest first."""
        return [
            SavedSearch(text, saved, frozenset(json.loads(zlib.decompress(seen))))
            for text, saved, seen in self._all(
                "SELECT query, saved, seen FROM searches ORDER BY saved"
            )
        ]

    def add_history(self, text: str) -> None:
        """Remember a query that was settled."""
        if text.strip():
            with self._transaction():
                self._db.execute("DELETE FROM history WHERE query = ?", (text,))
                self._db.execute("INSERT INTO history (query) VALUES (?)", (text,))
                self._db.execute(
                    "DELETE FROM history WHERE number <= (SELECT max(number) FROM history) - ?",
                    (_KEPT_HISTORY,),
                )

    def history(self) -> list[str]:
        """Queries, the last one first."""
        return [text for (text,) in self._all("SELECT query FROM history ORDER BY number DESC")]

    # --- the trail ---

    def trail(self, library: str) -> Trail:
        """The steps taken in a library, whose name tells it from others."""
        rows = self._all(
            "SELECT id, at, kind, query, article, place, title, before, marked FROM trail WHERE library = ? ORDER BY at, id",
            (library,),
        )
        ends = self._all("SELECT step FROM trail_ends WHERE library = ?", (library,))
        return Trail(
            (Step(*(*row[:-1], bool(row[-1]))) for row in rows), ends[0][0] if ends else None
        )

    def put_step(self, library: str, step: Step, here: str | None) -> None:
        """Keep a step as it is now, and the id of the one that one is at; the oldest that are not marked go where there are too many."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO trail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    step.id,
                    library,
                    step.at,
                    step.kind,
                    step.query,
                    step.article,
                    step.offset,
                    step.title,
                    step.before,
                    int(step.marked),
                ),
            )
            if here:
                self._db.execute("INSERT OR REPLACE INTO trail_ends VALUES (?, ?)", (library, here))
            self._db.execute(
                "DELETE FROM trail WHERE library = ? AND marked = 0 AND at <= "
                "(SELECT at FROM trail WHERE library = ? ORDER BY at DESC LIMIT 1 OFFSET ?)",
                (library, library, _KEPT_STEPS),
            )

    # --- the review queue ---

    def set_queue(self, name: str, queue: Queue | None) -> None:
        """Begin a review over a pile, or end it. `name` tells libraries apart."""
        with self._transaction():
            self._db.execute("DELETE FROM queue WHERE name = ?", (name,))
            if queue is not None:
                self._db.execute(
                    "INSERT INTO queue VALUES (?, ?, ?)",
                    (name, queue.query, json.dumps(queue.articles)),
                )

    def queue(self, name: str) -> Queue | None:
        """The pile under way."""
        rows = self._all("SELECT query, articles FROM queue WHERE name = ?", (name,))
        return Queue(rows[0][0], tuple(json.loads(rows[0][1]))) if rows else None

    # --- locators ---

    def give_locator(self, passage: Passage) -> str:
        """The passage's locator, remembered so that `find_locator` gives the passage later."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO locators VALUES (?, ?)",
                (passage.locator, json.dumps(asdict(passage))),
            )
        return passage.locator

    def find_locator(self, locator: str) -> Passage | None:
        """The passage that was cited with this locator."""
        rows = self._all("SELECT body FROM locators WHERE locator = ?", (locator,))
        if rows:
            body = json.loads(rows[0][0])
            return mark_from({"id": "", "passage": body}).passage
        return next(
            (mark.passage for mark in self.marks() if mark.passage.locator == locator), None
        )

    # --- the file ---

    def check(self) -> str | None:
        """What is wrong with the file, None where nothing is."""
        rows = self._all("PRAGMA integrity_check")
        return None if rows == [("ok",)] else "; ".join(str(row[0]) for row in rows[:3])

    def backup(self, target: Path, overwrite: bool = False) -> None:
        """Copy the store as it is now, while it may be in use. Raises PressmarkError, OSError."""
        if target.exists() and not overwrite:
            raise PressmarkError(f"{target} is there already: name another file, or move it away.")
        fresh = target.with_name(target.name + ".part")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        try:
            with self._lock, sqlite3.connect(fresh) as copy:
                self._db.backup(copy)
            copy.close()
            fresh.replace(target)
        except sqlite3.OperationalError as error:
            fresh.unlink(missing_ok=True)
            raise _as_os_error(error, target) from error


def restore(source: Path, path: Path | None = None) -> Path | None:
    """Put a backup in the place of the store; returns where what was there has been copied to, if anything was.

    Raises PressmarkError for a file that is no backup.
    """
    target = path or review_file()
    try:
        with sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            db.execute("SELECT count(*) FROM marks").fetchone()
        db.close()
    except sqlite3.DatabaseError as error:
        raise PressmarkError(f"{source} is no backup of Pressmark ({error}).") from error
    if not sound or not 1 <= version <= VERSION:
        raise PressmarkError(f"{source} is damaged or of a newer Pressmark; nothing was changed.")
    kept = None
    make_private(target.parent)
    if target.exists():
        kept = target.with_name(
            f"{target.stem}-before-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}.sqlite"
        )
        try:
            store = Review(target)
            store.backup(kept)
            store.close()
        except ReviewDamaged:
            shutil.copy2(target, kept)
            target.unlink()
    # through SQLite, not by exchanging files: a session that has the store open goes on with it
    with (
        sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True) as old,
        sqlite3.connect(target, timeout=30) as new,
    ):
        old.backup(new)
    old.close()
    new.close()
    target.chmod(0o600)
    Review(target).close()
    return kept


def _place_of(mark: Mark) -> tuple[str, str, str, int]:
    passage = mark.passage
    return (
        passage.source.title,
        passage.source.date or "",
        " ".join(passage.anchor.exact.split()),
        passage.source.paragraph,
    )


def _joined(mine: Mark, other: Mark) -> Mark:
    """Two marks of one passage as one: all tags, both notes."""
    notes = [mine.note] + ([other.note] if other.note and other.note not in mine.note else [])
    tags = tuple(dict.fromkeys((*mine.tags, *other.tags)))
    note = "\n\n".join(filter(None, notes))
    return (
        mine
        if (note, tags) == (mine.note, mine.tags)
        else replace(mine, note=note, tags=tags, changed=now())
    )


_KEYS = {"marks": "id", "states": "article", "judgements": "id"}


def _as_os_error(error: sqlite3.OperationalError, path: Path) -> Exception:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return OSError(
            28,
            f"No space left for your marks; nothing was changed, free some and try again ({path})",
        )
    if "locked" in text or "busy" in text:
        return PressmarkError(
            "Your marks are being written by another session for very long; nothing was changed, try again."
        )
    if "readonly" in text or "unable to open" in text:
        return OSError(30, f"Your marks cannot be written ({path})")
    return ReviewDamaged(f"Your marks in {path} cannot be read ({text}); nothing was changed.")
