"""What a key does: marks of sentences, selection, find in the text, the search bar, undo."""

from pathlib import Path

import pytest

from index.kept import Review
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import reading, screen_text

TEXT = (
    "The dam is old. Anna Bell said the harbour is closed. Nobody came.\n\n"
    "A second paragraph names the harbour again. It ends here."
)


@pytest.fixture
def dam(write: Write, articles: Path, opened: Open) -> Library:
    write("dam.txt", "Report", TEXT, date="May 14, 2004")
    write("other.txt", "Other", "Nothing to see. The bridge stands.", date="May 15, 2004")
    return opened(articles)


def kept(review: Review) -> list[tuple[str, str]]:
    return [(mark.passage.kind, mark.passage.anchor.exact) for mark in review.marks()]


async def test_m_keeps_the_sentence_then_the_paragraph_then_nothing(dam: Library) -> None:
    async with reading(dam, "harbour") as (room, press):
        review = room.session.review
        await press("enter", "m")
        assert kept(review) == [("sentence", "Anna Bell said the harbour is closed.")]
        await press("t", *"port", "enter", "m")
        assert kept(review) == [("paragraph", TEXT.split("\n\n", maxsplit=1)[0])]
        assert review.marks()[0].tags == ("port",)
        await press("m")
        assert kept(review) == []
        await press("u", "u")
        assert kept(review) == [("sentence", "Anna Bell said the harbour is closed.")]


async def test_m_keeps_the_sentence_of_a_line_without_a_match(dam: Library) -> None:
    async with reading(dam, "", size=(60, 24)) as (room, press):
        await press("2", "G", "m")
        said = room.status.notice
        (first,) = kept(room.session.review)
        assert first[0] == "sentence" and first[1].count(".") == 1
        assert said == "Marked this sentence (m again: the paragraph)."
        await press("m")
        ((kind, words),) = kept(room.session.review)
        assert kind == "paragraph" and words.startswith(first[1])
        assert room.status.notice == "Marked the paragraph (m again removes the mark)."
        await press("m")
        assert kept(room.session.review) == []


async def test_v_chooses_sentences(dam: Library) -> None:
    async with reading(dam, "harbour", size=(60, 24)) as (room, press):
        await press("enter", "v")
        before = room.article.selection_span
        await press("j")
        after = room.article.selection_span
        text = room.article.text
        assert text[slice(*before)].endswith(".")
        assert text[slice(*after)].startswith(text[slice(*before)])
        assert len(text[slice(*after)].rstrip(".").split(". ")) > 1
        await press("k")
        assert room.article.selection_span == before
        await press("j", "m")
        assert [kind for kind, _ in kept(room.session.review)] == ["sentences"]


async def test_a_bad_query_stays_in_the_bar_with_the_cursor_at_the_fault(dam: Library) -> None:
    async with reading(dam, "harbour", size=(60, 24)) as (room, press):
        await press("/", *"dam spaeker:x", "enter")
        assert room.focused is room.bar.query_line
        assert room.bar.query_line.cursor_position == len("dam ")
        assert room.results.has_class("-stale")
        shown = "".join(screen_text(room).split("\n")[-2:])
        assert "There is no field spaeker" in shown
        assert "speaker" in shown.replace("spaeker", "")
        await press("e")
        assert room.bar.text == "dam espaeker:x"
        await press("/", "end", *["backspace"] * 20, *"harbour", "enter")
        assert room.focused is room.results
        assert not room.results.has_class("-stale")
        assert room.status.size.height == 1


async def test_slash_selects_the_old_query(dam: Library) -> None:
    async with reading(dam, "harbour") as (room, press):
        await press("/", *"bridge", "enter")
        assert room.bar.text == "bridge"
        await press("/", "end", *" stands", "enter")
        assert room.bar.text == "bridge stands"


async def test_find_has_its_own_matches_until_escape(dam: Library) -> None:
    async with reading(dam, "dam") as (room, press):
        await press("enter", "f", *"harbour")
        assert "find: harbour" in screen_text(room)
        await press("enter", "n")
        assert "find harbour: 2 of 2 (Esc ends it)" in room.status.place
        await press("n")
        assert "further down" in room.status.notice
        await press("N")
        assert "1 of 2" in room.status.place
        await press("f")
        assert room.panes["article"].filter_line.value == ""
        await press(*"zebra", "enter", "escape")
        assert room.pane == "article"
        assert room.article.finding == ""
        await press("N")
        assert room.article.match == 0


async def test_undo_names_the_change_and_goes_there(dam: Library) -> None:
    async with reading(dam, "") as (room, press):
        await press("enter", "m")
        marked = room.article.opened.num
        await press("J")
        assert room.article.opened.num != marked
        await press("u")
        assert "Undone: mark: “" in room.status.notice
        assert room.article.opened.num == marked


async def test_the_quotation_of_the_speaker_is_chosen_first(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "talks.txt",
        "Talks",
        "Carl Dorn said: “The grain is dry.” Anna Bell said: “The river is high.”",
    )
    async with reading(opened(articles), "speaker:bell") as (room, _):
        quotation = room.quotes.at(room.quotes.cursor)
        assert "river" in room.quotes.words(quotation)
        assert "river" in "".join(
            room.article.text[slice(*span)] for span in room.article.opened.matches
        )
