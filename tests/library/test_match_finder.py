"""What a query matches in an article: its words, or what its filters name."""

from pathlib import Path

import pytest

from index.library import Library
from tests.support.articles import Open, Write


@pytest.fixture
def talks(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "talks.txt",
        "Talks on the dam",
        "Minister Anna Bell said: “The dam is safe.” The dam is old (Izvestia, May 11).\n\n"
        "Her deputy, Carl Dorn, said: “The dam is in danger.” Anna Bell left early"
        " (Kommersant, May 12).",
        date="May 14, 2004",
    )
    return opened(articles)


def matched(library: Library, text: str) -> list[str]:
    found = library.search(text)
    (row,) = library.rows(found, 0, 1)
    analysis = library.analysis(row.card.num)
    assert analysis is not None
    spans = library.matches(found.query.node, analysis)
    assert list(row.matches) == spans == sorted(spans)
    return [analysis.article.text[start:end] for start, end in spans]


def test_a_speaker_matches_in_the_statements_of_that_actor(talks: Library) -> None:
    assert matched(talks, "speaker:bell") == ["The dam is safe."]
    assert matched(talks, 'speaker:"Carl Dorn"') == ["The dam is in danger."]
    assert matched(talks, "speaker:bell OR speaker:dorn") == [
        "The dam is safe.",
        "The dam is in danger.",
    ]


def test_an_actor_matches_where_it_is_named(talks: Library) -> None:
    assert [text.split()[-1] for text in matched(talks, "actor:bell")] == ["Bell", "Bell"]


def test_a_source_matches_where_it_is_cited(talks: Library) -> None:
    (citation,) = matched(talks, "source:kommersant")
    assert "Kommersant" in citation


def test_words_stay_the_matches_of_a_query_that_has_some(talks: Library) -> None:
    assert matched(talks, "actor:bell danger") == ["danger"]
    assert matched(talks, "speaker:bell dam") == ["dam"] * 4


def test_words_said_by_a_speaker_match_as_the_whole_statement(talks: Library) -> None:
    assert matched(talks, "said:dam") == ["dam", "dam"]
    assert matched(talks, "said:dam speaker:dorn") == ["The dam is in danger."]


def test_other_filters_match_nothing_in_the_text(talks: Library) -> None:
    assert matched(talks, "date:2004 -speaker:nobody") == []


def test_a_snippet_begins_at_the_statement(talks: Library) -> None:
    found = talks.search("speaker:dorn")
    (row,) = talks.rows(found, 0, 1)
    assert "in danger" in row.snippet.text
    assert row.snippet.matches
