"""The review half of the room, key by key."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.kept.review import Review
from index.library import Library
from tests.support.articles import Write
from tests.support.room import (
    chosen_actor,
    reading,
    screen_text,
    settle,
    shown_text,
    step_to,
    title,
)
from tests.support.waiting import eventually_async
from tui.app import PressmarkApp
from tui.screens.marks_screen import MarksScreen
from tui.screens.note_screen import Note
from tui.screens.prompt import Prompt
from tui.screens.searches_screen import SearchesScreen


@pytest.fixture
def review() -> Iterator[Review]:
    store = Review()
    yield store
    store.close()


async def test_mark_note_tags_and_undo(library: Library, review: Review) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "]", "m")
        assert room.status.notice == "Marked this statement."
        (mark,) = review.marks()
        assert mark.passage.anchor.exact == "The river 0 is high."
        assert (mark.passage.speaker, mark.passage.source.paragraph) == ("Anna Bell", 1)
        assert "*" in screen_text(room)
        await press("a")
        assert isinstance(room.app.screen, Note)
        await press(*"First", "enter", *"second", "ctrl+d")
        assert review.marks()[0].note == "First\nsecond"
        await press("t")
        assert isinstance(room.app.screen, Prompt)
        await press(*"water news", "enter")
        assert review.marks()[0].tags == ("water", "news")
        await press("u", "u")
        assert (review.marks()[0].note, review.marks()[0].tags) == ("", ())
        await press("U", "U")
        assert (review.marks()[0].note, review.marks()[0].tags) == (
            "First\nsecond",
            ("water", "news"),
        )
        await press("m")
        assert review.marks() == []
        await press("u")
        assert len(review.marks()) == 1


async def test_what_is_marked_is_what_is_under_the_cursor(library: Library, review: Review) -> None:
    async with reading(library, "title:river sort:date paragraph") as (room, press):
        await press("enter", "n", "m")
        assert review.marks()[-1].passage.kind == "sentence"
        await press("g", "}", "}", "}", "m")
        assert review.marks()[-1].passage.anchor.exact.startswith("Paragraph 1 of article 0")
        await press("}", "v")
        assert "1 sentence chosen: m marks, v ends it" in screen_text(room)
        await press("j", "j", "j")
        assert "4 sentences chosen: m marks, v ends it" in screen_text(room)
        await press("m")
        assert "chosen" not in screen_text(room)
        lines = review.marks()[-1]
        assert lines.passage.kind == "sentences"
        assert lines.passage.speaker is None
        assert lines.passage.anchor.exact.startswith("Paragraph 2")
        assert "Paragraph 3" in lines.passage.anchor.exact
        assert room.article.selection_span is None
        await press("4", "Q", "j", "m")
        assert review.marks()[-1].passage.anchor.exact == "It will fall,"
        await press("v")


async def test_tags_are_completed(library: Library, review: Review) -> None:
    async with reading(library, "title:river") as (room, press):
        await press("enter", "}", "t", *"policy pressure", "enter", "}", "}", "t", *"po")
        await press("tab")
        assert room.app.screen.line.value == "policy"
        await press("enter")
        assert review.marks()[-1].tags == ("policy",)


async def test_reviewing_goes_on_to_the_next_unread(library: Library, review: Review) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "x")
        assert title(room) == "River news 1"
        await press("x", "X", *"agency copy", "enter")
        assert title(room) == "River news 3"
        assert sorted(state for _, _, state in review.states()) == ["read", "read", "skipped"]
        await press("K", "r")
        assert title(room) == "River news 2"
        assert room.status.notice == "Read."
        await press("r")
        assert room.status.notice == "Unread again."
        await press("l")
        assert room.status.notice == "Kept for later."
        await press("/", "end", *" is:unread", "enter")
        assert room.results.count == 6
        await press("u")
        assert room.status.notice.startswith("Undone")


async def test_a_review_queue_with_progress_new_arrivals_and_resuming(
    library: Library,
    review: Review,
    write: Write,
) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("R")
        assert title(room) == "River news 0"
        assert room.status.review == "review 0 of 9: title:river sort:date"
        await press("x", "x")
        assert "2 of 9" in room.status.review
        write("new.txt", "River news late", "A river again.", date="2001-01-01")
        library.refresh(jobs=1)
        room.controllers.library_changed()
        await press("ctrl+l")
        assert "2 of 10" in room.status.review
        await press("1")
    async with reading(library) as (room, press):
        assert "2 of 10" in room.status.review
        await press("x")
        for _ in range(8):
            assert title(room).startswith("River")
            await press("x")
        assert "Review finished: 10 articles." in room.status.notice
        await press("R")
        assert "Review ended: 10 of 10" in room.status.notice
        assert review.queue(room.session.name) is None


async def test_the_marks_screen_filters_sorts_and_jumps(
    library: Library,
    review: Review,
    articles: Path,
) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "]", "m", "J", "]", "m", "t", *"alpha", "enter", "J", "]", "m")
        (articles / "r2.txt").unlink()
        library.refresh()
        await press("'")
        assert isinstance(room.app.screen, MarksScreen)
        screen: Any = room.app.screen
        assert screen.list.count == 3
        assert screen.list.at(2).num is None
        assert "NOT FOUND" in screen_text(screen)
        assert "1 not found" in screen.pane.heading.note
        await press("s", "s")
        assert screen.list.at(0).mark.tags == ("alpha",)
        await press("f", *"#alpha", "enter")
        assert screen.list.count == 1
        await press("a", *"From here", "escape")
        assert isinstance(room.app.screen, MarksScreen)
        assert [mark.note for mark in review.marks() if mark.tags] == ["From here"]
        await press("f", *"river 1", "enter", "enter")
        shown: Any = room.app.screen
        assert shown is room
        assert title(room) == "River news 1"
        assert shown_text(room, room.article.opened.quotations[0].start)
        await press("'", "G", "enter")
        assert "nowhere in the library" in room.status.notice
        await press("'", "g", "m")
        assert len(review.marks()) == 2
        await press("u")
        assert len(review.marks()) == 3
        await press("'")
        assert room.app.screen is room


async def test_saved_searches_say_what_is_new(
    library: Library,
    review: Review,
    write: Write,
) -> None:
    async with reading(library, "river") as (room, press):
        await press("*")
        assert "Search saved" in room.status.notice
        write("new.txt", "A new one", "The river once more.", date="2006-01-01")
        library.refresh(jobs=1)
        await press("/", "end", "backspace", *"x", "enter", ";")
        screen: Any = room.app.screen
        assert isinstance(screen, SearchesScreen)
        assert "1 new of 10" in screen_text(screen)
        await press("enter")
        assert room.bar.text == "river"
        assert room.results.count == 10
        await press(";")
        assert "new of" not in screen_text(room.app.screen)
        await press("q", "*")
        assert review.searches() == []


async def test_search_history(library: Library) -> None:
    async with reading(library) as (room, press):
        for text in ("river", "gulomov", "title:river bell"):
            await press("/")
            room.bar.query_line.value = ""
            await press(*text, "enter")
        await press("/", "up")
        assert room.bar.text == "gulomov"
        await press("up")
        assert room.bar.text == "river"
        await press("down", "down")
        assert room.bar.text == "title:river bell"
        room.bar.query_line.value = "riv"
        room.bar.query_line.action_settle()
        await press()
        await press("/")
        room.bar.query_line.value = "gul"
        await press("ctrl+r", "enter")
        assert room.bar.text == "gulomov"


async def test_copying_says_where_it_went(
    library: Library,
    review: Review,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    written: list[str] = []
    async with reading(library, "title:river sort:date") as (room, press):
        monkeypatch.setattr(room.controllers.export, "_to_terminal", written.append)
        await press("enter", "]", "y")
        assert "OSC 52" in room.status.notice
    text = base64.b64decode(written[0].removeprefix("\x1b]52;c;").removesuffix("\x07")).decode()
    assert text.startswith(
        "“The river 0 is high.”\nAnna Bell, in: “River news 0”, Regional Monitor, vol. 1, "
        "no. 2, 2005-01-01, para. 1, ["
    )
    locator = text.rpartition("[")[2].rstrip("]")
    found = review.find_locator(locator)
    assert found is not None
    assert found.anchor.exact == "The river 0 is high."


@pytest.mark.parametrize("ending", ["md", "csv", "jsonl", "bib", "ris", "json"])
async def test_export_of_marks_and_of_a_search(
    library: Library,
    tmp_path: Path,
    ending: str,
) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "]", "m", "e")
        room.app.screen.line.value = str(tmp_path / f"marks.{ending}")
        await press("enter")
        assert "1 passage written" in room.status.notice
        assert "The river 0 is high." in (tmp_path / f"marks.{ending}").read_text(encoding="utf-8")
        await press("e")
        room.app.screen.line.value = str(tmp_path / f"marks.{ending}")
        await press("enter")
        assert "there already" in room.status.notice
        assert room.app.screen.line.value.endswith(f"marks.{ending}")  # asked for again
        await press("escape", "1", "e")
        room.app.screen.line.value = str(tmp_path / f"search.{ending}")
        await press("enter")
        assert "9 passages written" in room.status.notice
        await press("1", "e")
        room.app.screen.line.value = str(tmp_path / "search.word")
        await press("enter")
        assert "end the name in" in room.status.notice


async def test_export_of_a_dossier(library: Library, tmp_path: Path) -> None:
    async with reading(library) as (room, press):
        await press("3")
        await step_to(room, press, lambda: chosen_actor(room) == "Carl Dorn")
        await press("i", "e")
        assert room.app.screen.line.value == "~/carl-dorn.md"
        room.app.screen.line.value = str(tmp_path / "dorn.jsonl")
        await press("enter")
        lines = (tmp_path / "dorn.jsonl").read_text(encoding="utf-8").splitlines()
        assert {json.loads(line)["passage"]["anchor"]["exact"] for line in lines} == {
            "It will fall,"
        }
        assert len(lines) == 9


async def test_two_sessions_see_each_others_marks(library: Library, review: Review) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "]", "m")
        (mine,) = review.marks()
        review.remove_marks([mine])
        review.add_mark(mine.passage, "theirs")
        room.controllers.kept.look_for_changes()
        await press("ctrl+l", "a")
        assert room.app.screen.area.text == "theirs"


async def test_a_note_under_way_is_there_again_after_a_crash(
    library: Library,
    review: Review,
) -> None:
    app = PressmarkApp(library, None, "title:river sort:date", refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "]", "a")
        await settle(pilot)
        await pilot.press(*"Half a thought")
        (mark,) = review.marks()
        await eventually_async(lambda: review.draft(mark.id) == "Half a thought")
    assert review.draft(mark.id) == "Half a thought"
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "]", "a")
        assert room.app.screen.area.text == "Half a thought"
        await press("escape")
        assert review.marks()[0].note == "Half a thought"
        assert review.draft(mark.id) is None


async def test_the_editor_of_ones_own(
    library: Library,
    review: Review,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from contextlib import nullcontext

    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nprintf "written elsewhere" > "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr(PressmarkApp, "suspend", lambda self: nullcontext())
    async with reading(library, "title:river sort:date") as (_, press):
        await press("enter", "]", "a", "ctrl+e", "ctrl+d")
        assert review.marks()[0].note == "written elsewhere"


async def test_notes_and_tags_of_others_steer_no_terminal(library: Library, review: Review) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "]", "m")
        (mark,) = review.marks()
        review.set_note(mark.id, "red \x1b[31mnote\x9b")
        review.set_tags(mark.id, ["t\x1bag"])
        room.controllers.kept.look_for_changes()
        await press("ctrl+l", "'")
        assert not set(screen_text(room.app.screen)) & set("\x1b\x9b")
        await press("'", "a")
        assert room.app.screen.area.text == "red [31mnote"
        await press("escape", "t")
        assert "\x1b" not in room.app.screen.line.value
