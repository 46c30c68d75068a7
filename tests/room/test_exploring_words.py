"""Related articles, concordance and wordings, key by key."""

import csv
import re
from pathlib import Path

import pytest

from index.library import Library
from index.model import KWIC_ORDERS
from tests.support.articles import Open, Write
from tests.support.room import (
    reading,
    screen_text,
    title,
)
from tests.support.waiting import eventually_async
from tui.screens.collocates_screen import CollocatesScreen
from tui.screens.related_screen import RelatedScreen
from tui.screens.wordings_screen import WordingsScreen


@pytest.fixture
def library(thirty: Library) -> Library:
    return thirty


class TestRelated:
    async def test_from_an_article_with_the_reason_and_back(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("~")
            screen = room.app.screen
            assert isinstance(screen, RelatedScreen)
            assert screen.list.count
            assert all(row.text.startswith("shares ") for row in screen.list.rows)
            assert first not in {row.title for row in screen.list.rows}
            wanted = screen.list.rows[1].title
            await press("j", "enter")
            assert title(room) == wanted
            assert room.focused is room.article
            await press("H")
            assert title(room) == first

    async def test_from_a_quotation(self, library: Library) -> None:
        async with reading(library, 'said:"we know the"') as (room, press):
            await press("4", "~")
            screen = room.app.screen
            assert isinstance(screen, RelatedScreen)
            assert "Related to this quotation" in screen_text(screen)
            await press("q")
            assert room.app.screen is room


class TestConcordance:
    async def test_the_order_key_goes_through_all_orders(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            own = room.passages.count
            await press("5")
            everywhere = sum(
                len(library.matches(room.whole.found.query.node, a))
                for _, a in library.analyses(room.whole.found)
            )
            for order in KWIC_ORDERS:
                await press("S")
                assert room.passages.order == order
                heads = len(room.passages.arranged.groups)
                assert room.passages.count == everywhere + heads
                assert (heads > 0) == (order in {"speaker", "publication"})
                assert room.passages.told(room.results.count).startswith(f"{everywhere}, all")
            await press("S")
            assert room.passages.order is None
            assert room.passages.count == own

    async def test_the_matches_stand_in_one_column_and_lead_to_their_passage(
        self, library: Library
    ) -> None:
        async with reading(library, "treaty", size=(120, 40)) as (room, press):
            await press("5", "S", "S", "z")
            rows = [room.passages.draw_row(row, 100, False)[0] for row in range(12)]
            assert len({len(mark.text + left.text) for mark, left, *_ in rows}) == 1
            assert {match.text for _, _, match, *_ in rows} == {"treaty"}
            after = [re.findall(r"\w+", right.text.lower())[:1] for _, _, _, right, *_ in rows]
            assert after == sorted(after)
            await press("j", "j", "j")
            num, at = room.passages.target_at(3)
            await press("enter")
            assert room.article.opened.num == num
            assert room.article.opened.analysis.article.text[at : at + 6].lower() == "treaty"
            assert room.focused is room.article

    async def test_it_follows_the_search_and_its_filter(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            await press("5", "S", "/", *["backspace"] * 5, *"grain", "enter")
            lines = room.passages.arranged.lines
            assert {lines.words[w] for w in lines.matched} == {"grain"}
            await press("5", "f", *"bank", "enter")
            assert 0 < room.passages.count < len(lines)

    async def test_lines_are_written_as_csv_in_their_order(
        self, library: Library, tmp_path: Path
    ) -> None:
        async with reading(library, "river") as (room, press):
            await press(
                "5", "S", "S", "e", *["backspace"] * 20, *str(tmp_path / "lines.csv"), "enter"
            )
            rows = list(csv.DictReader((tmp_path / "lines.csv").open(encoding="utf-8")))
            assert [int(row["start"]) for row in rows] == [
                int(room.passages.arranged.lines.starts[i])
                for i in room.passages.arranged.numbers()
            ]
            assert {row["match"].lower() for row in rows} == {"river"}
            assert "lines written" in room.status.notice

    async def test_words_beside_lead_to_their_lines(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            await press("5", "W")
            screen = room.app.screen
            assert isinstance(screen, CollocatesScreen)
            assert "log-lik." in screen_text(screen)
            word = screen.list.words[0]
            await press("enter")
            assert room.passages.order is not None
            assert room.panes["passages"].filter_line.value == word.word
            assert 0 < room.passages.count <= word.count

    async def test_words_beside_nothing(self, library: Library) -> None:
        async with reading(library) as (room, press):
            await press("5", "W")
            assert "Search for words first" in room.status.notice


class TestWordings:
    async def test_another_wording_is_counted_shown_and_jumped_to(
        self, write: Write, articles: Path, opened: Open
    ) -> None:
        said = "We regard the harbour as a zone of vital strategic interests and will not leave it"
        write(
            "one.txt",
            "First",
            f"Anna Bell, the minister, spoke. “{said},” Anna Bell said.",
            date="2004-05-13",
        )
        write(
            "two.txt",
            "Second",
            (
                f"Anna Bell, the minister, spoke. “{said.replace('regard', 'see')} soon,” "
                "Anna Bell said."
            ),
            date="2004-05-12",
        )
        async with reading(opened(articles)) as (room, press):
            assert title(room) == "First"
            await press("4")
            await eventually_async(lambda: "=1" in screen_text(room))
            assert "=1" in screen_text(room)
            await press("d")
            screen = room.app.screen
            assert isinstance(screen, WordingsScreen)
            text = screen_text(screen)
            assert "[-regard]" in text
            assert "see" in text
            await press("enter")
            assert title(room) == "Second"

    async def test_none(self, write: Write, articles: Path, opened: Open) -> None:
        write("one.txt", "First", "Anna Bell spoke. “The harbour is ours to keep,” Anna Bell said.")
        write("two.txt", "Second", "Carl Dorn spoke. “Nobody pays for the bridge,” Carl Dorn said.")
        async with reading(opened(articles), "harbour") as (room, press):
            await press("4")
            assert room.quotes.count == 1
            await press("d")
            assert "No other article has this quotation." in room.status.notice
            assert room.app.screen is room
