"""The search for beginnings of words finds the same matches as taking the whole text apart."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.model import Analysis, Article, Span
from index.query import ArticleFields, find_matches, leaves, parse, wanted_parts
from index.query.word_scan import ScannedParts, beginning_of
from index.text import parts_in
from index.text.stems import stem
from tests.query.test_wanted_words import WORDS

QUERIES = (
    "river", "the", "i", "a", "dying", "skies OR ties", '"high river"', '"l\'institut"~3', "ri*",
    "?iver", "rivr~", "co-operation", '"the river bank"', '"river bank"~2', "O'Reilly", "café",
    "U.S.", "t-80", "1,000", "3.5 km", "p.m.", "title:river text:bank", "ability possible",
    "river bank high the die sky tie art bar cat vote yes", '"u s army"',
)  # fmt: skip
MORE = (
    "the", "high", "1,000", "3.5km", "T-80", "T80", "army", "U.S.Army", "p.m.", "ability", "i",
    "possibilities", "-", "\u2014", "?river", "ri.ver", "r\u2019iver", "re-river", "\u00a0river",
    "\u0660river", "RIVER\u2019S", "co\u2010operation", "_river_", "ri\u00advers", "\ud800the",
)  # fmt: skip


def found(text: str, query: str, scanned: bool) -> set[Span]:
    """The matches in a title of two words and a body."""
    title = "River bank"
    article = Article("", "", title, f"{title}\n\n{text}", body_start=len(title) + 2)
    node = parse(query).node
    take = wanted_parts(node, None) if scanned else parts_in(None)
    assert isinstance(take, ScannedParts) == scanned
    return find_matches(leaves(node), ArticleFields(Analysis(article), take))


@settings(deadline=None)
@given(
    st.sampled_from(QUERIES),
    st.lists(
        st.one_of(st.sampled_from(WORDS + MORE), st.text("abirtvyRA.,'-\"(é’1", min_size=1)),
        max_size=40,
    ),
    st.sampled_from([" ", "\n", "  \u2003"]),
)
@example('"high river"', ["high", "\u2014", "river"], " ")
@example('"river bank"~2', ["bank", "well-known", "x", "river", "bank"], " ")
def test_matches_are_those_of_the_whole_text(query: str, words: list[str], space: str) -> None:
    text = space.join(words)
    assert found(text, query, scanned=True) == found(text, query, scanned=False)


@pytest.mark.parametrize("query", ["cafe", '"café bar"', "ca*"])
def test_a_text_with_many_accents_is_taken_apart_as_a_whole(query: str) -> None:
    text = "Été à Orléans. " * 40 + "Le café-bar, un café bar. " + "Cafés. " * 40
    assert found(text, query, scanned=True) == found(text, query, scanned=False) != set()


@pytest.mark.parametrize("before", ["", "#", "x", "é"])
@pytest.mark.parametrize("longer", [0, 60_000])
@pytest.mark.parametrize(
    "query", ["river", "title:river", '"river bank"', "text:caf*", "date:2004"]
)
def test_texts_and_titles_of_any_length_and_place(query: str, longer: int, before: str) -> None:
    title = "River bank"
    header = f"{before}{title}s\n\n"
    text = f"{header}A caf\u00e9 on the river bank.{' x' * longer}"
    article = Analysis(Article("", "", title, text, body_start=len(header)))
    node = parse(query).node
    fields = [ArticleFields(article, wanted_parts(node, None)), ArticleFields(article)]
    scanned, whole = (find_matches(leaves(node), one) for one in fields)
    assert scanned == whole


@settings(deadline=None)
@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8),
    st.sampled_from(["", "ing", "ation", "bility", "ies", "y", "ive", "izer", "ness", "ally"]),
)
def test_words_share_the_beginning_of_their_stem(letters: str, ending: str) -> None:
    word, own = letters + ending, stem(letters + ending)
    if own[1:] != "ie":  # "dying" has the stem "die"
        assert word.startswith(beginning_of(own))
    assert beginning_of(own)
