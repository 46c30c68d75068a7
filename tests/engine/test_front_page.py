"""The front page answers the empty query as the engine does, whole or not at all."""

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from index.corrections import corrections_file, read_corrections, toggle_ignored, toggle_same
from index.engine import Answer, FieldCount, HasActor, IsAmong, Search
from index.engine.front_answer import FrontAnswer, WholeFrontAnswer
from index.engine.front_page import (
    FrontPage,
    StoredActors,
    StoredPeriods,
    make_front_page,
    packed_keys,
)
from index.engine.local.front_file import read_front_page, write_front_page
from index.errors import IndexDamaged
from index.model import ACTOR_KINDS, UNITS, Pair
from index.query import Query
from tests.support.engines import LocalSubject, made_texts

EVERY = Search(Query(None))


def replace_unchecked(page: FrontPage, **changes: Any) -> Any:
    """What is stored of a front page, with some fields replaced."""
    return tuple({**asdict(page), **changes}.values())


def refuse() -> Answer:
    raise AssertionError("the engine is not needed")


@pytest.fixture(scope="module", params=[(1, 0), (40, 0), (60, 4)], ids=str)
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Answer, FrontAnswer]]:
    """The engine's answer with duplicates collapsed, and that of the front page alone."""
    count, copies = request.param
    subject = LocalSubject(tmp_path_factory.mktemp("front"))
    subject.write(made_texts(random.Random(count), subject.root, count, copies))
    subject.finish()
    whole = subject.engine.answer(EVERY)
    answer = whole.collapsed()
    page = make_front_page(answer, subject.engine.count())
    assert WholeFrontAnswer(page, refuse).total == whole.total
    yield answer, FrontAnswer(page, refuse)
    subject.close()


def test_hits_and_their_order_are_those_of_the_engine(pair: tuple[Answer, FrontAnswer]) -> None:
    answer, front = pair
    assert front.total == answer.total
    assert front.keys() == list(answer.keys())
    assert front.page(0, front.total) == answer.page(0, answer.total)
    for first, last in ((0, 3), (2, 1), (-4, 2), (5, 10**6), (front.total, front.total + 1)):
        assert front.page(first, last) == answer.page(first, last)
    for key in range(front.total + 10):
        assert front.place_of(key) == answer.place_of(key)


def test_actors_are_those_of_the_engine(pair: tuple[Answer, FrontAnswer]) -> None:
    answer, front = pair
    actors, ours = answer.actors(), front.actors()
    assert len(ours) == len(actors)
    for kind in ACTOR_KINDS:
        own, stored = actors.of_kind(kind), ours.of_kind(kind)
        assert len(stored) == len(own)
        assert list(stored[:8]) == list(own[:8])
        assert list(stored) == list(own)
        assert [stored[at] for at in range(-len(own), len(own))] == [*own, *own]


