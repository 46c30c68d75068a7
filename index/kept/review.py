"""The store of what a reader keeps: one SQLite file in the data folder, never rebuilt.

Every change is one transaction that is on the disk when the call returns (write-ahead log, full
sync). Changes to marks, reading states and judgements can be undone. A row that cannot be read is
skipped, reported by `damaged`, and stays in the file.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

from index.corrections import Judgement, judgement_body, judgement_from
from index.kept import marks, searches, stored_states, trail_store, watches
from index.kept.backup import restore_backup, write_backup
from index.kept.changes import Changes
from index.kept.database import Database, SqlRow, decode_json
from index.kept.missing import loss_of, record_store, review_file
from index.kept.note_draft import NoteDraft
from index.kept.records import (
    DamagedRow,
    Mark,
    Passage,
    PassageSource,
    Queue,
    ReadingState,
    SavedSearch,
    ToldNews,
    Watch,
    passage_body,
    passage_from,
)
from index.kept.store_errors import ReviewDamaged
from index.kept.trail import Step, Trail


class Review:
    """The store. Threads may share it; any number of sessions may have it open."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the store at `path`, by default that of the data folder, created if missing.

        Where the folder cannot be written, `read_only` is true and changes raise OSError. `note` is
        one line about that, or about a store that is missing or empty. Raises ReviewDamaged,
        PressmarkError, OSError.
        """
        self.path = path or review_file()
        self.session = uuid.uuid4().hex
        loss = loss_of(self.path)
        self._database = Database(self.path)
        self._changes = Changes(self._database, self.session)
        self.read_only = self._database.read_only
        self.note = loss or self._database.note
        if path is None and not self.read_only:
            record_store(self.path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def data_version(self) -> int:
        """A number that changes when another session has written."""
        return self._database.data_version()

    def version(self) -> tuple[int, int]:
        """Differs after every change, by this session or another."""
        return self._database.version()

    def last_change(self) -> int:
        """The number of this session's last change that is not undone, 0 if there is none."""
        return self._changes.last()

    def undo(self, what: str | None = None) -> str | None:
        """Undo this session's last change, or the last one named `what`, and return its name.

        Raises PressmarkError where another session has changed the same since.
        """
        return self._changes.undo(what)

    def redo(self, what: str | None = None) -> str | None:
        """Repeat what `undo` undid last."""
        return self._changes.redo(what)

    # --- marks ---

    def marks(self, articles: Iterable[str] | None = None) -> list[Mark]:
        """All marks, or those of some articles by id, oldest first."""
        if articles is not None:
            return marks.marks_of(self._database, articles)
        return marks.read_marks(self._database)[0]

    def mark(self, ident: str) -> Mark | None:
        """One mark by its id."""
        return marks.mark_by_id(self._database, ident)

    def add_mark(self, passage: Passage, note: str = "", tags: Iterable[str] = ()) -> Mark:
        """Keep a passage."""
        return marks.add_mark(self._changes, passage, note, tags)

    def remove_marks(self, removed: Iterable[Mark]) -> None:
        """Remove marks; `undo` brings them back."""
        marks.remove_marks(self._changes, removed)

    def set_note(self, ident: str, note: str) -> None:
        """Set a mark's note, and delete its draft, in one transaction."""
        with self._database.transaction():
            marks.edit_mark(self._database, self._changes, ident, "note", note=note)
            marks.drop_draft(self._database, ident)

    def set_tags(self, ident: str, tags: Iterable[str]) -> None:
        """Set a mark's tags."""
        unique = tuple(dict.fromkeys(tags))
        marks.edit_mark(self._database, self._changes, ident, "tags", tags=unique)

    def set_passage(self, ident: str, passage: Passage) -> None:
        """Set what a mark covers; note and tags stay."""
        marks.edit_mark(self._database, self._changes, ident, "mark widened", passage=passage)

    def tags(self) -> list[str]:
        """Every tag in use, the most used first."""
        return marks.tags_by_use(self.marks())

    def merge(self, incoming: Iterable[Mark]) -> tuple[int, int, int]:
        """Merge marks of another person or computer: (new, changed, already there)."""
        return marks.merge_marks(self._database, self._changes, incoming)

    def set_draft(self, ident: str, text: str) -> None:
        """Store a note that is being written. Does nothing on a read-only store."""
        if not self.read_only:
            marks.set_draft(self._database, ident, text)

    def draft(self, ident: str) -> str | None:
        """The note that was being written when a session ended."""
        return marks.draft(self._database, ident)

    def drafted(self) -> list[str]:
        """The ids of the marks with an unfinished note."""
        return marks.drafted(self._database)

    def note_draft(self, mark: Mark) -> NoteDraft:
        """A mark's note, to be written on from its draft if there is one."""
        stored = self.draft(mark.id)
        return NoteDraft(self, mark.id, mark.note if stored is None else stored)

    def drop_draft(self, ident: str) -> None:
        """Delete the draft of a note. Does nothing on a read-only store."""
        if not self.read_only:
            marks.drop_draft(self._database, ident)

    # --- reading states ---

    def state(self, article: str, digest: str = "") -> ReadingState:
        """The state of an article by its id, or by its text's digest where the file has moved."""
        found = stored_states.state_of(self._database, article, digest)
        return found.state if found else "unread"

    def states(self) -> list[stored_states.ArticleState]:
        """(article's id, digest of its text, state) of every article that is not unread."""
        return stored_states.read_states(self._database)[0]

    def reason(self, article: str) -> str:
        """Why an article was skipped."""
        found = stored_states.state_of(self._database, article, "")
        return found.reason if found else ""

    def set_state(self, source: PassageSource, state: ReadingState, reason: str = "") -> None:
        """Set an article's reading state."""
        stored_states.set_state(self._database, self._changes, source, state, reason)

    # --- judgements ---

    def judgements(self) -> list[Judgement]:
        """The reader's judgements on quotations, oldest first."""
        return self._judgements()[0]

    def judge(self, judgement: Judgement) -> None:
        """Store a judgement, replacing one with its id; `undo` takes it back."""
        row = ("judgements", judgement.id, judgement_body(judgement))
        self._changes.apply("judgement", [row])

    def _judgements(self) -> tuple[list[Judgement], list[DamagedRow]]:
        columns = ("id", "CAST(body AS BLOB)")
        found, damage = self._database.read_all("judgements", columns, _judgement_of)
        return sorted(found, key=lambda one: one.at), damage

    # --- searches, trail, queue ---

    def save_search(
        self, text: str, seen: Iterable[str], paths: Iterable[str] = (), library: str | None = None
    ) -> None:
        """Save a query with the ids of the articles that it finds now; see `Watch` for its place.

        A new one becomes a watch of that name, of which these articles count as reported.
        """
        watches.save_unnamed(self._database, text, seen, paths, library)

    def forget_search(self, text: str) -> None:
        """Delete a saved query. Raises PressmarkError if it is a watch that has a name."""
        watches.forget_unnamed(self._database, text)

    def add_watch(self, watch: Watch) -> None:
        """Store a new watch. Raises PressmarkError if its name is taken."""
        watches.add_watch(self._database, watch)

    def remove_watch(self, name: str) -> bool:
        """Remove a watch with its saved search. False where there is none of that name."""
        return watches.remove_watch(self._database, name)

    def watches(self) -> list[Watch]:
        """All watches, oldest first: every saved search is one."""
        return watches.read_watches(self._database)[0]

    def damaged_watches(self) -> tuple[DamagedRow, ...]:
        """The watches that cannot be read."""
        return tuple(watches.read_watches(self._database)[1])

    def add_reported(self, news: Mapping[str, ToldNews]) -> None:
        """Remember what was reported of each watch, by its name."""
        watches.add_reported(self._database, news)

    def searches(self) -> list[SavedSearch]:
        """Saved searches, oldest first."""
        return searches.read_searches(self._database)[0]

    def add_history(self, text: str) -> None:
        """Add a query to the history. Does nothing on a read-only store."""
        if text.strip() and not self.read_only:
            searches.add_history(self._database, text)

    def history(self) -> list[str]:
        """Queries, the last one first."""
        return searches.read_history(self._database)

    def trail(self, library: str) -> Trail:
        """The trail of the library with this name."""
        return trail_store.read_trail(self._database, library)

    def put_step(self, library: str, step: Step, here: str | None) -> None:
        """Store a step and the id of the current one. Does nothing on a read-only store."""
        if not self.read_only:
            trail_store.put_step(self._database, library, step, here)

    def set_queue(self, name: str, queue: Queue | None) -> None:
        """Start the review of some articles, or end it. `name` is the library's."""
        searches.set_queue(self._database, name, queue)

    def queue(self, name: str) -> Queue | None:
        """The review under way in the library with this name."""
        return searches.read_queues(self._database)[0].get(name)

    # --- locators ---

    def give_locator(self, passage: Passage) -> str:
        """The passage's locator, stored so that `find_locator` works without the library.

        A read-only store does not store it.
        """
        if not self.read_only:
            self.give_locators([passage])
        return passage.locator

    def give_locators(self, passages: Iterable[Passage]) -> None:
        """Store the locators of some passages in one transaction, unless the store is read-only."""
        if self.read_only:
            return
        rows = [(one.locator, json.dumps(passage_body(one))) for one in passages]
        with self._database.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO locators VALUES (?, ?)", rows)

    def find_locator(self, locator: str) -> Passage | None:
        """The passage that was cited or marked with this locator."""
        statement = "SELECT CAST(body AS BLOB) FROM locators WHERE locator = ?"
        for (raw,) in self._database.rows(statement, (locator,)):
            try:
                return passage_from(decode_json(raw))
            except ValueError:
                continue
        passages = (mark.passage for mark in self.marks())
        return next((one for one in passages if one.locator == locator), None)

    # --- the file ---

    def check(self) -> str | None:
        """The damage that SQLite finds in the file; None if there is none."""
        try:
            rows = self._database.rows("PRAGMA integrity_check")
        except ReviewDamaged as error:
            return str(error)
        return None if rows == [("ok",)] else "; ".join(str(row[0]) for row in rows[:3])

    def damaged(self) -> tuple[DamagedRow, ...]:
        """The rows that cannot be read. Reads all tables."""
        database = self._database
        reports = (
            marks.read_marks(database)[1],
            stored_states.read_states(database)[1],
            self._judgements()[1],
            searches.read_searches(database)[1],
            watches.read_watches(database)[1],
            searches.read_queues(database)[1],
            trail_store.read_steps(database)[1],
        )
        return tuple(row for report in reports for row in report)

    def backup(self, target: Path, overwrite: bool = False) -> None:
        """Copy the store to a file while it may be in use. Raises PressmarkError, OSError."""
        write_backup(self._database, target, overwrite)


def restore(source: Path, path: Path | None = None) -> Path | None:
    """Replace the store by a backup; returns where the replaced one is kept, if there was one.

    Raises PressmarkError for a file that is no backup, OSError.
    """
    return restore_backup(source, path or review_file())


def _judgement_of(row: SqlRow) -> Judgement:
    key, raw = row
    judgement = judgement_from(decode_json(raw))
    if judgement.id != key:
        raise ValueError("the row belongs to another judgement")
    return judgement
