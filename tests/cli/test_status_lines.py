"""The lines of `pressmark status` about files, for a library and for an archive."""

import io
from pathlib import Path

from rich.console import Console

from index import Status
from tui.cli.status_cmd import print_status, status_json

KEPT = {"here": 0, "other_libraries": 0, "file": "r.sqlite", "checked": 0, "right": 0, "sound": 1}


def state(size: int | None, address: str | None, changed: int = 0) -> Status:
    """Three articles of two files, one of which failed."""
    roots = () if address else (Path("/news"),)
    built = "2026-11-27T10:00:00+00:00"
    problems = (("/news/b.txt", "unreadable"),)
    return Status(Path("/lib"), roots, 3, 2, size, built, problems, 0, changed, 0, address=address)


def printed(status: Status) -> str:
    out = io.StringIO()
    print_status(Console(file=out, width=200), status, KEPT)
    return out.getvalue()


def test_an_archive_of_unknown_size_says_so_and_claims_nothing_of_its_files() -> None:
    status = state(None, "https://desk:9200/news")
    text = printed(status)
    assert "3 in 1 file, size not shown to this reader" in text
    assert "loaded" in text
    assert "fresh" not in text
    assert "folders" not in text
    assert "0 B" not in text
    assert status_json(status)["bytes"] is None


def test_a_library_prints_its_folders_size_and_changed_files() -> None:
    text = printed(state(2048, None, changed=1))
    assert "/news" in text
    assert "on disk" in text
    assert "no: 1 changed since" in text
    assert "yes" in printed(state(2048, None))
