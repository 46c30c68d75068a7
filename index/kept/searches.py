"""Saved searches, the history of queries, and the review queue."""

import contextlib
import json
import zlib
from collections.abc import Iterable

from index.kept.database import Database, SqlRow, decode_json, inflated
from index.kept.records import DamagedRow, Queue, SavedSearch
from index.model import now

_KEPT_HISTORY = 500


def save_search(database: Database, text: str, seen: Iterable[str]) -> None:
    """Save a query, or add to the ids of the articles that it has found.

    Ids are never removed: they belong to all libraries in which the search was opened.
    """
    with database.transaction() as db:
        rows = db.execute("SELECT seen FROM searches WHERE query = ?", (text,)).fetchall()
        known = set(seen)
        for (packed,) in rows:
            with contextlib.suppress(ValueError):  # damaged: start again from the present result
                known |= _seen_of(packed)
        packed = zlib.compress(json.dumps(sorted(known)).encode())
        db.execute(
            "INSERT INTO searches VALUES (?, ?, ?)"
            " ON CONFLICT (query) DO UPDATE SET seen = excluded.seen",
            (text, now(), packed),
        )


def forget_search(database: Database, text: str) -> None:
    """Delete a saved query."""
    with database.transaction() as db:
        db.execute("DELETE FROM searches WHERE query = ?", (text,))


def read_searches(database: Database) -> tuple[list[SavedSearch], list[DamagedRow]]:
    """Saved searches, oldest first, and the rows that cannot be read."""
    found, damage = database.read_all("searches", ("query", "saved", "seen"), _search_of)
    return sorted(found, key=lambda search: search.saved), damage


def _search_of(row: SqlRow) -> SavedSearch:
    query, saved, packed = row
    if not isinstance(query, str) or not isinstance(saved, str):
        raise ValueError("the row is no saved search")
    return SavedSearch(query, saved, _seen_of(packed))


def _seen_of(packed: object) -> frozenset[str]:
    """The ids of a packed list. Raises ValueError where it is damaged."""
    if not isinstance(packed, bytes):
        raise ValueError("the row is no saved search")
    try:
        return frozenset(_idents(decode_json(inflated(packed))))
    except zlib.error as error:
        raise ValueError(f"the list of articles is damaged ({error})") from error


def add_history(database: Database, text: str) -> None:
    """Add a query to the history, which keeps the last 500."""
    with database.transaction() as db:
        db.execute("DELETE FROM history WHERE query = ?", (text,))
        db.execute("INSERT INTO history (query) VALUES (?)", (text,))
        db.execute(
            "DELETE FROM history WHERE number <= (SELECT max(number) FROM history) - ?",
            (_KEPT_HISTORY,),
        )


def read_history(database: Database) -> list[str]:
    """Queries, the last one first."""
    rows = database.rows("SELECT query FROM history ORDER BY number DESC")
    return [text for (text,) in rows if isinstance(text, str)]


def set_queue(database: Database, name: str, queue: Queue | None) -> None:
    """Start the review of some articles, or end it. `name` is the library's."""
    with database.transaction() as db:
        db.execute("DELETE FROM queue WHERE name = ?", (name,))
        if queue is not None:
            db.execute(
                "INSERT INTO queue VALUES (?, ?, ?)",
                (name, queue.query, json.dumps(queue.articles)),
            )


def read_queues(database: Database) -> tuple[dict[str, Queue], list[DamagedRow]]:
    """The reviews under way by the library's name, and the rows that cannot be read."""
    columns = ("name", "query", "CAST(articles AS BLOB)")
    found, damage = database.read_all("queue", columns, _queue_of)
    return dict(found), damage


def _queue_of(row: SqlRow) -> tuple[str, Queue]:
    name, query, raw = row
    if not isinstance(name, str) or not isinstance(query, str):
        raise ValueError("the row is no review queue")
    return name, Queue(query, tuple(_idents(decode_json(raw))))


def _idents(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("the list of articles is damaged")
    return value
