"""The tables of the catalogue, and a check that a file has these and nothing else."""

import re
import sqlite3
from functools import cache

from index.lazy_pattern import lazy_pattern

# Increased with every change of the stored data or of extraction: older libraries are rebuilt.
CATALOG_VERSION = 30
# Bytes of a page. Texts are rows of some KB, of which few fill a small page.
PAGE_SIZE = 16_384

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, problem TEXT) WITHOUT ROWID;
CREATE TABLE articles (
    num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path BLOB NOT NULL, title TEXT NOT NULL,
    publication TEXT, volume TEXT, issue TEXT, author TEXT, date TEXT,
    first_day INTEGER, last_day INTEGER, digest TEXT NOT NULL);
CREATE INDEX articles_path ON articles (path);
CREATE INDEX articles_digest ON articles (digest);
CREATE INDEX articles_day ON articles (first_day, last_day);
CREATE TABLE texts (num INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE dictionaries (dictionary INTEGER PRIMARY KEY, content BLOB NOT NULL,
    checksum INTEGER NOT NULL);
CREATE TABLE actors (actor INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL,
    name TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE actor_names (folded TEXT NOT NULL, actor INTEGER NOT NULL,
    PRIMARY KEY (folded, actor)) WITHOUT ROWID;
CREATE TABLE actor_lists (num INTEGER PRIMARY KEY, actors BLOB NOT NULL);
CREATE TABLE signatures (num INTEGER PRIMARY KEY, signature BLOB NOT NULL);
CREATE TABLE duplicates (num INTEGER PRIMARY KEY, of INTEGER NOT NULL);
CREATE TABLE same_actors (actor INTEGER PRIMARY KEY, of INTEGER NOT NULL);
CREATE TABLE speech (num INTEGER PRIMARY KEY, pairs BLOB NOT NULL);
CREATE TABLE statements (num INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE refs (
    num INTEGER NOT NULL, start INTEGER NOT NULL, publication TEXT NOT NULL, written TEXT NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL);
CREATE INDEX refs_num ON refs (num);
CREATE INDEX refs_day ON refs (first_day, last_day);
CREATE TABLE outlets (outlet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE source_articles (outlet INTEGER NOT NULL, num INTEGER NOT NULL,
    PRIMARY KEY (outlet, num)) WITHOUT ROWID;
CREATE INDEX source_articles_num ON source_articles (num);
CREATE TABLE inferred (num INTEGER PRIMARY KEY, speaker INTEGER NOT NULL, outlet INTEGER NOT NULL,
    date INTEGER NOT NULL);
"""

# All tables, in the order of the statements above.
TABLES = tuple(re.findall(r"CREATE TABLE (\w+)", SCHEMA))
_MENTIONED = lazy_pattern(rf"\b({'|'.join(TABLES)})\b")


@cache
def tables_in(statement: str) -> frozenset[str]:
    """The tables that a statement can read."""
    return frozenset(_MENTIONED.findall(statement))


# The tables with rows about one article, by its number.
OF_ARTICLES = (
    "articles",
    "texts",
    "actor_lists",
    "speech",
    "statements",
    "refs",
    "source_articles",
    "signatures",
    "inferred",
)


def schema_of(db: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Type, name, table and statement of everything that a database defines.

    Line breaks count as blanks: the statements may be wrapped in another way here.
    """
    rows = db.execute("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_master")
    return {(*row[:3], " ".join(row[3].split())) for row in rows}


@cache
def expected_schema() -> frozenset[tuple[str, ...]]:
    """The result of `schema_of` for a catalogue of this version."""
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA)
    found = frozenset(schema_of(db))
    db.close()
    return found


__all__ = [
    "CATALOG_VERSION",
    "OF_ARTICLES",
    "PAGE_SIZE",
    "SCHEMA",
    "TABLES",
    "expected_schema",
    "schema_of",
    "tables_in",
]
