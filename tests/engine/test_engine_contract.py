"""The contract of `index.engine.api`: each engine gives what brute force over lists gives.

The engine of archives runs on a real server, where one can be started. Order is compared where no words are scored;
where they are, scores fall and ties are newest first, then by key.
"""

import datetime
import itertools
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.corrections import (
    corrections_file,
    read_corrections,
    toggle_ignored,
    toggle_same,
)
from index.engine import (
    AlikeClue,
    Answer,
    Budget,
    CitesOutlet,
    Condition,
    HasActor,
    HasPath,
    HasValue,
    IsAmong,
    OutOfTime,
    Search,
)
from index.engine.local.engine import LocalEngine
from index.errors import Cancelled
from index.library import Library
from index.library.filter_resolution import resolve
from index.query import And, DateRange, Filter, Fuzzy, Node, Not, Or, Phrase, Query, Wild, Word
from tests.support.archive_server import LoadedArchive
from tests.support.articles import PEOPLE, WORDS, make_articles
from tests.support.brute_engine import BruteEngine, newest_first, scored

_LIGHT = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


class Kept:
    """A reader who read some articles and tagged others."""

    def __init__(self, keys: list[int]) -> None:
        self._keys = keys

    def among(self, field: str, value: str) -> IsAmong:
        chosen = frozenset(key for key in self._keys if key % 3 == len(value) % 3)
        return IsAmong(chosen, negated=value == "unread")

    def tagged(self) -> dict[str, set[int]]:
        return {"even": {key for key in self._keys if key % 2 == 0}, "none": set()}


# Opens the library over a folder; its `refresh` reads what is new there.
Opener = Callable[[Path], Library]


def make_library(folder: Path, seed: int, open_over: Opener) -> Library:
    """A small library with duplicates, changed and deleted files, and corrected actors."""
    choose = random.Random(seed)

    def write(
        name: str, title: str, body: str, publication: str = "Monitor", date: str = ""
    ) -> Path:
        when = f"Date: {date}\n" if date else ""
        path = folder / name
        path.write_text(
            f"{title}\n\nPublication: {publication} Volume: 1 Issue: 2\n{when}\n{body}\n",
            encoding="utf-8",
        )
        return path

    make_articles(write, choose.randint(4, 14), seed)
    long = " ".join(choose.choices(WORDS, k=120))
    for number in range(choose.randint(0, 3)):
        write(f"copy{number}.txt", "Copied", f"{long} copy {number}.", date=f"2003-0{number + 1}")
    library = open_over(folder)
    library.refresh(jobs=1)
    if choose.random() < 0.6:
        make_articles(write, 3, seed + 1)
        (folder / "a3.txt").unlink()
        library.refresh(jobs=1)
    if choose.random() < 0.5:
        toggle_same(corrections_file(), "person", PEOPLE[0], PEOPLE[1])
        toggle_ignored(corrections_file(), "person", PEOPLE[2])
        library.correct(read_corrections(corrections_file()))
    library.answer_from(Kept(library.catalog.nums()))
    return library


def make_node(choose: random.Random, depth: int = 2) -> Node:
    field = choose.choice([None, None, None, "text", "title", "said"])
    word = choose.choice([*WORDS, "Title", "copy", "zzz"])
    day = datetime.date(choose.randint(2000, 2006), choose.randint(1, 12), 3)
    later = day + datetime.timedelta(days=choose.randint(0, 900))
    leaves: list[Node] = [
        Word(word, field, choose.random() < 0.3),
        Word(word, field),
        Phrase(" ".join(choose.choices(WORDS, k=choose.randint(1, 2))), 0, field),
        Phrase(" ".join(choose.sample(WORDS, 2)), choose.randint(1, 4), field),
        Wild(choose.choice(["r*", "*er", "s?mmit", "*a*"]), field),
        Fuzzy(choose.choice(["rivr", "tready", "bnk", "qqqqqq"]), field),
        Filter(choose.choice(["actor", "speaker"]), choose.choice(["bell", *PEOPLE, "nobody"])),
        Filter("actor", choose.choice(PEOPLE), exact=True),
        Filter("source", choose.choice(["izvestia", "pravda"])),
        Filter("publication", choose.choice(["monitor", "times"])),
        Filter("author", "petrov"),
        Filter("path", choose.choice(["a1", "COPY"])),
        Filter("tag", "even"),
        Filter("is", choose.choice(["read", "unread", "marked"])),
        DateRange(day, choose.choice([None, later]), "written"),
        DateRange(None, later, "written"),
    ]
    if depth and choose.random() < 0.5:
        children = tuple(make_node(choose, depth - 1) for _ in range(choose.randint(2, 4)))
        made: list[Node] = [And(children), Or(children), And((*children, Not(children[0])))]
        return choose.choice([*made, Not(children[0])])
    return choose.choice(leaves)


