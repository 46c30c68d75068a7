"""Law: the names shown for actors are those of a new library of the same articles."""

import os
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from index.ingest import build_library
from index.library import Library

# Each is one actor or more, in forms of different length and spelling.
NAMES = (
    "Sergei Ivanov", "Sergeí Ivanov", "Sergei Petrovich Ivanov", "Ivanov", "Anna Bell",
    "Anna Maria Bell",
)  # fmt: skip


def write(folder: Path, place: int, name: str, time: int) -> None:
    path = folder / f"{place}.txt"
    path.write_text(f"The river\n\nDefense Minister {name} said: “The river is high {place}.”\n")
    os.utime(path, (time, time))


def shown(articles: Path, library: Path) -> list[str]:
    opened = Library.open([articles], library)
    found = [name for name, _ in opened.catalog.actor_names().values()]
    opened.close()
    return sorted(found)


def test_a_name_goes_with_the_only_article_that_had_it(tmp_path: Path) -> None:
    articles, library = tmp_path / "articles", tmp_path / "library"
    articles.mkdir()
    write(articles, 0, "Sergei Petrovich Ivanov", 1)
    write(articles, 1, "Sergei Ivanov", 1)
    build_library(library, [articles])
    assert shown(articles, library) == ["Sergei Petrovich Ivanov"]
    write(articles, 0, "Anna Bell", 2)
    build_library(library, [articles])
    assert shown(articles, library) == ["Anna Bell", "Sergei Ivanov"]
    (articles / "1.txt").unlink()
    build_library(library, [articles])
    assert shown(articles, library) == ["Anna Bell"]


@settings(max_examples=int(os.environ.get("PRESSMARK_FAULTS", "40")) // 8, deadline=None)
@given(
    first=st.lists(st.sampled_from(NAMES), min_size=2, max_size=5),
    changes=st.lists(st.tuples(st.integers(0, 4), st.sampled_from((*NAMES, ""))), max_size=4),
)
def test_names_are_those_of_a_new_library(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], changes: list[tuple[int, str]]
) -> None:
    base = tmp_path_factory.mktemp("names")
    articles, library = base / "articles", base / "library"
    articles.mkdir()
    for place, name in enumerate(first):
        write(articles, place, name, 1)
    build_library(library, [articles])
    for time, (place, name) in enumerate(changes, 2):
        if name:
            write(articles, place, name, time)
        else:
            (articles / f"{place}.txt").unlink(missing_ok=True)
        build_library(library, [articles])
    build_library(base / "new", [articles])
    assert shown(articles, library) == shown(articles, base / "new")
