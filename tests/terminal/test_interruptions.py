"""Dropped lines, wrong configuration, full disks and Ctrl-C: one line each, and nothing is lost."""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.support.cli import run
from tests.support.paths import SEED
from tests.support.terminal import COMMAND, Terminal, indexed, processes_with
from tests.support.waiting import eventually, saved_places

pytestmark = pytest.mark.long


def paragraph_at(folder: Path, place: dict[str, Any]) -> str:
    """The begin of the paragraph that a saved place is in, "Paragraph 7 tells"."""
    library = Library.open([folder])
    try:
        num = library.num_of(place["article"])
        analysis = library.analysis(num) if num is not None else None
        assert analysis is not None
        text = analysis.article.text
    finally:
        library.close()
    return str(re.findall(r"Paragraph \d+ tells", text[: place["offset"]])[-1])


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_the_place_is_kept_when_the_line_drops(long: Path, number: signal.Signals) -> None:
    with Terminal(str(indexed(long)), patient=True) as terminal:
        terminal.wait_for("40 of 40 · ")
        terminal.press("/", "river sort:date", "enter", "j", "j", "enter", *"]" * 11)
        terminal.wait_for("article 3 of")
        terminal.wait_until(
            lambda: any(
                place["query"] == "river sort:date"
                and place["pane"] == "article"
                and place["offset"] > 1000
                for place in saved_places()
            )
        )
        terminal.kill(number)
        terminal.end()
    (place,) = saved_places()
    with Terminal(str(long)) as terminal:
        terminal.wait_for("/ river sort:date", "article 3 of", "▸2 Article")
        terminal.wait_for(paragraph_at(long, place))


def test_a_builder_does_not_outlive_the_reader(long: Path) -> None:
    for number in range(600):
        shutil.copy(long / "00.txt", long / f"copy{number}.txt")
    with Terminal(str(long)) as terminal:
        terminal.wait_for("reading")
        terminal.kill(signal.SIGKILL)
        terminal.end()
    eventually(lambda: not processes_with(str(long)))


def test_a_wrong_config_file_is_said_in_one_line_and_nothing_opens(own_folders: Path) -> None:
    config = own_folders / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\n"article.next_macth" = "n"\n', encoding="utf-8")
    with Terminal() as terminal:
        assert terminal.end() == 2
    assert terminal.raw.decode().strip().splitlines() == [
        (
            f"pressmark: {config}: There is no action article.next_macth to give a key to; "
            "`?` in the reader shows the names."
        )
    ]


def test_a_key_map_of_ones_own(own_folders: Path) -> None:
    config = own_folders / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "light"\n[keys]\n"everywhere.quotes" = "w"\n', encoding="utf-8")
    with Terminal() as terminal:
        terminal.wait_for("Ivanov")
        terminal.press("w")
        terminal.wait_for("▸4 Quotes")


def test_no_such_path_and_no_terminal_are_one_line(tmp_path: Path) -> None:
    with Terminal(str(tmp_path / "nowhere")) as terminal:
        assert terminal.end() == 2
    assert len(terminal.raw.decode().strip().splitlines()) == 1
    done = subprocess.run(
        [COMMAND, str(SEED.parent)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pressmark: The reader needs a terminal.")


def test_a_cache_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with Terminal(str(SEED.parent), env={"XDG_CACHE_HOME": str(blocked)}) as terminal:
        assert terminal.end() == 2
    assert len(terminal.raw.decode().strip().splitlines()) == 1
    assert b"--library DIR" in terminal.raw


def test_a_full_disk_is_one_line_and_loses_nothing(
    small_disk: Path, long: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [COMMAND, "index", str(long), "--library", str(small_disk / "lib")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.fullmatch(
        r"pressmark: No space left to write the library in .* --library DIR\.\n", done.stderr
    )
    again = run("index", long, "--library", tmp_path / "lib", "--json", "--jobs", 1)
    assert json.loads(again.stdout)["articles"] == 40


def test_a_full_disk_while_reading_leaves_the_reader_open(small_disk: Path, long: Path) -> None:
    with Terminal(str(long), "--library", str(small_disk / "lib")) as terminal:
        terminal.wait_for("No space left to write the library")
        terminal.press("?")
        terminal.wait_for("Everywhere")


# Runs `pressmark`, but its build stops after the first chunk until the test sends a signal.
HELD_BUILD = """
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import index.ingest.worker_pool
from tui.cli import main

read_all = index.ingest.worker_pool.read_all


def first_chunk_only(*words: object) -> Iterator[object]:
    chunks = read_all(*words)
    yield next(chunks)
    Path(sys.argv[1]).touch()
    Event().wait()


index.ingest.worker_pool.read_all = first_chunk_only
sys.exit(main(sys.argv[2:]))
"""


def test_ctrl_c_during_a_build_keeps_what_is_done(long: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    with Terminal(
        "-c", HELD_BUILD, str(held), "index", str(long), command=sys.executable
    ) as terminal:
        terminal.wait_until(held.exists)
        terminal.press("ctrl+c")
        assert terminal.end() == 130
    assert b"Traceback" not in terminal.raw
    assert "interrupted" in terminal.text
    summary = json.loads(run("index", long, "--json", "--jobs", 1).stdout)
    assert summary["articles"] == 40
    assert 0 < summary["added"] < 40


def test_progress_is_drawn_for_a_person(long: Path) -> None:
    with Terminal("index", str(long)) as terminal:
        assert terminal.end() == 0
    assert "40 articles" in terminal.raw.decode()