def make_query(choose: random.Random) -> Query:
    node = None if choose.random() < 0.1 else make_node(choose)
    return Query(node, choose.choice(["relevance", "relevance", "date", "-date"]))


@dataclass
class Folders:
    """A folder for each library of one engine; `close` removes what an archive holds."""

    top: Path
    open_over: Opener
    close: Callable[[Library], None]
    queries: int = 40

    def new(self) -> Path:
        folder = self.top / f"contract-{os.getpid()}-{next(_numbers)}"
        folder.mkdir()
        return folder

    def opened(self, seed: int) -> Library:
        corrections_file().unlink(missing_ok=True)
        return make_library(self.new(), seed, self.open_over)


_numbers = itertools.count()


def _local(folder: Path) -> Library:
    return Library.open([folder], folder.with_name(f"library{folder.name}"))


@pytest.fixture(params=["local", "opensearch"])
def folders(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Folders]:
    top = tmp_path_factory.mktemp("contract")
    if request.param == "local":
        yield Folders(top, _local, Library.close)
        return
    server = request.getfixturevalue("archive_server")
    yield Folders(
        top,
        lambda folder: LoadedArchive.at(server, folder.name, [folder]),
        lambda archive: cast("LoadedArchive", archive).remove(),
        queries=12,
    )


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_answers_are_those_of_brute_force(folders: Folders, seed: int) -> None:
    library = folders.opened(seed)
    brute, choose = BruteEngine.of(library), random.Random(seed)
    kept = Kept(library.catalog.nums())
    before: tuple[Answer, Answer] | None = None
    for _ in range(folders.queries):
        search = resolve(make_query(choose), library.catalog, kept)
        own, wanted = library.engine.answer(search), brute.answer(search)
        check_hits(search.query, own, wanted, brute)
        check_counts(choose, own, wanted, kept)
        if before is not None:
            assert_same_line(own.timeline(beside=[before[0]]), wanted.timeline(beside=[before[1]]))
        before = own, wanted
    assert library.engine.count() == brute.count()
    folders.close(library)


def check_hits(asked: Query, own: Answer, wanted: Answer, brute: BruteEngine) -> None:
    keys = list(own.keys())
    assert set(keys) == set(wanted.keys()), asked
    assert own.total == len(keys) == len(set(keys)), asked
    assert not own.partial
    assert (own.note is None) == (wanted.note is None), asked
    hits = own.page(0, own.total)
    assert [hit.key for hit in hits] == keys
    if not scored(asked):
        assert keys == list(wanted.keys()), asked
    elif own.note is None:
        order = {one.key: newest_first(one) for one in brute.articles}
        assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, order[hit.key])), asked
    for place in range(0, own.total, 3):
        assert own.page(place, place + 1) == (hits[place],)
        assert own.place_of(keys[place]) == place
    assert own.place_of(10**9) is None


def check_counts(choose: random.Random, own: Answer, wanted: Answer, kept: Kept) -> None:
    rows = [(row.name, row.kind, row.articles) for row in own.actors()]
    assert sorted(rows) == sorted((r.name, r.kind, r.articles) for r in wanted.actors())
    assert [(-count, name) for name, _, count in rows] == sorted(
        (-count, name) for name, _, count in rows
    )
    people = own.actors().of_kind("person")
    assert [row.name for row in people] == [name for name, kind, _ in rows if kind == "person"]
    assert own.fields(kept.tagged()) == wanted.fields(kept.tagged())
    for unit in (None, "day", "month", "year", "decade"):
        assert_same_line(own.timeline(unit), wanted.timeline(unit))
    for beside in (False, True):
        pairs = wanted.pairs(beside)
        assert own.pairs(beside) == pairs
        for pair in pairs[:2]:
            assert set(own.with_pair(pair).keys()) == set(wanted.with_pair(pair).keys())
    for field in ("speaker", "outlet", "date"):
        count, having = own.inferred(field)
        other, wanted_having = wanted.inferred(field)
        assert (count, set(having.keys())) == (other, set(wanted_having.keys()))
    keys = list(own.keys())
    possible: list[Condition] = [
        IsAmong(frozenset(keys[::2])),
        IsAmong(frozenset(keys[::2]), negated=True),
        HasActor(frozenset(row.actor for row in own.actors()[:1])),
        CitesOutlet(frozenset({"Izvestia"})),
        HasValue("publication", frozenset({"Monitor"})),
        HasPath("a1"),
    ]
    condition = choose.choice(possible)
    narrowed = own.narrowed(condition)
    chosen = set(wanted.narrowed(condition).keys())
    assert list(narrowed.keys()) == [key for key in keys if key in chosen]
    year = datetime.date(choose.randint(2000, 2006), 1, 1)
    last = year.replace(month=12, day=31)
    inside = [
        key for key in keys if wanted.narrowed(IsAmong(frozenset({key}))).first_between(year, last)
    ]
    assert own.first_between(year, last) == (inside[0] if inside else None)


