"""Actors, who speaks about them, and sources, key by key."""

from pathlib import Path

import pytest

from index.explore.explorer import Explorer
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import (
    reading,
    row_of,
    screen_text,
    title,
)
from tui.screens.article_rows_screen import ArticleRowsScreen
from tui.screens.compare_screen import CompareScreen
from tui.screens.dossier_screen import DossierScreen
from tui.screens.found_passages_screen import FoundPassagesScreen
from tui.screens.sources_screen import SourcesScreen
from tui.screens.speech_screen import SpeechScreen


@pytest.fixture
def library(thirty: Library) -> Library:
    return thirty


class TestActors:
    async def test_paragraphs_of_two_chosen_actors(self, library: Library) -> None:
        async with reading(library) as (room, press):
            await press("3", "w")
            assert "Choose two actors" in room.status.notice
            room.actors.move_to(row_of(room, "Anna Bell"))
            await press("v")
            room.actors.move_to(row_of(room, "Carl Dorn"))
            await press("v", "w")
            screen = room.app.screen
            assert isinstance(screen, FoundPassagesScreen)
            assert screen.list.count
            assert f"Anna Bell and Carl Dorn: {screen.list.count}" in screen_text(screen)
            row = screen.list.rows[0]
            assert {row.text[slice(*mark)].split()[-1] for mark in row.marks} == {
                "Bell",
                "Dorn",
            }
            await press("enter")
            assert room.article.opened.num == row.target[0]
            await press("3", "v")
            assert [row.name for row in room.actors.chosen] == ["Anna Bell"]

    async def test_two_actors_side_by_side(self, library: Library) -> None:
        async with reading(library) as (room, press):
            await press("3", "c")
            assert "Choose two actors" in room.status.notice
            room.actors.move_to(row_of(room, "Anna Bell"))
            await press("v")
            room.actors.move_to(row_of(room, "Carl Dorn"))
            await press("c")
            screen = room.app.screen
            assert isinstance(screen, CompareScreen)
            text = screen_text(screen)
            assert "Anna Bell and Carl Dorn" in text
            for line in ("Articles by", "Named together with"):
                assert any(row.count(line) == 2 for row in text.splitlines()), line
            numbers = {
                name: number for number, (name, _) in room.session.explorer.actor_names().items()
            }
            about = room.session.explorer.about_each_other(
                numbers["Anna Bell"], numbers["Carl Dorn"]
            )
            assert about[0] > 0
            await press("G", "l")
            assert (
                f"speaks about Carl Dorn: {about[0]:,} times" in screen_text(screen)
                or screen.list.count > 30
            )
            row = next(
                row
                for row in range(screen.list.count)
                if screen.list._rows[row][1].style == "quote"
            )
            screen.list.move_to(row)
            target = screen.list.target(row)
            assert target is not None
            await press("enter")
            assert room.article.opened.analysis.article.id == target[0]

    async def test_a_dossier_reads_older_articles_when_asked(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tui.room.actors_controller._NEWEST", 5)
        async with reading(library) as (room, press):
            await press("3")
            room.actors.move_to(row_of(room, "Anna Bell"))
            articles = room.actors.actor.articles
            await press("i")
            screen = room.app.screen
            assert isinstance(screen, DossierScreen)
            assert screen.dossier.read == 5 < articles
            text = screen_text(screen)
            assert f"in {articles} articles" in text
            assert "Articles by" in text
            await press("G", "enter")
            assert room.app.screen.dossier.read == min(20, articles)

    async def test_the_table_of_who_speaks_about_whom(self, library: Library) -> None:
        async with reading(library) as (room, press):
            await press("3", "W")
            screen = room.app.screen
            assert isinstance(screen, SpeechScreen)
            pair = screen.list.pair
            assert pair is not None
            assert not pair.adjacent
            names = {
                number: name for number, (name, _) in room.session.explorer.actor_names().items()
            }
            assert f"{names[pair.actor]} about {names[pair.other]}: {pair.times}" in screen_text(
                screen
            )
            await press("n", "N", "l", "h", "j", "k")
            await press("S")
            assert screen.adjacent
            assert "quoted with" in screen_text(screen)
            await press("S", "g", "n")
            pair = screen.list.pair
            assert pair is not None
            await press("enter")
            passages = room.app.screen
            assert isinstance(passages, FoundPassagesScreen)
            assert passages.list.count == pair.times
            await press("q")
            assert isinstance(room.app.screen, SpeechScreen)
            await press("q")
            assert room.app.screen is room


@pytest.fixture
def references(write: Write, articles: Path, opened: Open) -> Library:
    """Articles that refer to others: to one, to one of two, to one that is not there."""
    monitor = "Eurasia Daily Monitor"
    write("one.txt", "Minister Visits", "Anna Bell visited Tashkent.", monitor, "2004-05-12")
    write("two.txt", "Border Talks", "Carl Dorn spoke about the border.", monitor, "2004-05-13")
    write("three.txt", "Border Closed", "The border was closed again.", monitor, "2004-05-13")
    write(
        "four.txt",
        "After the Visit",
        (
            "Anna Bell left (see EDM, May 12). “It was useful,” Anna Bell told Izvestia "
            "(Izvestia, May 14)."
        ),
        date="2004-05-15",
    )
    write(
        "five.txt",
        "The Border Again",
        "It was closed (see EDM, May 13). “Closed for good,” said Carl Dorn (Kommersant, May 15).",
        date="2004-05-16",
    )
    write(
        "six.txt",
        "Grain Prices",
        "Prices rose (see EDM, May 2). They rose (Izvestia, May 17).",
        date="2004-05-17",
    )
    write(
        "seven.txt",
        "Grain Again",
        "Prices fell (see EDM, May 2; see Chechnya Weekly, April 28).",
        date="2004-05-18",
    )
    return opened(articles)


class TestSources:
    async def test_outlets_are_ranked_and_show_what_rests_on_them(
        self, references: Library
    ) -> None:
        async with reading(references) as (room, press):
            await press("O")
            screen = room.app.screen
            assert isinstance(screen, SourcesScreen)
            assert [(one.value, one.articles) for one in screen.list.outlets] == [
                ("Izvestia", 2),
                ("Kommersant", 1),
            ]
            await press("enter")
            passages = room.app.screen
            assert isinstance(passages, FoundPassagesScreen)
            assert {row.text for row in passages.list.rows} == {
                "“It was useful,”",
                "Prices rose (see EDM, May 2). They rose (Izvestia, May 17).",
            }
            await press("q")
            assert isinstance(room.app.screen, SourcesScreen)
            await press("enter", "enter")
            assert title(room) in {"After the Visit", "Grain Prices"}

    async def test_a_reference_leads_to_its_article_and_back_from_there(
        self, references: Library
    ) -> None:
        async with reading(references, 'title:"After the Visit"') as (room, press):
            await press("2", "o")
            assert title(room) == "Minister Visits"
            assert "cited 1 time by other articles (C)" in screen_text(room)
            await press("C")
            passages = room.app.screen
            assert isinstance(passages, FoundPassagesScreen)
            assert [row.title for row in passages.list.rows] == ["After the Visit"]
            await press("enter")
            assert title(room) == "After the Visit"
            await press("C")
            assert "No article here refers to this one." in room.status.notice

    async def test_where_several_fit_one_chooses(self, references: Library) -> None:
        async with reading(references, 'title:"The Border Again"') as (room, press):
            await press("2", "o")
            screen = room.app.screen
            assert isinstance(screen, ArticleRowsScreen)
            assert "EDM, May 13 can be 2 articles" in screen_text(screen)
            wanted = screen.list.rows[1].title
            await press("j", "enter")
            assert title(room) == wanted

    async def test_what_is_missing_is_listed(self, references: Library) -> None:
        async with reading(references, 'title:"Grain Prices"') as (room, press):
            await press("2", "o")
            assert (
                "EDM, May 2 is not in this library (M lists what is missing)." in room.status.notice
            )
            await press("M")
            screen = room.app.screen
            assert isinstance(screen, ArticleRowsScreen)
            assert [(row.lead, row.title) for row in screen.list.rows] == [
                ("2 x", "EDM, May 2"),
                ("1 x", "Chechnya Weekly, April 28"),
            ]
            await press("j", "enter")
            assert title(room) == "Grain Again"

    async def test_a_file_that_comes_is_missing_no_longer(
        self, references: Library, write: Write
    ) -> None:
        explorer = Explorer(references)
        assert len(explorer.missing()) == 2
        write("eight.txt", "Grain Dear", "Grain is dear.", "Eurasia Daily Monitor", "2004-05-02")
        references.refresh(jobs=1)
        assert [one.publication for one in explorer.missing()] == ["Chechnya Weekly"]
