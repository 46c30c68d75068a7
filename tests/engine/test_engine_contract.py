"""The contract of `index.engine.api`: each engine gives what brute force over lists gives.

Files are written, written again and dropped; then hits, scores, order and all
counts are compared. The engine of archives runs on a real server, where one can be started.
Another engine joins with one more `Subject` in `tests/support/engines.py`.
"""

import datetime
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index.catalog import Reference, names_publication
from index.corrections import (
    corrections_file,
    read_corrections,
    toggle_ignored,
    toggle_same,
)
from index.engine import (
    COUNTED,
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
from index.errors import Cancelled
from index.library import Library
from index.query import (
    And,
    DateRange,
    Filter,
    Fuzzy,
    NearActor,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Wild,
    Word,
)
from tests.support.articles import PEOPLE, WORDS
from tests.support.brute_answer import newest_first
from tests.support.brute_engine import BruteEngine, scored
from tests.support.engines import SUBJECTS, Kept, Subject, made_texts, read_text, subjects

_LIGHT = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


class Bench:
    """An engine under test and the brute-force engine, given the same files."""

    def __init__(self, subject: Subject, choose: random.Random, queries: int) -> None:
        self.subject, self.choose, self.queries = subject, choose, queries
        self.brute = BruteEngine(subject)
        self.paths: list[Path] = []

    def change(self) -> None:
        """Write files, write some of them again, drop one, correct actors; or not all of this."""
        choose = self.choose
        self.grow(choose.randint(4, 14), choose.randint(0, 3))
        if choose.random() < 0.6:
            self.grow(3)
            self.drop([choose.choice(self.paths), self.subject.root / "never written.txt"])
        if choose.random() < 0.5:
            file = corrections_file()
            toggle_same(file, "person", PEOPLE[0], PEOPLE[1])
            toggle_ignored(file, "person", PEOPLE[2])
            self.subject.correct(read_corrections(file))
            self.brute.finish()

    def grow(self, count: int, copies: int = 0) -> None:
        """Write files in two batches; paths that are written again get a new text."""
        self.add(made_texts(self.choose, self.subject.root, count, copies))

    def add(self, made: Mapping[Path, str]) -> None:
        """Write files in two batches."""
        texts = list(made.items())
        half = self.choose.randint(0, len(texts))
        for batch in (texts[:half], texts[half:]):
            self.subject.write(dict(batch))
            self.brute.write([read_text(path, text) for path, text in batch])
        self.paths = sorted({*self.paths, *made})
        self._finish()

    def drop(self, paths: list[Path]) -> None:
        """Remove files."""
        self.subject.drop(paths)
        self.brute.drop([str(path) for path in paths])
        self._finish()

    def _finish(self) -> None:
        self.subject.finish()
        self.brute.finish()
        self.kept = Kept(one.key for one in self.brute.articles)

    def search(self, wanted: Query) -> Search:
        return self.subject.resolve(wanted, self.kept)

    def answers(self, search: Search) -> tuple[Answer, Answer]:
        return self.subject.engine.answer(search), self.brute.answer(search)


@pytest.fixture(params=SUBJECTS)
def new_bench(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[int], Bench]]:
    """Make an empty bench from a seed, on each engine in turn."""
    with subjects(request.param, request) as make_subject:

        def make(seed: int) -> Bench:
            corrections_file().unlink(missing_ok=True)
            subject = make_subject(tmp_path_factory.mktemp("contract"))
            return Bench(subject, random.Random(seed), 40 if request.param == "local" else 12)

        yield make


@pytest.fixture
def make_bench(new_bench: Callable[[int], Bench]) -> Callable[[int], Bench]:
    """Make a bench with random files and changes from a seed."""

    def make(seed: int) -> Bench:
        bench = new_bench(seed)
        bench.change()
        return bench

    return make


