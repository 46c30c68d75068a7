"""What the room shows where there is nothing to list, and the way on from there."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from msgspec.structs import replace

from index.ingest import Summary, build_library
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import reading, screen_text
from tests.support.waiting import eventually_async
from tui.app import PressmarkApp
from tui.messages import Building
from tui.room import library_sync
from tui.session_records import Results


async def test_enter_on_an_empty_list_searches_what_it_proposes(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"cooperaton", "enter")
        assert room.results.count == 0
        assert "Did you mean cooperation?" in screen_text(room)
        await press("enter")
        assert room.bar.text == "cooperation"
        assert room.results.count
        assert room.article.opened is not None


async def test_a_filter_without_hits_says_so(library: Library) -> None:
    async with reading(library, "tag:nowhere") as (room, _):
        assert "No article has tag:nowhere" in screen_text(room)


async def test_a_condition_that_nothing_fulfils_is_taken_out(library: Library) -> None:
    async with reading(library, "cooperation tag:nowhere") as (room, press):
        assert "No article has tag:nowhere. Enter searches" in screen_text(room)
        assert "4 Quotes" in screen_text(room)
        assert room.quotes.empty_text() == " No article is open."
        assert room.passages.empty_text() == "No article is open."
        await press("O")
        assert "there are no sources" in room.status.notice
        await press("1", "enter")
        assert room.bar.text == "cooperation"
        assert room.results.count


async def test_a_word_that_nobody_says_is_searched_everywhere(library: Library) -> None:
    async with reading(library, "said:paragraph") as (room, _):
        assert "Enter searches for paragraph" in screen_text(room)


async def test_an_audit_of_nothing_says_so(library: Library) -> None:
    async with reading(library, "tag:nowhere") as (room, press):
        await press("A")
        screen = room.app.screen
        await eventually_async(lambda: screen.list.nothing.startswith("Nothing is inferred here"))


async def test_a_library_without_articles_says_how_to_open_another(
    articles: Path, opened: Open
) -> None:
    async with reading(opened(articles)) as (room, _):
        assert "There are no articles in this folder" in screen_text(room)
        room.results.building, room.results.progress = True, "reading 3 of 9 files"
        room.results.refresh()
        await room.app.animator.wait_until_complete()
        assert "Nothing to search yet: reading 3 of 9 files" in screen_text(room)


class BegunBuild:
    """A build of a library in this process, in the place of the builder process."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __iter__(self) -> Iterator[Summary]:
        yield build_library(self.library.folder, self.library.roots, jobs=1)

    def stop(self) -> None:
        """It has ended."""


async def test_a_build_that_began_before_the_room_is_followed_and_not_begun_again(
    write: Write, articles: Path, opened: Open, monkeypatch: Any
) -> None:
    library = opened(articles)
    write("dam.txt", "Dam", "The dam is safe.")
    monkeypatch.setattr(library_sync, "Builder", None)
    app = PressmarkApp(library)
    app.session.builder = cast(Any, BegunBuild(library))
    async with app.run_test(size=(120, 40)):
        room: Any = app.screen
        await eventually_async(lambda: room.article.opened is not None)
        assert room.results.count == 1
        assert not room.results.building


async def test_a_word_being_typed_is_counted_as_a_beginning(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"cooper")
        assert "begin cooper…" in room.bar.outcome.text
        await press("enter")
        assert "begin" not in room.bar.outcome.text


async def test_the_rest_of_a_slow_search_lands_as_any_other(
    write: Write, articles: Path, opened: Open, monkeypatch: Any
) -> None:
    for number in range(12):
        write(f"{number}.txt", f"Dam {number}", "The dam is safe.", date="May 14, 2004")
    library = opened(articles)
    async with reading(library) as (room, press):
        search = room.session.search

        def slow(text: str, typing: bool, cancelled: Any, seconds: float | None = 1.0) -> Any:
            results = search(text, typing, cancelled, None)
            if seconds is None or results is None:
                return results
            answer = search("nothing-of-this", False, cancelled, None).found.answer
            return Results(text, _partial(results.found, answer), ())

        monkeypatch.setattr(room.session, "search", slow)
        await press("/", *"dam", "enter")
        assert room.results.count == 12
        assert room.article.opened is not None
        assert room.panes["results"].size.height > 6
        assert "Still searching" not in screen_text(room)


def _partial(found: Any, answer: Any) -> Any:
    return replace(
        found, answer=replace(answer, partial=True, note="Still searching; first hits shown.")
    )


async def test_a_library_that_was_never_read_says_so(articles: Path, write: Write) -> None:
    write("a.txt", "Dam", "The dam is old.")
    library = Library.open([articles])
    async with reading(library) as (room, _):
        assert "Nothing has been read into this library yet" in screen_text(room)
        room.controllers.sync._set_building(True, "reading begins")
        await room.app.animator.wait_until_complete()
        assert "Nothing to search yet: reading begins." in screen_text(room)
    library.close()


async def test_the_whole_sentence_of_an_empty_list_is_shown(library: Library) -> None:
    for size in ((80, 24), (120, 40)):
        async with reading(library, "river said:nothing date:2003", size=size) as (room, _):
            assert room.results.count == 0
            shown = " ".join(screen_text(room).replace("│", " ").split())
            assert room.results.empty_text() in shown


async def test_a_folder_of_which_nothing_may_be_read_says_so(articles: Path, opened: Open) -> None:
    async with reading(opened(articles)) as (room, _):
        room.post_message(Building(Summary(0, passed_over=1)))
        await eventually_async(
            lambda: (
                "1 file or folder was passed over: F says why"
                in " ".join(screen_text(room).replace("│", " ").split())
            )
        )


async def test_a_library_that_is_removed_while_it_is_open_is_said_to_have_gone(
    library: Library,
) -> None:
    async with reading(library, "river") as (room, press):
        shutil.rmtree(library.folder)
        await press("/", *"dam", "enter")
        assert room.status.error
        assert "has gone: q, and start again" in room.status.notice


async def test_a_review_of_nothing_does_not_begin(library: Library) -> None:
    async with reading(library, "tag:nowhere") as (room, press):
        await press("R")
        assert room.status.notice == "No articles found, so none to review."
        await press("R")
        assert "Review ended" not in room.status.notice


async def test_a_filter_that_fits_no_actor_says_how_to_remove_it(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("3", "f", *"qqq", "enter")
        assert room.actors.count == 0
        assert "No name here has “qqq”" in screen_text(room)
        await press("f", "escape")
        assert room.actors.count


async def test_a_group_counts_the_values_that_articles_state(
    write: Write, articles: Path, opened: Open
) -> None:
    write("rain.txt", "Rain", "It rains in the north.", date="May 14, 2004")
    write("snow.txt", "Snow", "It snows in the south.")
    async with reading(opened(articles)) as (room, press):
        await press("3")
        shown = screen_text(room)
        assert "years 1" in shown  # the article without a date is no year
        assert "authors 0" in shown
