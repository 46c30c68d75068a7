"""The reading room, driven key by key."""

import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.room import (
    chosen_actor,
    name_of,
    reading,
    run_from_palette,
    screen_text,
    settle,
    shown_text,
    step_to,
    title,
)
from tests.support.waiting import PATIENCE, eventually_async, saved_places
from tui.app import PressmarkApp
from tui.config import Config
from tui.keymap import KEYS, Keymap
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
        await press("/", *" spaeker:x")
        assert "no field spaeker" in room.status.notice
        assert room.results.count == 9


async def test_no_hit_suggests(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"gulomow", "enter")
        assert "Did you mean: gulomov" in screen_text(room)


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
        assert "No quotation further up" in room.status.notice


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


async def test_next_and_previous_article(library: Library) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("enter", "J")
        assert (title(room), room.status.place) == ("River news 1", "match 1 of 1, article 2 of 9")
        await press("K", "K")
        assert title(room) == "River news 0"
        assert "first article" in room.status.notice


async def test_follow_a_cross_reference_and_come_back(library: Library) -> None:
    async with reading(library, "gulomov") as (room, press):
        await press("enter", "o")
        assert title(room) == "The Issue Referred To"
        await press("H")
        assert title(room).startswith("Russian-Uzbek")
        await press("L")
        assert title(room) == "The Issue Referred To"
        await press("backspace")
        assert title(room).startswith("Russian-Uzbek")


async def test_a_reference_that_is_not_here_says_so(seed: Library) -> None:
    async with reading(seed) as (room, press):
        await press("2", "o")
        assert room.status.notice == "EDM, May 12 is not in this library (M lists what is missing)."


async def test_moving_in_the_article(library: Library) -> None:
    async with reading(library, "title:river sort:date") as (room, press):
        await press("2", "g")
        article = room.article
        assert article.offset_at_cursor == 0
        await press("j", "down", "k")
        assert article._cursor == 1
        await press("}")
        assert article.offset_at_cursor == article.opened.analysis.article.paragraphs[0].start
        await press("}", "}", "{")
        assert article.offset_at_cursor == article.opened.analysis.article.paragraphs[1].start
        await press("G")
        assert article._cursor == len(article._lines) - 1
        top = article.scroll_offset.y
        await press("ctrl+u")
        assert article.scroll_offset.y == top - article.size.height // 2
        await press("ctrl+d", "g", "space")
        assert article.scroll_offset.y == article.size.height - 2
        await press("b")
        assert article.scroll_offset.y == 0


async def test_moving_in_lists(library: Library) -> None:
    async with reading(library) as (room, press):
        results = room.results
        await press("j", "down", "k")
        assert results.cursor == 1
        await press("G")
        assert results.cursor == 10
        await press("ctrl+u")
        assert results.cursor == 10 - max(1, results.page // 2)
        await press("g", "space")
        assert results.cursor == min(10, results.page)
        await press("b", "ctrl+d")
        assert results.cursor == max(1, results.page // 2)


async def test_filter_in_every_pane(library: Library) -> None:
    async with reading(library, "river") as (room, press):
        await press("f", *"04 news", "enter")
        assert room.results.count == 1
        assert room.panes["results"].heading.note == "1 of 9"
        await press("f", "escape")
        assert room.results.count == 9
        await press("3", "f", *"dorn")
        assert chosen_actor(room) == "Carl Dorn"
        assert "Anna Bell" not in map(name_of, room.actors._rows)
        await press("escape", "4", "f", *"fall")
        assert room.quotes.count == 1
        await press("escape")
        assert room.quotes.count == 2
        await press("5", "f", *"12")
        assert room.passages.count == 1
        await press("escape", "2", "f", *"banks")
        assert "30 places in this text" in room.status.place
        assert room.article.found == 30
        await press("escape")
        assert room.article.found == 0


async def test_panes_by_number_and_tab(library: Library) -> None:
    async with reading(library) as (room, press):
        for key, name in (
            ("1", "results"),
            ("2", "article"),
            ("3", "actors"),
            ("4", "quotes"),
            ("5", "passages"),
        ):
            await press(key)
            assert room.focused is room.bodies[name]
        await press("tab")
        assert room.pane == "actors"
        await press("shift+tab")
        assert room.pane == "passages"


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
        await run_from_palette(room, press, "quotations", key)
        assert room.pane == "quotes"


async def test_back_and_quit(library: Library) -> None:
    async with reading(library) as (room, press):
        await press("/", *"x", "escape")
        assert room.focused is room.results
        await press("4", "escape")
        assert room.pane == "results"
        await press("ctrl+l")
        await press("ctrl+q", "ctrl+c")
        assert room.app.is_running
        await press("q")
        assert room.app._exit


async def test_explain(library: Library) -> None:
    async with reading(library, "river -bell") as (room, _):
        room.explain()
        assert (
            room.status.notice
            == "articles with “river” in any form and no “bell” in any form, best match first"
        )


async def test_an_own_key_map(library: Library) -> None:
    config = Config(keymap=Keymap({"article.next_match": "ctrl+n"}))
    async with reading(library, "river", config=config) as (room, press):
        await press("enter", "ctrl+n")
        assert room.article.match == 1
        await press("n")
        assert room.article.match == 1


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (119, 30), (120, 40)])
async def test_every_pane_can_be_reached_at_every_width(
    library: Library, size: tuple[int, int]
) -> None:
    async with reading(library, "river", size=size) as (room, press):
        for key, name in (
            ("1", "results"),
            ("2", "article"),
            ("3", "actors"),
            ("4", "quotes"),
            ("5", "passages"),
        ):
            await press(key)
            body = room.bodies[name]
            assert body.size.width >= 20, name
            assert body.size.height >= 4, name
            assert room.panes[name].region.right <= size[0]
            assert room.panes[name].region.bottom <= size[1]


