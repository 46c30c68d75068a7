"""Names in an archive after files are gone, and what a search without hits asks the server."""

import os
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from index.engine.opensearch import Cluster
from index.library import ArchiveLibrary, Library, why_no_hits
from tests.archive.conftest import Load
from tests.faults.test_names_after_deletions import NAMES, write


def shown(archive: ArchiveLibrary) -> list[str]:
    found = archive.search("").answer.actors()
    return sorted(row.name for row in found)


def test_a_name_goes_with_the_only_article_that_had_it(load: Load, tmp_path: Path) -> None:
    write(tmp_path, 0, "Sergei Petrovich Ivanov", 1)
    write(tmp_path, 1, "Sergei Ivanov", 1)
    archive = load(tmp_path)
    assert shown(archive) == ["Sergei Petrovich Ivanov"]
    write(tmp_path, 0, "Anna Bell", 2)
    archive.refresh(jobs=1)
    assert shown(archive) == ["Anna Bell", "Sergei Ivanov"]
    (tmp_path / "1.txt").unlink()
    archive.refresh(jobs=1)
    assert shown(archive) == ["Anna Bell"]


def test_a_name_that_another_article_has_stays(load: Load, tmp_path: Path) -> None:
    for place in range(3):
        write(tmp_path, place, "Anna Maria Bell" if place < 2 else "Anna Bell", 1)
    archive = load(tmp_path)
    before = shown(archive)
    (tmp_path / "0.txt").unlink()
    archive.refresh(jobs=1)
    assert shown(archive) == before


@settings(max_examples=max(2, int(os.environ.get("PRESSMARK_FAULTS", "40")) // 20), deadline=None)
@given(
    first=st.lists(st.sampled_from(NAMES), min_size=2, max_size=5),
    changes=st.lists(st.tuples(st.integers(0, 4), st.sampled_from((*NAMES, ""))), max_size=4),
)
def test_names_are_those_of_a_new_library(
    load: Load,
    tmp_path_factory: pytest.TempPathFactory,
    first: list[str],
    changes: list[tuple[int, str]],
) -> None:
    articles = tmp_path_factory.mktemp("names")
    for place, name in enumerate(first):
        write(articles, place, name, 1)
    archive = load(articles)
    for time, (place, name) in enumerate(changes, 2):
        if name:
            write(articles, place, name, time)
        else:
            (articles / f"{place}.txt").unlink(missing_ok=True)
        archive.refresh(jobs=1)
    library = Library.open([articles], articles / "library")
    library.refresh(jobs=1)
    assert shown(archive) == sorted(row.name for row in library.search("").answer.actors())
    library.close()


@pytest.mark.parametrize(
    "text",
    [
        "river date:1990 path:a1 -treaty",
        'said:nowhere "bank of the river treaty"',
        "speaker:bell is:marked",
    ],
)
def test_the_reason_for_no_hits_takes_one_request(
    load: Load, folder: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = load(folder)
    found = archive.search(text)
    assert not found.hits
    local = Library.open([folder], folder.parent / "library")
    local.refresh(jobs=1)
    counts: list[object] = []
    plain = Cluster.ask

    def ask(self: Cluster, *words: Any, **named: Any) -> object:
        counts.extend(one for one in words if isinstance(one, dict) and one.get("size") == 0)
        return plain(self, *words, **named)

    monkeypatch.setattr(Cluster, "ask", ask)
    assert why_no_hits(archive, found) == why_no_hits(local, local.search(text))
    assert len(counts) <= 1
    local.close()