def make_node(choose: random.Random, depth: int = 2) -> Node:
    field = choose.choice([None, None, None, "text", "title", "said"])
    word = choose.choice([*WORDS, "Title", "copy", "zzz"])
    day = datetime.date(choose.randint(2000, 2006), choose.randint(1, 12), 3)
    later = day + datetime.timedelta(days=choose.randint(0, 900))
    leaves: list[Node] = [
        Word(word, field, choose.random() < 0.3),
        Word(word, field),
        Word("—"),
        Word("rivver", field),
        Phrase(" ".join(choose.choices(WORDS, k=choose.randint(1, 2))), 0, field),
        Phrase(" ".join(choose.sample(WORDS, 2)), choose.randint(1, 4), field),
        Wild(choose.choice(["r*", "*er", "s?mmit", "*a*"]), field),
        Fuzzy(choose.choice(["rivr", "tready", "bnk", "qqqqqq"]), field),
        Filter(choose.choice(["actor", "speaker"]), choose.choice(["bell", *PEOPLE, "nobody"])),
        Filter("actor", choose.choice(PEOPLE), exact=True),
        make_near_actor(choose, choose.choice([None, "text", "title"])),
        Filter("source", choose.choice(["izvestia", "pravda"])),
        Filter("publication", choose.choice(["monitor", "times"])),
        Filter("author", "petrov"),
        Filter("path", choose.choice(["a1", "COPY"])),
        Filter("tag", "even"),
        Filter("is", choose.choice(["read", "unread", "marked"])),
        DateRange(day, choose.choice([None, later]), "written"),
        DateRange(None, later, "written"),
        DateRange(day, later, "written", said=True),
    ]
    if choose.random() < 0.15:
        return make_statement_condition(choose, word)
    if depth and choose.random() < 0.5:
        children = tuple(make_node(choose, depth - 1) for _ in range(choose.randint(2, 4)))
        made: list[Node] = [And(children), Or(children), And((*children, Not(children[0])))]
        return choose.choice([*made, Not(children[0])])
    return choose.choice(leaves)


def make_near_actor(choose: random.Random, field: str | None) -> NearActor:
    """One or two words or actors near an actor."""
    actors = [
        Filter("kind", choose.choice(["person", "person", "state", "outlet"])),
        Filter("actor", choose.choice(["bell", "dorn", "nobody"])),
        Filter("actor", choose.choice(PEOPLE), exact=True),
    ]
    possible: list[str | Filter] = [*choose.choices(WORDS, k=2), "bell", "said", *actors]
    others = [choose.choice(possible) for _ in range(choose.randint(0, 2))]
    parts: list[str | Filter] = [*others, choose.choice(actors)]
    choose.shuffle(parts)
    return NearActor(tuple(parts), choose.randint(1, 12), field)


def make_long_node(choose: random.Random) -> Node:
    """Several words, of which few articles or none have all."""
    misspelt = ("rivver", "traety", "counsil")
    words = choose.sample([*WORDS, "Title", "copy", "zzz", *misspelt], choose.randint(2, 7))
    children: list[Node] = [*map(Word, words), *([make_node(choose, 0)] * choose.randint(0, 1))]
    return And(tuple(children))


def make_statement_condition(choose: random.Random, word: str) -> Node:
    """Words said by a speaker, some of them not."""
    speaker, other = (
        Filter("speaker", choose.choice(["bell", *PEOPLE]), choose.random() < 0.5) for _ in range(2)
    )
    day = datetime.date(choose.randint(2000, 2006), choose.randint(1, 12), 3)
    two: list[Node] = [Word(one, "said") for one in choose.sample(WORDS, 2)]
    made: list[Node] = [
        And((Word(word, "said"), speaker)),
        And((*two, speaker)),
        And((Or(tuple(two)), speaker)),
        And((speaker, other)),
        And((two[0], speaker, other)),
        And((two[0], Not(two[1]), speaker)),
        And((And(tuple(two)), speaker, Word(word))),
        And((Wild("*", "said"), speaker, Not(speaker))),
        And((Phrase(" ".join(choose.sample(WORDS, 2)), 6, "said"), speaker)),
        And((DateRange(day, None, "written", said=True), speaker)),
        And((DateRange(None, day, "written", said=True), two[0], speaker)),
        And((two[0], Not(DateRange(None, day, "written", said=True)))),
        Or((And((two[0], speaker)), And((two[1], Not(And(tuple(two))))))),
    ]
    return choose.choice(made)


