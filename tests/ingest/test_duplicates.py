"""Duplicates: found, shown as one row that unfolds, compared; and files that could not be read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine.local.postings import PostingsBuilder
from index.ingest.duplicates import duplicate_groups
from index.library import Library
from index.model.article import Analysis, Article
from index.text.word_diff import differences
from tests.support.articles import Open, Write
from tests.support.paths import SEED
from tests.support.room import reading, screen_text
from tests.support.waiting import eventually_async
from tui.screens.differences_screen import DifferencesScreen
from tui.screens.problems_screen import ProblemsScreen

STORY = " ".join(
    f"Sentence {n} says that the river stood {n} hands high on day {n * 7} of that long year."
    for n in range(30)
)


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_differences_are_both_texts(one: str, other: str) -> None:
    changes = differences(one, other)
    assert " ".join(c.text for c in changes if c.kind != "gone").split() == other.split()
    assert " ".join(c.text for c in changes if c.kind in {"gone", "same"}).split() == one.split()
    assert all(c.text for c in changes)


def test_near_doubles_are_grouped_and_others_are_not(tmp_path: Path) -> None:
    seed = SEED.read_text(encoding="utf-8")
    texts = {
        1: STORY,
        2: seed,
        3: STORY.replace("river", "stream"),
        4: seed[:-400],
        5: "Short one.",
        6: "Short one.",
        7: "Short two.",
    }
    analyses = [(Analysis(Article(str(num), "", "", text)), None) for num, text in texts.items()]
    found = PostingsBuilder().write(tmp_path / "segment", analyses)
    assert [bool(signature) for signature in found] == [True, True, True, True, False, False, False]
    assert found[:4] == PostingsBuilder().write(tmp_path / "other", analyses[:4]), (
        "in whatever order and company words are met"
    )
    rows = [
        (num, signature, str(hash(text)))
        for (num, text), signature in zip(texts.items(), found, strict=True)
    ]
    assert duplicate_groups(rows) == {1: 1, 3: 1, 2: 2, 4: 2, 5: 5, 6: 5}


@pytest.fixture
def library(write: Write, articles: Path, opened: Open) -> Library:
    write("one.txt", "The agency's own", STORY, date="2005-01-03")
    write(
        "two.txt",
        "As another printed it",
        STORY.replace("hands high", "hands deep"),
        publication="Other Daily",
        date="2005-01-02",
    )
    write("three.txt", "Something else", "The river is mentioned here as well.", date="2005-01-01")
    (articles / "broken.pdf").write_bytes(b"no")
    return opened(articles)


async def test_one_row_that_unfolds_and_folds_again(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        assert room.results.count == 2
        assert "+1" in screen_text(room)
        await press("D")
        assert room.results.count == 3
        await press("D")
        assert room.results.count == 2
        assert len(library.search("river").hits) == 3, "nothing is taken out of the library"


async def test_what_differs(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("d")
        screen = room.app.screen
        assert isinstance(screen, DifferencesScreen)
        (comparison,) = screen.comparisons
        assert {c.text.strip() for c in comparison.changes if c.kind != "same"} >= {"high", "deep"}
        await press("escape")
        assert room.app.screen is room


async def test_an_article_without_duplicates_says_so(library: Library) -> None:
    async with reading(library, "mentioned") as (room, press):
        for key in ("d", "D"):
            await press(key)
            assert "no duplicates" in screen_text(room)
            assert room.app.screen is room


async def test_the_files_that_could_not_be_read(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("F")
        screen = room.app.screen
        assert isinstance(screen, ProblemsScreen)
        assert [Path(path).name for path, _ in screen.problems] == ["broken.pdf"]
        await eventually_async(lambda: "not a PDF that can be read" in screen_text(screen))
        await press("q")
        assert room.app.screen is room
