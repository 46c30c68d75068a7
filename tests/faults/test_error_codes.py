"""Errors of SQLite by their codes, and names that do not depend on the order of builds."""

import errno
import itertools
import os
import sqlite3
from pathlib import Path

import pytest

from index.catalog.connection import error_of
from index.errors import IndexDamaged
from index.ingest import build_library, scan_all
from index.library import Library


def failed(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("une erreur")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (sqlite3.SQLITE_FULL, errno.ENOSPC),
        (sqlite3.SQLITE_READONLY, errno.EROFS),
        (sqlite3.SQLITE_IOERR | 3 << 8, errno.ENOSPC),
        (sqlite3.SQLITE_CANTOPEN, errno.EROFS),
    ],
)
def test_errors_are_told_apart_by_code(tmp_path: Path, code: int, number: int) -> None:
    found = error_of(failed(code), tmp_path / "catalog.sqlite")
    assert isinstance(found, OSError)
    assert found.errno == number


def test_damage_is_no_error_of_the_disk(tmp_path: Path) -> None:
    found = error_of(failed(sqlite3.SQLITE_CORRUPT), tmp_path / "catalog.sqlite")
    assert isinstance(found, IndexDamaged)


def test_no_inodes_is_no_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = list(os.statvfs(tmp_path))
    full[5], full[7] = 1000, 0
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(full))
    found = error_of(failed(sqlite3.SQLITE_CANTOPEN), tmp_path / "catalog.sqlite")
    assert isinstance(found, OSError)
    assert found.errno == errno.ENOSPC


def test_the_name_of_an_actor_does_not_depend_on_the_order_of_builds(tmp_path: Path) -> None:
    shown = set()
    for number, order in enumerate(itertools.permutations(("Sergei Ivanov", "Sergeí Ivanov"))):
        articles, library = tmp_path / f"a{number}", tmp_path / f"l{number}"
        articles.mkdir()
        for place, name in enumerate(order):
            (articles / f"{place}.txt").write_text(
                f"The river\n\nDefense Minister {name} said: “The river is high {place}.”\n"
            )
            build_library(library, [articles])
        opened = Library.open([articles], library)
        names = opened.catalog.actor_names().values()
        shown.add(tuple(sorted(name for name, kind in names if kind == "person")))
        opened.close()
    assert len(shown) == 1
    assert next(iter(shown))


def test_the_name_shown_for_two_spellings_does_not_depend_on_the_order_of_builds(
    tmp_path: Path,
) -> None:
    shown = set()
    for number, order in enumerate(itertools.permutations(("Sergei Ivanov", "Sergey Ivanov"))):
        articles, library = tmp_path / f"a{number}", tmp_path / f"l{number}"
        articles.mkdir()
        for name in order:
            (articles / f"{name}.txt").write_text(
                f"The river\n\nDefense Minister {name} said: “The river is high.”\n"
            )
            build_library(library, [articles])
        opened = Library.open([articles], library)
        shown.add(tuple(sorted((one.actor.name, one.articles) for one in opened.actors())))
        opened.close()
    assert len(shown) == 1


def test_folders_and_files_that_cannot_be_looked_at_are_named(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("The river is high.")
    here = Path.cwd()
    try:
        os.chdir(articles)
        for level in range(20):
            Path(f"{level:0240}").mkdir()
            os.chdir(f"{level:0240}")
        Path("deep.txt").write_text("The river is deep.")
    finally:
        os.chdir(here)
    found = scan_all([articles])
    assert list(found.files) == [str(articles / "a.txt")]
    ((path, reason),) = found.passed_over.items()
    assert len(os.fsencode(path)) > 4096
    assert "too long" in reason
    build_library(tmp_path / "library", [articles])
    opened = Library.open([articles], tmp_path / "library")
    assert opened.status().passed_over == ((path, reason),)
    opened.close()
