"""The Quotes pane: quoted and reported statements look different and can be filtered by kind."""

from pathlib import Path

import pytest

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import reading, strip_text


@pytest.fixture
def talks(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "dam.txt",
        "Talks on the dam",
        "Anna Bell said: “The dam is safe.” On Tuesday Carl Dorn said that the dam would be"
        " repaired before winter.",
        date="May 14, 2004",
    )
    return opened(articles)


def drawn(room: object, row: int) -> list[str]:
    lines = room.quotes.draw_row(row, 60, False)  # type: ignore[attr-defined]
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


async def test_quoted_and_reported_differ_in_shape_and_style(talks: Library) -> None:
    async with reading(talks, "dam") as (room, press):
        await press("enter", "4")
        assert room.quotes.count == 2
        quoted, reported = drawn(room, 0), drawn(room, 1)
        assert quoted[1].strip().startswith("“The dam is safe.”")
        assert reported[1].strip().startswith("▸ that the dam") or "▸" in reported[1]
        assert "“" not in reported[1]
        assert reported[0].endswith("reported") and not quoted[0].endswith("reported")
        assert reported[-1].endswith("~2004-05-11")
        styles = [room.quotes.draw_row(row, 60, False)[1][0].style for row in (0, 1)]
        assert styles[0] != styles[1]


async def test_a_key_shows_quoted_only_reported_only_or_both(talks: Library) -> None:
    async with reading(talks, "dam") as (room, press):
        await press("enter", "4", "j")
        seen = []
        for _ in range(4):
            row = room.quotes.at(room.quotes.cursor)
            seen.append((room.panes["quotes"].heading.note, row.kind))
            await press("Q")
        assert [note for note, _ in seen] == ["2", "1 quoted only", "1 reported only", "2"]
        assert [kind for _, kind in seen[1:3]] == ["direct", "indirect"]
        await press("enter")
        assert room.article.quotation.kind == room.quotes.at(room.quotes.cursor).kind


async def test_the_time_strip_goes_by_the_day_said(
    write: Write, articles: Path, opened: Open, talks: Library
) -> None:
    write(
        "port.txt",
        "The port",
        "“The port is full,” said Anna Bell (Izvestia, March 3). She added that the dam was safe.",
        date="June 2, 2004",
    )
    async with reading(opened(articles), "dam") as (room, press):
        await press("T")
        assert " by article date:" in strip_text(room)
        await press("s")
        assert room.strip.line.counted == "statements"
        assert " by day said:" in strip_text(room)
        counts = {
            room.strip.line.name(place)[:7]: count
            for place, count in enumerate(room.strip.line.counts[0])
            if count
        }
        assert counts["2004-03"] >= 1 and counts["2004-05"] == 2
        await press("g")
        assert room.status.notice.endswith(("statement", "statements"))
        await press("enter")
        assert room.bar.text.startswith("dam date:2004-03") and room.bar.text.endswith(" by:said")
        assert [row.card.title for row in room.results._rows.values()] == ["The port"]
        await press("T", "enter")  # the same again takes the days out
        assert room.bar.text == "dam"
        assert room.strip.line.counted == "statements"
        await press("T", "escape", ">")
        assert room.strip.selected == 0
        assert room.results._rows[room.results.cursor].card.title == "The port"
        await press(">")
        assert room.results._rows[room.results.cursor].card.title == "Talks on the dam"
        await press("T", "s", "escape")
        assert room.strip.line.counted == "articles"


async def test_without_days_said_the_strip_counts_articles_again(
    write: Write, articles: Path, opened: Open
) -> None:
    write("rain.txt", "Rain", "It rains in the north.", date="May 14, 2004")
    async with reading(opened(articles), "rain") as (room, press):
        await press("T", "s")
        assert "No days said" in strip_text(room)
        await press("escape", "T")
        assert room.strip.line.counted == "articles"


async def test_an_article_without_statements_says_so(
    write: Write, articles: Path, opened: Open
) -> None:
    write("rain.txt", "Rain", "It rains in the north. The river rises.")
    async with reading(opened(articles), "rain") as (room, press):
        await press("enter", "4")
        assert "Nobody is quoted or reported" in room.quotes.empty_text()
        await press("Q")
        assert "Q shows others" in room.quotes.empty_text()


