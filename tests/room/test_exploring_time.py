"""The time strip and facets, key by key."""

from pathlib import Path

import pytest

from index import Timeline
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import (
    name_of,
    reading,
    row_of,
    screen_text,
    step_to,
    strip_text,
)


@pytest.fixture
def library(thirty: Library) -> Library:
    return thirty


class TestTimeStrip:
    async def test_it_counts_the_hits_and_marks_the_selected_article(
        self, library: Library
    ) -> None:
        async with reading(library, "river") as (room, press):
            line = room.strip.line
            assert line.unit in {"month", "year"}
            dated = [
                row.card
                for row in room.results._rows.values()
                if row.card.date and len(row.card.date) > 4
            ]
            assert sum(map(sum, line.counts)) + line.unsettled[0] == room.results.count
            assert dated
            assert room.strip.selected == room.session.explorer.period_of(line, room.results.num(0))
            name = line.name(room.strip.selected)
            assert f"{name}: {line.counts[0][room.strip.selected]}" in strip_text(room)
            await press("j")
            assert room.strip.selected == room.session.explorer.period_of(line, room.results.num(1))

    async def test_a_period_of_an_older_search_is_not_marked(self, library: Library) -> None:
        """A reader ended when fewer periods came while the last of many was marked."""
        async with reading(library, "river") as (room, _):
            strip, many = room.strip, Timeline("month", 400, ((1,) * 30,), (0,))
            strip.show(many)
            strip.select_period(29)
            assert strip.selected == 29
            few = Timeline("month", 400, ((1, 2),), (0,))
            strip.show(few)
            assert strip.selected is None
            strip.select_period(29)  # a job that counted for the older search
            assert strip.selected is None
            assert "2002-05" not in strip_text(room)
            strip.enter(None)
            assert strip.told().startswith("2003-06")
            assert strip_text(room)

    async def test_a_range_is_chosen_and_taken_back_with_the_same_keys(
        self, library: Library
    ) -> None:
        async with reading(library, "river") as (room, press):
            before = room.results.count
            await press("T")
            assert room.focused is room.strip
            await press("g", "l", "v", "l", "l")
            first, last = room.strip.chosen
            assert (first, last) == (1, 3)
            inside = sum(room.strip.line.counts[0][1:4])
            begin, end = room.strip.line.name(1), room.strip.line.name(3)
            assert (
                room.status.notice
                == f"{begin} to {end}: {inside} {'article' if inside == 1 else 'articles'}"
            )
            await press("enter")
            assert room.bar.text == f"river date:{begin}..{end}"
            assert room.results.count == inside
            assert room.focused is room.results
            await press("T", "enter")  # what is chosen at first is all that the dates leave
            assert (room.bar.text, room.results.count) == ("river", before)

    async def test_moving_to_the_ends_and_leaving(self, library: Library) -> None:
        async with reading(library, "river after:2001") as (room, press):
            await press("T", "G")
            size = len(room.strip.line)
            assert room.strip.chosen == (size - 1, size - 1)
            await press("left", "h", "<", "g", "right", ">")
            assert room.strip.chosen == (2, 2)
            await press("v", "l", "v")
            assert room.strip.chosen == (3, 3)
            await press("escape")
            assert room.focused is room.results
            assert room.bar.text == "river after:2001"
            await press("T", "x")
            assert room.bar.text == "river"

    async def test_a_period_back_and_on(self, library: Library) -> None:
        async with reading(library, "sort:date date:2001..2006") as (room, press):
            line = room.strip.line
            first = room.strip.selected
            await press(">")
            second = room.strip.selected
            assert second == line.neighbour(first, 1)
            found = room.session.explorer.first_in(room.whole.found, line, second)
            assert room.results.num(room.results.cursor) == found
            await press("2", ">")
            assert room.article.opened.num == room.session.explorer.first_in(
                room.whole.found, line, line.neighbour(second, 1)
            )
            await press("<", "<")
            assert room.strip.selected == first
            await press("<")
            assert room.status.notice == f"Nothing before {line.name(first)}."

    async def test_a_second_search_is_laid_over_the_first(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            single = sum(room.strip.line.counts[0])
            await press("+", *"treaty", "enter")
            assert room.strip.size.height == 2
            line = room.strip.line
            assert len(line.counts) == 2
            assert sum(line.counts[0]) == single
            other = library.search("treaty")
            assert sum(line.counts[1]) + line.unsettled[1] == len(other.hits)
            assert "+ treaty" in strip_text(room, 1)
            await press("+", *["backspace"] * 6, "enter")
            assert room.strip.size.height == 1

    async def test_articles_without_dates(self, write: Write, articles: Path, opened: Open) -> None:
        write("one.txt", "Undated", "Nothing here says when it was.")
        async with reading(opened(articles), "nothing:" if False else "nowhere") as (room, press):
            await press("T")
            assert "None of these articles has a date" in room.status.notice
            await press(">")
            assert "None of these articles has a date" in room.status.notice


class TestFacets:
    @pytest.mark.parametrize(("value", "key", "query"), [
        ("The Times", "enter", 'publication:"The Times"'),
        ("The Times", "x", '-publication:"The Times"'),
        ("Izvestia", "enter", 'source:"Izvestia"'),
        ("2004", "enter", "date:2004"),
        ("2004", "x", "-date:2004"),
        ("Carl Dorn", "x", '-actor:"Carl Dorn"'),
        ("Carl Dorn", "s", 'speaker:"Carl Dorn"'),
    ])  # fmt: skip
    async def test_a_key_narrows_visibly_and_the_same_key_undoes_it(
        self, library: Library, value: str, key: str, query: str
    ) -> None:
        async with reading(library, "river", size=(120, 60)) as (room, press):
            before = room.results.count
            await press("3")
            await step_to(room, press, lambda: name_of(room.actors._row) == value)
            count = room.actors._row.articles
            await press(key)
            assert room.bar.text == f"river {query}"
            if key == "enter":
                assert room.results.count == count
            elif key == "x":
                assert room.results.count == before - count
            assert query in screen_text(room)  # among what it is narrowed by
            await press(key)
            assert (room.bar.text, room.results.count) == ("river", before)
            assert name_of(room.actors._row) == value

    async def test_a_condition_is_dropped_from_its_row(self, library: Library) -> None:
        async with reading(library, 'river -publication:"The Times" after:2002') as (room, press):
            await press("3")
            room.actors.move_to(row_of(room, "after:2002"))
            await press("enter")
            assert room.bar.text == 'river -publication:"The Times"'

    async def test_what_states_nothing_is_counted_and_narrows_nothing(
        self, library: Library
    ) -> None:
        async with reading(library, "river", size=(120, 60)) as (room, press):
            await press("3")
            rows = [row for row in room.actors._rows if getattr(row, "value", "") is None]
            assert {row.field for row in rows} >= {"author"}
            room.actors.move_to(room.actors._rows.index(rows[0]))
            for key in ("enter", "x"):
                room.say("")
                await press(key)
                assert room.bar.text == "river"
                assert "not stated" in room.status.notice

    async def test_tags_are_a_facet(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            await press("2", "m", "t", *"grain", "enter")
            await press("/", "enter", "3")
            room.actors.move_to(row_of(room, "grain"))
            await press("enter")
            assert room.bar.text == 'river tag:"grain"'
            assert room.results.count == 1

    async def test_from_group_to_group(self, library: Library) -> None:
        async with reading(library) as (room, press):
            await press("3", "}", "}")
            kinds = [
                row.kind
                for row in room.actors._rows
                if hasattr(row, "kind") and not hasattr(row, "name")
            ]
            assert room.actors._row.kind == kinds[2]
            await press("{")
            assert room.actors._row.kind == kinds[1]
