"""Names that romanisations write differently are one; names that English tells apart are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import transliteration
from index.text.transliteration import are_spellings, spelling

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kadyr gulomov", "kadyr ghulomov"),
        ("sergei ivanov", "sergey ivanov"),
        ("sergei ivanov", "sergej ivanoff"),
        ("nursultan nazarbaev", "nursultan nazarbayev"),
        ("heydar aliev", "heydar aliyev"),
        ("boris yeltsin", "boris eltsin"),
        ("viktor yushchenko", "viktor iuschenko"),
        ("mikhail khodorkovsky", "mihail hodorkovskii"),
        ("dmitry rogozin", "dmitrii rogozin"),
        ("alexei miller", "alexey miller"),
    ],
)
def test_romanisations(one: str, other: str) -> None:
    assert are_spellings(one, other)
    assert are_spellings(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brian martin", "bryan martin"),
        ("john smyth", "john smith"),
        ("alan petrov", "allan petrov"),
        ("anna karimova", "ana karimova"),
        ("sergei ivanov", "igor ivanov"),
        ("sergei ivanov", "sergei ivanovich"),
    ],
)
def test_names_that_stay_two(one: str, other: str) -> None:
    assert not are_spellings(one, other)


@given(WORDS)
def test_a_spelling_is_its_own_spelling_once_more(word: str) -> None:
    once = spelling(word)
    assert spelling(word) == once
    assert " " not in once


NAMES = st.tuples(WORDS, WORDS).map(" ".join)


@given(NAMES, NAMES)
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    assert are_spellings(one, other) == are_spellings(other, one)


@given(st.text("aeioucdfghjkmoqstvwyz’й -", max_size=24))
def test_words_are_spelled_one_by_one_as_in_the_whole_name(name: str) -> None:
    whole = name
    for pattern, form in transliteration._SAME:
        whole = pattern.sub(form, whole)
    assert spelling(name) == whole
