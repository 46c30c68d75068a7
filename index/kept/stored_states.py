"""Reading states of articles, found by the article's id or by the digest of its text."""

from index.kept.changes import Changes
from index.kept.database import Database, SqlRow, decode_json
from index.kept.records import DamagedRow, KeptState, PassageSource, ReadingState, state_from

# (article's id, digest of its text, state)
ArticleState = tuple[str, str, ReadingState]


def read_states(database: Database) -> tuple[list[ArticleState], list[DamagedRow]]:
    """The state of every article that is not unread, and the rows that cannot be read."""
    return database.read_all("states", ("article", "digest", "CAST(body AS BLOB)"), _state_of)


def _state_of(row: SqlRow) -> ArticleState:
    article, digest, raw = row
    if not isinstance(article, str) or not isinstance(digest, str):
        raise ValueError("the row names no article")
    return article, digest, state_from(decode_json(raw)).state


def state_of(database: Database, article: str, digest: str) -> KeptState | None:
    """The stored state of an article, by its id, or by its text where the file has moved."""
    for column, value in (("article", article), ("digest", digest)):
        if not value:
            continue
        for (raw,) in database.rows(
            f"SELECT CAST(body AS BLOB) FROM states WHERE {column} = ?", (value,)
        ):
            try:
                return state_from(decode_json(raw))
            except ValueError:
                continue
    return None


def set_state(
    database: Database, changes: Changes, source: PassageSource, state: ReadingState, reason: str
) -> None:
    """Set the state of an article. Unread also clears the state of its text at other paths."""
    body = None
    moved: list[SqlRow] = []
    if state != "unread":
        body = {
            "path": source.path,
            "digest": source.digest,
            "state": state,
            "reason": reason,
            "title": source.title,
        }
    elif source.digest:
        moved = database.rows(
            "SELECT article FROM states WHERE digest = ? AND article != ?",
            (source.digest, source.article),
        )
    rows = [("states", source.article, body)]
    changes.apply(state, [*rows, *(("states", other, None) for (other,) in moved)])
