"""Damage, crashes, other builders and other users: noticed, repaired or refused."""

import os
import pickle
import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from index import locations
from index.catalog.catalog import Catalog
from index.engine.local import whoosh_index
from index.errors import IndexDamaged, LibraryBusy, PressmarkError
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.search import segments_of, titles


@pytest.mark.parametrize("what", ["catalogue", "index", "segment", "both", "version"])
def test_a_damaged_or_older_library_is_built_anew(
    three: Library, articles: Path, what: str
) -> None:
    folder = three.folder
    three.close()
    if what in {"catalogue", "both"}:
        (folder / locations.CATALOG).write_bytes(b"not a database at all" * 100)
    if what in {"index", "both"}:
        for path in (folder / locations.INVERTED).glob("*.toc"):
            path.write_bytes(b"\0" * 30)
    if what == "segment":
        for path in segments_of(folder):
            path.write_bytes(path.read_bytes()[:100])
    if what == "version":
        with sqlite3.connect(folder / locations.CATALOG) as db:
            db.execute("PRAGMA user_version=1")
    library = Library.open([articles])
    library.refresh()
    assert len(titles(library, "house")) == 2
    library.close()


def test_a_fault_found_while_searching_is_repaired_from_the_catalogue(three: Library) -> None:
    for path in segments_of(three.folder):
        raw = bytearray(path.read_bytes())
        raw[50 : len(raw) // 2] = b"\xff" * (len(raw) // 2 - 50)
        path.write_bytes(raw)
    three.close()
    library = Library.open(three.roots)
    with pytest.raises(IndexDamaged):
        titles(library, "house")
    library.repair()
    assert len(titles(library, "house")) == 2
    library.close()


def test_a_crash_between_index_and_catalogue_repairs_itself(
    write: Write, articles: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "Alpha", "Body alpha.")
    library = opened(articles)
    write("b.txt", "Beta", "Body beta.")
    (articles / "a.txt").write_text("Alpha\n\nBody changed entirely.\n", encoding="utf-8")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Catalog, "put_files", die)
    with pytest.raises(KeyboardInterrupt):
        library.refresh()
    assert set(titles(library, "body")) <= {"Alpha"}, (
        "what the catalogue does not know is not shown"
    )
    monkeypatch.undo()
    library.refresh()
    assert sorted(titles(library, "body")) == ["Alpha", "Beta"]
    assert titles(library, '"body alpha"') == []
    assert titles(library, '"body changed"') == ["Alpha"]


def test_a_second_builder_gets_a_clear_line(three: Library) -> None:
    with (
        FileLock(three.folder / locations.LOCK),
        pytest.raises(LibraryBusy, match="Another Pressmark"),
    ):
        three.refresh()
    assert len(titles(three, "house")) == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    library = Library.open([tmp_path / "nowhere"])
    with pytest.raises(PressmarkError, match="No such file or folder"):
        library.refresh()


def test_nothing_is_written_beside_the_articles_and_all_of_it_is_private(
    three: Library, articles: Path
) -> None:
    assert sorted(path.name for path in articles.iterdir()) == ["a.txt", "b.txt", "c.txt"]
    assert three.folder.stat().st_mode & 0o777 == 0o700
    assert (three.folder / locations.CATALOG).stat().st_mode & 0o777 == 0o600


def test_the_library_of_another_user_is_refused_unless_trusted(
    three: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.close()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(PressmarkError, match="--trust"):
        Library.open([articles])
    Library.open([articles], trust=True).close()


def test_no_pickle_of_the_schema_is_read(three: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("load", "loads"):
        monkeypatch.setattr(pickle, name, lambda *_: pytest.fail("the schema was unpickled"))
    assert whoosh_index.open_index(three.folder / locations.INVERTED).segments()
