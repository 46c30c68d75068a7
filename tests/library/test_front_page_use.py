"""When a reader's first answer comes from the stored front page, and when from the engine."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from index import Budget, IndexDamaged, begin_at_front_page, keep_front_page, load_engine
from index.corrections import corrections_file, read_corrections, toggle_ignored
from index.engine.local.engine import LocalEngine
from index.library import Library
from index.locations import FRONT_PAGE, INVERTED, LOCK
from index.ownership import note_damage
from tests.support.articles import Write

Fresh = Callable[[], Library]


@pytest.fixture
def fresh(library: Library) -> Iterator[Fresh]:
    """The library of eleven articles opened once more, as a reader does that starts."""
    keep_front_page(library)
    open_ones: list[Library] = []

    def open_one() -> Library:
        again = Library.open(library.roots, library.folder)
        begin_at_front_page(again)
        open_ones.append(again)
        return again

    yield open_one
    for one in open_ones:
        one.close()


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[LocalEngine]:
    """The engines that are loaded during the test."""
    made: list[LocalEngine] = []
    begin = LocalEngine.__init__

    def note(self: LocalEngine, *args: object) -> None:
        made.append(self)
        begin(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(LocalEngine, "__init__", note)
    return made


def test_the_first_answer_needs_no_engine_and_the_next_search_loads_it(
    fresh: Fresh, loaded: list[LocalEngine], library: Library
) -> None:
    ours = fresh()
    found = ours.search("")
    own = library.search("")
    assert (found.total, len(found.hits)) == (own.total, len(own.hits))
    shown = ours.rows(ours.collapse(found), 0, 24)
    assert shown == library.rows(library.collapse(own), 0, 24)
    assert loaded == []
    assert len(ours.search("river").hits) == len(library.search("river").hits)
    assert len(loaded) == 1
    assert list(ours.search("").hits) == list(own.hits)
    assert len(loaded) == 1


@pytest.mark.parametrize("text", ["river", "sort:date", "date:2005", "by:said"])
def test_a_query_is_answered_by_the_engine(
    fresh: Fresh, loaded: list[LocalEngine], text: str
) -> None:
    fresh().search(text)
    assert len(loaded) == 1


def test_a_library_that_a_command_opens_ignores_the_front_page(
    fresh: Fresh, loaded: list[LocalEngine], library: Library
) -> None:
    with closing(Library.open(library.roots, library.folder)) as ours:
        ours.search("")
    assert len(loaded) == 1


def _remove(library: Library) -> None:
    (library.folder / FRONT_PAGE).unlink()


def _empty(library: Library) -> None:
    (library.folder / FRONT_PAGE).write_bytes(b"")


def _note_damage(library: Library) -> None:
    note_damage(library.folder)


def _note_damage_of_index(library: Library) -> None:
    note_damage(library.folder / INVERTED)


@pytest.mark.parametrize("change", [_remove, _empty, _note_damage, _note_damage_of_index])
def test_without_a_whole_front_page_the_engine_answers(
    fresh: Fresh, loaded: list[LocalEngine], library: Library, change: Callable[[Library], None]
) -> None:
    change(library)
    ours = fresh()
    assert len(ours.search("").hits) == 11
    assert len(loaded) == 1


def test_a_front_page_of_other_corrections_is_not_used(
    fresh: Fresh, loaded: list[LocalEngine], library: Library
) -> None:
    corrections_file().parent.mkdir(parents=True)
    toggle_ignored(corrections_file(), "person", "Anna Bell")
    ours = fresh()
    ours.correct(read_corrections(corrections_file()))
    names = [row.name for row in ours.actor_counts(ours.search("")).of_kind("person")]
    assert len(loaded) == 1
    assert "Anna Bell" not in names
    keep_front_page(ours)
    again = fresh()
    again.correct(read_corrections(corrections_file()))
    found = again.collapse(again.search(""))
    assert [row.name for row in again.actor_counts(found).of_kind("person")] == names
    assert len(loaded) == 1


def test_a_change_of_the_articles_is_followed_once(
    fresh: Fresh, loaded: list[LocalEngine], write: Write, library: Library
) -> None:
    ours = fresh()
    ours.search("")
    assert not ours.follow()
    load_engine(ours)
    assert not ours.follow()
    write("new.txt", "A new one", "The river has gone.")
    library.refresh(jobs=1)
    assert ours.follow()
    assert not ours.follow()
    assert ours.search("").total == 12
    late = fresh()
    assert late.search("").total == 12
    assert len(loaded) == 2


def test_a_change_before_the_engine_is_loaded_is_followed_too(
    fresh: Fresh, write: Write, library: Library
) -> None:
    ours = fresh()
    ours.search("")
    write("new.txt", "A new one", "The river has gone.")
    library.refresh(jobs=1)
    assert ours.follow()
    assert not ours.follow()
    assert ours.search("").total == 12


def test_nothing_is_stored_while_a_build_runs(fresh: Fresh, library: Library) -> None:
    _remove(library)
    with FileLock(library.folder / LOCK):
        keep_front_page(library)
    assert not (library.folder / FRONT_PAGE).exists()
    keep_front_page(library)
    assert (library.folder / FRONT_PAGE).exists()


def test_a_folder_that_cannot_be_written_stays_without_a_front_page(
    fresh: Fresh, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    _remove(library)
    monkeypatch.setattr("index.engine.local.front_file.replace_shared", full)
    keep_front_page(library)
    assert not (library.folder / FRONT_PAGE).exists()


def test_a_damaged_segment_is_noticed_when_the_engine_is_loaded(
    fresh: Fresh, library: Library
) -> None:
    (segment,) = (library.folder / INVERTED).glob("*.arrays")
    cut = segment.read_bytes()[:100]
    segment.unlink()  # another reader has mapped it
    segment.write_bytes(cut)
    ours = fresh()
    found = ours.collapse(ours.search(""))
    assert len(list(found.hits)) == 11
    with pytest.raises(IndexDamaged):
        load_engine(ours)
    assert list(ours.actor_counts(found).of_kind("person")[:1])


def test_the_file_is_private_and_part_of_the_library(library: Library) -> None:
    keep_front_page(library)
    path: Path = library.folder / FRONT_PAGE
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(library.folder.glob("front.new")) == []


def test_loading_the_engine_takes_nothing_of_the_time_of_a_search(
    fresh: Fresh, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    begin = LocalEngine.__init__

    def slow(self: LocalEngine, *args: object) -> None:
        now[0] += 60.0
        begin(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(LocalEngine, "__init__", slow)
    found = fresh().search("river", budget=Budget(1.0, clock=lambda: now[0]))
    assert not found.partial
    assert list(found.hits) == list(library.search("river").hits)
    assert now == [60.0]
