"""What people and programs hand in, endless, nested or misnamed: one line says what it is."""

import io
import os
import zlib
from pathlib import Path

import pytest

from index.checked_input import bounded_lines, named_path, parse_json, read_input
from index.corrections.actor_names import ends
from index.errors import PressmarkError
from index.ownership import SUMS
from tests.support.articles import Write
from tests.support.cli import Done, run

DEEP = "[" * 100_000


def refused(done: Done) -> bool:
    """Whether a command ended with one line that is no fault report."""
    lines = done.stderr.splitlines()
    return done.returncode == 2 and len(lines) == 1 and "Something went wrong" not in lines[0]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
@pytest.mark.parametrize("words", [["run"], ["batch"], ["screen"], ["import"]])
def test_a_file_without_an_end_is_refused(words: list[str], articles: Path) -> None:
    folder = [] if words == ["import"] else [articles]
    assert refused(run(*words, "/dev/zero", *folder))


@pytest.mark.parametrize("name", ["config.toml", "actors.toml"])
@pytest.mark.parametrize(
    "text", [f"a = {DEEP}", f"a = {'9' * 5000}", f"[limits]\nseconds = {'9' * 5000}", "a = \x00"]
)
def test_a_file_of_settings_that_cannot_be_is_refused(
    name: str, text: str, own_folders: Path, write: Write, articles: Path
) -> None:
    write("a.txt", "River", "The river is high.")
    folder = own_folders / ("config" if name == "config.toml" else "data") / "pressmark"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    assert refused(run("search", "river", articles, "--no-refresh"))


@pytest.mark.parametrize("target", ["~no-such-user-here/x.md", "a\0b.md", "~", "no-folder/x.md"])
def test_a_script_names_a_file_that_cannot_be(
    target: str, write: Write, articles: Path, tmp_path: Path
) -> None:
    write("a.txt", "River", "The river is high.")
    (tmp_path / "s").write_text(f"search river\nexport {target}\n", encoding="utf-8")
    assert refused(run("run", tmp_path / "s", articles))


def test_names_and_sizes() -> None:
    assert named_path("a b") == Path("a b")
    assert read_input(io.BytesIO(b"abc"), "x", 3) == b"abc"
    with pytest.raises(PressmarkError, match="x has more"):
        read_input(io.BytesIO(b"abcd"), "x", 3)
    assert list(bounded_lines(io.BytesIO(b"a\nbc\n"), "x", 5, 3)) == [b"a\n", b"bc\n"]
    for most, longest in ((4, 3), (9, 2)):
        with pytest.raises(PressmarkError):
            list(bounded_lines(io.BytesIO(b"a\nbc\n"), "x", most, longest))
    with pytest.raises(ValueError, match="nested"):
        parse_json(DEEP)


def test_a_chain_of_names_takes_linear_time() -> None:
    count = 200_000
    chain = {number: number + 1 for number in range(count)}
    assert ends(chain | {-1: -2, -2: -1, -3: -1}) == dict.fromkeys(range(count), count)


def test_a_library_without_an_ended_build_is_said_to_be_incomplete(
    write: Write, articles: Path, tmp_path: Path
) -> None:
    write("a.txt", "River", "The river is high.")
    where = articles, "--library", tmp_path / "library"
    assert run("index", *where, "--jobs", "1").returncode == 0
    assert "has not ended" not in run("search", "river", *where, "--no-refresh").stderr
    (tmp_path / "library" / SUMS).unlink()  # as a killed build leaves it
    assert "has not ended" in run("search", "river", *where, "--no-refresh").stderr
    assert "has not ended" not in run("search", "river", *where).stderr


def test_a_damaged_watch_is_named(write: Write, articles: Path, own_folders: Path) -> None:
    import sqlite3

    write("a.txt", "River", "The river is high.")
    for name in ("sound", "nested", "incomplete"):
        assert run("watch", "add", name, "river", articles).returncode == 0
    store = sqlite3.connect(own_folders / "data" / "pressmark" / "review.sqlite")
    store.execute("UPDATE watches SET place = ? WHERE name = 'nested'", (DEEP,))
    cut = zlib.compress(os.urandom(99))[:50]
    store.execute("UPDATE watches SET reported = ? WHERE name = 'incomplete'", (cut,))
    store.commit()
    store.close()
    for words in (["list"], ["run"]):
        done = run("watch", *words)
        assert "sound" in done.stdout
        assert "watches nested cannot be read (nested too deeply)" in done.stderr
        assert "watches incomplete cannot be read" in done.stderr
    assert done.returncode == 2  # cron reports it
    assert run("watch", "run", "sound").returncode == 0
