"""Whatever is damaged in a library, an answer is the intact one, or one line says what is damaged.

PRESSMARK_FAULTS is the number of damages tried.
"""

import os
import shutil
import sqlite3
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import locations, ownership
from index.catalog import Catalog
from index.catalog.pages import forget_sums
from index.engine import UNLIMITED
from index.engine.local.array_files import ArrayFile
from index.errors import IndexDamaged, PressmarkError
from index.ingest import Builder
from index.library import Library

pytestmark = pytest.mark.long

FAULTS = int(os.environ.get("PRESSMARK_FAULTS", "40"))
NAMES = ("Anna Bell", "Boris Orlov", "Carl Dorn", "Dina Kade", "Eva Lund")
QUERIES = ("river", '"river is high"', "rive*", "tashknt~", "said:high", "actor:bell", "r?ver -dam")


class Made:
    """A library and its intact answer."""

    def __init__(self, folder: Path) -> None:
        self.articles, self.library = folder / "articles", folder / "library"
        self.articles.mkdir(parents=True)
        for number in range(9):
            name, other = NAMES[number % 5], NAMES[(number + 1) % 5]
            more = " ".join(f"word{number}x{place}" for place in range(60 * number))
            (self.articles / f"{number}.txt").write_text(
                f"The river at Tashkent {number}\n\nPublication: Regional Monitor Volume: 1 "
                f"Issue: {number}\nDate: May {number + 1}, 2004\nAuthor: {other}\n\n"
                f"Minister {name} said: “The river is high {number}.” The dam at {number} held, "
                f"{other} told Izvestia (Kommersant, May {number + 1}). {more}\n"
            )
        shutil.copy(self.articles / "3.txt", self.articles / "copy.txt")
        refreshed(self)
        self.intact = answer(opened(self))

    @property
    def files(self) -> list[Path]:
        """Every file of the library, but for the lock, of which only the name counts."""
        return sorted(
            path
            for path in self.library.rglob("*")
            if path.is_file() and path.name != locations.LOCK
        )


def opened(made: Made) -> Library:
    return Library.open([made.articles], made.library, repair=False)


def refreshed(made: Made) -> None:
    library = Library.open([made.articles], made.library)
    try:
        library.refresh()
    finally:
        library.close()


def answer(library: Library) -> dict[str, Any]:
    """What the commands print of a library, without numbers that a rebuild may change."""
    try:
        found: dict[str, Any] = {}
        for query in QUERIES:
            hits = library.search(query, budget=UNLIMITED)
            found[query] = sorted(
                (row.card.path, row.card.title, round(row.score, 9), row.matches, row.snippet.text)
                for row in library.rows(hits, 0, 99)
            )
            found[f"collapsed {query}"] = len(library.collapse(hits).hits)
            found[f"fields {query}"] = hits.answer.fields({})
            found[f"counted {query}"] = sorted(
                (row.name, row.kind, row.articles, row.speaks) for row in library.actor_counts(hits)
            )
        found["actors"] = [
            (entry.actor, entry.articles, len(entry.mentions)) for entry in library.actors()
        ]
        found["quotations"] = [
            (one.analysis.article.path, one.quotation, one.speaker) for one in library.quotations()
        ]
        found["sources"] = [
            (analysis.article.path, analysis.citations, analysis.references)
            for _, analysis in library.analyses()
        ]
        found["missing"] = library.archive.unresolved_references()
        status = library.status()
        found["status"] = status.articles, status.files, status.problems, status.new
        found["status"] += status.changed, status.removed
        return found
    finally:
        library.close()


def damage(path: Path, kind: str, place: float, length: int, bit: int) -> None:
    raw = bytearray(path.read_bytes())
    at = min(int(place * len(raw)), max(0, len(raw) - 1))
    if kind == "delete":
        path.unlink()
    elif kind == "truncate":
        path.write_bytes(raw[:at])
    elif raw:
        if kind == "flip":
            raw[at] ^= 1 << bit
        else:
            raw[at : at + length] = bytes(len(raw[at : at + length]))
        path.write_bytes(raw)


def says_newer(library: Path) -> bool:
    """Whether the mark of a library names a later format than ours."""
    return (ownership._format_of(library / ownership.MARK) or 0) > ownership.FORMAT


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("damage"))


@settings(
    max_examples=FAULTS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    file=st.integers(0, 99),
    kind=st.sampled_from(["flip", "truncate", "zero", "delete"]),
    place=st.floats(0, 1),
    length=st.integers(1, 9000),
    bit=st.integers(0, 7),
)
def test_every_answer_is_intact_or_says_what_is_damaged(
    intact: Made, file: int, kind: str, place: float, length: int, bit: int
) -> None:
    kept = intact.library.with_name("kept")
    shutil.copytree(intact.library, kept)
    try:
        files = intact.files
        damage(files[file % len(files)], kind, place, length, bit)
        if says_newer(intact.library):
            # a bit of the format's number makes it that of a later version
            with pytest.raises(PressmarkError, match="newer Pressmark"):
                opened(intact)
            return
        try:
            assert answer(opened(intact)) == intact.intact
        except IndexDamaged as error:
            assert "\n" not in str(error)
            assert "damaged" in str(error) or str(intact.library) in str(error)
        # a command that refreshes first gives the intact answer, or says so and repairs
        refreshed(intact)
        try:
            assert answer(opened(intact)) == intact.intact
        except IndexDamaged:
            refreshed(intact)
            assert answer(opened(intact)) == intact.intact
    finally:
        shutil.rmtree(intact.library)
        kept.rename(intact.library)


