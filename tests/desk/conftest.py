"""One small library for all commands of the desk, built once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tui.cli import main

ARTICLES = {
    "a1": ("Harbour plans", "Port Herald", "May 3, 2004",
           "Minister Anna Bell said: “The harbour will grow, and Carl Dorn knows it.”\n\n"
           "Carl Dorn said: “Anna Bell is wrong about the harbour.”"),
    "a2": ("Harbour costs", "Port Herald", "June 7, 2004",
           "Carl Dorn told Interfax that Anna Bell had counted badly (Interfax, June 6)."),
    "a3": ("A bridge", "River Post", "February 1, 2005",
           "Anna Bell said: “The bridge is closed.”\n\nNobody else spoke of the bridge."),
    "a4": ("Bridge opened", "River Post", "March 9, 2006",
           "The bridge was opened in Novaya Gavan on a quiet day without speeches."),
    "a5": ("Dorn and Quist", "River Post", "April 2, 2006",
           "Carl Dorn said: “We need a harbour.” Maria Quist said: “Carl Dorn may be right.”"),
}  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """The folder of articles and that of their library."""

    articles: Path
    library: Path

    @property
    def words(self) -> list[str]:
        """The arguments with which a command uses the library without a refresh."""
        return [str(self.articles), "--library", str(self.library), "--no-refresh"]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    articles = folder / "articles"
    articles.mkdir()
    for name, (title, publication, date, body) in ARTICLES.items():
        head = f"{title}\n\nPublication: {publication} Volume: 1 Issue: 2\nDate: {date}\n\n"
        (articles / f"{name}.txt").write_text(f"{head}{body}\n", encoding="utf-8")
    library = Library.open([articles], folder / "library")
    library.refresh(jobs=1)
    library.close()
    return Desk(articles, folder / "library")


@dataclass(frozen=True)
class Ran:
    """What a command returned and printed."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Ran]


@pytest.fixture
def command(desk: Desk, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the library in this process."""

    def run_it(*words: object) -> Ran:
        status = main([*map(str, words), *desk.words])
        done = capfd.readouterr()
        return Ran(status, done.out, done.err)

    return run_it
