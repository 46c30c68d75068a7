"""Tokens: none is dropped, case folding joins spellings of a word, spans fit the text."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text import MARKED, tokens
from index.text.tokens import fold, tokenise


def exact(text: str) -> list[str]:
    return [token.exact for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("May 12", ["may", "12"]),
        ("the US can", ["the", "us", "can"]),
        ("T-80", ["t", "t80", "80"]),
        ("S-300s", ["s", "s300s", "300s"]),
        ("O’Reilly O'Reilly", ["oreilly", "oreilly"]),
        ("Élysée", ["elysee"]),
        ("U.S. troops", ["us", "troops"]),
        ("1,200.5", ["1200.5"]),
        ("Москва", ["москва"]),
        ("l’institut", ["l", "linstitut", "institut"]),
        ("quest'anno", ["quest", "questanno", "anno"]),
        ("com'era", ["com", "comera", "era"]),
        ("that's we've don't", ["thats", "weve", "dont"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert exact(text) == words


def test_hyphenated_words_count_as_one_and_as_parts() -> None:
    tokens = tokenise("military-technical cooperation")
    assert [(t.exact, t.position, t.joined) for t in tokens] == [
        ("military", 0, False), ("militarytechnical", 0, True), ("technical", 1, False),
        ("cooperation", 2, False),
    ]  # fmt: skip


def test_stems() -> None:
    stems = {token.stem for token in tokenise("cooperate cooperation cooperating Cooperation’s")}
    assert len(stems) == 1


@given(st.text(max_size=200))
def test_spans_slice_back_to_the_word(text: str) -> None:
    position = -1
    for token in tokenise(text):
        assert 0 <= token.start < token.end <= len(text)
        if not token.joined:
            assert fold(text[token.start : token.end]) == token.exact
            assert token.position == position + 1
            position = token.position


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


_NOTHING = re.compile(r"(?!)")


@settings(deadline=None)
@given(
    st.from_regex(
        r"[\"'(\[«“‘.,-]{0,2}\w{1,6}[.'’-]?\w{0,3}[\"')\]»”’.,;:!?-]{0,2}", fullmatch=True
    ),
    st.sampled_from(["", "de", "fr", "zh"]),
)
def test_one_plain_word_is_taken_apart_like_any_other(piece: str, language: str) -> None:
    """The quick way for a word with punctuation around it finds what the careful way finds."""
    code = language if language in MARKED else ""
    quick = tokens.parts.__wrapped__(piece, code)
    with patch.object(tokens, "_ONE_WORD", _NOTHING):
        assert tokens.parts.__wrapped__(piece, code) == quick
