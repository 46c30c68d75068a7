"""The builder process, readers that end theirs, and the watch over folders."""

import itertools
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.ingest.build import build_library
from index.ingest.build_process import Builder, BuilderFailed
from index.ingest.progress import Progress, Summary
from index.ingest.watch import _is_news, changes
from index.library import Library
from index.settings import Settings
from tests.support.articles import Write
from tests.support.waiting import PATIENCE, eventually, is_running


class TestBuilderProcess:
    def test_it_tells_how_far_it_is(self, write: Write, articles: Path, tmp_path: Path) -> None:
        for number in range(40):
            write(f"{number}.txt", f"Number {number}", "Some body of text.")
        *progress, summary = list(Builder(tmp_path / "library", [articles], Settings()))
        assert isinstance(summary, Summary)
        assert summary.articles == 40
        done = [step.done for step in progress if isinstance(step, Progress)]
        assert len(done) == len(progress)
        assert done == sorted(done)

    def test_it_fails_in_one_line(self, tmp_path: Path) -> None:
        with pytest.raises(BuilderFailed, match="No such file"):
            list(Builder(tmp_path / "library", [tmp_path / "nowhere"], Settings()))

    def test_it_ends_with_whoever_started_it(
        self, write: Write, articles: Path, tmp_path: Path
    ) -> None:
        for number in range(300):
            write(f"{number}.txt", f"Number {number}", "Some body of text. " * 300)
        code = (
            "from pathlib import Path; from threading import Event\n"
            "from index.ingest.build_process import Builder\n"
            "from index.settings import Settings\n"
            f"b = Builder(Path({str(tmp_path / 'lib')!r}), [Path({str(articles)!r})], Settings())\n"
            "print(b._process.pid, flush=True); Event().wait()"
        )
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        eventually((tmp_path / "lib").exists)
        parent.kill()
        parent.wait()
        eventually(lambda: not is_running(child))

    def test_killed_at_any_moment_nothing_is_lost_for_the_next(
        self, write: Write, articles: Path, tmp_path: Path
    ) -> None:
        for number in range(60):
            write(f"{number}.txt", f"Number {number}", f"Some body of text number{number}.")
        for steps in range(4):
            builder = Builder(tmp_path / "library", [articles], Settings())
            for _ in itertools.islice(builder, steps):
                pass
            builder._process.kill()
            builder.stop()
        assert build_library(tmp_path / "library", [articles], jobs=2).articles == 60
        library = Library([articles], tmp_path / "library")
        assert len(library.search("body").hits) == 60
        assert [len(library.search(f"number{n}").hits) for n in range(60)] == [1] * 60
        library.close()


def test_a_file_that_ends_its_process_is_named_and_the_others_are_read(
    write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(30):
        write(f"{number}.txt", f"Number {number}", "Some body of text.")
    write("deadly.txt", "Deadly", "Some body of text.")
    (tmp_path / "site").mkdir()
    hook = (
        "import os, index.readers as r\n_read = r.read_file\ndef read_file(p, s):\n"
        "    os._exit(9) if p.name == 'deadly.txt' else None\n    return _read(p, s)\n"
        "r.read_file = read_file\n"
    )
    (tmp_path / "site" / "sitecustomize.py").write_text(hook, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.setattr("index.ingest.worker_pool.can_fork", lambda: False)
    summary = build_library(tmp_path / "library", [articles], jobs=2)
    assert (summary.articles, summary.failed) == (30, 1)
    library = Library([articles], tmp_path / "library")
    assert [
        (Path(path).name, "ended the process" in reason)
        for path, reason in library.status().problems
    ] == [("deadly.txt", True)]
    library.close()


def test_changes_are_told_by_a_process_that_ends_with_the_watch(
    articles: Path, write: Write
) -> None:
    stop, heard = threading.Event(), threading.Event()

    def listen() -> None:
        for _ in changes([articles], stop):
            heard.set()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        versions = itertools.count()
        eventually(
            lambda: heard.wait(0.3),
            meanwhile=lambda: write("new.txt", "New", f"Version {next(versions)} of it."),
        )
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_file_of_no_known_kind_is_no_news(articles: Path) -> None:
    assert _is_news(str(articles / "a.txt"))
    assert _is_news(str(articles / "folder"))
    assert not _is_news(str(articles / ".a.txt"))
    assert not _is_news(str(articles / "a.zzz"))
