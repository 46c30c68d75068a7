"""Commands that are killed at any moment: files whole or untouched, nothing lost or half kept.

PRESSMARK_COMMAND_KILLS is the number of kills of each command.
"""

import json
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.articles import Write
from tests.support.cli import run
from tests.support.marks import make_passage_of

KILLS = int(os.environ.get("PRESSMARK_COMMAND_KILLS", "3"))
MARKS = 150


def killed(words: tuple[object, ...], seconds: float) -> bool:
    """Run a command in a fork of this process and kill it; False if it had ended before."""
    child = os.fork()
    if child == 0:
        status = 70
        try:
            status = run(*words).returncode
        finally:
            os._exit(status)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def kill_often(
    words: tuple[object, ...], before: Callable[[int], None], check: Callable[[], None]
) -> int:
    """Kill a command KILLS times within the time that it takes; returns how many were running."""
    before(0)
    begun = time.monotonic()
    assert run(*words).returncode == 0
    takes = time.monotonic() - begun
    check()
    rng, hit = random.Random(2004), 0
    for turn in range(1, KILLS + 1):
        before(turn)
        hit += killed(words, rng.uniform(0.0, 1.2 * takes))
        check()
    print(f"{words[0]}: {hit} of {KILLS} killed while running, takes {takes * 1000:.0f} ms")
    return hit


@pytest.fixture
def press(write: Write, articles: Path) -> Path:
    """Articles with an index, and a store with marks."""
    for number in range(40):
        write(f"{number}.txt", f"River {number}", f"Anna Bell said: “The river {number} is high.”")
    assert run("index", articles, "--jobs", "1").returncode == 0
    review = Review()
    for number in range(MARKS):
        review.add_mark(make_passage_of(number), f"note {number}")
    review.close()
    return articles


def marks_in(path: Path | None = None) -> set[str]:
    """The notes of the marks in a store, which is sound."""
    review = Review(path) if path else Review()
    try:
        assert review.check() is None
        assert review.damaged() == ()
        return {mark.note for mark in review.marks()}
    finally:
        review.close()


def nothing(_: int) -> None:
    """No preparation."""


def test_backup(press: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "copy.sqlite"

    def check() -> None:
        assert {path.name for path in folder.iterdir()} <= {target.name}
        assert not target.exists() or len(marks_in(target)) == MARKS

    kill_often(("backup", target), lambda _: target.unlink(missing_ok=True), check)


def test_restore(press: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert run("backup", copy).returncode == 0
    raw, store = copy.read_bytes(), Review().path
    newest = ""

    def before(turn: int) -> None:
        nonlocal newest
        for kept in store.parent.glob("review-before-*"):
            kept.unlink()
        newest = f"newest {turn}"
        review = Review()
        review.add_mark(make_passage_of(1000 + turn), newest)
        review.close()

    def check() -> None:
        assert copy.read_bytes() == raw
        own = {store.name, f"{store.name}-wal", f"{store.name}-shm"}
        kept = {path.name for path in store.parent.iterdir()} - own
        assert all(name.startswith("review-before-") for name in kept), kept
        stores = [store, *(store.parent / name for name in kept if name.endswith(".sqlite"))]
        found = [marks_in(path) for path in stores]
        assert any(newest in notes for notes in found)
        assert all(len(notes) >= MARKS for notes in found)

    kill_often(("restore", copy), before, check)


def test_import(press: Path, tmp_path: Path) -> None:
    file = tmp_path / "marks.jsonl"
    rows = run("export", "--format", "jsonl").stdout.splitlines()
    other = [json.loads(row) | {"note": f"theirs {n}"} for n, row in enumerate(rows)]
    for number, row in enumerate(other):
        row["id"] = f"imported{number}"
    file.write_text("".join(json.dumps(row) + "\n" for row in other))
    empty = tmp_path / "empty.sqlite"
    assert run("backup", empty).returncode == 0

    def before(_: int) -> None:
        assert run("restore", empty).returncode == 0

    def check() -> None:
        theirs = {note for note in marks_in() if note.startswith("theirs")}
        assert len(theirs) in {0, MARKS}, len(theirs)

    kill_often(("import", file), before, check)


@pytest.mark.parametrize("command", ["run", "brief", "batch", "network", "quotes"])
def test_reports(press: Path, tmp_path: Path, command: str) -> None:
    """A file is the older or the newer one, whole; nothing is left next to it."""
    folder, table = tmp_path / "out", tmp_path / "names.csv"
    folder.mkdir()
    table.write_text("name\nAnna Bell\nriver\n")
    endings = {"run": "md", "brief": "md", "batch": "csv", "network": "gexf", "quotes": "csv"}
    target = folder / f"report.{endings[command]}"
    script = tmp_path / "script.txt"
    script.write_text(f"search river\nexport {target}\n")
    words: dict[str, tuple[object, ...]] = {
        "run": ("run", script, press),
        "brief": ("brief", "-q", "river", press, "--output", target),
        "batch": ("batch", table, press, "--output", target),
        "network": ("network", press, "--output", target),
        "quotes": ("quotes", press, "--output", target),
    }
    if command == "network":
        (press / "more.txt").write_text("Dam\n\nAnna Bell said Carl Dorn of Gazprom would come.\n")
    older = b"older " * 10_000
    whole: set[bytes] = set()

    def before(_: int) -> None:
        target.write_bytes(older)

    def check() -> None:
        whole.add(target.read_bytes())
        assert [path.name for path in folder.iterdir()] == [target.name]

    kill_often(words[command], before, check)
    # it may contain the time at which it was made: what counts is that none is shorter
    assert len({len(text) for text in whole - {older}}) == 1
    assert len(marks_in()) == MARKS


def test_a_watch(press: Path, tmp_path: Path) -> None:
    """Whatever counts as reported is in the report."""
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "news.md"
    twice = 0

    def before(turn: int) -> None:
        target.unlink(missing_ok=True)
        run("watch", "remove", "high")
        assert run("watch", "add", "high", "river", press).returncode == 0

    def check() -> None:
        nonlocal twice
        assert {path.name for path in folder.iterdir()} <= {target.name}
        listed = json.loads(run("watch", "list", "--json").stdout)
        text = target.read_text() if target.exists() else ""
        assert listed["reported"] in {0, 40}
        if text or listed["reported"]:
            assert all(f"River {number}" in text for number in range(40))
        twice += bool(text) and not listed["reported"]

    words = ("watch", "run", "high", "--format", "md", "--output", target, "--commit")
    kill_often(words, before, check)
    print(f"reported once more at the next run: {twice}")