def make_query(choose: random.Random) -> Query:
    kind = choose.random()
    node = None if kind < 0.1 else make_long_node(choose) if kind < 0.4 else make_node(choose)
    return Query(node, choose.choice(["relevance", "relevance", "date", "-date"]))


def check_hits(bench: Bench, asked: Query, own: Answer, wanted: Answer) -> None:
    keys = list(own.keys())
    assert set(keys) == set(wanted.keys()), asked
    assert own.total == len(keys) == len(set(keys)), asked
    assert not own.partial
    assert (own.note is None) == (wanted.note is None), asked
    hits = own.page(0, own.total)
    assert [hit.key for hit in hits] == keys
    exact = bench.subject.scores_are_exact()
    if exact:
        assert own.suggestion == wanted.suggestion, asked
        assert own.added_words == wanted.added_words, asked
        scores = {hit.key: hit.score for hit in wanted.page(0, wanted.total)}
        assert {hit.key: hit.score for hit in hits} == pytest.approx(scores), asked
    if scored(asked) and (exact or own.note is None):
        # together with the scores this is the order, but for rounding
        ties = {one.key: newest_first(one) for one in bench.brute.articles}
        assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, ties[hit.key])), asked
    elif not scored(asked):
        assert keys == list(wanted.keys()), asked
    for place in range(0, own.total, 3):
        assert own.page(place, place + 1) == (hits[place],)
        assert own.place_of(keys[place]) == place
    assert own.page(own.total, own.total + 5) == ()
    assert own.place_of(10**9) is None


def check_counts(bench: Bench, own: Answer, wanted: Answer) -> None:
    rows = [(row.name, row.kind, row.articles) for row in own.actors()]
    assert sorted(rows) == sorted((r.name, r.kind, r.articles) for r in wanted.actors())
    assert [(-count, name) for name, _, count in rows] == sorted(
        (-count, name) for name, _, count in rows
    )
    people = own.actors().of_kind("person")
    assert [row.name for row in people] == [name for name, kind, _ in rows if kind == "person"]
    assert own.ends() == wanted.ends()
    named = [row.actor for row in wanted.actors()[:8]]
    assert own.co_mentions(named) == wanted.co_mentions(named)
    tags = bench.kept.tagged()
    assert own.fields(tags) == wanted.fields(tags)
    for unit in (None, "day", "month", "year", "decade"):
        for counted in COUNTED:
            assert_same_line(
                own.timeline(unit, counted=counted), wanted.timeline(unit, counted=counted)
            )
    for adjacent in (False, True):
        pairs = wanted.pairs(adjacent)
        assert own.pairs(adjacent) == pairs
        for pair in pairs[:2]:
            assert_same_hits(own, own.with_pair(pair), wanted.with_pair(pair))
    for field in ("speaker", "outlet", "date"):
        count, having = own.inferred(field)
        other, wanted_having = wanted.inferred(field)
        assert count == other
        assert_same_hits(own, having, wanted_having)


def check_narrowing(bench: Bench, own: Answer, wanted: Answer) -> None:
    keys = list(own.keys())
    possible: list[Condition] = [
        IsAmong(frozenset(keys[::2])),
        IsAmong(frozenset(keys[::2]), negated=True),
        HasActor(frozenset(row.actor for row in own.actors()[:1])),
        HasActor(frozenset(row.actor for row in own.actors()[:2]), speaking=True),
        CitesOutlet(frozenset({"Izvestia"})),
        HasValue("publication", frozenset({"Monitor"})),
        HasPath("a1"),
    ]
    chosen = bench.choose.sample(possible, 2)
    assert_same_hits(own, own.narrowed(*chosen), wanted.narrowed(*chosen))
    year = datetime.date(bench.choose.randint(2000, 2006), 1, 1)
    last = year.replace(month=12, day=31)
    inside = (
        key for key in keys if wanted.narrowed(IsAmong(frozenset({key}))).first_between(year, last)
    )
    assert own.first_between(year, last) == next(inside, None)


