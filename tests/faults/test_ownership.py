"""Nothing is deleted that is not ours, and nothing is read that others could have written."""

import os
import pickle
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import locations, ownership
from index.engine.local import toc, whoosh_index
from index.engine.local.array_segment import ArraySegment
from index.errors import IndexDamaged, PressmarkError
from index.ingest import build_library
from index.library import Library


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The river\n\nThe minister said “the river is high”.\n")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(articles: Path, library: Path, rebuild: bool = False) -> None:
    build_library(library, [articles], rebuild=rebuild)


def open_it(articles: Path, library: Path, rebuild: bool = False) -> None:
    opened = Library.open([articles], library)
    try:
        opened.refresh(rebuild=rebuild)
    finally:
        opened.close()


@pytest.mark.parametrize("how", [build, open_it])
@pytest.mark.parametrize("name", ["scratch/notes.txt", "whoosh/song.mp3", "catalog.sqlite", "x"])
def test_a_folder_of_the_persons_own_is_refused_and_left_alone(
    tmp_path: Path, articles: Path, how: Callable[..., None], name: str
) -> None:
    own = tmp_path / "own"
    (own / name).parent.mkdir(parents=True)
    (own / name).write_bytes(b"mine")
    before = content(own)
    with pytest.raises(PressmarkError, match="no Pressmark library") as refused:
        how(articles, own)
    assert "\n" not in str(refused.value)
    assert content(own) == before


def test_a_database_of_another_program_is_refused(tmp_path: Path, articles: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    with sqlite3.connect(own / "catalog.sqlite") as db:
        db.execute("CREATE TABLE books (title TEXT)")
    before = content(own)
    with pytest.raises(PressmarkError, match="no Pressmark library"):
        build(articles, own)
    assert content(own) == before


def test_a_library_without_a_mark_is_adopted(tmp_path: Path, articles: Path) -> None:
    library = tmp_path / "library"
    build(articles, library)
    (library / ownership.MARK).unlink()
    open_it(articles, library)
    assert (library / ownership.MARK).exists()


def test_a_library_of_a_newer_format_is_refused(tmp_path: Path, articles: Path) -> None:
    library = tmp_path / "library"
    build(articles, library)
    (library / ownership.MARK).write_text('{"made by": "pressmark", "format": 99}')
    with pytest.raises(PressmarkError, match="newer"):
        build(articles, library)


@pytest.mark.parametrize("rebuild", [False, True])
def test_files_of_others_inside_a_library_survive_a_rebuild(
    tmp_path: Path, articles: Path, rebuild: bool
) -> None:
    library, elsewhere = tmp_path / "library", tmp_path / "elsewhere"
    build(articles, library)
    elsewhere.mkdir()
    (elsewhere / "MAIN_0123456789abcdef.arrays").write_bytes(b"mine")
    for name in ("notes.txt", "whoosh/notes.txt", "scratch/notes.txt"):
        (library / name).parent.mkdir(exist_ok=True)
        (library / name).write_bytes(b"mine")
    shutil.rmtree(library / "scratch")
    (library / "scratch").symlink_to(elsewhere)
    (library / locations.CATALOG).write_bytes(b"damaged" * 100)
    build(articles, library, rebuild)
    assert (library / "notes.txt").read_bytes() == b"mine"
    assert (library / "whoosh" / "notes.txt").read_bytes() == b"mine"
    assert (elsewhere / "MAIN_0123456789abcdef.arrays").read_bytes() == b"mine"


class Attack:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, (os.environ["ATTACKED"],)


def test_no_pickle_in_the_index_is_ever_loaded(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, attacked = tmp_path / "library", tmp_path / "attacked"
    monkeypatch.setenv("ATTACKED", str(attacked))
    build(articles, library)
    index = library / locations.INVERTED
    (path,) = index.glob("*.toc")
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + pickle.dumps(Attack()))
    open_it(articles, library)
    # as Whoosh writes it, with the attack for its list of segments
    ix = whoosh_index.open_index(index)
    generation = ix.latest_generation() + 1

    class Crafted(ArraySegment):
        def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
            return os.mkdir, (str(attacked),)

    toc.write_toc(index, [Crafted("MAIN")], generation)
    for act in (open_it, build):
        act(articles, library)
    assert not attacked.exists()


@pytest.mark.parametrize("change", ["name", "deleted", "documents"])
def test_a_crafted_manifest_is_damage(tmp_path: Path, articles: Path, change: str) -> None:
    library = tmp_path / "library"
    build(articles, library)
    index = library / locations.INVERTED
    ix = whoosh_index.open_index(index)
    (segment,) = ix.segments()
    if change == "name":
        segment.segid = "../../../etc/pas"
    elif change == "deleted":
        segment.delete_document(60_000)
    else:
        segment.set_doc_count(1 << 40)
    toc.write_toc(index, [segment], ix.latest_generation() + 1)
    with pytest.raises(IndexDamaged):
        whoosh_index.open_index(index)


@pytest.mark.parametrize(
    "name", [locations.CATALOG, locations.TABLES, locations.INVERTED, "whoosh/*.arrays"]
)
def test_what_others_could_have_written_needs_trust(
    tmp_path: Path, articles: Path, name: str
) -> None:
    library = tmp_path / "library"
    build(articles, library)
    library.chmod(0o755)
    for path in library.glob(name):
        path.chmod(path.stat().st_mode | 0o022)
    with pytest.raises(PressmarkError, match="Other users can write"):
        Library.open([articles], library)
    Library.open([articles], library, trust=True).close()
    library.chmod(0o700)
    Library.open([articles], library).close()


def test_a_shared_library_stays_readable_after_a_rebuild(tmp_path: Path, articles: Path) -> None:
    library = tmp_path / "library"
    build(articles, library)
    assert not any(path.stat().st_mode & 0o077 for path in library.rglob("*"))
    for path in (library, *library.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with sqlite3.connect(library / locations.CATALOG) as db:
        db.execute("PRAGMA user_version=1")
    open_it(articles, library, rebuild=True)
    for path in (library, *library.rglob("*")):
        if path.name != locations.LOCK:
            wanted = 0o755 if path.is_dir() else 0o644
            assert path.stat().st_mode & 0o777 == wanted, path


def test_workers_make_the_same_folder_at_once(tmp_path: Path) -> None:
    """Two workers begin a build together, and each makes the scratch folder."""
    ready = threading.Barrier(8)

    def make(number: int) -> None:
        ready.wait()
        ownership.make_like(tmp_path / str(number))

    with ThreadPoolExecutor(8) as pool:
        for number in range(200):
            for done in [pool.submit(make, number) for _ in range(8)]:
                done.result()
            mode = stat.S_IMODE((tmp_path / str(number)).stat().st_mode)
            assert mode == stat.S_IMODE(tmp_path.stat().st_mode) & 0o755
