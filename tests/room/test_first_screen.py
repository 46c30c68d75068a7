"""The room over a stored front page: every key does what it does after the engine is loaded."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import Summary, begin_at_front_page, keep_front_page
from index.engine.local.engine import LocalEngine
from index.library import Library
from index.locations import FRONT_PAGE
from tests.support.room import reading, screen_text, state_of
from tui.messages import Building
from tui.room.library_sync import LibrarySync

KEYS = (
    (),
    ("j", "j", "enter", "]"),
    ("G",),
    ("G", "enter", "J"),
    ("3", "j", "j", "enter"),
    ("3", "f", "b", "e", "l", "l", "enter"),
    ("T", "l", "enter"),
    ("/", "r", "i", "v", "e", "r", "enter", "2", "n"),
    ("1", "f", "T", "i", "t", "l", "e", "space", "1", "enter"),
    ("5", "S", "S"),
    ("~",),
    ("d",),
)


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[LocalEngine]]:
    """The engines that are loaded; the room itself loads none, only what a key asks for."""
    made: list[LocalEngine] = []
    begin = LocalEngine.__init__

    def note(self: LocalEngine, *args: object) -> None:
        made.append(self)
        begin(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(LocalEngine, "__init__", note)
    monkeypatch.setattr(LibrarySync, "begin_after", 1e6)
    monkeypatch.setattr("tui.room.similarity_controller._STAYING", 1e6)
    yield made


@pytest.mark.parametrize("keys", KEYS, ids="".join)
async def test_keys_do_the_same_before_the_engine_is_loaded(
    thirty: Library,
    unloaded: list[LocalEngine],
    keys: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_front_page(thirty)
    states = []
    for at_front in (True, False):
        for name in ("STATE", "DATA"):  # the place and the marks of the room before
            monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / f"{name}{at_front}"))
        with closing(Library.open(thirty.roots, thirty.folder)) as library:
            if at_front:
                begin_at_front_page(library)
            unloaded.clear()
            async with reading(library) as (room, press):
                assert bool(unloaded) is not at_front
                assert room.results.count == 30
                await press(*keys)
                states.append((state_of(room.app), screen_text(room).split("\n")[1:]))
    assert states[0] == states[1]


async def test_the_room_stores_the_front_page_for_the_next_start(library: Library) -> None:
    path = library.folder / FRONT_PAGE
    async with reading(library) as (room, press):
        assert path.exists()
        path.unlink()
        room.post_message(Building(Summary(11)))
        await press()
        assert path.exists()


async def test_damage_is_reported_after_a_first_screen_from_the_front_page(
    thirty: Library,
) -> None:
    keep_front_page(thirty)
    for segment in (thirty.folder / "whoosh").glob("*.arrays"):
        cut = segment.read_bytes()[:100]
        segment.unlink()  # another reader has mapped it
        segment.write_bytes(cut)
    with closing(Library.open(thirty.roots, thirty.folder)) as library:
        begin_at_front_page(library)
        async with reading(library) as (room, press):
            await press("j", "3", "G")
            assert "damaged" in room.status.notice
            assert room.results.count == 30
