"""Engines under test: each stores files and is asked through `Engine` and `Archive`.

Another engine joins the contract suite with one more `Subject`.
"""

import itertools
import os
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import pytest

from index.corrections import Corrections
from index.engine import Archive, Engine, IsAmong, ReadFile, Search
from index.extract import analyse
from index.ingest import LocalIngest
from index.library import Library
from index.library.filter_resolution import KeptFilters, resolve
from index.model import ActorKind, Analysis, FileState, Span
from index.query import Node, Query
from index.readers import read_bytes
from tests.support.archive_server import LoadedArchive
from tests.support.articles import WORDS, make_articles


class Subject(Protocol):
    """An engine under test over an empty library or archive, whose files lie under `root`."""

    root: Path

    @property
    def engine(self) -> Engine: ...

    @property
    def archive(self) -> Archive: ...

    def write(self, texts: Mapping[Path, str]) -> None:
        """Store files, for `finish` at the latest to make them searchable."""

    def drop(self, paths: Collection[Path]) -> None:
        """Remove files with their articles."""

    def finish(self) -> None:
        """Bring everything up to date."""

    def resolve(self, wanted: Query, kept: KeptFilters) -> Search:
        """A query with a condition for each of its filters."""

    def correct(self, corrections: Corrections) -> None:
        """Apply a reader's corrections of actors."""

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        """The number of each of the actors of an article."""

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of each actor."""

    def tie(self, path: str, key: int) -> tuple[str, int]:
        """Orders articles of one day."""

    def matches(self, node: Node | None, key: int) -> list[Span]:
        """Where a query matches in an article, as a reader sees it."""

    def scores_are_exact(self) -> bool:
        """Whether scores are those of `index.engine.api`, and no deleted article still counts."""

    def close(self) -> None:
        """Release everything."""


class _LibrarySubject:
    """What follows from an open library."""

    library: Library

    @property
    def engine(self) -> Engine:
        return self.library.engine

    @property
    def archive(self) -> Archive:
        return self.library.archive

    def resolve(self, wanted: Query, kept: KeptFilters) -> Search:
        return resolve(wanted, self.library.catalog, kept)

    def correct(self, corrections: Corrections) -> None:
        self.library.correct(corrections)

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        return self.library.actor_numbers(analysis)

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        return self.library.catalog.actor_names()

    def tie(self, path: str, key: int) -> tuple[str, int]:
        return "", key

    def matches(self, node: Node | None, key: int) -> list[Span]:
        analysis = self.library.analysis(key)
        assert analysis is not None
        return self.library.matches(node, analysis)


class LocalSubject(_LibrarySubject):
    """The local engine, written through `LocalIngest`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.library = Library.open([root], root / "library")
        self.ingest = LocalIngest(self.library.folder)

    def write(self, texts: Mapping[Path, str]) -> None:
        self.ingest.write([read_text(path, text) for path, text in texts.items()])

    def drop(self, paths: Collection[Path]) -> None:
        self.ingest.drop([str(path) for path in paths])

    def finish(self) -> None:
        self.ingest.finish()

    def scores_are_exact(self) -> bool:
        return not any(segment.deleted_count() for segment in self.ingest.ix.segments())

    def close(self) -> None:
        self.ingest.close()
        self.library.close()


class ArchiveSubject(_LibrarySubject):
    """The engine of archives on a real server, which loads the files of a folder."""

    def __init__(self, root: Path, server: str) -> None:
        self.root = root
        name = f"contract-{os.getpid()}-{next(_numbers)}"
        self.library: LoadedArchive = LoadedArchive.at(server, name, [root])

    def write(self, texts: Mapping[Path, str]) -> None:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")

    def drop(self, paths: Collection[Path]) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    def finish(self) -> None:
        self.library.refresh(jobs=1)

    def tie(self, path: str, key: int) -> tuple[str, int]:
        return path, key

    def scores_are_exact(self) -> bool:
        return False

    def close(self) -> None:
        self.library.remove()


_numbers = itertools.count()


@contextmanager
def subjects(name: str, request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Subject]]:
    """Makes engines of one kind, each over an empty folder; the one before is closed first."""
    made: list[Subject] = []
    server = request.getfixturevalue("archive_server") if name == "opensearch" else ""

    def make(root: Path) -> Subject:
        while made:
            made.pop().close()
        made.append(ArchiveSubject(root, server) if server else LocalSubject(root))
        return made[0]

    try:
        yield make
    finally:
        while made:
            made.pop().close()


SUBJECTS: Final = ("local", "opensearch")


class Kept:
    """A reader who read some articles and tagged others."""

    def __init__(self, keys: Iterable[int]) -> None:
        self._keys = list(keys)

    def among(self, field: str, value: str) -> IsAmong:
        chosen = frozenset(key for key in self._keys if key % 3 == len(value) % 3)
        return IsAmong(chosen, negated=value == "unread")

    def tagged(self) -> dict[str, set[int]]:
        return {"even": {key for key in self._keys if key % 2 == 0}, "none": set()}


def read_text(path: Path, text: str) -> ReadFile:
    """A file with this text, read and analysed."""
    found, _ = read_bytes(path, text.encode())
    state = FileState(len(text), 1, 1)
    return ReadFile(str(path), state, tuple(analyse(article) for article in found))


def made_texts(choose: random.Random, root: Path, count: int, copies: int = 0) -> dict[Path, str]:
    """Made articles by path, some of them copies of one text that differ in a few words."""
    texts: dict[Path, str] = {}

    def write(
        name: str, title: str, body: str, publication: str = "Monitor", date: str = ""
    ) -> Path:
        when = f"Date: {date}\n" if date else ""
        texts[root / name] = (
            f"{title}\n\nPublication: {publication} Volume: 1 Issue: 2\n{when}\n{body}\n"
        )
        return root / name

    make_articles(write, count, choose.randrange(10**6), joint=True)
    long = " ".join(choose.choices(WORDS, k=120))
    for number in range(copies):
        write(f"copy{number}.txt", "Copied", f"{long} copy {number}.", date=f"2003-0{number + 1}")
    return texts


__all__ = ["SUBJECTS", "Kept", "Subject", "made_texts", "read_text", "subjects"]
