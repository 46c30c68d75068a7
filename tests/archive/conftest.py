"""Archives of made articles on a real server, behind a proxy that can go away."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.library import ArchiveLibrary
from tests.support.archive_server import LoadedArchive
from tests.support.articles import make_articles
from tests.support.http_servers import running_servers
from tests.support.proxy import Proxy

if TYPE_CHECKING:
    from tests.support.hostile_archive import Serve

_numbers = itertools.count()
Load = Callable[..., LoadedArchive]


@pytest.fixture
def serve() -> Iterator["Serve"]:
    """Serve an archive of one article whose answers a function changes; gives its address."""
    from tests.support.hostile_archive import hostile_server

    with running_servers() as start:
        yield lambda change: f"http://127.0.0.1:{start(hostile_server(change))}/desk"


@pytest.fixture
def proxy(archive_server: str) -> Iterator[Proxy]:
    """A proxy before the server."""
    made = Proxy(archive_server)
    yield made
    made.close()


@pytest.fixture
def load(archive_server: str) -> Iterator[Load]:
    """Load an archive from folders: `load(folder)`, `load(folder, server=proxy.url)`."""
    made: list[tuple[LoadedArchive, str]] = []

    def load_one(*folders: Path, server: str = "") -> LoadedArchive:
        name = f"archive-{os.getpid()}-{next(_numbers)}"
        made.append((LoadedArchive.at(server or archive_server, name, list(folders)), name))
        return made[-1][0]

    yield load_one
    for archive, name in made:
        archive.close()
        LoadedArchive.remove_from(archive_server, name)


@pytest.fixture
def folder(write: Callable[..., Path], articles: Path) -> Path:
    """Twelve made articles."""
    make_articles(write, 12, 5)
    return articles


def search(library: ArchiveLibrary, text: str) -> list[str]:
    """The paths that a search finds, in order."""
    found = library.search(text)
    return [row.card.path for row in library.rows(found, 0, len(found.hits))]
