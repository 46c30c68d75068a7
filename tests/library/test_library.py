"""A library is built and kept fresh, and its tables agree with its articles."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index import locations
from index.catalog.catalog import Catalog
from index.engine.local import whoosh_index
from index.engine.local.article_tables import actor_table, article_days
from index.library import Library
from index.model.identity import text_digest
from index.ownership import remove_library
from tests.support.articles import Open, Write
from tests.support.search import titles


def test_only_what_changed_is_read_again(write: Write, articles: Path, opened: Open) -> None:
    write("a.txt", "Alpha", "First body here.")
    path = write("b.txt", "Beta", "Second body here.")
    library = opened(articles)
    assert library.refresh().added == 0
    path.write_text(path.read_text(encoding="utf-8").replace("Second", "Altered"), encoding="utf-8")
    write("sub/c.txt", "Gamma", "Third body.")
    summary = library.refresh()
    assert (summary.articles, summary.added, summary.changed, summary.removed) == (3, 1, 1, 0)
    assert titles(library, "altered") == ["Beta"]
    assert titles(library, "second") == []
    (articles / "a.txt").unlink()
    shutil.move(articles / "b.txt", articles / "moved.txt")
    summary = library.refresh()
    assert (summary.articles, summary.added, summary.removed) == (2, 1, 2)
    assert titles(library, "first") == []
    assert titles(library, "altered") == ["Beta"]


def test_many_small_changes_leave_few_segments(write: Write, articles: Path, opened: Open) -> None:
    library = opened(articles)
    for number in range(20):
        write(f"{number}.txt", f"Number {number}", "The same body.")
        library.refresh()
    assert len(titles(library, "body")) == 20
    assert len(whoosh_index.open_index(library.folder / locations.INVERTED).segments()) <= 17


def test_rebuild_reads_everything_again(three: Library) -> None:
    summary = three.refresh(rebuild=True)
    assert (summary.articles, summary.changed) == (3, 3)
    assert len(titles(three, "")) == 3


def test_hidden_files_links_and_other_kinds_are_left_alone(
    write: Write, articles: Path, opened: Open
) -> None:
    write("a.txt", "Alpha", "Body.")
    write(".hidden/b.txt", "Hidden", "Body.")
    (articles / "loop").symlink_to(articles)
    (articles / "picture.png").write_bytes(b"\x89PNG")
    os.mkfifo(articles / "pipe.txt")
    assert titles(opened(articles), "") == ["Alpha"]


def test_files_that_cannot_be_read_are_listed_with_the_reason(
    write: Write, articles: Path, opened: Open
) -> None:
    write("a.txt", "Alpha", "Body.")
    (articles / "empty.txt").write_bytes(b"")
    library = opened(articles)
    status = library.status()
    assert [(Path(path).name, reason) for path, reason in status.problems] == [
        ("empty.txt", "no text in it")
    ]
    assert library.refresh().failed == 0, "it is tried again only when it changes"
    assert (status.articles, status.files, status.new, status.changed) == (1, 2, 0, 0)


def test_odd_file_names(articles: Path, opened: Open) -> None:
    for name in (b"na\xffme.txt", "новости.txt".encode(), b"[bold]x[b].txt", b"a\nb.txt"):
        (articles / os.fsdecode(name)).write_text("Title\n\nOdd body.\n", encoding="utf-8")
    library = opened(articles)
    assert len(titles(library, "odd")) == 4
    for row in library.rows(library.search("odd"), 0, 9):
        assert library.find_article(row.card.id) == library.find_article(row.card.path)


def actors_of(library: Library) -> dict[int, list[tuple[int, bool]]]:
    table = actor_table(library.stored)
    return {
        int(num): list(
            zip(table.actors[first:last].tolist(), table.speaks[first:last].tolist(), strict=True)
        )
        for num, first, last in zip(
            table.nums, table.starts[:-1].tolist(), table.starts[1:].tolist(), strict=True
        )
    }


class TestTables:
    """The actors and dates of every article, as array files next to the catalogue."""

    def test_they_say_what_the_rows_say(self, three: Library) -> None:
        kept, days = actors_of(three), article_days(three.stored)
        (three.folder / locations.TABLES).unlink()
        assert actors_of(three) == kept
        assert len(kept) == 3
        rows = article_days(three.stored)
        for name in ("nums", "first", "last"):
            assert getattr(days, name).tolist() == getattr(rows, name).tolist()
        assert all(rows.first)

    def test_they_are_written_again_with_each_change(self, three: Library, write: Write) -> None:
        before = actors_of(three)
        write("d.txt", "Fourth", "Oleg Smirnov said: “Nothing has changed here so far.”")
        three.refresh()
        after = actors_of(three)
        assert set(before) < set(after)
        (three.folder / locations.TABLES).unlink()
        assert actors_of(three) == after

    @pytest.mark.parametrize(
        "harm", ["of another revision", "cut short", "not arrays at all", "zeros in it", "gone"]
    )
    def test_others_are_left_aside(self, three: Library, harm: str) -> None:
        file, right = three.folder / locations.TABLES, actors_of(three)
        match harm:
            case "of another revision":
                catalog = Catalog.create(three.folder / locations.CATALOG)
                with catalog.transaction():
                    catalog.count_change()
                catalog.close()
            case "cut short":
                file.write_bytes(file.read_bytes()[:-40])
            case "not arrays at all":
                file.write_bytes(b"x" * 4096)
            case "zeros in it":
                raw = file.read_bytes()
                file.write_bytes(raw[:64] + bytes(256) + raw[320:])
            case "gone":
                file.unlink()
        assert actors_of(three) == right
        assert titles(three, 'speaker:"Ivan Petrov"') == ["Visit to Tashkent"]

    def test_those_of_a_library_that_was_wiped_are_not_taken_for_the_new_ones(
        self, three: Library, opened: Open, write: Write
    ) -> None:
        old = (three.folder / locations.TABLES).read_bytes()
        folder, roots = three.folder, three.roots
        three.close()
        remove_library(folder)
        write(
            "a.txt",
            "Visit to Tashkent",
            "Minister Oleg Smirnov said: “Cooperation will not grow at all.”",
            date="May 14, 2004",
        )
        library = Library.open(roots, folder)
        library.refresh()
        right = actors_of(library)
        (folder / locations.TABLES).write_bytes(old)
        assert actors_of(library) == right
        library.close()

    def test_a_full_disk_leaves_the_rows(
        self, three: Library, monkeypatch: pytest.MonkeyPatch, write: Write
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("index.engine.local.table_file.ArrayWriter", full)
        write("d.txt", "Fourth", "Oleg Smirnov said: “Nothing has changed here so far.”")
        three.refresh()
        assert titles(three, 'speaker:"Oleg Smirnov"') == ["Fourth"]
        assert not list(three.folder.glob("*.new"))


def test_articles_are_known_by_id_and_by_their_text(three: Library) -> None:
    cards = three.catalog.cards(three.catalog.nums())
    digests = [text_digest(three.analysis(card.num).article.text) for card in cards]  # type: ignore[union-attr]
    known = three.catalog.nums_of([card.id for card in cards] + digests + ["nothing"])
    assert known == {
        **{card.id: card.num for card in cards},
        **dict(zip(digests, (card.num for card in cards), strict=True)),
    }
    assert three.catalog.nums_of([]) == {}


def test_what_is_freed_can_be_given_back() -> None:
    script = (
        "import numpy as np; from index.platform.allocator import return_freed_memory, "
        "mapped_bytes; return_freed_memory(); [np.ones(n) for n in (10, 10**6)]; "
        "print(mapped_bytes())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 0