def check_collapsing(bench: Bench, own: Answer) -> None:
    """Collapsing follows the order of the engine's own hits."""
    groups = {one.key: one.group for one in bench.brute.articles if one.group is not None}
    keys = list(own.keys())
    for open_groups in (set(), set(groups.values())):
        firsts: dict[int, int] = {}
        more: Counter[int] = Counter()
        kept = []
        for key in keys:
            first = firsts.setdefault(groups[key], key) if key in groups else key
            more[first] += first != key
            if first == key or groups[key] in open_groups:
                kept.append(key)
        collapsed = own.collapsed(open_groups)
        hits = collapsed.page(0, collapsed.total)
        assert [hit.key for hit in hits] == kept
        assert [hit.duplicates for hit in hits] == [more[key] for key in kept]


def assert_same_hits(whole: Answer, own: Answer, wanted: Answer) -> None:
    """Part of an answer: the same articles, in the order of the whole."""
    chosen = set(wanted.keys())
    order = whole.keys()
    assert list(own.keys()) == [key for key in order if key in chosen]


def assert_same_line(own: object, wanted: object) -> None:
    assert vars(own) | {"peaks": None} == vars(wanted) | {"peaks": None}


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_answers_are_those_of_brute_force(make_bench: Callable[[int], Bench], seed: int) -> None:
    bench = make_bench(seed)
    before: tuple[Answer, Answer] | None = None
    for _ in range(bench.queries):
        wanted_query = make_query(bench.choose)
        search = bench.search(wanted_query)
        own, wanted = bench.answers(search)
        check_hits(bench, wanted_query, own, wanted)
        check_counts(bench, own, wanted)
        check_narrowing(bench, own, wanted)
        check_collapsing(bench, own)
        if before is not None:
            for counted in COUNTED:
                assert_same_line(
                    own.timeline(overlays=[before[0]], counted=counted),
                    wanted.timeline(overlays=[before[1]], counted=counted),
                )
        before = own, wanted
    assert bench.subject.engine.count() == bench.brute.count()


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_words_near_an_actor_are_found_and_shown(
    make_bench: Callable[[int], Bench], seed: int
) -> None:
    bench = make_bench(seed)
    person = Filter("kind", "person")
    asked_for = [
        NearActor((person, person), bench.choose.randint(2, 9)),
        *(
            make_near_actor(bench.choose, bench.choose.choice([None, "text", "title"]))
            for _ in range(bench.queries)
        ),
    ]
    for node in asked_for:
        asked = Query(node)
        check_hits(bench, asked, *bench.answers(bench.search(asked)))
        shown = {
            one.key for one in bench.brute.articles if bench.subject.matches(asked.node, one.key)
        }
        assert set(bench.subject.engine.answer(bench.search(asked)).keys()) == shown, asked


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_a_long_query_that_finds_little_is_widened(
    make_bench: Callable[[int], Bench], seed: int
) -> None:
    bench = make_bench(seed)
    words = tuple(map(Word, [*bench.choose.sample(WORDS, bench.choose.randint(4, 6)), "zzz"]))
    search = bench.search(Query(And(words)))
    own, wanted = bench.answers(search)
    check_hits(bench, search.query, own, wanted)
    plain = bench.subject.engine.answer(replace(search, feedback=False))
    assert not plain.added_words
    assert set(plain.keys()) == set(own.keys())
    assert not set(own.added_words) & {word.text for word in words}
    few = bench.search(Query(And(words[-3:])))
    assert not bench.subject.engine.answer(few).added_words