def test_more_actors_than_are_stored_come_from_the_engine(
    pair: tuple[Answer, FrontAnswer], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, _ = pair
    monkeypatch.setattr("index.engine.front_page._ACTORS", 1)
    page = make_front_page(answer, answer.total)
    front, own = FrontAnswer(page, lambda: answer), answer.actors().of_kind("person")
    stored = front.actors().of_kind("person")
    assert list(front.actors()) == list(answer.actors())
    assert (len(stored), list(stored[:3]), list(stored)) == (len(own), list(own[:3]), list(own))
    assert stored[len(own) - 1] == own[len(own) - 1]


def test_actors_in_the_record_are_listed_where_the_engine_is_damaged(
    pair: tuple[Answer, FrontAnswer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> Answer:
        raise IndexDamaged("A segment is damaged.")

    answer, _ = pair
    monkeypatch.setattr("index.engine.front_page._ACTORS", 1)
    stored = FrontAnswer(make_front_page(answer, answer.total), damaged).actors().of_kind("person")
    assert list(stored) == list(answer.actors().of_kind("person")[:1])


@pytest.mark.parametrize("most", [1, 2, 6, 60, 100, 5000])
def test_periods_are_those_of_the_engine(pair: tuple[Answer, FrontAnswer], most: int) -> None:
    answer, front = pair
    for unit in (None, *UNITS):
        try:
            line = front.timeline(unit, most)
        except AssertionError:
            assert len(answer.timeline(unit, most)) > 1000  # too many to be stored
            continue
        own = answer.timeline(unit, most)
        assert (line.unit, line.first, line.counts, line.unsettled, line.counted) == (
            own.unit,
            own.first,
            own.counts,
            own.unsettled,
            own.counted,
        )


def test_fields_are_those_of_the_engine(pair: tuple[Answer, FrontAnswer]) -> None:
    answer, front = pair
    tags = {"b": set(answer.keys()[:2]), "a": {10**6}, "c": set(answer.keys())}
    for tagged in ({}, tags):
        assert front.fields(tagged) == answer.fields(tagged)


def test_everything_else_comes_from_the_engine(pair: tuple[Answer, FrontAnswer]) -> None:
    answer, front = pair
    ours = FrontAnswer(front._page, lambda: answer)
    assert ours.ends() == answer.ends()
    assert ours.pairs() == answer.pairs()
    assert list(ours.narrowed(IsAmong(frozenset({1}))).keys()) == [1]
    assert list(ours.collapsed().keys()) == list(answer.keys())
    both = [answer.timeline(None, 100, [other]).counts for other in (answer, ours)]
    assert both[0] == both[1] == ours.timeline(None, 100, [ours]).counts
    assert (
        ours.timeline(counted="statements").counts == answer.timeline(counted="statements").counts
    )
    assert ours.inferred("speaker")[0] == answer.inferred("speaker")[0]
    assert ours.co_mentions({1, 2}) == answer.co_mentions({1, 2})
    assert (
        ours.narrowed(HasActor(frozenset({1}))).total
        == answer.narrowed(HasActor(frozenset({1}))).total
    )
    assert list(ours.with_pair(Pair(1, 2, 1)).keys()) == list(
        answer.with_pair(Pair(1, 2, 1)).keys()
    )


@given(st.lists(st.integers(0, 2**32 - 1), unique=True), st.integers(0, 2**32 - 1))
def test_places_and_keys_belong_together(keys: list[int], other: int) -> None:
    no_actors = {kind: StoredActors(0, ()) for kind in ACTOR_KINDS}
    no_periods = {unit: StoredPeriods(0, 0, 0, 0, ()) for unit in UNITS}
    page = FrontPage(len(keys), packed_keys(keys), {}, no_actors, 0, no_periods, {})
    assert page.keys(0, len(page)) == keys
    assert [page.place_of(key) for key in keys] == list(range(len(keys)))
    assert page.place_of(other) == (keys.index(other) if other in keys else None)


@given(st.data())
def test_a_damaged_or_cut_file_gives_no_front_page(
    pair: tuple[Answer, FrontAnswer], tmp_path: Path, data: st.DataObject
) -> None:
    path, page = tmp_path / "front.page", pair[1]._page
    write_front_page(path, "now", page)
    assert read_front_page(path, "now") == page
    assert read_front_page(path, "then") is None
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(raw)
    assert read_front_page(path, "now") is None
    path.write_bytes(raw[:at])
    assert read_front_page(path, "now") is None


def test_a_forged_record_gives_no_front_page(
    pair: tuple[Answer, FrontAnswer], tmp_path: Path
) -> None:
    path, page = tmp_path / "front.page", pair[1]._page
    periods = page.periods["year"]
    for forged in (
        replace_unchecked(page, actors={}),
        replace_unchecked(page, periods={}),
        replace_unchecked(page, order=b"abc"),
        replace_unchecked(page, order=page.order + page.order),
        replace_unchecked(page, periods=page.periods | {"year": replace(periods, size=10**9)}),
        replace_unchecked(page, periods=page.periods | {"year": replace(periods, first=10**9)}),
    ):
        write_front_page(path, "now", forged)
        assert read_front_page(path, "now") is None


def test_corrections_are_part_of_the_record(tmp_path: Path) -> None:
    subject = LocalSubject(tmp_path)
    subject.write(made_texts(random.Random(3), tmp_path, 20))
    subject.finish()
    digests = {subject.library.stored.overlay_digest()}
    corrections_file().parent.mkdir(parents=True)
    for change in (
        partial(toggle_same, kind="person", name="Anna Bell", other="Carl Dorn"),
        partial(toggle_ignored, kind="person", name="Ivan Petrov"),
    ):
        change(corrections_file())
        subject.correct(read_corrections(corrections_file()))
        answer = subject.engine.answer(EVERY).collapsed()
        front = FrontAnswer(make_front_page(answer, answer.total), refuse)
        assert list(front.actors().of_kind("person")) == list(answer.actors().of_kind("person"))
        digests.add(subject.library.stored.overlay_digest())
    assert len(digests) == 3
    assert FieldCount("tag", "x", 1) in front.fields({"x": {answer.keys()[0]}})["tag"]
    subject.close()
