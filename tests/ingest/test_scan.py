"""Which files of a folder are read, passed over by name, or no files of the person's own."""

import os
from pathlib import Path
from typing import Any

import pytest

from index.ingest.scan import scan_all


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
