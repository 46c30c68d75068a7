"""The stored marks: reading them, adding, editing and removing."""

import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from index.errors import PressmarkError
from index.kept.changes import Changes
from index.kept.database import Database, SqlRow, decode_json
from index.kept.merging import plan_merge
from index.kept.records import DamagedRow, Mark, Passage, mark_body, mark_from
from index.model import now

_COLUMNS = ("id", "CAST(body AS BLOB)")


def read_marks(database: Database) -> tuple[list[Mark], list[DamagedRow]]:
    """All marks that can be read, oldest first, and the rows that cannot."""
    marks, damage = database.read_all("marks", _COLUMNS, _mark_of)
    return sorted(marks, key=lambda mark: mark.created), damage


def marks_of(database: Database, articles: Iterable[str]) -> list[Mark]:
    """The readable marks of some articles by id, oldest first."""
    listed = ", ".join(_COLUMNS)
    marks = []
    for article in articles:
        for row in database.rows(f"SELECT {listed} FROM marks WHERE article = ?", (article,)):
            mark = _readable(row)
            marks += [mark] if mark else []
    return sorted(marks, key=lambda mark: mark.created)


def mark_by_id(database: Database, ident: str) -> Mark | None:
    """One mark; None if there is none or it is damaged."""
    rows = database.rows(f"SELECT {', '.join(_COLUMNS)} FROM marks WHERE id = ?", (ident,))
    return _readable(rows[0]) if rows else None


def _mark_of(row: SqlRow) -> Mark:
    key, raw = row
    mark = mark_from(decode_json(raw))
    if mark.id != key:
        raise ValueError("the row belongs to another mark")
    return mark


def _readable(row: SqlRow) -> Mark | None:
    try:
        return _mark_of(row)
    except ValueError:
        return None


def add_mark(changes: Changes, passage: Passage, note: str, tags: Iterable[str]) -> Mark:
    """Store a new mark."""
    moment = now()
    mark = Mark(uuid.uuid4().hex, passage, note, tuple(dict.fromkeys(tags)), moment, moment)
    changes.apply("mark", [("marks", mark.id, mark_body(mark))])
    return mark


def remove_marks(changes: Changes, marks: Iterable[Mark]) -> None:
    """Remove marks."""
    changes.apply("mark removed", [("marks", mark.id, None) for mark in marks])


def edit_mark(database: Database, changes: Changes, ident: str, what: str, **values: Any) -> None:
    """Change fields of a mark. Raises PressmarkError where it is gone."""
    mark = mark_by_id(database, ident)
    if mark is None:
        raise PressmarkError("This mark has been removed in another session.")
    if any(getattr(mark, name) != value for name, value in values.items()):
        changed = replace(mark, **values, changed=now())
        changes.apply(what, [("marks", ident, mark_body(changed))])


def merge_marks(
    database: Database, changes: Changes, incoming: Iterable[Mark]
) -> tuple[int, int, int]:
    """Merge marks into the store: (new, changed, already there)."""
    plan = plan_merge(read_marks(database)[0], incoming)
    changes.apply("import", [("marks", mark.id, mark_body(mark)) for mark in plan.rows])
    return plan.added, plan.changed, plan.same


def tags_by_use(marks: Iterable[Mark]) -> list[str]:
    """Every tag of some marks, the most used first, then by name."""
    counts = Counter(tag for mark in marks for tag in mark.tags)
    return sorted(counts, key=lambda tag: (-counts[tag], tag))


def set_draft(database: Database, ident: str, text: str) -> None:
    """Store a note that is being written, so that a lost session does not lose it."""
    with database.transaction() as db:
        db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (ident, text))


def draft(database: Database, ident: str) -> str | None:
    """The unfinished note of a mark."""
    rows = database.rows("SELECT text FROM drafts WHERE mark = ?", (ident,))
    return str(rows[0][0]) if rows else None


def drafted(database: Database) -> list[str]:
    """The ids of the marks with an unfinished note."""
    return [str(row[0]) for row in database.rows("SELECT mark FROM drafts")]


def drop_draft(database: Database, ident: str) -> None:
    """Delete the unfinished note of a mark."""
    with database.transaction() as db:
        db.execute("DELETE FROM drafts WHERE mark = ?", (ident,))
