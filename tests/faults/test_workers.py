"""Files that are slow, large or deadly to read: they fail alone, and delay no other."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.local import PostingsBuilder
from index.ingest import reading_limits, worker, worker_pool
from index.ingest.worker_pool import read_all, split_at_death
from index.readers.attributes import MOST_ATTRIBUTES, bound_attributes
from index.settings import Limits, Settings
from index.text import tokens

pytestmark = pytest.mark.long

EXAMPLES = int(os.environ.get("PRESSMARK_FAULTS", "40"))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data(), st.integers(1, 40))
def test_only_deadly_files_fail_and_every_file_has_one_result(
    data: st.DataObject, count: int
) -> None:
    files = tuple(f"{number}.txt" for number in range(count))
    deadly = data.draw(st.sets(st.sampled_from(files), max_size=4))
    slow = data.draw(st.sets(st.sampled_from(files), max_size=4)) - deadly
    # a worker also dies of so many files in one part, though each can be read alone
    too_many = data.draw(st.integers(2, 50))
    part_length = data.draw(st.integers(1, 50))
    chunks = [files]
    read: list[str] = []
    failed: list[str] = []
    while chunks:
        chunk = chunks.pop()
        sent = 0
        for place, path in enumerate(chunk):
            of_time = path in slow
            if path in deadly or of_time or place - sent + 1 >= too_many:
                status = -signal.SIGPROF if of_time else -signal.SIGSEGV
                left, killer = split_at_death(chunk, sent, place, status)
                chunks += left
                failed += [killer] if killer is not None else []
                break
            if place - sent + 1 == part_length or place == len(chunk) - 1:
                read += chunk[sent : place + 1]
                sent = place + 1
    assert sorted([*read, *failed]) == sorted(files)
    assert set(failed) == deadly | slow


@pytest.mark.parametrize(
    ("sent", "place", "expected"),
    [
        (0, None, ([("b", "c"), ("a",)], None)),
        (3, 2, ([], None)),
        (2, None, ([], "c")),
        (2, 1, ([], "c")),
    ],
)
def test_a_worker_may_die_between_files(
    sent: int, place: int | None, expected: tuple[list[tuple[str, ...]], str | None]
) -> None:
    assert split_at_death(("a", "b", "c"), sent, place, -signal.SIGKILL) == expected


DEADLY = """
import os, signal, sys, time
import index.ingest.worker as worker

read_file = worker.read_file

def deadly(path, settings):
    if path.name == "memory.html":
        raise SystemExit(os._exit(worker.OUT_OF_MEMORY))
    if path.name == "crash.html":
        os.kill(os.getpid(), signal.SIGSEGV)
    if path.name == "stuck.html":
        os.kill(os.getpid(), signal.SIGPROF)
    if path.name == "caught.html":
        signal.setitimer(signal.ITIMER_REAL, 0.05, 1.0)  # its time is over soon
        try:
            time.sleep(600)
        except Exception:
            pass
    if path.name == "deaf.html":
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        worker._watchdog.expect(0)
        while True:
            try:
                time.sleep(600)
            except BaseException:
                pass
    return read_file(path, settings)

"""
MAIN = """
worker.read_file = deadly
worker.main(*sys.argv[1:])
"""


@pytest.mark.parametrize(("jobs", "forked"), [(1, False), (2, True)])
def test_each_way_to_die_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, forked: bool
) -> None:
    monkeypatch.setattr(worker_pool, "can_fork", lambda: forked and sys.platform == "linux")
    if forked:  # the children have what this process has; those that replace them are started
        names_of: dict[str, Any] = {}
        exec(DEADLY, names_of)
        monkeypatch.setattr(worker, "read_file", names_of["deadly"])
    popen: Any = subprocess.Popen

    def start(command: list[str], **more: object) -> object:
        place = command.index("-m")
        return popen([*command[:place], "-c", DEADLY + MAIN, *command[place + 2 :]], **more)

    monkeypatch.setattr(subprocess, "Popen", start)
    names = ("memory", "crash", "stuck", "caught", "deaf")
    for number in range(30):
        (tmp_path / f"{number:02}.html").write_text(f"<p>The river is high {number}.</p>")
    for name in names:
        (tmp_path / f"{name}.html").write_text("<p>The river.</p>")
    paths = sorted(map(str, tmp_path.glob("*.html")))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    limits = Limits()
    found = [
        file for part in read_all(paths, scratch, Settings(limits), jobs) for file in part.files
    ]
    assert sorted(file.path for file in found) == paths
    problems = {Path(file.path).stem: file.state.problem for file in found if file.state.problem}
    assert problems == {
        "memory": reading_limits.too_large(limits),
        "crash": worker_pool._DIED,
        "stuck": reading_limits.too_slow(limits),
        "caught": reading_limits.too_slow(limits),
        "deaf": reading_limits.too_slow(limits),
    }


def test_results_arrive_before_a_large_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_LARGE", 1000)
    for name, length in (("a", 1), ("b", 1), ("c", 200), ("d", 1)):
        (tmp_path / f"{name}.txt").write_text("The river is high. " * length)
    paths = tuple(sorted(map(str, tmp_path.glob("*.txt"))))
    parts = list(worker.index_chunk(paths, tmp_path, PostingsBuilder(), Settings()))
    assert [len(part.files) for part in parts] == [2, 2]
    monkeypatch.setattr(worker, "_PART_SECONDS", 0.0)
    parts = list(worker.index_chunk(paths, tmp_path, PostingsBuilder(), Settings()))
    assert [len(part.files) for part in parts] == [1, 1, 1, 1]


def test_an_element_of_many_attributes_costs_no_time() -> None:
    bomb = "".join(f' a{n}="{n}"' for n in range(100_000))
    page = f"<html><body><p{bomb}>The river is <b>high</b>.</p><p class='x'>Yes.</p></body></html>"
    bounded = bound_attributes(page)
    assert bounded.count("=") == MOST_ATTRIBUTES + 1
    assert bounded.endswith(">The river is <b>high</b>.</p><p class='x'>Yes.</p></body></html>")


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text("<ap \"'=/>b\n", max_size=2000))
def test_pages_with_few_attributes_stay_the_same(page: str) -> None:
    few = page[: 2 * MOST_ATTRIBUTES + 1]
    assert bound_attributes(few) == few
    assert len(bound_attributes(page)) <= len(page)


@pytest.mark.parametrize("attribute", [" a{}='>'", ' a{}="<b>"', " a{}", "/a{}", " a{} = '\"'"])
def test_no_way_to_write_attributes_evades_the_bound(attribute: str) -> None:
    page = "<p" + "".join(attribute.format(n) for n in range(5000)) + ">Text</p>"
    bounded = bound_attributes(page)
    assert bounded.count("a") == MOST_ATTRIBUTES
    assert bounded.endswith(">Text</p>")


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text("ab1\u0301\u0627\u064b'-. ", max_size=30))
def test_words_with_marks_are_found_as_before(text: str) -> None:
    import re

    before = rf"[^\W_](?:[^\W_]|[{tokens._MARKS}])*"
    assert re.findall(tokens._LETTERS_AND_MARKS, text) == re.findall(before, text)


def test_a_word_of_five_million_letters_is_read_in_little_memory(tmp_path: Path) -> None:
    code = (
        "import resource\n"
        "from index.text import tokens\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (300 << 20, 300 << 20))\n"
        "print(tokens.parts('k' * 5_000_000)[0])\n"
    )
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "1\n", done.stderr[-300:]
