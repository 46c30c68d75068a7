"""Tables of the store and the migrations between its versions."""

_MARKS = """
CREATE TABLE marks (
    id TEXT PRIMARY KEY, article TEXT NOT NULL, path BLOB NOT NULL, digest TEXT NOT NULL,
    body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX marks_article ON marks (article);
CREATE TABLE states (
    article TEXT PRIMARY KEY, path BLOB NOT NULL, digest TEXT NOT NULL,
    body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX states_digest ON states (digest);
CREATE TABLE changes (
    number INTEGER PRIMARY KEY, session TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL,
    rows TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
"""
_SEARCHES = """
CREATE TABLE searches (
    query TEXT PRIMARY KEY, saved TEXT NOT NULL, seen BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE history (number INTEGER PRIMARY KEY, query TEXT NOT NULL UNIQUE);
CREATE TABLE queue (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, articles TEXT NOT NULL) WITHOUT ROWID;
"""
_DRAFTS = """
CREATE TABLE drafts (mark TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE locators (locator TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
"""
_TRAIL = """
CREATE TABLE trail (
    id TEXT PRIMARY KEY, library TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    query TEXT NOT NULL, article TEXT, place INTEGER NOT NULL, title TEXT NOT NULL, before TEXT,
    marked INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX trail_library ON trail (library, at);
CREATE TABLE trail_ends (library TEXT PRIMARY KEY, step TEXT NOT NULL) WITHOUT ROWID;
"""
_JUDGEMENTS = """
CREATE TABLE judgements (
    id TEXT PRIMARY KEY, article TEXT NOT NULL, path BLOB NOT NULL, digest TEXT NOT NULL,
    body TEXT NOT NULL) WITHOUT ROWID;
"""
# A watch for each saved search, over the library used last; what was seen counts as reported.
_WATCHES = """
CREATE TABLE watches (
    name TEXT PRIMARY KEY, saved TEXT NOT NULL, query TEXT NOT NULL, place TEXT NOT NULL,
    reported BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO watches SELECT query, saved, query, '', seen FROM searches;
"""
# MIGRATIONS[n] brings a file from version n to n + 1. A new file has version 0.
MIGRATIONS = (_MARKS, _SEARCHES, _DRAFTS, _TRAIL, _JUDGEMENTS, _WATCHES)
STORE_VERSION = len(MIGRATIONS)


def statements(version: int) -> list[str]:
    """The SQL statements that bring a file of `version` up to date."""
    return [
        statement
        for step in MIGRATIONS[version:]
        for statement in step.split(";")
        if statement.strip()
    ]
