"""Changes to marks, reading states and judgements that a session can undo and redo.

Each change stores the rows that it replaced. Undo applies only where a row still is what the
session wrote, so that it never overwrites another session.
"""

import base64
import json
import os
from collections.abc import Iterable
from typing import Any

from index.errors import PressmarkError
from index.kept.database import Database, decode_json
from index.model import now

Body = dict[str, Any]
# A row to set: table, key, body. No body removes the row.
RowChange = tuple[str, str, Body | None]

_KEYS = {"marks": "id", "states": "article", "judgements": "id"}
# The only field of the body that keeps the bytes of a damaged row, in base64.
_RAW = "$raw"


class Changes:
    """The changes of one session."""

    def __init__(self, database: Database, session: str) -> None:
        self._database = database
        self._session = session

    def last(self) -> int:
        """The number of this session's last change that is not undone, 0 if there is none."""
        rows = self._database.rows(
            "SELECT ifnull(max(number), 0) FROM changes WHERE session = ? AND undone = 0",
            (self._session,),
        )
        return int(rows[0][0])

    def apply(self, what: str, rows: Iterable[RowChange]) -> None:
        """Set rows in one transaction and record how to undo it, under the name `what`."""
        with self._database.transaction() as db:
            undo = []
            for table, key, body in rows:
                before = self._row(table, key)
                if before != body:
                    undo.append([table, key, before, body])
                    self._set_row(table, key, body)
            if undo:
                db.execute("DELETE FROM changes WHERE session = ? AND undone = 1", (self._session,))
                db.execute(
                    "INSERT INTO changes (session, at, what, rows) VALUES (?, ?, ?, ?)",
                    (self._session, now(), what, json.dumps(undo)),
                )

    def undo(self, what: str | None = None) -> str | None:
        """Undo the last change, or the last one named `what`.

        Returns its name, None if there is none. Raises PressmarkError where another session has
        changed the same rows since.
        """
        return self._step("undone = 0", "DESC", what, back=True)

    def redo(self, what: str | None = None) -> str | None:
        """Repeat what `undo` undid last."""
        return self._step("undone = 1", "ASC", what, back=False)

    def _step(self, condition: str, order: str, named: str | None, back: bool) -> str | None:
        with self._database.transaction() as db:
            found = db.execute(
                "SELECT number, what, CAST(rows AS BLOB) FROM changes"
                f" WHERE session = ? AND {condition} AND what = ifnull(?, what)"
                f" ORDER BY number {order} LIMIT 1",
                (self._session, named),
            ).fetchone()
            if found is None:
                return None
            number, what, rows = found
            for table, key, before, after in _recorded(rows, what):
                have, want = (after, before) if back else (before, after)
                if self._row(table, key) != have:
                    raise PressmarkError(
                        f"Another session has changed this since ({what}); nothing was undone."
                    )
                self._set_row(table, key, want)
            db.execute("UPDATE changes SET undone = ? WHERE number = ?", (int(back), number))
            return str(what)

    def _row(self, table: str, key: str) -> Body | None:
        """The body of a row; that of a damaged row holds its bytes."""
        rows = self._database.rows(
            f"SELECT CAST(body AS BLOB) FROM {table} WHERE {_KEYS[table]} = ?", (key,)
        )
        if not rows:
            return None
        try:
            body = decode_json(rows[0][0])
        except ValueError:
            body = None
        if isinstance(body, dict):
            return body
        return {_RAW: base64.b64encode(rows[0][0] or b"").decode("ascii")}

    def _set_row(self, table: str, key: str, body: Body | None) -> None:
        db = self._database.connection
        db.execute(f"DELETE FROM {table} WHERE {_KEYS[table]} = ?", (key,))
        if body is None:
            return
        source, text = _columns(table, body)
        path, digest = os.fsencode(source["path"]), source["digest"]
        if table == "states":
            db.execute("INSERT INTO states VALUES (?, ?, ?, ?)", (key, path, digest, text))
        else:
            db.execute(
                f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)",
                (key, source["article"], path, digest, text),
            )


def _columns(table: str, body: Body) -> tuple[Body, str | bytes]:
    """Article, path and digest of a body for the columns of that name, and the stored body."""
    if _RAW in body:
        return {"article": "", "path": "", "digest": ""}, base64.b64decode(body[_RAW])
    try:
        source = body["passage"]["source"] if table == "marks" else body
        columns = {name: str(source.get(name, "")) for name in ("article", "path", "digest")}
        os.fsencode(columns["path"])
    except (KeyError, TypeError, AttributeError, UnicodeEncodeError):
        columns = {"article": "", "path": "", "digest": ""}
    return columns, json.dumps(body)


def _recorded(rows: bytes, what: str) -> list[list[Any]]:
    try:
        recorded = decode_json(rows)
        if isinstance(recorded, list) and all(
            isinstance(row, list) and len(row) == 4 and row[0] in _KEYS for row in recorded
        ):
            return recorded
    except ValueError:
        pass
    raise PressmarkError(f"The record of this change is damaged ({what}); it cannot be undone.")
