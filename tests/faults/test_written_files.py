"""Files a person names: whole or untouched, nothing left next to them, nothing else changed."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import PressmarkError
from index.kept import Review, database, restore
from index.whole_files import write_output, write_whole
from tests.support.articles import Write
from tests.support.cli import run
from tests.support.marks import make_passage_of
from tests.support.paths import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    made = tmp_path / "folder"
    made.mkdir()
    return made


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=["unnamed", "named", "no links"])
def any_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """File systems with unnamed files, without them, and without hard links too."""
    if request.param != "unnamed":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if request.param == "no links":

        def no_links(*_: object, **__: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_links)
    return str(request.param)


def test_a_file_is_written_in_one_step(any_disk: str, folder: Path) -> None:
    target, own = folder / "news.md", folder / "news.md.part"
    own.write_bytes(b"a person's own")
    write_whole(target, b"first", overwrite=False)
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_whole(target, b"second", overwrite=False)
    assert target.read_bytes() == b"first"
    target.chmod(0o644)
    write_whole(target, [b"thi", b"rd"])
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"third", 0o644)
    assert names_in(folder) == ["news.md", "news.md.part"]
    assert own.read_bytes() == b"a person's own"


def test_a_failure_leaves_what_was_there(any_disk: str, folder: Path) -> None:
    target = folder / "news.md"

    def parts() -> Iterator[bytes]:
        yield b"half"
        raise OSError("no more")

    for _ in range(2):
        with pytest.raises(OSError, match="no more"):
            write_whole(target, parts())
        assert names_in(folder) == (["news.md"] if target.exists() else [])
        target.write_bytes(b"before")
    assert target.read_bytes() == b"before"


def test_a_name_may_be_as_long_as_the_disk_allows(any_disk: str, folder: Path) -> None:
    target = folder / ("n" * 255)
    write_whole(target, b"1")
    write_whole(target, b"2")
    assert names_in(folder) == [target.name]


def test_an_output_has_a_folder_and_a_link_stays(folder: Path) -> None:
    with pytest.raises(PressmarkError, match=r"no folder .*: create it"):
        write_output(folder / "none" / "news.md", b"1")
    (folder / "there.md").touch()
    (folder / "link.md").symlink_to("there.md")
    write_output(folder / "link.md", b"2")
    assert (folder / "link.md").is_symlink()
    assert (folder / "there.md").read_bytes() == b"2"


def test_no_command_makes_the_folder_of_an_output(tmp_path: Path) -> None:
    table, script = tmp_path / "names.csv", tmp_path / "script.txt"
    table.write_text("name\nAnna\n")
    missing = tmp_path / "none"
    script.write_text(f"search river\nexport {missing}/x.md\n")
    for words in (
        ("batch", table, "--output", missing / "x.csv"),
        ("brief", "--output", missing / "x.md"),
        ("network", "--output", missing / "x.gexf"),
        ("quotes", "--output", missing / "x.csv"),
        ("search", "river", "--by", "year", "--output", missing / "x.csv"),
        ("watch", "run", "--output", missing / "x.md"),
        ("backup", missing / "x.sqlite"),
        ("run", script),
    ):
        done = run(*words)
        assert done.returncode == 2, words
        assert f"There is no folder {missing}: create it, or choose another" in done.stderr
        assert done.stderr.count("\n") == 1
    assert not missing.exists()


def test_a_script_writes_the_file_that_a_link_names(write: Write, tmp_path: Path) -> None:
    write("a.txt", "River", "The river is high.")
    far, link, script = tmp_path / "far.md", tmp_path / "link.md", tmp_path / "script.txt"
    far.touch()
    link.symlink_to(far)
    script.write_text(f"search river\nexport {link}\n")
    assert run("run", script, tmp_path / "articles").returncode == 0
    assert link.is_symlink()
    assert "The river is high." in far.read_text()


def test_what_is_wrong_with_the_store_is_said_once(
    write: Write, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "River", "Anna Bell said: “The river is high.”")
    script = tmp_path / "script.txt"
    script.write_text("search river\n")
    run("index", articles)
    run("watch", "add", "high", "river", articles)
    monkeypatch.setattr(database, "_is_writable", lambda path: False)
    for words in (
        ("export", "-q", "river", articles),
        ("run", script, articles),
        ("brief", "-q", "river", articles),
        ("watch", "run"),
    ):
        done = run(*words)
        assert done.stderr.count("cannot be changed") == 1, words


def test_a_library_of_another_version_is_no_missing_one(
    write: Write, articles: Path, tmp_path: Path
) -> None:
    write("a.txt", "River", "The river is high.")
    library = tmp_path / "library"
    run("index", articles, "--library", library)
    with sqlite3.connect(library / "catalog.sqlite") as db:
        db.execute("PRAGMA user_version = 3")
    db.close()
    done = run("search", "river", "--library", library)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "another version" in done.stderr
    assert run("search", "river", articles, "--library", library).returncode == 0
    assert run("search", "river", "--library", library).returncode == 0


# --- restores ---


def test_a_restore_while_another_session_writes_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = tmp_path / "review.sqlite", tmp_path / "copy.sqlite"
    review = Review(path)
    review.add_mark(make_passage_of(1))
    review.backup(copy)
    review.add_mark(make_passage_of(2), "the newest")
    before = names_in(tmp_path)
    monkeypatch.setattr("index.kept.backup._PATIENCE", 0.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(PressmarkError, match="nothing was changed"):
            restore(copy, path)
        writer.execute("ROLLBACK")
    assert names_in(tmp_path) == before
    assert {mark.note for mark in review.marks()} == {"", "the newest"}
    review.close()


RESTORING = """
import os, signal, sys
from pathlib import Path
from index import whole_files
from index.kept import backup, restore

step, copy, store = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
count = 0

def at_step(call):
    def counted(*words, **more):
        global count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*words, **more)
    return counted

os.link, os.fsync = at_step(os.link), at_step(os.fsync)
for name in ("replace", "rename", "unlink", "write_bytes"):
    setattr(Path, name, at_step(getattr(Path, name)))
restore(copy, store)
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_a_restore_that_is_killed_at_any_step_loses_nothing(tmp_path: Path, damaged: bool) -> None:
    """After each step there is a store, a whole backup, and the older store with its log."""
    for step in range(1, 40):
        folder = tmp_path / f"{damaged}{step}"
        folder.mkdir()
        path, copy = folder / "review.sqlite", folder / "copy.sqlite"
        first = Review(path)
        first.add_mark(make_passage_of(1))
        first.backup(copy)
        first.close()  # the log is in the file now
        review = Review(path)
        review.add_mark(make_passage_of(2), "the newest")
        log = Path(f"{path}-wal").read_bytes()
        if damaged:
            path.write_bytes(b"nonsense " * 500)
        words = [sys.executable, "-c", RESTORING, str(step), str(copy), str(path)]
        done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True)
        assert path.exists()
        kept = list(folder.glob("review-before-*.sqlite"))
        if damaged:
            logs = [Path(f"{one}-wal") for one in (path, *kept)]
            assert any(one.exists() and one.read_bytes() == log for one in logs)
        else:
            stores = [Review(one) for one in (path, *kept)]
            assert any("the newest" in {m.note for m in one.marks()} for one in stores)
            for one in stores:
                assert one.check() is None
                one.close()
        review.close()
        # a name that replaces another file exists for one step
        parts = [name for name in names_in(folder) if "part" in name]
        assert len(parts) <= damaged
        if done.returncode != -signal.SIGKILL:
            assert done.returncode == 0, done.stderr
            assert step > 2
            return
    raise AssertionError("a restore has no end")
