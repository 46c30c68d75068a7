"""Counts, concordance and pairs of actors, against brute force over the articles."""

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog.pair_codec import pack_pairs
from index.engine import UNLIMITED
from index.explore.concordance import WINDOW
from index.explore.explorer import Explorer
from index.kept.export import concordance_csv
from index.library import Library, SearchResult
from index.model import KWIC_ORDERS, Analysis
from index.model.statements import Pair, quoted_in_a_row, said_about
from index.query.snippets import join_matches, paragraph_around
from index.text.tokens import tokenise
from tests.support.articles import Open, Write, make_articles

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

        for adjacent, walk in ((False, said_about), (True, quoted_in_a_row)):
            pairs: Counter[tuple[int, int]] = Counter()
            for analysis in analyses.values():
                numbers = library.actor_numbers(analysis)
                for one, other, _ in walk(analysis):
                    two = (numbers[one] or 0, numbers[other] or 0)
                    if two[0] != two[1]:
                        pairs[(min(two), max(two)) if adjacent else two] += 1
            got = explorer.pairs(found, adjacent)
            assert {(pair.actor, pair.other): pair.times for pair in got} == pairs, (text, adjacent)
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
        for span in join_matches(analysis.article.text, library.matches(found.query.node, analysis))
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
    passages = list(explorer.together(found, one, other))
    assert wanted
    assert {(passage.num, passage.span) for passage in passages} == wanted
    for passage in passages:
        surfaces = {
            passage.analysis.article.text[slice(*mark)].split()[-1].strip("’s")
            for mark in passage.marks
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


def test_words_side_by_side_are_one_line(opened: Open, articles: Path, write: Write) -> None:
    write(
        "a.txt", "Banks", "They went to Wall Street. A wall is in the street, and the Wall\nStreet."
    )
    explorer = Explorer(library := opened(articles))
    *_, lines = explorer.concordance(library.search("wall street"))
    shown = [row.kwic.match for row in explorer.kwic_table(lines, range(len(lines)))]
    assert shown == ["Wall Street", "wall", "street", "Wall Street"]
