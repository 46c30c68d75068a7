"""What a query finds, in which order, with which matches; against brute force."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Budget
from index.errors import Cancelled
from index.library import Library
from index.model.article import Span
from index.query.parser import parse
from tests.support.articles import Open, Write
from tests.support.search import titles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"Visit to Tashkent", "Cooperation talks", "Other news"}),
        ("cooperating", {"Visit to Tashkent", "Cooperation talks"}),
        ("cooperation tashkent", {"Visit to Tashkent"}),
        ("tashkent OR t-80", {"Visit to Tashkent", "Other news"}),
        ("house -orlov", {"Other news"}),
        ('"white house"', {"Cooperation talks"}),
        ("“White House”", {"Cooperation talks"}),
        ('"white house"~5', {"Cooperation talks", "Other news"}),
        ("May 12", {"Visit to Tashkent"}),
        ("oreilly", {"Cooperation talks"}),
        ("O'Reilly", {"Cooperation talks"}),
        ("elysee", {"Other news"}),
        ("t80", {"Other news"}),
        ("cooper*", {"Visit to Tashkent", "Cooperation talks"}),
        ("ho?se", {"Cooperation talks", "Other news"}),
        ("tashkant~", {"Visit to Tashkent"}),
        ("title:cooperation", {"Cooperation talks"}),
        ("text:cooperation", {"Visit to Tashkent"}),
        ("said:cooperation", {"Visit to Tashkent"}),
        ("said:minister", set()),
        ("speaker:petrov", {"Visit to Tashkent"}),
        ("actor:orlov", {"Cooperation talks"}),
        ('actor:"Pavel Orlov"', {"Cooperation talks"}),
        ("source:izvestia", {"Cooperation talks"}),
        ("publication:monitor", {"Visit to Tashkent", "Cooperation talks"}),
        ("publication:RM", {"Visit to Tashkent", "Cooperation talks"}),
        ("path:c.txt", {"Other news"}),
        ("date:2004", {"Visit to Tashkent", "Cooperation talks"}),
        ("date:2004-05..2004-06", {"Visit to Tashkent", "Cooperation talks"}),
        ("after:2004-06", {"Cooperation talks", "Other news"}),
        ("before:2004-06", {"Visit to Tashkent"}),
        ("house date:2004", {"Cooperation talks"}),
        ("is:unread", {"Visit to Tashkent", "Cooperation talks", "Other news"}),
        ("is:marked", set()),
        ("nowhere -house", set()),
    ],
)
def test_what_a_query_finds(three: Library, text: str, found: set[str]) -> None:
    assert set(titles(three, text)) == found


def test_the_last_word_matches_as_a_prefix_while_typing(three: Library) -> None:
    assert titles(three, "tash", typing=True) == ["Visit to Tashkent"]
    assert titles(three, "tash") == []


def test_order(three: Library) -> None:
    assert titles(three, "cooperation")[0] == "Cooperation talks", "the title counts for more"
    assert titles(three, "sort:date") == ["Visit to Tashkent", "Cooperation talks", "Other news"]
    assert titles(three, "sort:-date") == ["Other news", "Cooperation talks", "Visit to Tashkent"]


def test_when_no_article_has_all_words_those_with_most_come_first(three: Library) -> None:
    found = three.search("tashkent cooperation elephants")
    assert [row.card.title for row in three.rows(found, 0, 9)] == [
        "Visit to Tashkent",
        "Cooperation talks",
    ]
    assert found.note is not None
    assert "all of these words" in found.note


def test_did_you_mean(three: Library) -> None:
    found = three.search("tashkennt")
    assert len(found.hits) == 0
    assert found.suggestion == "tashkent"


def test_counts_follow_the_result(three: Library) -> None:
    counts = {row.name: row.articles for row in three.actor_counts(three.search("tashkent"))}
    assert counts["Ivan Petrov"] == 1
    assert "Pavel Orlov" not in counts


def test_matches_are_the_phrase_not_its_words(three: Library) -> None:
    (row,) = three.rows(three.search('"white house"'), 0, 9)
    analysis = three.analysis(three.find_article(row.card.id))
    assert analysis is not None
    assert [analysis.article.text[slice(*span)] for span in row.matches] == ["white house"]
    assert [row.snippet.text[slice(*span)] for span in row.snippet.matches] == ["white house"]


def test_matches_far_down_are_found(write: Write, articles: Path, opened: Open) -> None:
    write("long.txt", "Long", "word " * 40_000 + "needle at the end")
    library = opened(articles)
    (row,) = library.rows(library.search("needle"), 0, 1)
    assert row.matches[0].start > 150_000
    assert "needle" in row.snippet.text


def test_kwic(three: Library) -> None:
    analysis = three.analysis(three.find_article("b.txt"))
    assert analysis is not None
    (line,) = three.kwic(analysis, three.matches(parse("orlov").node, analysis))
    assert (line.match, line.left.endswith("Pavel "), line.right.startswith(" met O’Reilly")) == (
        "Orlov",
        True,
        True,
    )


def test_a_search_can_be_dropped(three: Library) -> None:
    with pytest.raises(Cancelled):
        three.search("house", budget=Budget(cancelled=lambda: True))


WORDS = ["alpha", "beta", "gamma", "delta", "the", "may"]
bodies = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6
)
queries = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(
        lambda words: f'"{" ".join(words)}"'
    ),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda pair: f"{pair[0]} -{pair[1]}"
    ),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda pair: f"{pair[0]} OR {pair[1]}"
    ),
)


def fits(text: str, body: str) -> bool:
    """By brute force: whether a body has what the query asks for."""
    words = body.split()
    if text.startswith('"'):
        return f" {text[1:-1]} " in f" {body} "
    if " OR " in text:
        return bool(set(text.split(" OR ")) & set(words))
    if " -" in text:
        wanted, unwanted = text.split(" -")
        return wanted in words and unwanted not in words
    return set(text.split()) <= set(words)


@settings(max_examples=25)
@given(bodies=bodies, asked=st.lists(queries, min_size=1, max_size=6))
def test_hits_and_matches_agree_with_brute_force(
    bodies: list[str], asked: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("articles")
    for number, body in enumerate(bodies):
        (folder / f"{number}.txt").write_text(f"T{number}\n\n{body}\n", encoding="utf-8")
    library = Library.open([folder])
    library.refresh(jobs=1)
    for text in asked:
        found = library.search(text)
        rows = library.rows(found, 0, 99)
        if not found.note:
            assert {row.card.title for row in rows} == {
                f"T{n}" for n, body in enumerate(bodies) if fits(text, body)
            }, text
        for row in rows:
            assert row.matches, text
            analysis = library.analysis(library.find_article(row.card.id))
            assert analysis is not None
            for span in row.matches:
                assert isinstance(span, Span)
                assert set(analysis.article.text[slice(*span)].split()) <= set(WORDS)
            for span in row.snippet.matches:
                assert set(row.snippet.text[slice(*span)].split()) <= set(WORDS)
    library.close()


def test_among_articles_without_all_words_the_telling_ones_count(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(12):
        write(
            f"c{number}.txt",
            f"Common {number}",
            "the talks of the ministers went on and on in the city",
        )
    write("rare.txt", "Rare", "uranium was found")
    found = opened(articles).search("the talks on uranium elephants")
    assert found.note is not None
    assert found.hits[0].score > found.hits[1].score
    library = opened(articles)
    assert library.rows(found, 0, 1)[0].card.title == "Rare"