@_LIGHT
@given(seed=st.integers(0, 10**6))
@example(seed=510509)  # five articles have all words, and four of these are left
def test_a_search_that_is_narrowed_keeps_its_scores(
    make_bench: Callable[[int], Bench], seed: int
) -> None:
    bench = make_bench(seed)
    search = bench.search(make_query(bench.choose))
    conditions = (HasValue("publication", frozenset({"Monitor"})),)
    whole = bench.subject.engine.answer(search)
    narrowed = bench.subject.engine.answer(replace(search, narrowed_by=conditions))
    assert narrowed.page(0, 99) == whole.narrowed(*conditions).page(0, 99)
    assert (narrowed.note, narrowed.suggestion) == (whole.note, whole.suggestion)


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_the_archive_holds_what_was_written(make_bench: Callable[[int], Bench], seed: int) -> None:
    bench = make_bench(seed)
    archive, articles = bench.subject.archive, bench.brute.articles
    keys = [one.key for one in articles]
    asked = [*keys, 10**9]
    assert [card.num for card in archive.cards(asked)] == keys
    assert [(card.title, card.path) for card in archive.cards(keys)] == [
        (one.analysis.article.title, one.analysis.article.path) for one in articles
    ]
    assert [(key, one.article.text) for key, one in archive.analyses(asked)] == [
        (one.key, one.analysis.article.text) for one in articles
    ]
    assert [one.quotations for _, one in archive.analyses(keys)] == [
        one.analysis.quotations for one in articles
    ]
    ids = {one.analysis.article.id: one.key for one in articles}
    assert archive.find([*ids, "never written"]) == ids
    before = bench.subject.engine.revision()
    bench.drop([Path(articles[0].analysis.article.path)])
    assert bench.subject.engine.revision() != before
    assert archive.cards(keys[:1]) == []
    assert bench.subject.engine.count() == len(keys) - 1


def make_referring_texts(choose: random.Random, root: Path) -> dict[Path, str]:
    """Articles of two papers in one week, most of which refer to others, some of them missing."""
    texts = {}
    for number in range(12):
        name, day = choose.choice(["Eastern Daily Monitor", "The Times"]), choose.randint(10, 14)
        written = choose.choice(["EDM", "Monitor", "Times", "Pravda"])
        when = choose.choice([f"May {choose.randint(10, 14)}", "May 12, 2004", "May 2003", ""])
        reference = f" (see {written}, {when})" if when else f" (see {written})"
        texts[root / f"r{number}.txt"] = (
            f"Title {number}\n\nPublication: {name} Volume: 1 Issue: 2\nDate: 2004-05-{day}\n\n"
            f"The river is high{reference}.\n"
        )
    return texts


