"""The stored trail of each library."""

import msgspec

from index.kept.database import Database, SqlRow
from index.kept.records import DamagedRow
from index.kept.trail import Step, Trail

# Steps kept for each library in addition to the marked ones.
_KEPT_STEPS = 2000
_COLUMNS = (
    "id", "library", "at", "kind", "query", "article", "place", "title", "before", "marked",
)  # fmt: skip


def read_steps(database: Database) -> tuple[list[tuple[str, Step]], list[DamagedRow]]:
    """(library, step) of every readable step in order of time, and the rows that are damaged."""
    found, damage = database.read_all("trail", _COLUMNS, _step_of)
    return sorted(found, key=lambda pair: (pair[1].at, pair[1].id)), damage


def read_trail(database: Database, library: str) -> Trail:
    """The trail of one library."""
    steps = []
    columns = ", ".join(_COLUMNS)
    for row in database.rows(
        f"SELECT {columns} FROM trail WHERE library = ? ORDER BY at, id", (library,)
    ):
        try:
            steps.append(_step_of(row)[1])
        except ValueError:
            continue
    ends = database.rows("SELECT step FROM trail_ends WHERE library = ?", (library,))
    return Trail(steps, ends[0][0] if ends else None)


def _step_of(row: SqlRow) -> tuple[str, Step]:
    ident, library, at, kind, query, article, offset, title, before, marked = row
    body = {
        "id": ident, "at": at, "kind": kind, "query": query, "article": article, "offset": offset,
        "title": title, "before": before, "marked": bool(marked),
    }  # fmt: skip
    try:
        return msgspec.convert(library, str), msgspec.convert(body, Step)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def put_step(database: Database, library: str, step: Step, here: str | None) -> None:
    """Store a step and the id of the current one; the oldest unmarked steps over 2,000 go."""
    with database.transaction() as db:
        db.execute(
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
            db.execute("INSERT OR REPLACE INTO trail_ends VALUES (?, ?)", (library, here))
        db.execute(
            "DELETE FROM trail WHERE library = ? AND marked = 0 AND at <= "
            "(SELECT at FROM trail WHERE library = ? ORDER BY at DESC LIMIT 1 OFFSET ?)",
            (library, library, _KEPT_STEPS),
        )
