"""Cheap tests that stand before a search with a pattern never lose what the pattern finds."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.extract import quote_classifier, role_phrases, said_day
from index.extract.words import Lexeme
from index.model import find_dates
from index.text import fold

_SPACES = [" ", "  ", "\n", "\t", ", ", ": ", ". ", ""]
_NAMING = (
    "the a an terms words phrase expression slogan label nickname motto title headline is was of as"
    " reads called named entitled so-called captioned code-named meaning known accolade book film"
    " project should be H.R. 12 Resolution 3 dam Bell"
).split()
_TIMES = (
    "last Monday SUNDAY today tonight this morning afternoon evening yesterday night the before"
    " previous day earlier week year MONTH two 3 seven days weeks ago in during at end of early"
    " said May June 1999 2004 12 Sept. ſept 2004-05-12 AUGUST 4th dam Bell ſaid tonıght weeK"
).split()
_BEFORE = ["police", "The", "Texas", "deputy", "d’Or", "R&D", "x_1", "-", "“", "é"]


def _phrases(words: list[str]) -> st.SearchStrategy[str]:
    part = st.tuples(st.sampled_from(words), st.sampled_from(_SPACES))
    return st.lists(part, max_size=6).map(lambda parts: "".join(map("".join, parts)))


@settings(deadline=None, max_examples=200)
@given(_phrases(_NAMING))
def test_words_that_name_a_work(before: str) -> None:
    found = quote_classifier._NAMING.search(before)
    assert found is None or quote_classifier._may_name(before)


@settings(deadline=None, max_examples=200)
@given(_phrases(_TIMES))
def test_days_and_periods(part: str) -> None:
    assert said_day._PERIOD.search(part) is None or said_day._may_have_period(part)
    assert not find_dates(part) or said_day._may_have_date(part)
    if said_day._RELATIVE.search(part) is not None:
        assert any(sign in part.lower() for sign in said_day._IN_RELATIVE)


@settings(deadline=None, max_examples=200)
@given(_phrases(_BEFORE), st.integers(0, 30))
def test_words_before_an_office(text: str, first: int) -> None:
    """Words taken one by one from the end are those of a pattern for up to four of them."""
    pattern = re.compile(r"(?:[\w’'&-]+ ){1,4}$")
    first = min(first, len(text))
    begin = end = len(text) - (text[first:].endswith("\n"))
    for _ in range(4):
        begin = role_phrases._word_before(text, first, begin)
    match = pattern.search(text, first)
    assert (begin, end) == (match.span() if match else (end, end))


@settings(deadline=None, max_examples=200)
@given(st.text("aZ09éİ.’-_ß", min_size=1, max_size=5))
def test_words_are_folded_as_queries_are(text: str) -> None:
    assert Lexeme(text).folded == fold(text)
