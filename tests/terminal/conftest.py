"""Folders for the tests in a terminal."""

from pathlib import Path

import pytest

from tests.support.articles import Write
from tests.support.news import news  # noqa: F401 - a fixture
from tests.support.small_disk import limit_databases


@pytest.fixture
def long(write: Write, articles: Path) -> Path:
    """Forty articles of some length."""
    for number in range(40):
        paragraphs = "\n\n".join(
            f"Paragraph {n} tells of river{number} a river, of its{number} banks, and of "
            f"those{number} who live there{number}. “It is high,” said Anna Bell in "
            f"evening{number}, "
            f"and everybody{number} who stood there agreed{number} that it had "
            f"never{number} been seen so high{number} before." for n in range(40)
        )  # fmt: skip
        write(
            f"{number:02}.txt",
            f"River news {number}",
            f"Minister Anna Bell spoke.\n\n{paragraphs}",
            date=f"2005-01-{number % 28 + 1:02}",
        )
    return articles


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a catalogue cannot grow past 30 pages."""
    folder = tmp_path / "disk"
    folder.mkdir()
    for name, value in limit_databases(tmp_path / "site", folder).items():
        monkeypatch.setenv(name, value)
    return folder