def wanted_references(engine: BruteEngine) -> dict[Reference, set[int]]:
    """Each reference, with the keys of the articles that it can mean."""
    wanted: dict[Reference, set[int]] = {}
    for own in engine.articles:
        for one in own.analysis.references:
            days = (one.date.first(), one.date.last()) if one.date else None
            first, last = (day.toordinal() for day in days) if days else (0, 0)
            reference = Reference(
                own.key, one.start, one.publication, one.date_text or "", first, last
            )
            wanted[reference] = {
                other.key
                for other in engine.articles
                if days
                and (article := other.analysis.article).date
                and names_publication(one.publication, article.publication or "")
                and days[0] <= article.date.first()
                and article.date.last() <= days[1]
            }
    return wanted


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_references_lead_to_the_issues_they_name(
    new_bench: Callable[[int], Bench], seed: int
) -> None:
    bench = new_bench(seed)
    bench.add(make_referring_texts(bench.choose, bench.subject.root))
    bench.drop([bench.choose.choice(bench.paths)])
    archive, wanted = bench.subject.archive, wanted_references(bench.brute)
    assert wanted
    keys = [one.key for one in bench.brute.articles]
    found = archive.references(keys)
    for key in keys:
        assert set(found[key]) == {
            one for one, meant in wanted.items() if key in meant and one.num != key
        }
    assert set(archive.unresolved_references()) == {
        one for one, meant in wanted.items() if not meant
    }


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_articles_that_share_clues_are_alike(make_bench: Callable[[int], Bench], seed: int) -> None:
    bench = make_bench(seed)
    brute, choose = bench.brute, bench.choose
    conditions: list[Word | Phrase | Condition] = [
        *(HasActor(frozenset({actor})) for actor in brute.names),
        HasActor(frozenset(brute.names), speaking=True),
        HasValue("publication", frozenset({"The Times"})),
        HasPath("a1"),
        CitesOutlet(frozenset({"Izvestia"})),
    ]
    if bench.subject.scores_are_exact():
        conditions += [Word(word, "text") for word in WORDS[:4]]
        conditions += [Phrase(" ".join(WORDS[:2])), Word("zzz")]
    for _ in range(bench.queries // 4):
        clues = [AlikeClue(what, choose.uniform(0.5, 3)) for what in choose.sample(conditions, 4)]
        without = {brute.articles[0].key}
        own = bench.subject.engine.alike(clues, without)
        wanted = brute.alike(clues, without)
        assert {one.key: set(one.shares) for one in own} == {
            one.key: set(one.shares) for one in wanted
        }
        assert [one.score for one in own] == pytest.approx([one.score for one in wanted])
        assert bench.subject.engine.alike(clues, without, most=2) == own[:2]


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_words_are_counted_in_one_call(new_bench: Callable[[int], Bench], seed: int) -> None:
    bench = new_bench(seed)
    bench.grow(5)
    engine, brute = bench.subject.engine, bench.brute
    for words, form in ((WORDS, "exact"), (["river", "bank", "treati", "zzz"], "stem")):
        assert engine.statistics(words, form) == brute.statistics(words, form)  # type: ignore[arg-type]
    for prefix in ("", "b", "su", "zz"):
        assert engine.vocabulary(prefix, 5) == brute.vocabulary(prefix, 5)


@_LIGHT
@given(seed=st.integers(0, 10**6))
def test_a_query_asked_again_follows_every_change(
    new_bench: Callable[[int], Bench], seed: int
) -> None:
    bench = new_bench(seed)
    queries = [
        Query(Word("river")),
        Query(Word("bank"), "date"),
        Query(And((Word("river"), Word("bank"), Word("summit"), Word("rivver")))),
        Query(Or((Word("river"), Filter("is", "read")))),
        *(make_query(bench.choose) for _ in range(3)),
    ]
    for _ in range(2):
        bench.change()
        for query in queries * 2:
            # added words of equal weight may come in any order
            search = replace(bench.search(query), feedback=False)
            own, wanted = bench.answers(search)
            check_hits(bench, query, own, wanted)


def test_a_budget_ends_work_in_one_way(make_bench: Callable[[int], Bench]) -> None:
    bench = make_bench(7)
    engine = bench.subject.engine
    search = bench.search(Query(Or((Word("river"), Word("bank")))))
    cut = engine.answer(search, Budget(deadline=0.0, clock=lambda: 1.0))
    assert cut.partial
    assert cut.note
    assert not engine.answer(search).partial
    for _ in range(2):  # an answer that is kept too
        with pytest.raises(Cancelled):
            engine.answer(search, Budget(cancelled=lambda: True))
    with pytest.raises(Cancelled):
        engine.answer(search).actors(Budget(cancelled=lambda: True))
    with pytest.raises(OutOfTime):
        Budget(deadline=0.0, clock=lambda: 1.0).check()
    Budget(deadline=0.0, clock=lambda: 1.0).check_cancelled()


def test_an_error_in_the_program_is_not_taken_for_damage(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("index.engine.local.snapshot.SearchRun.matched", broken)
    with pytest.raises(ZeroDivisionError):
        library.search("river")
