"""Watches: saved searches with a name, the folders they search, and what was already reported."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping

from index.checked_input import parse_json
from index.errors import PressmarkError
from index.kept.database import Database, SqlRow, decode_json, inflated
from index.kept.records import DamagedRow, ToldNews, Watch
from index.kept.searches import forget_search, save_search
from index.model import now

_COLUMNS = ("name", "saved", "query", "place", "reported")


def add_watch(database: Database, watch: Watch) -> None:
    """Store a new watch; its query becomes a saved search too.

    A search that was saved without a name gets this one, and keeps what was reported of it. Raises
    PressmarkError if the name is taken, OSError.
    """
    with database.transaction() as db:
        if db.execute("SELECT 1 FROM watches WHERE name = ?", (watch.name,)).fetchone():
            raise PressmarkError(
                f"There is a watch {watch.name} already: give another name,"
                f" or `pressmark watch remove {watch.name}` first."
            )
        unnamed = (watch.query, watch.query)
        if not watch.reported.articles and watch.name != watch.query:
            kept = "SELECT reported FROM watches WHERE name = ? AND query = ?"
            for (packed,) in db.execute(kept, unnamed).fetchall():
                watch = Watch(
                    watch.name, watch.query, watch.saved, watch.paths, watch.library,
                    _reported_of(packed),
                )  # fmt: skip
        db.execute("DELETE FROM watches WHERE name = ? AND query = ?", unnamed)
        _insert(db, watch)
        if not db.execute("SELECT 1 FROM searches WHERE query = ?", (watch.query,)).fetchone():
            save_search(database, watch.query, ())


def save_unnamed(
    database: Database, query: str, seen: Iterable[str], paths: Iterable[str], library: str | None
) -> None:
    """Save a search of the reading room; at its first saving what it finds counts as reported."""
    ids = list(seen)
    with database.transaction() as db:
        save_search(database, query, ids)
        if not db.execute("SELECT 1 FROM watches WHERE query = ?", (query,)).fetchone():
            reported = ToldNews(dict.fromkeys(ids, ""))
            _insert(db, Watch(query, query, now(), tuple(paths), library, reported))


def _insert(db: sqlite3.Connection, watch: Watch) -> None:
    place = json.dumps({"paths": watch.paths, "library": watch.library})
    row = (watch.name, watch.saved or now(), watch.query, place, _packed(watch.reported))
    db.execute("INSERT INTO watches VALUES (?, ?, ?, ?, ?)", row)


def add_reported(database: Database, news: Mapping[str, ToldNews]) -> None:
    """Add what was reported of each watch, by its name, in one transaction. Raises OSError.

    A watch that was removed in between is left out.
    """
    with database.transaction() as db:
        for name, fresh in news.items():
            rows = db.execute("SELECT reported FROM watches WHERE name = ?", (name,)).fetchall()
            for (packed,) in rows:
                try:
                    before = _reported_of(packed)
                except ValueError:  # damaged: start again from the present report
                    before = ToldNews()
                both = ToldNews(
                    {**before.articles, **fresh.articles}, before.statements | fresh.statements
                )
                db.execute("UPDATE watches SET reported = ? WHERE name = ?", (_packed(both), name))


def remove_watch(database: Database, name: str) -> bool:
    """Remove a watch, and its saved search unless another watch has it. False: no such watch."""
    with database.transaction() as db:
        rows = db.execute("SELECT query FROM watches WHERE name = ?", (name,)).fetchall()
        db.execute("DELETE FROM watches WHERE name = ?", (name,))
        for (query,) in rows:
            if not db.execute("SELECT 1 FROM watches WHERE query = ?", (query,)).fetchone():
                forget_search(database, query)
    return bool(rows)


def forget_unnamed(database: Database, query: str) -> None:
    """Delete a search of the reading room. Raises PressmarkError if a named watch has it."""
    with database.transaction() as db:
        named = "SELECT name FROM watches WHERE query = ? AND name != query"
        for (name,) in db.execute(named, (query,)).fetchall():
            raise PressmarkError(
                f"This search is the watch {name}: `pressmark watch remove {name}` removes it."
            )
        db.execute("DELETE FROM watches WHERE query = ?", (query,))
        forget_search(database, query)


def read_watches(database: Database) -> tuple[list[Watch], list[DamagedRow]]:
    """All watches, oldest first, and the rows that cannot be read."""
    found, damage = database.read_all("watches", _COLUMNS, _watch_of)
    return sorted(found, key=lambda watch: (watch.saved, watch.name)), damage


def _watch_of(row: SqlRow) -> Watch:
    name, saved, query, place, packed = row
    if not all(isinstance(text, str) for text in (name, saved, query, place)):
        raise ValueError("the row is no watch")
    paths, library = _place_of(place)
    return Watch(name, query, saved, paths, library, _reported_of(packed))


def _place_of(place: str) -> tuple[tuple[str, ...], str | None]:
    """Paths and library folder; searches saved by older versions have none."""
    if not place:
        return (), None
    body = parse_json(place)
    if not isinstance(body, dict) or not isinstance(body.get("paths"), list):
        raise ValueError("the folders of the watch are damaged")
    library = body.get("library")
    return tuple(map(str, body["paths"])), library if isinstance(library, str) else None


def _packed(reported: ToldNews) -> bytes:
    body = {"articles": dict(reported.articles), "statements": sorted(reported.statements)}
    return zlib.compress(json.dumps(body).encode())


def _reported_of(packed: object) -> ToldNews:
    """What was reported; searches saved by older versions have a list of ids. Raises ValueError."""
    if not isinstance(packed, bytes):
        raise ValueError("the row is no watch")
    try:
        body = decode_json(inflated(packed))
    except zlib.error as error:
        raise ValueError(f"the list of what was reported is damaged ({error})") from error
    if isinstance(body, list):
        body = {"articles": dict.fromkeys(map(str, body), ""), "statements": []}
    if not isinstance(body, dict):
        raise ValueError("the list of what was reported is damaged")
    articles, statements = body.get("articles"), body.get("statements")
    if not isinstance(articles, dict) or not isinstance(statements, list):
        raise ValueError("the list of what was reported is damaged")
    digests = {str(ident): str(digest) for ident, digest in articles.items()}
    return ToldNews(digests, frozenset(map(str, statements)))
