"""The words of a text that the highlighter takes apart are all those that a query can match."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from index.query import parse, wanted_parts
from index.query.highlight import _before_stemming
from index.text import WantedParts, fold, parts_in, tokenise
from index.text.stems import stem

QUERIES = (
    "river", "dying", "skies OR ties", '"high river"', '"l\'institut"~3', "ri*", "*ver", "?iver",
    "rivr~", "co-operation", "O'Reilly", "café", "U.S.", "NEAR(river, bank, 4)", "rivers title:sky",
)  # fmt: skip
WORDS = (
    "river", "Rivers,", "(dying)", "die.", "lie!", "sky", "skies;", "U.S.", "a.", "u.s", "O'Reilly",
    "\u201cRiver\u201d", "co-operation", "cooperation", "cafe", "café.", "rivr", "3.5",
    "река", "bank\u2019s", "...", "\u2026", "x", "\u212aelvin", "ties", "l'institut",
)  # fmt: skip


@settings(deadline=None)
@given(
    st.sampled_from(QUERIES),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text("abrstvyRA.,'-\"(é", min_size=1))),
    st.sampled_from([None, "en", "de"]),
)
def test_words_left_out_are_those_that_no_leaf_matches(
    query: str, words: list[str], language: str | None
) -> None:
    node = parse(query).node
    text = " ".join(words)
    take = wanted_parts(node, language)
    kept = tokenise(text, take=take)
    every = tokenise(text, take=parts_in(language))
    # positions and spans are those of the whole text, and nothing is added
    assert set(kept) <= set(every)
    assert isinstance(take, WantedParts)
    wanted: Callable[[Any], bool] = take._wanted
    assert kept == [token for token in every if wanted(token)]


@settings(deadline=None)
@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12),
    st.sampled_from(["", "ying", "ied", "ies", "eds", "ly", "'s"]),
)
def test_an_english_word_begins_as_its_stem_lets_expect(letters: str, ending: str) -> None:
    word = fold(letters + ending)
    assert word.startswith(tuple(_before_stemming(stem(word))))
