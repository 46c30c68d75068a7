"""The first screen from the stored front page: without numpy, and the same as from the engine."""

import json
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index import keep_front_page
from index.library import Library
from index.locations import FRONT_PAGE
from tests.support.articles import make_articles, writer
from tests.support.paths import SEED
from tests.support.terminal import Terminal

pytestmark = pytest.mark.long

# Runs `pressmark`, but never loads what follows the first paint; at the end lists the modules.
PAINT_ALONE = """
import json
import sys
from pathlib import Path

from tui.cli import run_process
from tui.room import library_sync, similarity_controller

library_sync.LibrarySync.begin_soon = lambda self: None
similarity_controller._STAYING = 1e6
names, *sys.argv[1:] = sys.argv[1:]
status = run_process()
Path(names).write_text(json.dumps(sorted(sys.modules)))
sys.exit(status)
"""
# What a first screen does without: arrays, the engine, builds, readers, extractors and exporters.
HEAVY = (
    "numpy", "whoosh", "lxml", "rapidfuzz", "tomlkit", "filelock", "pyarrow",
    "index.engine.local.engine", "index.engine.local.answer", "index.engine.feedback",
    "index.explore.explorer", "index.explore.concordance", "index.explore.dossier",
    "index.ingest.build", "index.ingest.freshness", "index.kept.export", "index.readers",
    "index.extract.analyse",
)  # fmt: skip


def build(folder: Path) -> Library:
    library = Library.open([folder])
    library.refresh(jobs=1)
    return library


def settled(terminal: Terminal, *words: str) -> str:
    """The screen once all of `words` are there and nothing more is written, without the time."""
    terminal.wait_for(*words)
    terminal.settle()
    return re.sub(r" *\d+ of [\d,]+ · \d+ ms", " COUNTS", terminal.text)


def shown_twice(folder: Path, out: Path, *words: str) -> tuple[str, str, list[str]]:
    """The first screen from the front page alone and from the engine, and the former's modules."""
    with closing(build(folder)) as library:
        keep_front_page(library)
        stored = library.folder / FRONT_PAGE
    screens = []
    for name in ("painted", "whole"):
        command = ("-c", PAINT_ALONE, str(out / name), str(folder), "--no-refresh")
        with Terminal(*command, command=sys.executable) as terminal:
            screens.append(settled(terminal, *words))
            terminal.press("q")
            assert terminal.end() == 0
        stored.unlink(missing_ok=True)
    painted, whole = (json.loads((out / name).read_text()) for name in ("painted", "whole"))
    assert "numpy" in whole
    return screens[0], screens[1], painted


def test_the_example_is_painted_without_numpy_as_with_it(articles: Path, tmp_path: Path) -> None:
    (articles / SEED.name).write_bytes(SEED.read_bytes())
    painted, whole, modules = shown_twice(
        articles, tmp_path, "3 Actors 19", "authors 0", "4 Quotes 7", "article 1 of 1", "2004: 1"
    )
    assert painted == whole
    assert [name for name in HEAVY if name in modules] == []


def test_forty_articles_are_painted_as_from_the_engine(articles: Path, tmp_path: Path) -> None:
    make_articles(writer(articles), 40, 2)
    painted, whole, modules = shown_twice(
        articles, tmp_path, "1 Results 40", "article 1 of 40", "years ", "authors 0"
    )
    assert painted == whole
    assert [name for name in HEAVY if name in modules] == []
