"""Which files of a folder are read, passed over by name, or no files of the person's own."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pytest

from index.ingest.scan import Scan, SeenFiles, scan_all
from index.library import Library
from index.model import Stamp


def test_what_belongs_to_a_saved_page_and_locks_of_programs_are_no_files_of_their_own(
    tmp_path: Path,
) -> None:
    for name in (
        "page.html", "page_files/style.css", "page_files/frame.html", "Seite.htm",
        "Seite-Dateien/a.png",
        "~$draft.docx", ".~lock.draft.odt#", "notes_files/note.txt", "notes_files/chart.png",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = scan_all([tmp_path])
    names = {str(Path(path).relative_to(tmp_path)) for path in found.files}
    # a folder without a page next to it is an ordinary one
    assert names == {"page.html", "Seite.htm", "notes_files/note.txt"}
    assert [Path(path).name for path in found.passed_over] == ["chart.png"]


def test_a_folder_that_may_not_be_read_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "open.txt").write_text("x")
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan_all([tmp_path])
    assert list(found.files) == [str(tmp_path / "open.txt")]
    assert found.passed_over == {str(closed): "no permission to read it: ask its owner"}


def test_a_refresh_with_changes_walks_the_folders_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Title\n\nThe river is high.\n", encoding="utf-8")
    library = Library.open([articles], tmp_path / "library")
    library.refresh(jobs=1)
    walked: list[str] = []

    def spy(roots: Sequence[Path], known: Collection[str] = ()) -> Scan:
        walked.append("walked")
        return scan_all(roots, known)

    for module in ("freshness", "build"):
        monkeypatch.setattr(f"index.ingest.{module}.scan_all", spy)
    (articles / "b.txt").write_text("Title\n\nThe bridge is closed.\n", encoding="utf-8")
    (articles / "a.txt").unlink()
    summary = library.refresh(jobs=1)
    assert (summary.added, summary.removed, len(walked)) == (1, 1, 1)
    assert len(library.search("bridge").hits) == 1
    library.close()


def test_files_seen_at_another_revision_are_not_used() -> None:
    known: dict[str, Stamp] = {"/a.txt": (1, 2, 3)}
    scan = Scan({}, {})
    assert SeenFiles("one", known, scan).taken("other") is None
    seen = SeenFiles("one", known, scan)
    assert seen.taken("one") == (known, scan)
    assert seen.taken("one") is None, "given away"
