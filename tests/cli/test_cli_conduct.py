"""Streams, exit status, libraries and faults: how every command behaves."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from index import locations
from index.engine.local import LocalEngine
from tests.support.articles import Write
from tests.support.cli import rows, run, run_installed
from tests.support.paths import SEED
from tests.support.terminal import COMMAND
from tui.cli import printing


def test_version() -> None:
    done = run_installed("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "pressmark")


@pytest.mark.parametrize("command", [["actors"], ["quotes"], ["quotes", "--format", "csv"]])
def test_commands_that_read_everything_show_how_far_they_are(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[int, int]] = []

    @contextmanager
    def noted(label: str) -> Iterator[Callable[[int, int], None]]:
        assert label == "Reading articles"
        yield lambda done, total: steps.append((done, total))

    monkeypatch.setattr(printing, "count_progress", noted)
    assert run(*command, SEED.parent).returncode == 0
    assert steps == [(1, 1)]


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["read"],
        ["index"],
        ["search"],
        ["kwic"],
        ["actors"],
        ["quotes"],
        ["sources"],
        ["show"],
        ["status"],
    ],
)
def test_help_teaches_by_example(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "  pressmark" in done.stdout
    assert done.stderr == ""


def test_paths_may_stand_anywhere() -> None:
    for words in (
        ["search", "ivanov", "--json", SEED.parent],
        ["search", "--json", "ivanov", SEED.parent],
        ["search", "ivanov", SEED.parent, "--json"],
    ):
        assert json.loads(run(*words).stdout)["path"] == str(SEED)


def test_exit_status_and_streams() -> None:
    done = run("search", "zzzz", SEED.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing found" in done.stderr
    done = run("search", "ivanow", SEED.parent)
    assert "Did you mean ivanov?" in done.stderr
    for words in (
        ["search", "spaeker:x", SEED.parent],
        ["search"],
        ["search", "x", "--frob"],
        ["search", "x", "/nowhere/at/all"],
        ["frobnicate"],
    ):
        done = run(*words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), words
        assert "Traceback" not in done.stderr
    assert "`pressmark search --help`" in run("search", "x", "--frob").stderr


def test_without_a_path_the_library_used_last(write: Write, articles: Path) -> None:
    assert "Ivanov" in run("search", "ivanov").stdout, (
        "at first the articles that come with Pressmark"
    )
    write("a.txt", "Alpha", "Body of alpha.")
    run("index", articles)
    assert rows("search", "alpha")[0]["title"] == "Alpha"


def test_a_library_in_a_folder_of_its_own(write: Write, articles: Path, tmp_path: Path) -> None:
    write("a.txt", "Alpha", "Body of alpha.")
    run("index", articles, "--library", tmp_path / "lib")
    assert (tmp_path / "lib" / locations.CATALOG).exists()
    assert not locations.cache_folder().joinpath("libraries").exists()
    assert rows("search", "alpha", "--library", tmp_path / "lib")[0]["title"] == "Alpha"
    done = run("search", "alpha", "--library", tmp_path / "other")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_every_command_brings_the_library_up_to_date_unless_told_not_to(
    write: Write, articles: Path
) -> None:
    done = run("search", "alpha", articles, "--no-refresh")
    assert done.returncode == 2
    assert "not been indexed" in done.stderr
    write("a.txt", "Alpha", "Body.")
    assert rows("search", "alpha", articles)
    write("b.txt", "Beta", "Body of alpha.")
    assert len(rows("search", "alpha", articles, "--no-refresh")) == 1
    assert len(rows("search", "alpha", articles)) == 2


def test_an_empty_folder(articles: Path) -> None:
    for command in (["index"], ["search", "x"], ["quotes"], ["status"]):
        done = run(*command, articles)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "There are no articles" in done.stderr


def test_a_folder_without_a_readable_file_says_why(write: Write, articles: Path) -> None:
    (articles / "a.txt").write_bytes(b"\x00\x01\x02\xff" * 200)
    (articles / "b.exe").write_bytes(b"MZ")
    done = run("search", "x", articles)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "1 file could not be read, 1 file or folder was passed over" in done.stderr
    done = run("status", articles)
    assert done.returncode == 1
    assert "a.txt" in done.stdout and "b.exe" in done.stdout
    row = json.loads(run("status", articles, "--json").stdout)
    assert [Path(one["path"]).name for one in row["failed"]] == ["a.txt"]
    write("c.txt", "Alpha", "Body.")
    assert run("status", articles).returncode == 0


def test_while_another_builds_one_reads_on(write: Write, articles: Path) -> None:
    write("a.txt", "Alpha", "Body.")
    run("index", articles)
    with FileLock(locations.library_folder([articles]) / locations.LOCK):
        done = run("search", "alpha", articles)
    assert done.returncode == 0
    assert "Another Pressmark is building" in done.stderr


def test_output_that_nobody_reads_to_the_end(write: Write, articles: Path) -> None:
    for number in range(60):
        write(f"{number}.txt", f"Number {number}", "the same body " * 200 + "“So,” said Ann Bell.")
    run("index", articles)
    for words in (
        "search --limit 0 body",
        "search --limit 0 --json body",
        "quotes",
        "show 1.txt",
        "actors",
    ):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", f"{COMMAND} {words} {articles} | head -1"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert "Broken" not in done.stderr
        assert "Exception" not in done.stderr
        assert done.returncode == 0, words  # 1 would say that nothing was found


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_cannot_be_written_is_one_line(
    monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    for words in ("--version >/dev/full", "completion bash >/dev/full", "--version >&-"):
        done = subprocess.run(
            ["bash", "-c", f"{COMMAND} {words}"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, words
        assert done.stderr.startswith("pressmark: ") and done.stderr.count("\n") == 1, words
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} batch - <&- "], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_is_cut_by_a_full_disk_is_an_error(tmp_path: Path, unbuffered: str) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"ulimit -f 1; {COMMAND} brief --print-template --format html >{tmp_path / 'cut'}",
        ],
        # Python 3.11 would keep a compiled module that the limit has cut
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "pressmark: File too large.\n")


def test_a_damaged_index_repairs_itself_and_says_so(write: Write, articles: Path) -> None:
    write("a.txt", "Alpha", "Body.")
    run("index", articles)
    folder = locations.library_folder([articles])
    for path in (folder / locations.INVERTED).iterdir():
        path.write_bytes(b"\0" * 10)
    done = run("search", "alpha", articles)
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 2), done.stderr
    (folder / locations.CATALOG).write_bytes(b"nonsense" * 100)
    done = run("search", "alpha", articles)
    assert done.returncode == 0
    assert "is built again" in done.stderr


def test_names_that_are_no_text(articles: Path) -> None:
    name = os.fsdecode(b"na\xffme\x1b[5m.txt")
    (articles / name).write_text("Title\n\nOdd body.\n", encoding="utf-8")
    (row,) = rows("search", "odd", articles)
    assert row["path"] == str(articles / name)
    done = run("search", "odd", articles)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_markup_and_escapes_in_articles_are_printed_as_text(
    write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    write("a.txt", "[red]Title[/red]", "He [the man] said: “[/foo] we \x1b[31mgo there today.”")
    for command in (["search", "man"], ["show", "a.txt"], ["quotes"]):
        done = run(*command, articles)
        assert done.returncode == 0, done.stderr
        assert "[/foo]" in done.stdout
        assert "\x1b[31m" not in done.stdout


def test_a_locale_without_the_letters() -> None:
    done = subprocess.run(
        [COMMAND, "show", str(SEED), str(SEED.parent)], capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [COMMAND, "show", str(SEED), str(SEED.parent), "--json"], capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, check=True
    )  # fmt: skip
    assert "“" in done.stdout.decode("utf-8")


def test_a_fault_of_our_own_is_one_line_with_the_details_in_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def bad(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(LocalEngine, "answer", bad)
    done = run("search", "x", SEED.parent)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "Traceback" in (locations.state_folder() / "fault.log").read_text(encoding="utf-8")


def test_a_folder_named_like_our_packages_is_no_trap(
    write: Write, articles: Path, tmp_path: Path
) -> None:
    for number in range(30):
        write(f"{number}.txt", f"Number {number}", "the same body")
    trap = tmp_path / "trap"
    (trap / "index").mkdir(parents=True)
    (trap / "index" / "__init__.py").write_text("raise SystemExit('trapped')", encoding="utf-8")
    done = run_installed("index", articles, "--json", "--jobs", 2, cwd=trap)
    assert (
        done.returncode,
        json.loads(done.stdout)["articles"],
        json.loads(done.stdout)["failed"],
    ) == (0, 30, 0)
