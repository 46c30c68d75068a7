"""Fixtures. Each test gets its own cache, data, state and config folders."""

import gc
import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from index.library import Library
from index.library import library as library_module
from tests.support.archive_server import archive_server  # noqa: F401 - a fixture
from tests.support.articles import Write, build_once, copy_of, writer
from tests.support.open_files import MOST_OPEN_FILES, open_files
from tests.support.paths import SEED
from tests.support.session_folder import SessionFolder, memory_or_disk, remove_leftovers
from tests.support.waiting import PATIENCE

# A slow or busy machine must not fail a property; pytest-timeout stops a test that hangs.
settings.register_profile(
    "pressmark",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("pressmark")
_homes = itertools.count()

_session_folder = pytest.StashKey[SessionFolder]()


@pytest.hookimpl(tryfirst=True)  # before pytest chooses its folder
def pytest_configure(config: pytest.Config) -> None:
    """Put temporary files into a folder of this session. `--basetemp DIR` keeps them instead."""
    if config.option.basetemp is None:  # workers have a folder in that of their session
        place = memory_or_disk()
        remove_leftovers(place)
        folder = config.stash[_session_folder] = SessionFolder(place)
        config.option.basetemp = str(folder.path / "t")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of this session."""
    folder = config.stash.get(_session_folder, None)
    if folder is not None:
        folder.remove()


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and never modules and tests: it takes a seventh of a room test."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start long tests first, so that all workers end at the same time.

    Give tests of an OpenSearch server to one worker: each worker would start its own.
    """
    for item in items:
        if "/tests/archive/" in item.path.as_posix() or "opensearch" in item.name:
            item.add_marker(pytest.mark.xdist_group("archive"))
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True, scope="module")
def few_open_files() -> Iterator[None]:
    """Fail at the end of a module that leaves files open: a process may have 1,024 of them."""
    yield
    if len(open_files()) > MOST_OPEN_FILES:
        gc.collect()
        left = open_files()
        assert len(left) <= MOST_OPEN_FILES, Counter(Path(name).name for name in left)


@pytest.fixture(autouse=True)
def collectable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep readers from freezing what they hold: it would never be closed."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True)
def unlimited_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give searches time on a busy machine: at its limit a search returns a part of the hits."""
    monkeypatch.setattr(library_module, "TIME_LIMIT", PATIENCE)


@pytest.fixture(autouse=True)
def own_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A home folder of the test's own. Most tests need no `tmp_path`, which costs 2 ms."""
    home = tmp_path_factory.getbasetemp() / f"home{next(_homes)}"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("NO_COLOR", "SSH_CONNECTION", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """An empty folder for articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


@pytest.fixture
def write(articles: Path) -> Write:
    """Write an article: `write("a.txt", "Title", "Body.", date=…)`."""
    return writer(articles)


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Library]]:
    """Open the library over a folder, brought up to date; closed after the test."""
    libraries: list[Library] = []

    def open_one(*roots: Path) -> Library:
        library = Library.open(list(roots))
        libraries.append(library)
        library.refresh(jobs=1)
        return library

    yield open_one
    for library in libraries:
        library.close()


@pytest.fixture
def seed(opened: Callable[[Path], Library]) -> Library:
    """The library over the example article."""
    return opened(SEED.parent)


def write_river_articles(articles: Path) -> None:
    """Eleven articles: the example, and ten about a river with two speakers."""
    write = writer(articles)
    (articles / "seed.txt").write_bytes(SEED.read_bytes())
    (articles / "edm.txt").write_text(
        "The Issue Referred To\n\nPublication: EDM Volume: 1 Issue: 8\nDate: May 12, 2004\n\n"
        "An older piece.\n",
        encoding="utf-8",
    )
    for number in range(9):
        filler = "\n\n".join(
            f"Paragraph {n} of article {number} in{n}and{number} speaks of a river and its banks."
            for n in range(30)
        )
        write(
            f"r{number}.txt",
            f"River news {number}",
            f"Minister Anna Bell said: “The river {number} is high.”\n\n{filler}\n\n"
            "Anna Bell left. “It will fall,” said Carl Dorn.",
            date=f"2005-01-{number + 1:02}",
        )


@pytest.fixture(scope="session")
def river_library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of the eleven articles and that of their library, built once."""
    return build_once(tmp_path_factory.mktemp("river"), write_river_articles)


@pytest.fixture
def library(
    request: pytest.FixtureRequest,
    river_library: tuple[Path, Path],
    opened: Callable[[Path], Library],
) -> Iterator[Library]:
    """A library of eleven articles: see `write_river_articles`.

    A test that asks for `articles` has its own articles and may change them. Others share the
    folder of articles, and each has a copy of the library.
    """
    if {"articles", "write"} & set(request.fixturenames):
        articles: Path = request.getfixturevalue("articles")
        write_river_articles(articles)
        yield opened(articles)
        return
    yield from copy_of(river_library, opened)
