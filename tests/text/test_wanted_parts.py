"""Words that a query can match, taken from a text without a look at the others."""

from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from index.query.snippets import snippet
from index.text import Part, WantedParts, parts_in, tokenise, tokenise_on

_PIECES = ("war", "peace", "well-known", "–", "T-80", "agency's", "l’institut", "war,", "a", "ware")
_SPACES = (" ", "  ", "\n\n", "\t")
_TEXTS = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(_SPACES)), max_size=30).map(
    lambda parts: "".join(piece + space for piece, space in parts)
)
_WANTED = st.sets(st.sampled_from(("war", "known", "a", "80", "agency", "institut")))


@given(st.lists(_TEXTS, max_size=3), _WANTED)
def test_the_same_tokens_and_positions_as_with_every_word(
    texts: list[str], wanted: set[str]
) -> None:
    def test(part: Part) -> bool:
        return part.exact in wanted or part.bare in wanted

    take = WantedParts(parts_in("en"), test)
    for text in texts:
        every, after = tokenise_on(text, 0, None, 5, parts_in("en"))
        expected = [token for token in every if token.exact in wanted or token.bare in wanted]
        assert tokenise_on(text, 0, None, 5, take) == (expected, after)


@given(_TEXTS, st.integers(1, 40))
def test_the_matches_of_a_snippet_are_the_words_of_the_text(text: str, width: int) -> None:
    spans = [Span(one.start, one.end) for one in tokenise(text) if one.exact == "war"]
    shown = snippet(text, spans, 0, width)
    assert all(shown.text[begin:end] == "war" for begin, end in shown.matches)
