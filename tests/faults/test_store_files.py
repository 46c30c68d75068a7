"""The file of marks: backups, restores, a missing store, folders and disks that take no writes."""

import contextlib
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.kept import Review, ReviewDamaged, database, restore, store_copy
from index.kept.store_copy import write_at_once
from tests.support.cli import run
from tests.support.marks import make_passage_of
from tests.support.paths import ROOT


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=20), st.lists(st.text(max_size=5)), st.booleans())),
    st.integers(0, 3),
)
def test_backup_then_restore_is_identity(
    notes: list[tuple[str, list[str], bool]], later: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, copy = Path(folder) / "review.sqlite", Path(folder) / "copy.sqlite"
        review = Review(path)
        for number, (note, tags, read) in enumerate(notes):
            review.add_mark(make_passage_of(number), note.encode("utf-8", "replace").decode(), tags)
            if read:
                review.set_state(make_passage_of(number).source, "read")
        before = review.marks(), review.states()
        review.backup(copy)
        for number in range(later):
            review.add_mark(make_passage_of(100 + number), "later")
        replaced = restore(copy, path)
        assert (review.marks(), review.states()) == before
        assert replaced is not None
        with_later = Review(replaced)
        assert len(with_later.marks()) == len(notes) + later
        with_later.close()
        review.close()
        names = {name.name for name in Path(folder).iterdir()}
        assert not [name for name in names if name.startswith("copy.sqlite-") or "part" in name]


def test_restore_over_a_damaged_store_keeps_its_write_ahead_log(tmp_path: Path) -> None:
    path, copy = tmp_path / "review.sqlite", tmp_path / "copy.sqlite"
    first = Review(path)
    first.add_mark(make_passage_of(1))
    first.backup(copy)
    first.close()
    writer = Review(path)
    writer.add_mark(make_passage_of(2), "the newest")
    log = path.with_name("review.sqlite-wal").read_bytes()
    assert b"the newest" in log
    saved = path.read_bytes()
    path.write_bytes(b"nonsense " * 500)
    with pytest.raises(ReviewDamaged):
        Review(path)
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_bytes() == b"nonsense " * 500
    assert Path(f"{kept}-wal").read_bytes() == log
    assert len(Review(path).marks()) == 1
    kept.write_bytes(saved)
    assert {mark.note for mark in Review(kept).marks()} == {"", "the newest"}


def test_a_backup_leaves_no_file_and_takes_no_name_that_exists(tmp_path: Path) -> None:
    review = Review(tmp_path / "review.sqlite")
    target = tmp_path / "out" / "copy.sqlite"
    target.parent.mkdir()
    review.backup(target)
    assert [one.name for one in target.parent.iterdir()] == ["copy.sqlite"]
    assert target.stat().st_mode & 0o777 == 0o600
    restore(target, review.path)
    assert [one.name for one in target.parent.iterdir()] == ["copy.sqlite"]
    with pytest.raises(FileExistsError):
        write_at_once(target, b"other", overwrite=False)
    assert target.read_bytes()[:6] == b"SQLite"


WRITING = """
import os, pathlib, sys
from index import whole_files
from index.kept import store_copy
def stop(handle):
    print("half", flush=True)
    sys.stdin.read()
whole_files.os.fsync = stop
store_copy.write_at_once(pathlib.Path(sys.argv[1]), b"x" * 100_000, False)
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="no unnamed files here")
def test_a_killed_backup_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    child = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(folder / "copy.sqlite")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"half\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_store_that_is_gone_is_reported(own_folders: Path, how: str) -> None:
    review = Review()
    assert review.note is None
    review.add_mark(make_passage_of(1))
    review.close()
    if how == "missing":
        review.path.unlink()
    else:
        review.path.write_bytes(b"")
    done = run("search", "russia")
    assert f"marks is {how}" in done.stderr
    assert done.returncode == 0
    again = Review()
    assert again.note is not None
    assert f"is {how}" in again.note
    again.close()
    assert Review().note is None, "reported once a new store has begun"


def test_a_first_store_is_nothing_to_report(own_folders: Path) -> None:
    assert "marks" not in run("search", "russia").stderr


def read_only_command(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command as a user for whom file modes count: root without CAP_DAC_OVERRIDE."""
    from tests.support.terminal import COMMAND

    prefix: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("needs a user without the right to write everywhere")
        drop = "-dac_override,-dac_read_search"
        prefix = [setpriv, f"--bounding-set={drop}", f"--inh-caps={drop}"]
    return subprocess.run(
        [*prefix, COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_reading_commands_work_on_a_read_only_data_folder(
    own_folders: Path, tmp_path: Path
) -> None:
    review = Review()
    mark = review.add_mark(make_passage_of(1), "a note")
    log = Path(f"{review.path}-wal")
    assert log.stat().st_size, "the newest mark is in the log only"
    run("search", "russia")
    files = {one.name: one.read_bytes() for one in review.path.parent.iterdir()}
    review.path.parent.chmod(0o500)
    try:
        for words in (
            ["search", "russia"],
            ["status"],
            ["export", "--format", "csv"],
            ["export", "-q", "russia"],
            ["cite", mark.passage.locator],
            ["backup", tmp_path / "copy.sqlite"],
        ):
            done = read_only_command(*words)
            assert done.returncode == 0, (words, done.stderr)
        assert read_only_command("verify").returncode == 1, "the file of the mark is missing"
        assert "a note" in read_only_command("export").stdout
        refused = read_only_command("import", tmp_path / "none.jsonl")
        assert refused.returncode == 2
        assert {one.name: one.read_bytes() for one in review.path.parent.iterdir()} == files
    finally:
        review.path.parent.chmod(0o700)
    assert len(Review(tmp_path / "copy.sqlite").marks()) == 1


def test_a_read_only_store_takes_no_change(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Review().add_mark(make_passage_of(1))
    monkeypatch.setattr(database, "_is_writable", lambda path: False)
    review = Review()
    assert review.read_only
    assert review.note is not None
    assert review.give_locator(make_passage_of(3)) == make_passage_of(3).locator
    review.add_history("query")
    with pytest.raises(OSError, match="cannot be changed"):
        review.add_mark(make_passage_of(2))
    assert len(review.marks()) == 1


def test_a_log_that_is_removed_while_the_store_is_read(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process that closes the store writes the log into the file and removes it."""
    writer = Review()
    writer.add_mark(make_passage_of(1))
    copy = shutil.copyfile
    closed: list[bool] = []

    def close_before_the_log(source: str, target: str) -> str:
        if source.endswith("-wal") and not closed:
            closed.append(True)
            writer.close()
        return str(copy(source, target))

    monkeypatch.setattr(shutil, "copyfile", close_before_the_log)
    with contextlib.closing(store_copy.read_snapshot(writer.path)) as snapshot:
        assert closed
        assert snapshot.execute("SELECT count(*) FROM marks").fetchone() == (1,)


def full_disk(*_: object, **__: object) -> sqlite3.Connection:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


def test_a_full_disk_at_first_creation_is_said(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.Database, "_open_for_writing", full_disk)
    review = Review()
    assert review.read_only
    assert "No space left for your marks" in str(review.note)
    assert review.marks() == []
    assert not review.path.exists(), "no empty file is left behind"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_backup_that_cannot_be_written_says_what_to_do_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code), str(tmp_path / "b.sqlite.part"))

    review = Review(tmp_path / "review.sqlite")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="name a file") as found:
        review.backup(tmp_path / "b.sqlite")
    review.close()
    assert found.value.filename == str(tmp_path / "b.sqlite")
    assert not list(tmp_path.glob("b.sqlite*"))


def test_a_change_to_a_store_that_cannot_be_written_says_what_to_do(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.Database, "_open_for_writing", full_disk)
    review = Review()
    with pytest.raises(OSError, match=r"make .* writable or free space .* try again"):
        review.add_mark(make_passage_of(1))
    review.close()
