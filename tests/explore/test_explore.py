"""What leads on from a search, checked against brute force over the articles, and laws of its parts."""

import csv
import datetime
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import query
from index.catalog.pair_codec import pack_pairs
from index.engine import UNLIMITED
from index.engine.local.timeline_arrays import make_timeline
from index.explore.collocates import log_likelihood
from index.explore.concordance import WINDOW
from index.explore.dossier import Office, offices
from index.explore.explorer import Explorer
from index.kept.export import concordance_csv
from index.kept.trail import Trail
from index.library import Library, SearchResult
from index.model.article import KWIC_ORDERS, UNITS, Analysis, Role, Span, Unit
from index.model.dates import PartialDate, make_date
from index.model.statements import Pair, quoted_beside, said_about
from index.query.nodes import DateRange
from index.query.snippets import paragraph_around
from index.text.tokens import tokenise
from tests.support.articles import Open, Write, make_articles

# --- time ---

days = st.dates(datetime.date(1895, 1, 1), datetime.date(2035, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate | None:
    day = draw(st.none() | days)
    if day is None:
        return None
    parts = draw(st.integers(1, 3))
    return make_date(*(day.year, day.month, day.day)[:parts])


def named(date: PartialDate | None, unit: Unit) -> str | None:
    """The period of a date, None where it is less exact."""
    if date is None or (unit == "day" and not date.day) or (unit == "month" and not date.month):
        return None
    text = str(date)
    return {"day": text, "month": text[:7], "year": text[:4], "decade": f"{text[:3]}0s"}[unit]


def spans_of(dates: list[PartialDate | None]) -> tuple[np.ndarray, np.ndarray]:
    ordinals = [(d.first().toordinal(), d.last().toordinal()) if d else (0, 0) for d in dates]
    table = np.array(ordinals, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(
    st.lists(partial_dates(), max_size=30),
    st.lists(partial_dates(), max_size=10),
    st.sampled_from(UNITS),
)
def test_a_timeline_counts_every_date_in_its_period(
    one: list[PartialDate | None], other: list[PartialDate | None], unit: Unit
) -> None:
    line = make_timeline([spans_of(one), spans_of(other)], unit)
    for row, dates in enumerate((one, other)):
        wanted = Counter(name for date in dates if (name := named(date, unit)) is not None)
        got = {
            line.name(place): int(count) for place, count in enumerate(line.counts[row]) if count
        }
        assert got == wanted
        assert line.unsettled[row] == len(dates) - wanted.total()
    for place in range(0, len(line), 1 + len(line) // 40):
        first, last = line.days(place)
        assert line.place(first.toordinal(), last.toordinal()) == place
        assert (last + datetime.timedelta(days=1)) == line.days(place + 1)[0]


@given(st.lists(days, min_size=1, max_size=30), st.integers(10, 100))
def test_the_unit_fits_the_room(dates: list[datetime.date], most: int) -> None:
    ordinals = np.array([day.toordinal() for day in dates])
    line = make_timeline([(ordinals, ordinals)], most=most)
    assert len(line) <= max(most, 15)  # decades are the last resort
    finer = UNITS[UNITS.index(line.unit) - 1] if line.unit != "day" else None
    assert finer is None or len(make_timeline([(ordinals, ordinals)], finer)) > most
    assert sum(map(sum, line.counts)) == len(dates)


def test_dates_that_are_not_exact_to_the_day_ask_for_a_coarser_unit() -> None:
    months = [make_date(2004, month) for month in (3, 4, 4)]
    assert make_timeline([spans_of(months)]).unit == "month"
    assert make_timeline([spans_of([make_date(2004, 4, 1), make_date(2004, 4, 3)])]).unit == "day"
    assert len(make_timeline([spans_of([])])) == 0


@given(days, days)
def test_a_range_of_days_as_it_is_typed_means_just_those_days(
    one: datetime.date, other: datetime.date
) -> None:
    first, last = min(one, other), max(one, other)
    written = query.date_text(first, last)
    node = query.parse(f"date:{written}").node
    assert isinstance(node, DateRange)
    assert (node.first, node.last) == (first, last)


@given(
    st.sampled_from(["", "ivanov", "ivanov OR putin", 'ivanov -actor:"Karl Marx"', "after:2001"]),
    days,
)
def test_what_a_key_narrows_by_the_same_key_undoes(text: str, day: datetime.date) -> None:
    wanted = query.parse(text)
    bare = query.without_dates(wanted)
    changes: tuple[Callable[[query.Query], query.Query], ...] = (
        lambda q: query.with_dates(q, day, day),
        lambda q: query.with_years(q, "2004"),
        lambda q: query.with_years(q, "2004", True),
        lambda q: query.with_filter(q, "publication", "The Times"),
        lambda q: query.with_filter(q, "source", "TASS", True),
    )
    for change in changes:
        once = change(bare)
        assert query.parse(str(once)) == once
        assert change(once) == bare
        made = [str(query.Query(one)) for one in query.conditions(once)]
        assert str(query.without(once, made[-1])) == str(bare)
        assert str(once).endswith(made[-1]) or text == "ivanov OR putin"


# --- a library of made articles ---


QUERIES = (
    "",
    "river",
    "river OR treaty",
    '"river bank"',
    "speaker:bell",
    "minister -grain",
    "date:2003..2005",
    'source:"Izvestia"',
)


def analyses_of(library: Library, found: SearchResult) -> dict[int, Analysis]:
    analyses = {hit.num: library.analysis(hit.num) for hit in found.hits}
    return {num: analysis for num, analysis in analyses.items() if analysis is not None}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_are_those_of_brute_force(
    write: Write, articles: Path, opened: Open, seed: int
) -> None:
    make_articles(write, 30, seed)
    library = opened(articles)
    explorer = Explorer(library)
    check_counts(library, explorer)
    make_articles(write, 12, seed + 100)  # twelve are replaced
    (articles / "a20.txt").unlink()
    library.refresh(jobs=1)
    check_counts(library, explorer)


def check_counts(library: Library, explorer: Explorer) -> None:
    for text in QUERIES:
        found = library.search(text, budget=UNLIMITED)
        analyses = analyses_of(library, found)
        assert len(analyses) == len(found.hits)
        plain = [analysis.article for analysis in analyses.values()]

        fields = explorer.field_counts(found)
        wanted: dict[str, Counter[str | None]] = {
            "publication": Counter(article.publication for article in plain),
            "date": Counter(str(article.date)[:4] if article.date else None for article in plain),
            "author": Counter(article.author for article in plain),
            "source": Counter(
                outlet for one in analyses.values() for outlet in {c.outlet for c in one.citations}
            ),
            "tag": Counter(),
        }
        for name, rows in fields.items():
            assert {row.value: row.articles for row in rows} == wanted[name], (text, name)
            for row in rows:
                if row.value is not None:  # a facet's count is what narrowing by it finds
                    condition = f"date:{row.value}" if name == "date" else f'{name}:"{row.value}"'
                    narrowed = f"({text}) {condition}" if text else condition
                    assert len(library.search(narrowed, budget=UNLIMITED).hits) == row.articles, (
                        narrowed
                    )

        line = explorer.timeline([found], "month")
        months = Counter(
            str(article.date)[:7] for article in plain if article.date and article.date.month
        )
        assert {line.name(p): int(n) for p, n in enumerate(line.counts[0]) if n} == months
        for place in np.flatnonzero(line.counts[0]).tolist():
            inside = [
                hit.num
                for hit in found.hits
                if str(analyses[hit.num].article.date)[:7] == line.name(place)
            ]
            assert explorer.first_in(found, line, place) == inside[0]
            assert explorer.period_of(line, inside[0]) == place

        for beside, walk in ((False, said_about), (True, quoted_beside)):
            pairs: Counter[tuple[int, int]] = Counter()
            for analysis in analyses.values():
                numbers = library.actor_numbers(analysis)
                for one, other, _ in walk(analysis):
                    two = (numbers[one] or 0, numbers[other] or 0)
                    if two[0] != two[1]:
                        pairs[(min(two), max(two)) if beside else two] += 1
            got = explorer.pairs(found, beside)
            assert {(pair.actor, pair.other): pair.times for pair in got} == pairs, (text, beside)
            assert [pair.times for pair in got] == sorted(
                (pair.times for pair in got), reverse=True
            )
            for pair in got[:3]:
                assert len(list(explorer.spoken(found, pair))) == pair.times

        check_concordance(library, explorer, found, analyses)


def check_concordance(
    library: Library, explorer: Explorer, found: SearchResult, analyses: dict[int, Analysis]
) -> None:
    *_, lines = explorer.concordance(found)
    wanted = [
        (num, span)
        for num, analysis in analyses.items()
        for span in library.matches(found.query.node, analysis)
    ]
    assert [(int(lines.nums[i]), lines.span(i)) for i in range(len(lines))] == wanted
    assert lines.articles == len(analyses)

    def window(line: int) -> tuple[list[str], list[str]]:
        analysis, span = analyses[int(lines.nums[line])], lines.span(line)
        within = paragraph_around(analysis.article, span)
        words = [token for token in tokenise(analysis.article.text, *within) if not token.joined]
        left = [token.exact for token in words if token.end <= span.start]
        return left[::-1][:WINDOW], [token.exact for token in words if token.start >= span.end][
            :WINDOW
        ]

    windows = [window(line) for line in range(len(lines))]
    # of words further away than is looked for nothing is known
    shown = [
        [[lines.words[w] for w in side if w >= 0] for side in (row[:WINDOW], row[WINDOW:])]
        for row in lines.windows
    ]
    assert [[*map(list, one)] for one in windows] == shown
    for order in KWIC_ORDERS:
        numbers = lines.ordered(order).tolist()
        assert sorted(numbers) == list(range(len(lines)))
        if order in {"left", "right"}:
            keys = [windows[line][order == "right"] for line in numbers]
            assert keys == sorted(keys)
        groups = lines.groups(order, lines.ordered(order))
        if order in {"speaker", "publication"}:
            assert sum(group.count for group in groups) == len(lines)
            assert len({group.name for group in groups}) == len(groups)
        else:
            assert not groups
    having = lines.ordered("place", ["min", "riv"]).tolist()
    for line in range(len(lines)):
        near = [
            *windows[line][0],
            *windows[line][1],
            *(analyses[int(lines.nums[line])].article.text[slice(*lines.span(line))].lower(),),
        ]
        assert (line in having) == all(
            any(piece in word for word in near) for piece in ("min", "riv")
        )

    counts: Counter[str] = Counter(word for left, right in windows for word in (*left, *right))
    for one in explorer.collocates(lines):
        assert one.count == counts[one.word] >= 2
        assert one.score > 0
    rows = list(
        csv.DictReader(
            io.StringIO("".join(concordance_csv(explorer.kwic_table(lines, range(len(lines))))))
        )
    )
    assert [(row["id"], int(row["start"]), int(row["end"])) for row in rows] == [
        (analyses[num].article.id, *span) for num, span in wanted
    ]


def test_paragraphs_that_name_two_actors(write: Write, articles: Path, opened: Open) -> None:
    make_articles(write, 25, 7)
    library = opened(articles)
    explorer = Explorer(library)
    found = library.search("")
    names = {name: number for number, (name, _) in explorer.actor_names().items()}
    one, other = names["Anna Bell"], names["Carl Dorn"]
    wanted = set()
    for num, analysis in analyses_of(library, found).items():
        numbers = library.actor_numbers(analysis)
        for paragraph in analysis.article.paragraphs:
            inside = {
                numbers[m.actor]
                for m in analysis.mentions
                if paragraph.start <= m.start < paragraph.end
            }
            if {one, other} <= inside:
                wanted.add((num, paragraph))
    spots = list(explorer.together(found, one, other))
    assert wanted
    assert {(spot.num, spot.span) for spot in spots} == wanted
    for spot in spots:
        surfaces = {
            spot.analysis.article.text[slice(*mark)].split()[-1].strip("’s") for mark in spot.marks
        }
        assert surfaces == {"Bell", "Dorn"}


@given(
    st.lists(
        st.builds(
            Pair, st.integers(0, 2**31), st.integers(0, 2**31), st.integers(1, 2**30), st.booleans()
        ),
        max_size=9,
    )
)
def test_pairs_are_packed_three_numbers_each(pairs: list[Pair]) -> None:
    assert len(pack_pairs(pairs)) == 12 * len(pairs)


# --- words beside ---


def test_log_likelihood_is_dunnings() -> None:
    # "the swiss", table 2 of Dunning (1993): 110 together, 2442 and 111 apart, 29114 neither
    assert log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114) == pytest.approx(
        270.72, abs=0.01
    )


@given(st.integers(1, 50), st.integers(0, 500), st.integers(0, 500), st.integers(1, 5000))
def test_log_likelihood_says_whether_it_is_more_than_chance(
    both: int, one: int, other: int, neither: int
) -> None:
    total = both + one + other + neither
    score = log_likelihood(both, both + one, both + other, total)
    more = both * total - (both + one) * (both + other)
    assert (score > 1e-9) <= (more > 0)
    assert (score < -1e-9) <= (more < 0)
    assert score == pytest.approx(log_likelihood(both, both + other, both + one, total))


# --- likeness ---


@pytest.fixture
def treaties(write: Write, articles: Path, opened: Open) -> Library:
    """Three articles on one matter, a double of one, and others about something else."""
    body = (
        "Vyacheslav Trubnikov, first deputy foreign minister, said in Tashkent that the CIS has “vital interests” in the "
        "Ferghana valley. Irrigation of the valley was agreed in Tashkent. The irrigation treaty was signed."
    )
    write("one.txt", "Irrigation agreed", body, date="2004-05-12")
    write("double.txt", "Irrigation agreed", body + " Reprinted.", date="2004-05-13")
    write(
        "two.txt",
        "A visit",
        "Vyacheslav Trubnikov spoke of “vital interests” and of irrigation in the Ferghana valley.",
        date="2004-06-01",
    )
    write(
        "three.txt",
        "A dinner",
        "Vyacheslav Trubnikov dined with friends of the CIS. Nobody spoke of water.",
        date="2004-07-01",
    )
    for number in range(12):
        write(
            f"other{number}.txt",
            f"Football {number}",
            f"The match number {number} of the league was played in the rain by eleven men.",
        )
    return opened(articles)


def test_related_articles_say_what_is_shared_and_leave_doubles_out(treaties: Library) -> None:
    explorer = Explorer(treaties)
    num = treaties.search('title:"Irrigation agreed" date:2004-05-12').hits[0].num
    related = explorer.related(num)
    titles = [one.card.title for one in related]
    assert titles[:2] == ["A visit", "A dinner"]
    assert "Irrigation agreed" not in titles
    assert not any(title.startswith("Football") for title in titles)
    reason = related[0].likeness.reason
    assert reason.startswith("shares ")
    assert "Trubnikov" in reason
    assert "“vital interests”" in reason
    assert {clue.text for clue in related[1].likeness.shares} >= {
        "Trubnikov"
    } or "Vyacheslav Trubnikov" in related[1].likeness.reason


def test_related_to_a_passage_shares_only_what_stands_in_it(treaties: Library) -> None:
    explorer = Explorer(treaties)
    num = treaties.search('title:"Irrigation agreed" date:2004-05-12').hits[0].num
    analysis = treaties.analysis(num)
    assert analysis is not None
    at = analysis.article.text.index("The irrigation treaty")
    related = explorer.related(num, Span(at, len(analysis.article.text)))
    assert [one.card.title for one in related] == ["A visit"]
    assert related[0].likeness.reason == "shares irrigation"
    assert explorer.related(10**6) == []


def test_other_wordings_of_a_quotation(write: Write, articles: Path, opened: Open) -> None:
    one = "Russia regards Central Asia as a zone of its vital strategic interests and will not leave the region"
    write(
        "one.txt",
        "Ivanov in Tashkent",
        f"Sergei Ivanov, the defense minister, spoke. “{one},” Sergei Ivanov said.",
        date="2004-05-12",
    )
    write(
        "two.txt", "Minister visits",
        "Sergei Ivanov, the defense minister, arrived. “Moscow sees Central Asia as a zone of vitally strategic interests and is "
        "not about to leave this region,” Sergei Ivanov said.", date="2004-05-13",
    )  # fmt: skip
    write(
        "three.txt",
        "A cut",
        "“A zone of its vital strategic interests,” said Sergei Ivanov, the defense minister.",
    )
    write(
        "four.txt",
        "Another matter",
        "Sergei Ivanov, the defense minister, said: “Grain exports to Central Asia have grown.”",
    )
    for number in range(12):
        write(
            f"other{number}.txt",
            f"Match {number}",
            f"Carl Dorn, the coach, said: “We won game {number} in the region of our home.”",
        )
    library = opened(articles)
    explorer = Explorer(library)
    num = library.search('title:"Ivanov in Tashkent"').hits[0].num
    analysis = library.analysis(num)
    assert analysis is not None
    (quotation,) = [q for q in analysis.quotations if q.kind == "direct"]
    found = explorer.wordings(num, quotation)
    assert {wording.analysis.article.title for wording in found} == {"Minister visits", "A cut"}
    by_title = {wording.analysis.article.title: wording for wording in found}
    other = by_title["Minister visits"]
    assert not other.verbatim
    assert "Moscow" in "".join(change.text for change in other.changes if change.kind == "new")
    assert "Russia" in "".join(change.text for change in other.changes if change.kind == "gone")
    theirs = other.analysis.article.text[other.quotation.start : other.quotation.end].split()
    assert (
        "".join(change.text for change in other.changes if change.kind != "gone").split() == theirs
    )


# --- roles ---


def test_roles_with_the_same_words_are_one_office_over_time() -> None:
    roles = [
        Role("the defense minister", "2004-05-12"),
        Role("Defense Minister", "2004-03-01"),
        Role("a colonel", None),
        Role("Defense Minister", "2004-06-01"),
    ]
    assert offices(roles) == [
        Office("Defense Minister", "2004-03-01", "2004-06-01", 3),
        Office("colonel", None, None, 1),
    ]


def test_a_role_is_told_without_the_clause_after_it(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "One",
        "Carl Dorn, a professor who studies rivers, spoke. Anna Bell, the minister of water, which is scarce, left.",
        date="2004-03-01",
    )
    library = opened(articles)
    roles = {
        entry.actor.name: [role.title for role in entry.actor.roles] for entry in library.actors()
    }
    assert roles["Carl Dorn"] == ["a professor"]
    assert roles["Anna Bell"] == ["the minister of water"]


# --- the trail ---


@given(st.lists(st.sampled_from(["step", "back", "forward"]), max_size=40))
@settings(max_examples=200)
def test_walking_the_trail_is_like_a_browsers_history(moves: list[str]) -> None:
    trail = Trail()
    visited: list[str] = []
    at = -1
    for number, move in enumerate(moves):
        if move == "step":
            trail.add("open", "", f"{number:03}")
            trail.stay("", f"article{number}", 0, "")
            visited, at = [*visited[: at + 1], f"article{number}"], at + 1
        elif move == "back":
            step = trail.back()
            assert (step is None) == (at <= 0)
            at = max(0, at - 1) if at >= 0 else at
        else:
            step = trail.forward()
            assert (step is None) == (at >= len(visited) - 1)
            at = min(len(visited) - 1, at + 1)
        here = trail.here
        assert (here.article if here else None) == (visited[at] if at >= 0 else None)
    assert len(trail.steps) == moves.count("step")


def test_steps_that_show_the_same_place_are_one() -> None:
    trail = Trail()
    for number, (kind, article) in enumerate([("search", "a"), ("open", "a"), ("jump", "b")]):
        trail.add(kind, "q", f"{number}")  # type: ignore[arg-type]
        trail.stay("q", article, 0, "")
    back = trail.back()
    assert back is not None
    assert back.article == "a"
    assert trail.back() is None
    forward = trail.forward()
    assert forward is not None
    assert forward.article == "b"
