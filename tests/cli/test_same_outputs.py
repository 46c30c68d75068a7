"""Commands print the same lines, to the letter, however the library was built."""

from pathlib import Path

import pytest

from tests.support.articles import Write, make_articles
from tests.support.cli import run

COMMANDS = (
    ("search", "river", "--limit", 0),
    ("search", "treaty OR summit", "--limit", 0),
    ("search", "said:grain sort:date", "--limit", 0),
    ("kwic", '"river bank"~5'),
    ("actors",),
    ("actors", "-q", "harbour"),
    ("quotes", "--all"),
    ("quotes", "--kind", "indirect,mixed"),
    ("sources",),
)


def outputs(articles: Path, library: Path) -> dict[str, str]:
    """What each command prints over a library."""
    printed = {}
    for command, *words in COMMANDS:
        done = run(command, *words, articles, "--library", library, "--no-refresh", "--json")
        assert done.returncode == 0, done.stderr
        printed[" ".join(map(str, (command, *words)))] = done.stdout
    return printed


def in_any_order(printed: dict[str, str]) -> dict[str, list[str]]:
    """The lines of each command, sorted."""
    return {command: sorted(lines.splitlines()) for command, lines in printed.items()}


def index(articles: Path, library: Path, *words: object) -> None:
    assert run("index", articles, "--library", library, *words).returncode == 0


@pytest.fixture
def wanted(write: Write, articles: Path, tmp_path: Path) -> dict[str, str]:
    """The outputs over 40 articles that one process has read in one build."""
    make_articles(write, 40, 11)
    index(articles, tmp_path / "one", "--jobs", 1)
    return outputs(articles, tmp_path / "one")


def test_two_processes_give_the_outputs_of_one(
    wanted: dict[str, str], articles: Path, tmp_path: Path
) -> None:
    index(articles, tmp_path / "two", "--jobs", 2)
    # articles of one day come in the order in which the processes have read them
    assert in_any_order(outputs(articles, tmp_path / "two")) == in_any_order(wanted)


def test_a_library_that_grew_gives_the_outputs_of_a_new_one(
    wanted: dict[str, str], write: Write, articles: Path, tmp_path: Path
) -> None:
    library = tmp_path / "grown"
    final = {path: (path.read_bytes(), path.stat()) for path in sorted(articles.iterdir())}
    for path in list(final)[::3]:
        path.unlink()
    make_articles(write, 12, 5)  # other texts under the names of the first twelve
    write("gone.txt", "Gone", "Ivan Petrov said: “The river is gone.”")
    index(articles, library, "--jobs", 1)
    (articles / "gone.txt").unlink()
    for path, (text, _) in final.items():
        path.write_bytes(text)
    index(articles, library, "--jobs", 1)
    assert outputs(articles, library) == wanted
    index(articles, library, "--jobs", 1, "--rebuild")
    assert outputs(articles, library) == wanted