def test_verify_names_each_damaged_file(intact: Made, tmp_path: Path) -> None:
    library = opened(intact)
    assert library.verify() == []
    library.close()
    for path in intact.files:
        if path.name in {ownership.MARK, "catalog.sqlite-wal", "catalog.sqlite-shm"}:
            continue
        raw = path.read_bytes()
        damage(path, "flip", 0.4, 1, 3)
        try:
            library = opened(intact)
            found = library.verify()
            library.close()
        except IndexDamaged as error:
            found = [str(error)]
        path.write_bytes(raw)
        assert len(found) == 1, path
        assert path.name in found[0]
    refreshed(intact)
    assert answer(opened(intact)) == intact.intact


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM articles; END",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "DROP TABLE inferred; CREATE VIEW inferred AS SELECT num, 1 AS speaker FROM articles",
    ],
)
def test_a_crafted_schema_is_refused(intact: Made, tmp_path: Path, statement: str) -> None:
    path = tmp_path / locations.CATALOG
    shutil.copy(intact.library / locations.CATALOG, path)
    with sqlite3.connect(path) as db:
        db.executescript(statement)
    db.close()
    for how in (Catalog.open, Catalog.create):
        with pytest.raises(IndexDamaged):
            how(path)


def test_a_statement_without_end_is_ended(
    intact: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.catalog.connection._LONGEST", 0.0)
    path = tmp_path / locations.CATALOG
    shutil.copy(intact.library / locations.CATALOG, path)
    forget_sums(path)
    catalog = Catalog.open(path)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(IndexDamaged):
        catalog._all(endless)
    catalog.close()


def test_only_the_blocks_in_use_are_checked(intact: Made, tmp_path: Path) -> None:
    (segment, *_) = (intact.library / locations.INVERTED).glob("*.arrays")
    assert not any(ArrayFile(segment)._checked)


@pytest.mark.parametrize("shorter", [False, True])
def test_a_segment_that_changes_while_it_is_open_is_noticed(tmp_path: Path, shorter: bool) -> None:
    """Also in a block that was checked before; a shorter file is not read any more."""
    made = Made(tmp_path)
    library = opened(made)
    assert library.search("river").hits
    (segment, *_) = (made.library / locations.INVERTED).glob("*.arrays")
    with segment.open("r+b") as file:
        if shorter:
            file.truncate(100)
        else:
            file.seek(200)
            (byte,) = file.read(1)
            file.seek(200)
            file.write(bytes([byte ^ 0x55]))
    with pytest.raises(IndexDamaged):
        library.search("river")
    library.close()


def test_a_segment_that_is_only_touched_is_used_on(tmp_path: Path) -> None:
    made = Made(tmp_path)
    library = opened(made)
    before = library.search("river").hits
    for segment in (made.library / locations.INVERTED).glob("*.arrays"):
        os.utime(segment, ns=(1, 1))
    assert list(library.search("river").hits) == list(before)
    library.close()


def test_an_unchanged_refresh_leaves_the_catalogue_alone(intact: Made) -> None:
    before = (intact.library / locations.CATALOG).stat()
    refreshed(intact)
    after = (intact.library / locations.CATALOG).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_rewrite_with_the_same_size_and_time_is_noticed(tmp_path: Path) -> None:
    made = Made(tmp_path)
    path = made.articles / "0.txt"
    info = path.stat()
    path.write_text(path.read_text().replace("river is high", "river is deep"))
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert path.stat().st_size == info.st_size
    refreshed(made)
    library = opened(made)
    assert len(library.search('"river is deep"', budget=UNLIMITED).hits) == 1
    library.close()


def test_a_library_made_with_other_stems_or_signatures_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(tmp_path)
    for module in ("build", "freshness"):
        monkeypatch.setattr(f"index.ingest.{module}.MADE_WITH", "others")
    library = opened(made)
    assert library.refresh().changed == 10
    assert library.refresh().changed == 0
    library.close()


def test_sums_of_another_size_are_no_sums(intact: Made) -> None:
    path = intact.library / ownership.SUMS
    raw = path.read_bytes()
    path.write_bytes(struct.pack("<8sIII", b"PRSMSUM1", 0, 0, 0))
    try:
        assert answer(opened(intact)) == intact.intact
    finally:
        path.write_bytes(raw)


def test_a_reader_sees_what_another_process_builds(tmp_path: Path) -> None:
    """Checks of pages must not drop SQLite's locks, or the log is deleted under the reader."""
    made = Made(tmp_path)
    library = opened(made)
    for turn in range(3):
        library.search("river", budget=UNLIMITED)
        list(library.analyses())
        (made.articles / "0.txt").write_text(f"The river\n\nIt is number{turn} now.\n")
        list(Builder(library.folder, library.roots, library.settings))
        assert library.follow()
        assert len(library.search(f"number{turn}", budget=UNLIMITED).hits) == 1
    library.close()