async def test_the_statements_of_all_articles_are_one_key_away(
    write: Write, articles: Path, opened: Open, talks: Library, tmp_path: Path
) -> None:
    write("more.txt", "More talks", "“The harbour is old,” said Anna Bell.", date="May 20, 2004")
    async with reading(opened(articles), "speaker:bell") as (room, press):
        await press("enter", "4", "S")
        screen = room.app.screen
        rows = [(row.lead, row.text) for row in screen.list.rows]
        assert sorted(text for _, text in rows) == ["“The dam is safe.”", "“The harbour is old,”"]
        assert all("Anna Bell" in lead for lead, _ in rows)
        await press("e")
        target = tmp_path / "said.csv"
        for _ in range(40):
            await press("backspace")
        await press(*str(target), "enter")
        assert target.read_text(encoding="utf-8").count("Anna Bell") == 2
        await press("enter")
        assert room.article.opened is not None


async def test_a_card_is_as_tall_as_its_words_and_names_the_addressee(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "dam.txt",
        "Talks on the dam",
        "Anna Bell said: “No.” Carl Dorn told Lena Marsh: “The dam was built by people who did not"
        " ask what the river would do in a wet year, and nobody has looked at its feet since then,"
        " though three reports in a row have asked for it and money was set aside.”",
        date="May 14, 2004",
    )
    async with reading(opened(articles), "dam") as (room, press):
        await press("enter", "4")
        quotes = room.quotes
        short, long = (quotes.height_of(row) for row in (0, 1))
        assert short == 2 < long
        assert quotes.top_of(2) == short + long
        assert quotes.row_at(short) == (1, 0)
        words = " ".join(
            "".join(segment.text for segment in line)
            for line in quotes.draw_row(1, quotes.size.width, False)
        )
        assert "money was set aside.”" in " ".join(words.split())
        assert "to Lena Marsh" in words


async def test_the_chosen_card_is_wholly_in_sight(
    write: Write, articles: Path, opened: Open
) -> None:
    said = " ".join(
        f"Anna Bell said: “{'The river rose again. ' * (number % 7 + 1)}”" for number in range(30)
    )
    write("dam.txt", "Talks on the dam", said, date="May 14, 2004")
    async with reading(opened(articles), "river", size=(80, 24)) as (room, press):
        await press("enter", "4")
        quotes = room.quotes
        for key in [*"jjjjjjjjj", "space", "G", *"kkkkkkk", "b", "g", "ctrl+d"]:
            await press(key)
            top = quotes.top_of(quotes.cursor) - quotes.scroll_offset.y
            assert 0 <= top <= quotes.size.height - quotes.height_of(quotes.cursor), key


async def test_the_list_of_statements_shows_what_is_inferred_and_the_words_alone(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "dam.txt",
        "Talks on the dam",
        "The wall of the dam, Anna Bell said on Tuesday, would be repaired before winter."
        " “Nobody has looked at it since,” she added.",
        date="May 14, 2004",
    )
    async with reading(opened(articles), "dam") as (room, press):
        await press("enter", "4", "S")
        screen = room.app.screen
        rows = {row.text: row.lead for row in screen.list.rows}
        (reported,) = (text for text in rows if "repaired" in text)
        assert reported == "▸ The wall of the dam … would be repaired before winter"
        assert rows[reported] == "~2004-05-11 Anna Bell"
        assert rows["“Nobody has looked at it since,”"].endswith(" ~Anna Bell")


async def test_statements_in_a_language_without_rules_are_left_out_and_not_denied(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "damm.txt",
        "Gespräche über den Damm",
        "Die Ministerin Anna Bell sagte am Dienstag: »Der Damm ist sicher.« Die Opposition war"
        " nicht dieser Meinung, und niemand wusste, wie es mit dem Bau weitergehen sollte.",
        date="May 14, 2004",
    )
    async with reading(opened(articles), "Damm") as (room, press):
        await press("enter", "4")
        assert room.quotes.empty_text() == (
            " Left out: actors and statements (not measured in this language)."
        )


async def test_a_narrow_card_cuts_the_outlet_and_not_the_day(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "dam.txt",
        "Talks on the dam",
        "“The dam is safe,” said Anna Bell (Rossiiskaya gazeta, May 12).",
        date="May 14, 2004",
    )
    async with reading(opened(articles), "dam", size=(80, 24)) as (room, press):
        await press("enter", "4")
        line = "".join(part.text for part in room.quotes.draw_row(0, 26, False)[-1])
        assert line == " Rossiiskaya…, ~2004-05-12"
