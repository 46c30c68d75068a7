"""The reading room, driven key by key: searching, reading, quotations, actors."""

import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import (
    chosen_actor,
    reading,
    run_from_palette,
    screen_text,
    settle,
    shown_text,
    step_to,
    title,
)
from tests.support.waiting import PATIENCE, eventually_async
from tui.app import PressmarkApp
from tui.config import Config
from tui.key_config import Keymap
from tui.key_table import KEYS
from tui.screens.dossier_screen import DossierScreen
from tui.screens.help_screen import Help


async def test_it_opens_on_the_newest_article(library: Library) -> None:
    async with reading(library) as (room, _):
        assert room.results.count == 11
        assert title(room) == "River news 8"
        assert room.pane == "results"


async def test_search_as_one_types_and_settle_with_enter(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"gulom")
        assert (room.bar.text, room.results.count) == ("gulom", 1)
        await press(*"ov", "enter")
        assert room.focused is room.results
        assert title(room).startswith("Russian-Uzbek")
        assert room.status.place == "match 1 of 1, article 1 of 1"
        assert "1 of 11" in room.bar.outcome.text


async def test_keys_typed_ahead_are_not_lost(library: Library) -> None:
    app = PressmarkApp(library, refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key in ["slash", *"river", "enter"]:
            app.post_message(
                events.Key(key, key if len(key) == 1 else ("/" if key == "slash" else None))
            )
        await settle(pilot)
        room: Any = app.screen
        assert room.bar.text == "river"
        for key in ["j", "enter", "n", "n"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert room.focused is room.article
        assert room.article.match == 2


async def test_a_wrong_query_says_so_and_keeps_what_there_is(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("/", "end", *" spaeker:x")
        assert "no field spaeker" in room.status.notice
        assert room.results.count == 9


async def test_no_hit_suggests(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"gulomow", "enter")
        assert "Did you mean gulomov?" in screen_text(room)


async def test_opening_a_result_lands_on_its_first_match_in_the_middle(library: Library) -> None:
    async with reading(library, '"paragraph 15"') as (room, press):
        await press("j", "enter")
        assert room.focused is room.article
        at = room.article.opened.matches[0].start
        y = room.article._line_of(at) + len(room.article._meta) - room.article.scroll_offset.y
        assert abs(y - room.article.size.height // 2) <= 1
        assert room.status.place == "match 1 of 1, article 2 of 9"


async def test_n_and_N(library: Library) -> None:
    async with reading(library, "river title:river") as (room, press):
        await press("enter", "n")
        assert room.status.place.startswith("match 2 of ")
        await press("n", "n")
        assert room.article.match == 3
        await press("N")
        assert room.article.match == 2
        assert shown_text(room, room.article.opened.matches[2].start)
        for _ in range(40):
            await press("n")
        assert "No match further down" in room.status.notice
        assert shown_text(room, room.article.opened.matches[-1].start)


async def test_quotation_keys(library: Library) -> None:
    async with reading(library, "river 3 title:river") as (room, press):
        await press("enter", "g", "]")
        assert room.article.quotation.start == room.article.opened.quotations[0].start
        await press("]")
        second = room.article.opened.quotations[1]
        assert room.article.quotation == second
        assert shown_text(room, second.start)
        assert room.quotes.cursor == 1
        await press("[")
        assert room.article.quotation == room.article.opened.quotations[0]
        await press("[")
        assert "No statement further up" in room.status.notice


async def test_selecting_a_quotation_scrolls_the_article_with_context_above(
    library: Library,
) -> None:
    async with reading(library, "title:river") as (room, press):
        await press("4", "j")
        quotation = room.article.opened.quotations[1]
        assert room.article.quotation == quotation
        y = (
            room.article._line_of(quotation.start)
            + len(room.article._meta)
            - room.article.scroll_offset.y
        )
        assert 2 <= y < room.article.size.height
        await press("enter")
        assert room.focused is room.article


async def test_passages_follow_and_jump(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("5", "j", "j")
        assert room.article.match == 2
        assert shown_text(room, room.article.opened.matches[2].start)
        await press("G", "enter")
        assert room.focused is room.article
        assert room.article.match == len(room.article.opened.matches) - 1


async def test_mentions_of_the_chosen_actor(library: Library) -> None:
    async with reading(library, "title:river") as (room, press):
        await press("3")
        await step_to(room, press, lambda: chosen_actor(room) == "Anna Bell")
        await press("2", "g", ")")
        mentions = room.article.opened.mentions_of(room.state.chosen_actor)
        assert len(mentions) == 2
        first = room.article.offset_at_cursor
        await press(")")
        assert room.article.offset_at_cursor > first
        assert shown_text(room, mentions[1].start)
        await press("(")
        assert room.article.offset_at_cursor == first
        await press("(")
        assert "No mention further up" in room.status.notice


async def test_actor_keys_put_filters_into_the_query_and_take_them_out(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("3")
        await step_to(room, press, lambda: chosen_actor(room) == "Carl Dorn")
        count = room.actors.actor.articles
        await press("enter")
        assert (room.bar.text, room.results.count) == ('actor:"Carl Dorn"', count)
        await press("enter")
        assert (room.bar.text, room.results.count) == ("", 11)
        await press("x")
        assert (room.bar.text, room.results.count) == ('-actor:"Carl Dorn"', 2)
        await press("/")
        for _ in range(30):
            await press("backspace")
        await press("enter", "3")
        await step_to(room, press, lambda: chosen_actor(room) == "Carl Dorn")
        await press("s")
        assert (room.bar.text, room.results.count) == ('speaker:"Carl Dorn"', 9)
        await press("s")
        assert room.bar.text == ""


async def test_groups_fold_and_show_the_rest(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("3", "g")
        rows = room.actors.count
        await press("enter")
        assert room.actors.count < rows
        await press("enter")
        assert room.actors.count == rows


async def test_dossier(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("3")
        await step_to(room, press, lambda: chosen_actor(room) == "Carl Dorn")
        await press("i")
        dossier: Any = room.app.screen
        assert isinstance(dossier, DossierScreen)
        text = screen_text(dossier)
        assert "Said (9)" in text
        assert "“It will fall,”" in text
        await press("q")
        assert room.app.screen is room
        await press("i")
        await press("G", "enter")
        assert room.app.screen is room
        assert room.focused is room.article
        assert "Carl Dorn" in room.article.text[room.article.offset_at_cursor :][:120]


async def test_a_dossier_says_where_its_bars_begin(
    write: Write, articles: Path, opened: Open
) -> None:
    for day in range(1, 29):
        write(f"{day}.txt", f"Day {day}", "Carl Dorn came to the dam.", date=f"May {day}, 2004")
    async with reading(opened(articles), size=(60, 40)) as (room, press):
        await press("3", "i")
        (head,) = (row for row in room.app.screen.list._rows if row.text.startswith("Articles by"))
        assert head.text == "Articles by day"
    write("june.txt", "June", "Carl Dorn came to the dam.", date="June 27, 2004")
    async with reading(opened(articles), size=(60, 40)) as (room, press):
        await press("3", "i")
        (head,) = (row for row in room.app.screen.list._rows if row.text.startswith("Articles by"))
        assert head.text == "Articles by day, from 2004-05-22 on"


async def test_widen_and_back(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("2", "z")
        assert room.article.size.width == 120
        await press("z")
        assert room.article.size.width < 120
        await press("z", "q")
        assert room.article.size.width < 120


async def test_help_lists_every_key_and_closes(library: Library) -> None:
    async with reading(library, size=(120, 160)) as (room, press):
        await press("?")
        assert isinstance(room.app.screen, Help)
        text = screen_text(room.app.screen)
        for row in KEYS:
            assert f"[{row.id}]" in text
        await press("j", "?")
        assert room.app.screen is room


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_command_palette(library: Library, key: str) -> None:
    async with reading(library) as (room, press):
        await run_from_palette(room, press, "quotes", key)
        assert room.pane == "quotes"


async def test_explain(library: Library) -> None:
    async with reading(library, "river -bell") as (room, _):
        room.controllers.filters.explain()
        assert (
            room.status.notice
            == "articles with “river” in any form and without “bell” in any form, best match first"
        )


async def test_explain_is_shown_whole_until_the_next_key(library: Library) -> None:
    async with reading(library, 'river -bell -"old mill" -castle -forest', size=(40, 20)) as (
        room,
        press,
    ):
        room.fail("A fault.")
        room.say("A notice.")
        room.controllers.filters.explain()
        assert room.status._timer is None
        await press()
        height = room.status.size.height
        assert 2 < height <= 10
        shown = " ".join(" ".join(screen_text(room).split("\n")[-height:]).split())
        assert room.status.notice in shown
        await press("2")
        assert room.status.size.height == 1


async def test_a_pane_that_was_hidden_shows_the_first_match(library: Library, write: Write) -> None:
    lines = "\n\n".join(f"Paragraph {n} is about the harbour." for n in range(40))
    write("long.txt", "Title: A long one", f"{lines}\n\nThe zeppelin lands.")
    library.refresh(jobs=1)
    async with reading(library, "zeppelin", size=(40, 20)) as (room, press):
        await press("2")
        assert "The zeppelin lands." in screen_text(room)
        assert room.article.offset_at_cursor > 100


async def test_an_error_outlasts_the_notice_before_it(library: Library) -> None:
    async with reading(library, "river") as (room, _):
        room.say("A notice.")
        room.fail("A fault.")
        assert room.status._timer is None
        assert room.status.notice == "A fault."


async def test_an_own_key_map(library: Library) -> None:
    config = Config(keymap=Keymap({"article.next_match": "ctrl+n"}))
    async with reading(library, "river", config=config) as (room, press):
        await press("enter", "ctrl+n")
        assert room.article.match == 1
        await press("n")
        assert room.article.match == 1


async def test_what_is_built_meanwhile_shows_without_moving_the_place(
    library: Library, write: Write
) -> None:
    async with reading(library, "river") as (room, press):
        await press("j", "j", "enter", "n", "n")
        before = (title(room), room.article.offset_at_cursor, room.results.num(room.results.cursor))
        write("new.txt", "River river river", "river " * 50, date="2006-01-01")
        library.refresh(jobs=1)
        room.controllers.library_changed()
        await press("ctrl+l")
        assert room.results.count == 10
        assert (
            title(room),
            room.article.offset_at_cursor,
            room.results.num(room.results.cursor),
        ) == before


async def test_an_empty_library_says_what_is_read(articles: Path) -> None:
    library = Library.open([articles])
    app = PressmarkApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        room: Any = app.screen
        await eventually_async(lambda: "There are no articles in this" in room.status.work)
    library.close()


async def test_typing_never_waits_for_a_search(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    search = type(library).search
    answered: list[Any] = []

    def held(self: Library, *args: Any, **kwargs: Any) -> Any:
        assert release.wait(PATIENCE)
        answered.append(search(self, *args, **kwargs))
        return answered[-1]

    app = PressmarkApp(library, refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(type(library), "search", held)
        await pilot.press("/", *"gulomov")
        room: Any = app.screen
        assert room.bar.text == "gulomov"
        assert answered == []  # the keys were handled while the search was waiting
        release.set()
        await settle(pilot)
        assert room.results.count == 1
