"""Keys that are pressed while a screen is on its way are for that screen."""

import random
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from index.library import Library
from tests.support.room import send_in_one_read, settle, state_of
from tests.support.waiting import PATIENCE, eventually_async
from tui.app import PressmarkApp
from tui.key_table import KEYS
from tui.room import Room, held_keys, similarity_controller
from tui.room.jobs import Job


def slow_counts(app: PressmarkApp, monkeypatch: Any) -> tuple[threading.Event, threading.Event]:
    """Let the counts of saved searches wait for the first event, and then set the second."""
    go_on, read = threading.Event(), threading.Event()
    counts = app.session.worklist.search_counts

    def slow() -> Any:
        go_on.wait(PATIENCE)
        read.set()
        return counts()

    monkeypatch.setattr(app.session.worklist, "search_counts", slow)
    return go_on, read


async def test_q_after_a_slow_key_closes_its_screen_and_does_not_quit(
    library: Library, monkeypatch: Any
) -> None:
    monkeypatch.setattr(held_keys, "_AT_MOST", PATIENCE)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room, pushed = app.screen, []
        go_on, _ = slow_counts(app, monkeypatch)

        def push(screen: Any, *words: Any, **more: Any) -> Any:
            pushed.append(screen)
            return PressmarkApp.push_screen(app, screen, *words, **more)

        monkeypatch.setattr(app, "push_screen", push)
        await pilot.press(";", "q")
        assert not app._exit and app.screen is room
        go_on.set()
        await settle(pilot)
        assert len(pushed) == 1 and app.screen is room and not app._exit


async def test_a_screen_that_takes_long_is_announced(library: Library, monkeypatch: Any) -> None:
    monkeypatch.setattr(held_keys, "_AT_MOST", 0.01)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room: Any = app.screen
        go_on, _ = slow_counts(app, monkeypatch)
        await pilot.press(";")
        await eventually_async(lambda: room.status.notice == held_keys.WAITING)
        go_on.set()
        await eventually_async(lambda: app.screen is not room)
        await settle(pilot)
        assert room.status.notice == ""


async def test_q_stops_a_screen_that_takes_long_and_does_not_quit(
    library: Library, monkeypatch: Any
) -> None:
    monkeypatch.setattr(held_keys, "_AT_MOST", 0.01)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        room: Any = app.screen
        go_on, read = slow_counts(app, monkeypatch)
        await pilot.press(";")
        await eventually_async(lambda: room.status.notice == held_keys.WAITING)
        await pilot.press("q")
        assert room.status.notice == held_keys.STOPPED
        go_on.set()
        await eventually_async(read.is_set)
        await settle(pilot)
        assert app.screen is room and not app._exit
        await pilot.press("q")
        assert app._exit


async def test_a_query_typed_while_the_reader_starts_is_searched(
    library: Library, monkeypatch: Any
) -> None:
    mount = Room.on_mount

    async def slow(room: Any) -> None:
        for key in ("slash", *"cooperation"):
            await room.app.on_event(events.Key(key, key if len(key) == 1 else "/"))
        mount(room)

    monkeypatch.setattr(Room, "on_mount", slow)
    app = PressmarkApp(library, None, "river", refresh=False)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        room: Any = app.screen
        assert room.bar.text == "cooperation"
        assert room.results.results.text == "cooperation"


# Keys that open a screen or a prompt, fill a list, write, or change the layout.
OPENERS = tuple("iSWcw:/?;mntTaXexAOMBF+'~dDCoJK*E<>HLzfyvQrlR")
AFTER = ("q", "escape", "j", "k", "enter", "n", "x", "u", "tab", "2", "1", "3", "G", "s", "b", "r")


async def state_after(library: Library, keys: tuple[str, ...], *, one_read: bool) -> dict[str, Any]:
    """Press keys after a search for "said", in one read or each when all is done."""
    app = PressmarkApp(library, None, "said", refresh=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for burst in [keys] if one_read else [(key,) for key in keys]:
            if not app._exit:
                send_in_one_read(app, burst)
                await settle(pilot)
        return state_of(app)


async def same_in_one_read(
    library: Library, home: Callable[[str], None], keys: tuple[str, ...]
) -> None:
    home("slow")
    slow = await state_after(library, keys, one_read=False)
    home("one-read")
    fast = await state_after(library, keys, one_read=True)
    assert {
        name: (fast[name], slow.get(name)) for name in fast if fast[name] != slow.get(name)
    } == {}


@pytest.fixture
def home(own_folders: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Go to another folder for marks, trail and files, so that two runs begin alike.

    Nothing that a run shows depends on the clock.
    """
    monkeypatch.setattr(held_keys, "_AT_MOST", PATIENCE)
    monkeypatch.setattr(similarity_controller, "_STAYING", PATIENCE)

    def go(name: str) -> None:
        folder = own_folders / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        monkeypatch.setenv("HOME", str(folder))
        for kind in ("DATA", "STATE"):
            monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))

    return go


@pytest.mark.parametrize(
    "keys",
    [
        "3iq",  # the dossier closes: the reader does not quit
        "xm",  # the next article gets the mark
        "4}2",  # a key without a meaning here does not act in the next pane
        "3Wj",
        ["z", "j", "space"],
        ["4", "j", "2", "n"],  # the article follows the list before another key moves in it
        ["5", "S", "f", *"ri", "enter", "G"],
        [":", *"marks", "enter", "q", "q"],
        ["/", *"dam", "escape", "j", "enter"],
    ],
    ids="".join,
)
async def test_keys_of_one_read_do_what_they_do_one_by_one(
    thirty: Library, home: Callable[[str], None], keys: Any
) -> None:
    await same_in_one_read(thirty, home, tuple(keys))


@pytest.mark.parametrize("seed", range(2))
async def test_keys_by_chance_in_one_read_do_what_they_do_one_by_one(
    thirty: Library, home: Callable[[str], None], seed: int
) -> None:
    chance = random.Random(seed)
    keys = (chance.choice("12345"), *(chance.choice(pair) for pair in (OPENERS, AFTER) * 2))
    await same_in_one_read(thirty, home, keys)


def test_keys_by_chance_are_keys_of_the_table() -> None:
    known = {key for one in KEYS for key in one.keys}
    assert set(OPENERS) | set(AFTER) <= known


@pytest.mark.parametrize("ended", ["ended", "replaced"])
def test_a_timer_that_fires_after_its_job_has_ended_does_nothing(ended: str) -> None:
    due: list[Callable[[], object]] = []
    said: list[str] = []

    def after(_: float, call: Callable[[], object]) -> Any:
        due.append(call)
        return SimpleNamespace(stop=lambda: None)  # too late: the loop calls it all the same

    held = held_keys.HeldKeys(after, lambda: None, said.append)
    number = held.hold(Job.SEARCH)
    if ended == "ended":
        held.end(number)
    else:
        held.hold(Job.SEARCH)
    due[0]()
    assert said == []
    assert held.awaits(Job.SEARCH) is (ended == "replaced")
