"""A disk that runs full, without mounting one: SQLite refuses to grow a database past some pages.

SQLite answers a page limit as it answers a full disk (SQLITE_FULL), in any process of the test.
"""

from pathlib import Path

# An empty catalogue takes 27 pages; forty articles of the tests take 36.
PAGES = 30
_LIMIT = """
import sqlite3

_connect = sqlite3.connect


def connect(database, *words, **more):
    made = _connect(database, *words, **more)
    if {folder!r} in str(database):
        made.execute("PRAGMA max_page_count = {pages}")
    return made


sqlite3.connect = connect
"""


def limit_databases(site: Path, folder: Path, pages: int = PAGES) -> dict[str, str]:
    """The environment in which databases under `folder` hold at most `pages` pages of 16 KiB."""
    site.mkdir()
    code = _LIMIT.format(folder=str(folder), pages=pages)
    (site / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": str(site)}
