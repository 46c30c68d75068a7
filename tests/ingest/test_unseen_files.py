"""Files that cannot be seen are not files that have gone."""

import os
from pathlib import Path

import pytest

from index.ingest.unseen_files import _MANY
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.cli import run


@pytest.fixture
def many(write: Write, articles: Path, opened: Open) -> Library:
    for number in range(_MANY):
        write(f"sub/{number}.txt", f"Number {number}", "The same body.")
    return opened(articles)


def empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def test_a_folder_that_is_suddenly_empty_keeps_its_articles(many: Library, articles: Path) -> None:
    empty(articles)
    for _ in range(2):
        summary = many.refresh(jobs=1)
        assert (summary.articles, summary.removed) == (_MANY, 0)
        assert f"{articles} is empty, where {_MANY} files were read before" in str(summary.note)
    assert many.status().note == summary.note
    assert many.status().removed == 0
    assert len(many.search("body").hits) == _MANY


def test_a_rebuild_drops_the_articles_of_an_empty_folder(many: Library, articles: Path) -> None:
    empty(articles)
    summary = many.refresh(jobs=1, rebuild=True)
    assert (summary.articles, summary.removed, summary.note) == (0, _MANY, None)


def test_an_empty_folder_whose_files_come_back_is_current(
    many: Library, articles: Path, tmp_path: Path
) -> None:
    articles.rename(tmp_path / "disk")
    articles.mkdir()
    assert many.refresh(jobs=1).note is not None
    articles.rmdir()
    (tmp_path / "disk").rename(articles)
    summary = many.refresh(jobs=1)
    assert (summary.articles, summary.added, summary.changed) == (_MANY, 0, 0)
    assert summary.note is None


def test_all_files_but_one_can_go(many: Library, articles: Path) -> None:
    for path in sorted(articles.rglob("*.txt"))[1:]:
        path.unlink()
    summary = many.refresh(jobs=1)
    assert (summary.articles, summary.removed, summary.note) == (1, _MANY - 1, None)


def test_few_files_can_all_go(write: Write, articles: Path, opened: Open) -> None:
    path = write("a.txt", "Alpha", "Body.")
    library = opened(articles)
    path.unlink()
    assert library.refresh(jobs=1).articles == 0


def test_an_empty_folder_beside_another_keeps_its_articles(
    many: Library, articles: Path, tmp_path: Path, opened: Open
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("Beta\n\nAnother body.\n")
    both = opened(articles, other)
    empty(articles)
    (other / "b.txt").unlink()
    (other / "c.txt").write_text("Gamma\n\nA third body.\n")
    summary = both.refresh(jobs=1)
    assert (summary.articles, summary.added, summary.removed) == (_MANY + 1, 1, 1)


def test_articles_of_a_folder_that_cannot_be_listed_are_kept(
    many: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def away(path: str) -> object:
        if str(path).endswith("sub"):
            raise OSError(5, "Input/output error")
        return listed(path)

    monkeypatch.setattr(os, "scandir", away)
    summary = many.refresh(jobs=1)
    assert (summary.articles, summary.removed, summary.passed_over) == (_MANY, 0, 1)


def test_the_command_says_it_in_one_line(many: Library, articles: Path) -> None:
    many.close()
    empty(articles)
    done = run("index", "--jobs", "1", str(articles))
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1 and "their articles are kept" in done.stderr
    assert "their articles are kept" in run("status", str(articles)).stdout
