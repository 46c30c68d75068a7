"""Sentences and headings are whole at 60 columns; a key with nothing to do says why."""

from pathlib import Path
from typing import Any

import pytest
from rich.style import Style

from index.kept import Review
from index.library import Library
from index.model import REPORTED_KINDS, Span
from tests.support.articles import Open, Write
from tests.support.room import reading, row_of, screen_text
from tui.draw import first_fitting, glyphs
from tui.panes.highlight_styles import highlighted
from tui.panes.quote_list import with_kind
from tui.panes.status_line import StatusLine
from tui.screens.collocates_screen import CollocatesScreen
from tui.screens.dossier_screen import DossierScreen
from tui.screens.prompt import Prompt
from tui.screens.sources_screen import SourcesScreen
from tui.screens.speech_screen import SpeechScreen


@pytest.fixture
def ports(write: Write, articles: Path, opened: Open) -> Library:
    """Two articles with statements that take several lines at 60 columns."""
    long = "We shall widen the harbour, and the old quay next to it, before the autumn storms come"
    write(
        "port.txt",
        "The port",
        f"Anna Bell said: “{long}, said Carl Dorn's letter.” Carl Dorn said that Anna Bell was "
        "right (Izvestia, May 12).\n\nNobody came to the harbour after that.",
        date="May 14, 2004",
    )
    write("dam.txt", "The dam", "Carl Dorn said: “Anna Bell saw the dam.”", date="June 2, 2005")
    return opened(articles)


async def test_a_long_notice_takes_two_lines_and_gives_one_back(ports: Library) -> None:
    async with reading(ports, "harbour", size=(60, 20)) as (room, press):
        await press("2")
        tall = room.article.size.height
        await press("R")
        said = "Copied to the buffer of the terminal, and to the clipboard where it has leave to."
        room.say(said)
        await press()
        shown = screen_text(room).split("\n")[-2:]
        assert " ".join(" ".join(shown).split()).startswith(said)
        assert "review 0 of 1: harbour" in shown[1]
        await press("j", "k")
        assert room.status.size.height == 1
        assert room.article.size.height == tall


def test_a_short_notice_and_the_review_take_a_line_each_where_one_is_too_short() -> None:
    class Narrow(StatusLine):
        size = property(lambda self: type("Size", (), {"width": 40, "height": 2})())

    line = Narrow()
    line.notice, line.review = "Read. The next one is open.", "review 3 of 9: harbour"
    assert line._lines() == ["Read. The next one is open.", "review 3 of 9: harbour"]
    line.notice = ""
    assert len(line._lines()) == 1


async def test_a_query_with_a_fault_is_not_resumed(ports: Library) -> None:
    async with reading(ports, "harbour") as (room, press):
        await press("/", *"dam spaeker:x", "enter")
        room.controllers.place.keep_now()
        await press()
        assert room.session.place.kept().query == room.whole.text == "dam spaeker"
    async with reading(ports, "dam spaeker:x") as (room, press):  # as an older version kept it
        assert room.results.count == 2
        assert room.article.opened is not None
        assert room.bar.text == "dam spaeker:x"
        assert room.focused is room.bar.query_line
        assert "There is no field spaeker" in room.status.notice
        await press("end", *["backspace"] * 10, "enter")
        assert room.results.count == 1
        assert room.status.notice == ""


async def test_keys_with_nothing_to_do_say_why(ports: Library) -> None:
    async with reading(ports, size=(80, 24)) as (room, press):
        await press("5")
        assert room.passages.size.width < 40
        assert " No matches in this article: /" in screen_text(room)
        await press("2", "n")
        assert "/ searches for words" in room.status.notice
        await press("3")
        room.actors.move_to(0)
        for key in ("i", "v", "s", "!", "x"):
            room.say("")
            await press(key)
            assert "needs an actor" in room.status.notice, key
        await press("'", "o")
        assert "no marks of other libraries" in screen_text(room.app.screen)