def assert_same_line(own: object, wanted: object) -> None:
    assert vars(own) | {"peaks": None} == vars(wanted) | {"peaks": None}


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_duplicates_collapse_to_the_first_of_their_group(folders: Folders, seed: int) -> None:
    library = folders.opened(seed)
    brute = BruteEngine.of(library)
    groups = {one.group for one in brute.articles if one.group is not None}
    for sort in ("date", "-date"):
        search = Search(Query(None, sort))
        for open_groups in (set(), groups):
            own = library.engine.answer(search).collapsed(open_groups)
            wanted = brute.answer(search).collapsed(open_groups)
            assert own.page(0, 99) == wanted.page(0, 99)
    folders.close(library)


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_articles_that_share_conditions_are_alike(folders: Folders, seed: int) -> None:
    library = folders.opened(seed)
    brute, choose = BruteEngine.of(library), random.Random(seed)
    conditions: list[Condition] = [
        *(HasActor(frozenset({actor})) for actor in brute.names),
        HasActor(frozenset(brute.names), speaking=True),
        HasValue("publication", frozenset({"The Times"})),
        HasPath("a1"),
        CitesOutlet(frozenset({"Izvestia"})),
    ]
    for _ in range(10):
        clues = [AlikeClue(what, choose.uniform(0.5, 3)) for what in choose.sample(conditions, 4)]
        without = {brute.articles[0].key}
        own = library.engine.alike(clues, without)
        wanted = brute.alike(clues, without)
        assert {one.key: set(one.shares) for one in own} == {
            one.key: set(one.shares) for one in wanted
        }
        assert [one.score for one in own] == pytest.approx([one.score for one in wanted])
    folders.close(library)


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_words_are_counted_in_one_call(folders: Folders, seed: int) -> None:
    folder = folders.new()
    choose = random.Random(seed)
    for number in range(5):
        body = " ".join(choose.choices(WORDS, k=30))
        (folder / f"{number}.txt").write_text(f"T{number}\n\n{body}\n", encoding="utf-8")
    library = folders.open_over(folder)
    library.refresh(jobs=1)
    brute = BruteEngine.of(library)
    for words, form in ((WORDS, "exact"), (["river", "bank", "treati", "zzz"], "stem")):
        assert library.engine.statistics(words, form) == brute.statistics(words, form)  # type: ignore[arg-type]
    for prefix in ("", "b", "su", "zz"):
        assert library.engine.vocabulary(prefix, 5) == brute.vocabulary(prefix, 5)
    folders.close(library)


def test_a_budget_ends_work_in_one_way(folders: Folders) -> None:
    library = folders.opened(7)
    search = resolve(Query(Or((Word("river"), Word("bank")))), library.catalog, Kept([]))
    with pytest.raises(Cancelled):
        library.engine.answer(search, Budget(cancelled=lambda: True))
    cut = library.engine.answer(search, Budget(deadline=0.0, clock=lambda: 1.0))
    assert cut.partial
    assert cut.note
    with pytest.raises(OutOfTime):
        Budget(deadline=0.0, clock=lambda: 1.0).check()
    Budget(deadline=0.0, clock=lambda: 1.0).check_cancelled()
    folders.close(library)


def test_an_error_in_the_program_is_not_taken_for_damage(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = folders.opened(8)
    if not isinstance(library.engine, LocalEngine):
        pytest.skip("the local engine alone evaluates queries itself")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("index.engine.local.evaluate.SegmentSearch.search", broken)
    with pytest.raises(ZeroDivisionError):
        library.search("river")
    folders.close(library)
