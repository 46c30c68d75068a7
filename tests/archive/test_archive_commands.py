"""The command line on an archive: what it prints is what a library over the same files prints."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.engine.opensearch import Cluster, access_to
from index.kept import Review, make_passage
from index.library import Library
from index.model import Span
from tests.support.archive_server import LoadedArchive
from tests.support.articles import make_articles
from tests.support.cli import Done, rows, run


@pytest.fixture
def archive(archive_server: str, tmp_path: Path) -> Iterator[str]:
    """The address of an archive that is not there yet."""
    name = f"{tmp_path.name.lower()}-{os.getpid()}"
    yield f"{archive_server}/{name}"
    LoadedArchive.remove_from(archive_server, name)


def without_scores(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines sorted: articles of one day have another order in an archive."""
    kept = [{name: value for name, value in line.items() if name != "score"} for line in lines]
    return sorted(kept, key=json.dumps)


@pytest.mark.timeout(600)
def test_commands_print_what_they_print_for_the_folder(
    archive: str, articles: Path, write: Callable[..., Path], tmp_path: Path
) -> None:
    make_articles(write, 15, 3)
    (loaded,) = rows("index", articles, "--into", archive)
    (built,) = rows("index", articles)
    table = tmp_path / "names.csv"
    table.write_text("name,query\nAnna Bell,\n,river\n,treaty date:..2006\n", encoding="utf-8")
    for name in ("articles", "added", "changed", "removed", "failed"):
        assert loaded[name] == built[name]
    for words in (
        ("search", "river sort:date"),
        ("search", '"bank river"~4 sort:-date'),
        ("search", "speaker:bell sort:date"),
        ("kwic", "treaty sort:date"),
        ("quotes",),
        ("quotes", "--speaker", "Anna Bell", "--kind", "direct,indirect"),
        ("actors",),
        ("sources",),
        ("network", "--by", "year"),
        ("network", "--kind", "appears-with"),
        ("batch", table),
    ):
        assert without_scores(rows(*words, archive)) == without_scores(rows(*words, articles))
    draft = tmp_path / "draft.txt"
    draft.write_text("A draft\n\nAnna Bell said: “The river and the treaty.”\n", encoding="utf-8")
    told, known = (rows("screen", draft, where)[0]["texts"][0] for where in (archive, articles))
    assert told["actors"] == known["actors"]
    assert {one["id"] for one in told["alike"]} == {one["id"] for one in known["alike"]}
    ident = rows("search", "river", archive)[0]["id"]
    assert rows("show", ident, archive) == rows("show", ident, articles)
    (status,) = rows("status", archive)
    assert (status["library"], status["articles"], status["files"]) == (archive, 15, 15)


def test_a_mark_made_on_the_folder_is_found_in_the_archive(
    archive: str, articles: Path, write: Callable[..., Path], opened: Callable[..., Library]
) -> None:
    make_articles(write, 6, 4)
    assert run("index", articles, "--into", archive).returncode == 0
    library = opened(articles)
    analysis = library.analysis(library.search("river").hits[0].num)
    assert analysis is not None
    start = analysis.article.body_start
    Review().add_mark(
        make_passage(analysis, Span(start, start + 20), "selection"), tags=("harbour",)
    )
    (hit,) = rows("search", "tag:harbour", archive)
    assert hit["path"] == analysis.article.path
    assert len(rows("search", "is:marked", archive)) == 1
    assert len(rows("search", "NOT is:marked", archive)) == 5


def test_a_name_of_the_config_file_stands_for_an_address(
    archive: str, articles: Path, write: Callable[..., Path], own_folders: Path
) -> None:
    write("a.txt", "One", "A river.")
    config = own_folders / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'[archives.desk]\nurl = "{archive}"\nshards = 2\n', encoding="utf-8")
    assert run("index", articles, "--into", "desk").returncode == 0
    assert len(rows("search", "river", "desk")) == 1
    assert len(rows("search", "river")) == 1, "it is the library used last"
    cluster = Cluster(access_to(archive, {}))
    index = f"{cluster.access.name}-articles-1"
    settings = cluster.ask("GET", f"/{index}/_settings")[index]["settings"]["index"]
    assert settings["number_of_shards"] == "2"


def test_shares_are_finished_by_a_command_of_their_own(
    archive: str, articles: Path, write: Callable[..., Path]
) -> None:
    long = " ".join(f"word{number} river" for number in range(60))
    for number in range(4):
        write(f"copy{number}.txt", "Copied", f"{long} copy {number}.")
    for share in ("1/2", "2/2"):
        assert run("index", articles, "--into", archive, "--share", share).returncode == 0
    assert run("archive", "finish", archive).returncode == 0
    done = run("read", "--plain", archive, "-q", "river")
    assert done.returncode == 0, done.stderr
    cluster = Cluster(access_to(archive, {}))
    doubled = cluster.ask(
        "GET", f"/{cluster.access.name}/_count", {"query": {"term": {"doubled": True}}}
    )
    assert doubled["count"] == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("search", "x", "https://ann:secret@host/desk"), "Leave user and password out"),
        (("search", "x", "https://host"), "names no archive"),
        (("search", "x", "http://127.0.0.1:9/desk"), "cannot be reached"),
        (("search", "x", "http://127.0.0.1:9/desk", "other"), "opened alone"),
        (("index", ".", "--share", "1/2"), "name one with --into"),
        (("index", "--into", "http://127.0.0.1:9/desk"), "Name the folders"),
        (("index", ".", "--into", "http://127.0.0.1:9/desk", "--share", "3/2"), "such as 3/8"),
        (("archive", "finish"), "Name the archive"),
    ],
)
def test_wrong_use_is_one_line(words: tuple[str, ...], says: str) -> None:
    done: Done = run(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "secret" not in done.stderr


def test_json_lines_of_an_archive_are_utf_8(
    archive: str, articles: Path, write: Callable[..., Path]
) -> None:
    write("ü.txt", "Überfahrt", "Die Fähre “über den Fluß” fuhr. Т-80 и Clinton’s T-80 on May 12.")
    assert run("index", articles, "--into", archive).returncode == 0
    for query in ("fahre", '"t-80"', "t80", '"may 12"', '"clinton t 80"', "fluss", "üb*"):
        (line,) = [
            json.loads(line) for line in run("search", query, archive, "--json").stdout.splitlines()
        ]
        assert line["title"] == "Überfahrt"
