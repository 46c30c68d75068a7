"""What shows readers where they are: tabs, footer, notices, greetings, marks elsewhere."""

from pathlib import Path

import pytest

from index.kept import Review
from index.library import Library
from index.locations import seeds_folder
from index.model import Span
from index.query import join_matches
from tests.support.articles import Open, Write
from tests.support.room import reading, screen_text
from tui.panes import status_line


@pytest.mark.parametrize("width", [60, 80])
async def test_a_line_names_every_pane_where_some_are_hidden(library: Library, width: int) -> None:
    async with reading(library, "river", size=(width, 24)) as (room, press):
        tabs = screen_text(room).split("\n")[1]
        for name in ("1 Results", "2 Article", "3 Actors", "4 Quotes", "5 Passages"):
            assert name in tabs
        assert room.tabs.current == "results"
        await press("4")
        assert room.tabs.current == "quotes"
        if width == 80:
            assert f"4 Quotes {room.quotes.count}" in tabs


async def test_no_tabs_where_all_panes_are_shown(library: Library) -> None:
    async with reading(library, "river") as (room, _):
        assert "2 Article" not in screen_text(room).split("\n")[1]
        assert "1 Results 9" in screen_text(room)


@pytest.mark.parametrize("pane", ["1", "2", "3", "5"])
async def test_a_narrow_footer_keeps_search_help_and_quit(library: Library, pane: str) -> None:
    async with reading(library, "river", size=(60, 20)) as (room, press):
        await press(pane)
        footer = screen_text(room).split("\n")[19]
        assert footer.rstrip().endswith("/ search  ? help  q quit")


async def test_a_notice_times_out_and_leaves_the_review_in_sight(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, "river") as (room, press):
        await press("R")
        assert "review 0 of 9: river" in screen_text(room)
        monkeypatch.setattr(status_line, "SECONDS", 0.01)
        room.say("Something happened.")
        await press()
        assert "Something" not in screen_text(room)
        room.say("Something else.")
        assert "review 0 of 9: river" in room.status.render_line(0).text


async def test_the_time_of_a_notice_begins_again_with_the_first_paint(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, "river") as (room, press):
        room.say("Something happened.")
        monkeypatch.setattr(status_line, "SECONDS", 0.01)
        await press()
        assert "Something" in screen_text(room)
        room.status.restart()
        await press()
        assert "Something" not in screen_text(room)


async def test_the_example_library_says_that_it_is_one() -> None:
    example = Library.open([seeds_folder()])
    example.refresh(jobs=1)
    async with reading(example) as (room, _):
        assert "example library: `pressmark FOLDER` opens your own" in room.status.notice
    example.close()


async def test_an_unfinished_note_is_announced_and_listed(library: Library) -> None:
    review = Review()
    async with reading(library, "river") as (room, press):
        await press("enter", "m")
        (mark,) = review.marks()
        review.set_draft(mark.id, "half a th")
    async with reading(library, "river") as (room, press):
        assert "1 note is unfinished" in room.status.notice
        await press("'")
        assert "UNFINISHED NOTE" in screen_text(room.app.screen)
        await press("a")
        assert room.app.screen.area.text == "half a th"
    review.close()


async def test_marks_of_other_libraries_are_behind_a_key(
    library: Library, write: Write, opened: Open, tmp_path: Path
) -> None:
    async with reading(library, "river") as (_, press):
        await press("enter", "m")
    other = tmp_path / "other"
    other.mkdir()
    (other / "dam.txt").write_text("Dam\n\nThe dam is old.", encoding="utf-8")
    async with reading(opened(other)) as (room, press):
        await press("'")
        screen = room.app.screen
        assert screen.list.count == 0
        assert "1 in other libraries (not shown: o)" in screen.pane.heading.note
        await press("o")
        assert screen.list.count == 1
        assert "OTHER LIBRARY" in screen_text(screen)
        await press("o")
        assert screen.list.count == 0


async def test_a_heading_says_what_narrows_the_list(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("5", "f", *"banks", "enter")
        assert "with “banks”" in room.panes["passages"].heading.note
        await press("1", "f", *"news", "enter")
        assert "with “news”" in room.panes["results"].heading.note


async def test_text_is_at_most_90_columns_wide(library: Library) -> None:
    async with reading(library, "river", size=(200, 50)) as (room, _):
        assert max(line.end - line.start for line in room.article._lines) <= 90
        assert room.passages.size.width > 50


async def test_the_publication_of_all_rows_is_not_repeated(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(3):
        write(f"{number}.txt", f"Dam {number}", "The dam.", "Monitor", date="May 14, 2004")
    async with reading(opened(articles), "dam") as (room, _):
        assert "Monitor" not in room.results.render_line(0).text
    write("other.txt", "Dam four", "The dam.", "Herald", date="May 14, 2004")
    async with reading(opened(articles), "dam") as (room, _):
        assert "Monitor" in room.results.render_line(0).text + room.results.render_line(2).text


def test_different_words_side_by_side_are_one_place() -> None:
    text = "on Wall Street and Street, Wall wall"
    spans = [Span(3, 7), Span(8, 14), Span(19, 25), Span(27, 31), Span(32, 36)]
    assert join_matches(text, spans) == (Span(3, 14), Span(19, 25), Span(27, 31), Span(32, 36))
