"""No query blocks: nesting, stars, symbols, broken bytes, huge articles, mutated queries."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.library import Library
from index.model import Analysis, Article, Span
from index.query import And, Word, explain, glob, loosened, matches, parse, split_statement
from index.query.snippets import FARTHEST
from tests.support.queries import mutated

# Mutated queries a run; the long run by hand takes 10,000.
QUERIES = int(os.environ.get("PRESSMARK_QUERIES", "150"))
BODY = "The minister said that Élysée and the long-term T-80 plan of May 12 was “over”."


def article(text: str) -> Analysis:
    text = f"A title\n\n{text}"
    return Analysis(Article("1", "a.txt", "A title", text, 9, paragraphs=(Span(9, len(text)),)))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("(" * 4900 + "war" + ")" * 4900, "nested more than 100 deep"),
        ("(" * 5000, "nested more than 100 deep"),
        ("NOT " * 2000 + "war", "nested more than 100 deep"),
        ("-(" * 4000 + "war", "nested more than 100 deep"),
        ("(" * 5000 + "war" + ")" * 5000, "longer than 10,000"),
        ("war \udcff", "not UTF-8"),
        ('"x @person"~99999999999', "at most 999 apart"),
        (f'"war peace"~{"9" * 5000}', "at most 999 apart"),
        ("\U0001f600", "no word in \U0001f600"),
        ("€ ☮", "no word in"),
    ],
    ids=[
        "brackets",
        "open brackets",
        "NOT",
        "minus",
        "long",
        "bytes",
        "apart",
        "far apart",
        "emoji",
        "symbols",
    ],
)
def test_what_cannot_be_searched_says_why_in_one_line(query: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("\U0001f600 war", "war"),
        ("war & peace", "war peace"),
        ("war ... peace", "war peace"),
    ],
)
def test_symbols_next_to_words_are_no_error(query: str, understood: str) -> None:
    assert str(parse(query)) == understood


@pytest.mark.parametrize("query", ["-", '"', "(", "..."])
def test_a_query_without_a_word_is_a_fault_once_it_is_finished(query: str) -> None:
    assert str(parse(query, typing=True)) == ""
    with pytest.raises(QueryError, match="There is no word in"):
        parse(query)


def test_an_emoji_that_is_being_typed_is_no_error_yet() -> None:
    assert parse("\U0001f600", typing=True).node is None


@pytest.mark.parametrize("pattern", ["*" * 9 + "a", "*a" * 60 + "*b", "?*" * 60 + "b", "*?" * 60])
def test_stars_take_time_linear_in_the_word(pattern: str) -> None:
    # a backtracking matcher would not end within the time limit of the suite
    assert glob(pattern)("a" * 20_000) == (not pattern.endswith("b"))


@given(st.text("ab*?", max_size=9), st.text("ab", max_size=9))
@settings(deadline=None)
def test_a_pattern_matches_what_its_plain_regular_expression_does(pattern: str, word: str) -> None:
    source = pattern.replace("*", ".*").replace("?", ".")
    assert glob(pattern)(word) == bool(re.fullmatch(source, word))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ('"Ada Clinton"', ["Ada Clinton’s", "Ada Clinton"]),
        ('"Ada Clinton\'s"', ["Ada Clinton’s"]),
        ('"the Clintons"', ["the Clintons"]),
        ('"the Clinton"', []),
        ('"Clinton Ada"~1', ["Ada Clinton’s", "Ada Clinton"]),
        ("Cl?nton", ["Clinton’s", "Clinton"]),
        ('"Al-Qaida plan"', ["al-Qaida's plan"]),
    ],
)
def test_exact_words_match_possessives_and_no_plurals(
    query: str, wanted: list[str], opened: Callable[[Path], Library], articles: Path
) -> None:
    text = "Ada Clinton’s plan and Ada Clinton, of the Clintons, saw al-Qaida's plan."
    (articles / "a.txt").write_text(f"A title\n\n{text}\n", encoding="utf-8")
    library = opened(articles)
    rows = library.rows(library.search(query), 0, 9)
    found = [text[s.start - 9 : s.end - 9] for row in rows for s in row.matches]
    assert found == wanted
    assert "possessive" in explain(parse('"Ada Clinton"'))


def test_what_is_excluded_is_explained_in_grammatical_words() -> None:
    first = ", best match first"
    assert explain(parse("-speaker:bell")) == f"articles without a statement by “bell”{first}"
    assert explain(parse("river -speaker:bell")) == (
        f"articles with “river” in any form and without a statement by “bell”{first}"
    )
    assert explain(parse("-river -said:bank")) == (
        f"articles without “river” in any form and without “bank” in any form in a statement{first}"
    )


class TestHugeArticle:
    LINE = "Nothing much happens in this line of the text.\n"
    LINES = FARTHEST // len(LINE) + 1000

    def test_matches_at_the_beginning_are_found_and_bounded(self) -> None:
        analysis = article(self.LINE * (2 * self.LINES))
        found = matches(parse('"much happens"').node, analysis)
        assert found[0] == Span(9 + 8, 9 + 20)
        assert FARTHEST - 100 < found[-1].end <= FARTHEST + 100

    def test_a_match_far_down_is_found_by_its_words(self) -> None:
        text = self.LINE * self.LINES + "The Élysée’s treaties fail.\n" + self.LINE * 9
        analysis = article(text)
        (span,) = matches(parse("treaty treaties").node, analysis)
        assert analysis.article.text[span.start : span.end] == "treaties"
        (span,) = matches(parse('"treaties fail"').node, analysis)
        assert analysis.article.text[span.start : span.end] == "treaties fail"

    def test_no_match_at_all(self) -> None:
        assert matches(parse("absent -much").node, article(self.LINE * self.LINES)) == []


@given(mutated(), st.booleans())
@settings(max_examples=QUERIES, deadline=None)
def test_any_query_is_understood_or_refused_in_one_line(text: str, typing: bool) -> None:
    try:
        query = parse(text, typing)
    except QueryError as error:
        assert "\n" not in str(error)
        assert error.position is None or 0 <= error.position <= len(text)
        return
    assert explain(query)
    body = article(BODY)
    for span in matches(query.node, body):
        assert 0 <= span.start < span.end <= len(body.article.text)


def test_long_queries_are_taken_apart_without_comparing_all_words_with_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def counted(one: Word, other: object) -> bool:
        nonlocal compared
        compared += 1
        return one is other

    children = (Word("said", "said"), *(Word(f"w{number}") for number in range(1000)))
    monkeypatch.setattr(Word, "__eq__", counted)
    assert loosened(And(children)) is not None
    own, rest = split_statement(And(children))
    assert (own is children[0], len(rest)) == (True, 1000)
    assert compared < 2000
