"""Walking on from what was found, key by key."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from index.explore.explorer import Explorer
from index.library import Library
from index.model.article import KWIC_ORDERS
from tests.support.articles import Open, Write, make_articles
from tests.support.room import (
    name_of,
    reading,
    row_of,
    run_from_palette,
    screen_text,
    step_to,
    title,
)
from tests.support.waiting import eventually_async, saved_places
from tui.screens.collocates_screen import CollocatesScreen
from tui.screens.compare_screen import CompareScreen
from tui.screens.dossier_screen import DossierScreen
from tui.screens.entries_screen import EntriesScreen
from tui.screens.related_screen import RelatedScreen
from tui.screens.sources_screen import SourcesScreen
from tui.screens.speech_screen import SpeechScreen
from tui.screens.spots_screen import SpotsScreen
from tui.screens.trail_screen import TrailScreen
from tui.screens.wordings_screen import WordingsScreen


@pytest.fixture
def library(write: Write, articles: Path, opened: Open) -> Library:
    """Thirty articles of random words in which four people speak about each other."""
    make_articles(write, 30, 5)
    return opened(articles)


def strip_text(room: Any, y: int = 0) -> str:
    return "".join(segment.text for segment in room.strip.render_line(y))


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
            await press("enter", "x")
            assert room.bar.text == "river"

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


class TestRelated:
    async def test_from_an_article_with_the_reason_and_back(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("~")
            screen = room.app.screen
            assert isinstance(screen, RelatedScreen)
            assert screen.list.count
            assert all(entry.text.startswith("shares ") for entry in screen.list.entries)
            assert first not in {entry.title for entry in screen.list.entries}
            wanted = screen.list.entries[1].title
            await press("j", "enter")
            assert title(room) == wanted
            assert room.focused is room.article
            await press("H")
            assert title(room) == first

    async def test_from_a_quotation(self, library: Library) -> None:
        async with reading(library, "speaker:bell") as (room, press):
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
            f"Anna Bell, the minister, spoke. “{said.replace('regard', 'see')} soon,” Anna Bell said.",
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
            assert isinstance(screen, SpotsScreen)
            assert screen.list.count
            assert f"Anna Bell and Carl Dorn: {screen.list.count}" in screen_text(screen)
            entry = screen.list.entries[0]
            assert {entry.text[slice(*mark)].split()[-1] for mark in entry.marks} == {
                "Bell",
                "Dorn",
            }
            await press("enter")
            assert room.article.opened.num == entry.target[0]
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
            assert not pair.beside
            names = {
                number: name for number, (name, _) in room.session.explorer.actor_names().items()
            }
            assert f"{names[pair.actor]} about {names[pair.other]}: {pair.times}" in screen_text(
                screen
            )
            await press("n", "N", "l", "h", "j", "k")
            await press("S")
            assert screen.beside
            assert "quoted with" in screen_text(screen)
            await press("S", "g", "n")
            pair = screen.list.pair
            assert pair is not None
            await press("enter")
            spots = room.app.screen
            assert isinstance(spots, SpotsScreen)
            assert spots.list.count == pair.times
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
        "Anna Bell left (see EDM, May 12). “It was useful,” Anna Bell told Izvestia (Izvestia, May 14).",
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
            spots = room.app.screen
            assert isinstance(spots, SpotsScreen)
            assert {entry.text for entry in spots.list.entries} == {
                "It was useful,",
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
            spots = room.app.screen
            assert isinstance(spots, SpotsScreen)
            assert [entry.title for entry in spots.list.entries] == ["After the Visit"]
            await press("enter")
            assert title(room) == "After the Visit"
            await press("C")
            assert "No article here refers to this one." in room.status.notice

    async def test_where_several_fit_one_chooses(self, references: Library) -> None:
        async with reading(references, 'title:"The Border Again"') as (room, press):
            await press("2", "o")
            screen = room.app.screen
            assert isinstance(screen, EntriesScreen)
            assert "EDM, May 13 can be 2 articles" in screen_text(screen)
            wanted = screen.list.entries[1].title
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
            assert isinstance(screen, EntriesScreen)
            assert [(entry.lead, entry.title) for entry in screen.list.entries] == [
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


class TestTrail:
    async def test_every_step_is_walked_back_and_forward(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("/", *["backspace"] * 5, *"treaty", "enter")  # a search
            second = title(room)
            await press("2", "J")  # an opening
            third = title(room)
            await press("3")
            room.actors.move_to(row_of(room, "Anna Bell"))
            await press("enter")  # a filter
            assert room.bar.text == 'treaty actor:"Anna Bell"'
            await press("H")
            assert (room.bar.text, title(room)) == ("treaty", third)
            await press("H")
            assert (room.bar.text, title(room)) == ("treaty", second)
            await press("backspace")
            assert (room.bar.text, title(room)) == ("river", first)
            await press("H")
            assert "No step to go back to" in room.status.notice
            await press("L", "L", "L")
            assert room.bar.text == 'treaty actor:"Anna Bell"'
            await press("L")
            assert "No step to go forward to" in room.status.notice

    async def test_it_goes_on_after_a_restart(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("2", "J")
            second = title(room)
            await press("J")
            third = title(room)
            assert len({first, second, third}) == 3
            kept = room.article.opened.analysis.article.id
            await eventually_async(lambda: [p["article"] for p in saved_places()] == [kept])
            await press("g")
        async with reading(library) as (room, press):
            assert (room.bar.text, title(room)) == ("river", third)
            await press("H")
            assert title(room) == second
            await press("H")
            assert title(room) == first
            await press("L")
            assert title(room) == second

    async def test_the_list_of_steps_is_gone_to_and_marked(self, library: Library) -> None:
        async with reading(library, "river") as (room, press):
            first = title(room)
            await press("2", "J", "J", "B")
            screen = room.app.screen
            assert isinstance(screen, TrailScreen)
            assert screen.list.count == 3
            assert screen_text(screen).count("open ") == 2
            await press("G", "m")
            assert screen.list.steps[-1].marked
            await press("enter")
            assert title(room) == first
            await press("L")
        async with reading(library) as (room, press):
            await press("B")
            assert [step.marked for step in room.app.screen.list.steps] == [False, False, True]


async def test_what_looks_like_markup_or_steers_a_terminal_is_shown_as_text(
    write: Write, articles: Path, opened: Open
) -> None:
    words = "We regard [the president] [/foo] the harbour as a [bold]zone[/bold] of vital strategic interests"
    for number, more in enumerate(["", " \x1b[31mand beyond\x07", " of ours"]):
        write(
            f"{number}.txt",
            f"Harbour [b]{number}[/b]",
            f"Anna Bell, the minister, met Carl Dorn [sic]. “{words}{more},” Anna Bell said.\n\nIrrigation of harbour {number}. Irrigation.",
            publication="[i]Post[/i]",
            date=f"2004-05-1{number}",
        )
    async with reading(opened(articles), "harbour") as (room, press):
        assert "publication" in screen_text(room)
        shown = []
        await press("3")
        shown.append(screen_text(room))
        room.actors.move_to(row_of(room, "Anna Bell"))
        await press("v")
        room.actors.move_to(row_of(room, "Carl Dorn"))
        for keys in (
            ["w"],
            ["q", "c"],
            ["q", "i"],
            ["q", "4", "d"],
            ["q", "5", "S", "z"],
            ["z", "1", "~"],
            ["q", "B"],
        ):
            await press(*keys)
            shown.append(screen_text(room.app.screen))
        for text in shown:
            assert "\x1b" not in text
            assert "\x07" not in text
        assert "[i]Post[/i]" in shown[0]
        assert any("[sic]" in text for text in shown)
        assert any("[bold]zone[/bold]" in text for text in shown)
        assert sum("[b]" in text for text in shown) >= 4


async def test_the_trail_is_among_the_commands(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await run_from_palette(room, press, "trail")
        assert isinstance(room.app.screen, TrailScreen)


async def test_at_60_columns_all_of_it_can_be_reached(library: Library) -> None:
    async with reading(library, "river", size=(60, 20)) as (room, press):
        assert len(strip_text(room)) == 60
        assert (
            room.results.size.height == 20 - 4
        )  # all but search bar, strip, heading and status line
        await press("T", "g", "v", "G", "enter")
        assert room.bar.text.startswith("river date:")
        await press("5", "S", "S", "3", "W")
        assert isinstance(room.app.screen, SpeechScreen)
        await press("q", "1", "~")
        assert isinstance(room.app.screen, RelatedScreen)
        await press("q", "B")
        assert isinstance(room.app.screen, TrailScreen)