async def test_the_footer_of_the_time_strip_says_what_its_keys_do_now(ports: Library) -> None:
    async with reading(ports) as (room, press):
        await press("T")
        assert "s by day said" in screen_text(room).split("\n")[-1]
        await press("s")
        footer = screen_text(room).split("\n")[-1]
        assert "s by date" in footer
        assert footer.rstrip().endswith("Esc back")
        assert "quit" not in footer
        await press("2")
        assert not room.strip.entered
        assert screen_text(room).rstrip().endswith("q quit")
        assert room.status.notice == ""


async def test_headings_are_whole_at_60_columns(ports: Library) -> None:
    async with reading(ports, "harbour", size=(60, 20)) as (room, press):
        for keys, kind, words in (
            (("O",), SourcesScreen, "Outlets cited: "),
            (("3", "W"), SpeechScreen, ""),
            (("5", "W"), CollocatesScreen, "log-lik."),
        ):
            await press(*keys)
            screen = room.app.screen
            assert isinstance(screen, kind)
            heading = screen_text(screen).split("\n")[0]
            assert words in heading
            assert glyphs().dots not in heading
            await press("q")
        await press("3", "i")
        dossier: Any = room.app.screen
        assert isinstance(dossier, DossierScreen)
        assert "z all articles" in screen_text(dossier).split("\n")[-1]
        await press("q", ":")
        palette: Any = room.app.screen
        for place in range(palette.rows.count):
            palette.rows.move_to(place)
            palette._tell()
            assert "Esc: close" in str(palette.effect.render())
            assert len(str(palette.effect.render())) <= 60


async def test_a_filter_of_a_dossier_shows_whole_statements(ports: Library) -> None:
    async with reading(ports, size=(60, 40)) as (room, press):
        await press("3")
        room.actors.move_to(row_of(room, "Anna Bell"))
        await press("i", "f", *"quay", "enter")
        said = [row.text for row in room.app.screen.list._rows if row.section == "Said"]
        assert len(said) > 2  # the head, and a statement of several lines
        assert said[1].startswith("“We shall widen the harbour")
        await press("f", "escape", "q")
        room.actors.move_to(row_of(room, "Carl Dorn"))
        await press("i")
        said = [row.text for row in room.app.screen.list._rows if row.section == "Said"]
        assert any(text.startswith("“Anna Bell saw") for text in said)
        reported = [text for text in said if "was right" in text]
        assert reported and not any("“" in text for text in reported)


async def test_a_name_that_cannot_be_written_to_is_asked_for_again(
    ports: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the message starts with the name, and a long one would cut it
    async with reading(ports, "harbour", size=(60, 20)) as (room, press):
        await press("e")
        room.app.screen.line.value = "found.doc"
        await press("enter")
        again = room.app.screen
        assert isinstance(again, Prompt)
        assert again.line.value.endswith("found.doc")
        assert ".bib" in " ".join(screen_text(again).split())
        again.line.value = str(tmp_path / "found.csv")
        await press("enter")
        assert (tmp_path / "found.csv").exists()


async def test_undo_shows_its_place_where_the_article_is_hidden(ports: Library) -> None:
    review = Review()
    async with reading(ports, "harbour", size=(60, 20)) as (room, press):
        await press("enter", "m", "1", "u")
        assert not review.marks()
        assert room.pane == "article"
        assert room.status.notice.startswith("Undone: mark: “")
    review.close()


def test_the_longest_text_that_fits_is_taken() -> None:
    assert first_fitting(10, "twelve words", "ten", "1") == "ten"
    assert first_fitting(2, "twelve words", "ten") == "ten"


@pytest.mark.parametrize("lead", ["", "…"])
def test_a_cut_text_has_dots_once(lead: str) -> None:
    for before in range(0, 40, 4):
        text = f"{lead}{'w ' * before}match and more of the same text"
        start = text.index("match")
        plain, bold = Style(), Style(bold=True)
        segments = highlighted(text, [Span(start, start + 5)], 30, plain, bold)
        line = "".join(segment.text for segment in segments)
        assert "……" not in line
        assert [segment.text for segment in segments if segment.style == bold] == ["match"]


def test_only_quoted_words_have_quotation_marks() -> None:
    assert with_kind("the dam is old", "direct") == "“the dam is old”"
    for kind in REPORTED_KINDS:
        assert with_kind("the dam is old", kind) == f"{glyphs().row} the dam is old"
    assert with_kind("the dam is old", None) == "the dam is old"
