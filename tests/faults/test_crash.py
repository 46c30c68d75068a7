"""Builds killed at random moments, and concurrent readers. PRESSMARK_KILLS sets how many."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.engine import UNLIMITED
from index.library import Library
from tests.support.waiting import eventually

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("PRESSMARK_KILLS", "15"))
ARTICLES = 300


def write(folder: Path, number: int, version: int) -> None:
    folder.mkdir(exist_ok=True)
    text = (
        f"Piece {number}\n\nThe minister of piece number{number} said “we are at "
        f"version{version}x{number}”.\n"
    )
    (folder / f"{number:04}.txt").write_text(text)


BUILD = """from pathlib import Path
from index.ingest.build import build_library
build_library(Path({library!r}), [Path({articles!r})])
"""


def builder(articles: Path, library: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-c", BUILD.format(library=str(library), articles=str(articles))],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def check(articles: Path, library: Path) -> int:
    """Catalogue and index of a finished build agree, and have each article once."""
    opened = Library.open([articles], library)
    try:
        assert opened.note is None
        nums = opened.catalog.nums()
        found = opened.search("piece", budget=UNLIMITED).hits.ordered_nums()
        assert len(set(found)) == len(found)
        assert set(found) <= set(nums)
        for row in opened.rows(opened.search("piece", budget=UNLIMITED), 0, 20):
            number = int(Path(row.card.path).stem)
            assert (
                row.card.num
                in opened.search(f"number{number}", budget=UNLIMITED).hits.ordered_nums()
            )
        return len(nums)
    finally:
        opened.close()


def test_a_builder_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    articles, library = tmp_path / "articles", tmp_path / "library"
    rng = random.Random(2004)
    versions = dict.fromkeys(range(ARTICLES), 0)
    for number in versions:
        write(articles, number, 0)
    most = 0.7
    for _ in range(KILLS):
        process = builder(articles, library)
        delay = rng.uniform(0.15, most)
        try:
            process.wait(delay)
            most = max(0.3, most * 0.9)  # it was through with everything: the next is killed sooner
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            most = min(2.0, most * 1.05)
        check(articles, library)
        for number in rng.sample(range(ARTICLES), 40):
            if rng.random() < 0.2 and number in versions:
                (articles / f"{number:04}.txt").unlink()
                del versions[number]
            else:
                versions[number] = versions.get(number, 0) + 1
                write(articles, number, versions[number])
    opened = Library.open([articles], library)
    opened.refresh()
    assert len(opened) == len(versions)
    for number, version in versions.items():
        assert len(opened.search(f"number{number}", budget=UNLIMITED).hits) == 1, number
        assert len(opened.search(f"said:version{version}x{number}", budget=UNLIMITED).hits) == 1, (
            number
        )
    assert len(opened.search("piece", budget=UNLIMITED).hits) == len(versions)
    assert not (library / "scratch").exists()
    opened.close()


KILLED_AT_EACH_EVENT = """
import os, sys
from pathlib import Path
from index.ingest.build import build_library
from index.library import Library

articles, library = Path(sys.argv[1]), Path(sys.argv[2])
FILE_EVENTS = {"open", "sqlite3.connect", "shutil.move"}


def build_until(last, place):
    events = 0

    def kill(event, arguments):
        nonlocal events
        if event in FILE_EVENTS or event.startswith("os."):
            if place in map(str, arguments) or str(arguments[:1]).find(place) >= 0:
                events += 1
                if events == last:
                    os.kill(os.getpid(), 9)

    sys.addaudithook(kill)
    build_library(Path(place), [articles], jobs=1)
    os._exit(0)


Library.open([articles], library / "warm").close()  # imports
killed = 0
while True:
    place = library / str(killed)
    child = os.fork()
    if not child:
        build_until(killed + 1, str(place))
    if os.waitpid(child, 0)[1] == 0:
        break
    killed += 1
    opened = Library.open([articles], place)
    opened.refresh()
    print(len(opened), opened.note)
    opened.close()
"""


def test_a_builder_may_be_killed_before_each_change_of_a_file(tmp_path: Path) -> None:
    write(tmp_path / "articles", 1, 0)
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_EACH_EVENT, tmp_path / "articles", tmp_path / "libraries"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) > 20
    assert set(lines) == {"1 None"}


def test_ten_readers_while_one_builds(tmp_path: Path) -> None:
    articles, library = tmp_path / "articles", tmp_path / "library"
    for number in range(40):
        write(articles, number, 0)
    Library.open([articles], library).refresh()
    for number in range(40, ARTICLES):
        write(articles, number, 0)
    process = builder(articles, library)

    def read(seed: int) -> int:
        rng = random.Random(seed)
        opened = Library.open([articles], library)
        answers = 0
        while process.poll() is None or answers == 0:
            opened.follow()
            number = rng.randrange(40)
            found = opened.search(
                f"number{number}", budget=UNLIMITED
            )  # ten at once on two cores take their time
            assert [Path(row.card.path).stem for row in opened.rows(found, 0, 5)] == [
                f"{number:04}"
            ]
            assert len(opened.search("piece", budget=UNLIMITED).hits) >= 40
            opened.actor_counts(opened.search("minister", budget=UNLIMITED))
            answers += 1
        eventually(
            lambda: len(opened.search("piece", budget=UNLIMITED).hits) >= ARTICLES,
            meanwhile=opened.follow,
        )
        total = len(opened.search("piece", budget=UNLIMITED).hits)
        opened.close()
        return total

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(read, range(10))) == [ARTICLES] * 10
    assert process.returncode == 0


AS_A_COLLEAGUE = """
import os, sys
from pathlib import Path
import filelock, index.ingest.build, tui.cli.search_cmd
from index.errors import PressmarkError
from index.library import Library
from tests.support.waiting import eventually

articles, library = Path(sys.argv[1]), Path(sys.argv[2])
warm = Library.open([articles], library)  # imports late modules while the disk is readable
warm.rows(warm.search("number7"), 0, 1), warm.actor_counts(warm.search(""))
warm.close()
os.setgroups([]), os.setegid(65534), os.seteuid(65534)
try:
    Library.open([articles], library)
except PressmarkError as error:
    print("refused:", error)
shared = Library.open([articles], library, trust=True)
rows = shared.rows(shared.search("number7"), 0, 5)
print("read:", [Path(row.card.path).name for row in rows], len(shared))
try:
    shared.refresh()
except PressmarkError as error:
    print("not written:", error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A new folder that every user can enter; the parent of `tmp_path` is private."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not all(parent.stat().st_mode & 0o005 == 0o005 for parent in folder.parents):
            pytest.skip("the temporary folder is private to one user")
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_library_that_a_colleague_shares_for_reading(open_folder: Path) -> None:
    articles, library = open_folder / "articles", open_folder / "library"
    for number in range(30):
        write(articles, number, 0)
    Library.open([articles], library).refresh()
    for path in (library, *library.rglob("*"), articles, *articles.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    done = subprocess.run(
        [sys.executable, "-c", AS_A_COLLEAGUE, str(articles), str(library)],
        capture_output=True,
        text=True,
        check=False,
    )
    refused, read, not_written = done.stdout.splitlines()
    assert "belongs to another user" in refused
    assert read == "read: ['0007.txt'] 30"
    assert "cannot be written" in not_written
