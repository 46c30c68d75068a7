"""Pieces between blanks are taken apart the same on the short way as by the pattern of tokens."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.extract import tokenizer
from index.extract.said_day import _DIGIT

_CHARACTERS = st.sampled_from("aAzÉß1²٣一.,'’`´-–“”\"()&/_$%…sS\n\t\u00a0\u0301")


@given(st.text(_CHARACTERS, min_size=1, max_size=7))
@settings(deadline=None)
def test_pieces_are_split_as_the_pattern_splits_them(piece: str) -> None:
    parts = tokenizer._parts_of(piece)
    assert tokenizer._with_one_mark(piece) in ([], parts)
    if piece.isalnum():
        assert [part[:2] for part in parts] == [(0, len(piece))]
        assert parts[0][4]


def test_a_word_with_one_mark_takes_the_short_way() -> None:
    for piece in ("town,", "2016.", "“Town", "(1996", "S.", "Bell’"):
        assert tokenizer._with_one_mark(piece) == tokenizer._parts_of(piece)
    for piece in ("town.”", "Bell’s", "’s", "U.S.", "town_", ",", "a\u00a0b"):
        assert not tokenizer._with_one_mark(piece)


def test_digits_of_days_are_those_of_python() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert set(_DIGIT.findall(every)) == set(filter(str.isdecimal, every))