async def test_a_tiny_terminal_says_so(library: Library) -> None:
    async with reading(library, size=(25, 6)) as (room, _):
        assert "Too small" in screen_text(room)


async def test_changing_the_width_keeps_the_place(library: Library) -> None:
    app = PressmarkApp(library, None, "dorn", refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        room: Any = app.screen
        at = room.article.opened.matches[0].start
        await pilot.resize_terminal(70, 24)
        await settle(pilot)
        assert shown_text(room, at)


BRACKETS = (
    "He [the president] said [sic]: “We [/foo] will [bold]stay[/bold] [@click=app.quit]here[/].”"
)


async def test_brackets_are_shown_as_they_stand_in_every_pane(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "[red]Title[/red] [sic]",
        f"{BRACKETS} [b]Minister[/b] Ivan Petrov said: “[i]Nobody[/i] [/] knows it now.”",
    )
    async with reading(opened(articles), "president", size=(120, 40)) as (room, press):
        text = " ".join(screen_text(room).split())
        assert "[red]Title[/red] [sic]" in text
        assert "[the president] said [sic]" in text
        for part in ("[/foo]", "[bold]stay[/bold]", "[@click=app.quit]here[/]"):
            assert part in room.article.text
            assert part.split()[0] in text
        await press("4")
        assert "[i]Nobody[/i] [/]" in " ".join(screen_text(room).split())
        await press("5")
        assert "[the president]" in screen_text(room)
        await press("3", "i")
        assert room.app.is_running


async def test_escape_sequences_are_not_drawn(write: Write, articles: Path, opened: Open) -> None:
    write(
        "a.txt",
        "Ti\x1b]2;pwned\x07tle",
        "Some \x1b[31mred\x1b[0m and \u202ebidi\u202c text with \x9b2J.",
    )
    async with reading(opened(articles), "red") as (room, _):
        text = screen_text(room)
        assert not set(text) & set("\x1b\x07\x9b\u202e\u202c")
        assert "7 control characters were taken out" in text


async def test_wide_characters_keep_the_columns_straight(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "漢字の題名 e\u0301",
        "漢字漢字漢字 mixed with latin letters and 한글, again and again. " * 5,
    )
    async with reading(opened(articles), "mixed") as (room, _):
        from rich.cells import cell_len

        for line in screen_text(room).split("\n"):
            assert cell_len(line) == 120


async def test_the_place_is_kept_for_the_next_start(library: Library) -> None:
    async with reading(library, "river sort:date") as (room, press):
        await press("j", "j", "enter", "}", "}", "}")
        at = room.article.offset_at_cursor
        await eventually_async(lambda: [p["offset"] for p in saved_places()] == [at])
    async with reading(library) as (room, _):
        assert room.bar.text == "river sort:date"
        assert (title(room), room.article.offset_at_cursor, room.pane) == (
            "River news 2",
            at,
            "article",
        )


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


async def test_more_rows_come_as_one_scrolls(write: Write, articles: Path, opened: Open) -> None:
    for number in range(70):
        write(
            f"{number:03}.txt",
            f"Number {number:03}",
            "same body",
            date=f"2004-01-{number % 28 + 1:02}",
        )
    async with reading(opened(articles), "same") as (room, press):
        await press("G")
        assert "Number" in screen_text(room)
        assert room.results._rows.get(69) is not None


async def test_an_empty_library_says_what_is_read(articles: Path) -> None:
    library = Library.open([articles])
    app = PressmarkApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(100):
            await pilot.pause(0.05)
            room: Any = app.screen
            if "no articles" in room.status.work:
                break
        assert "There are no articles in this folder" in room.status.work
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

    monkeypatch.setattr(type(library), "search", held)
    app = PressmarkApp(library, refresh=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("/", *"gulomov")
        room: Any = app.screen
        assert room.bar.text == "gulomov"
        assert answered == []  # the keys were handled while the search was waiting
        release.set()
        await settle(pilot)
        assert room.results.count == 1
