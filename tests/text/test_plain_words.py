"""Many pieces at a time give the tokens that each gives alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.text import MARKED, parts_in, split_plain

PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "River,",
            "“Rivers”",
            "(dying)",
            "U.S.",
            "T-80",
            "war’s",
            "a",
            "_ties_",
            "3rd",
            "2016,",
            "$5",
            "'s",
            "1.5",
            "é",
            "ΟΣ",
            "İS",
        ]
    ),
    st.from_regex(r"[\"(“]?[A-Za-z]{1,9}[.,’”)]?", fullmatch=True),
)
LANGUAGES = st.sampled_from(["", *sorted(MARKED)])


@given(st.lists(PIECES), LANGUAGES)
@settings(deadline=None)
def test_plain_words_are_split_as_pieces_are(pieces: list[str], language: str) -> None:
    pieces = ["".join(piece.split()) for piece in pieces]
    plain, others = split_plain(pieces, language)
    assert sorted([*plain.pieces, *others]) == sorted(pieces)
    for piece, exact, stem in zip(*plain, strict=True):
        count, (part,) = parts_in(language)(piece)
        assert (count, part.position, part.exact, part.stem) == (1, 0, exact, stem)
        assert not part.joined and not part.bare
