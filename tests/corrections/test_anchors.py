"""Anchors find a passage again: moved, with other quotation marks, edited; or report none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections.anchors import make_anchor, place
from index.model.article import Span

TEXT = (
    "The first paragraph stands here.\n\nThen he said: “We will not go there, not now and not "
    "later.” And that was all that he said."
)
QUOTE = Span(TEXT.index("We will"), TEXT.index("later.") + 6)


def kept(text: str) -> tuple[str, str] | None:
    found = place(make_anchor(TEXT, QUOTE), text)
    return (text[slice(*found.span)], found.how) if found else None


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (TEXT, "stands"),
        ("A new lead.\n\n" + TEXT, "moved"),
        (TEXT.replace("not go there, not", "not go  there,\nnot"), "changed"),
        (TEXT.replace("We will not go", "We shall not go"), "changed"),
        (TEXT.replace("not later", "not at any later time"), "changed"),
    ],
)
def test_found_again(text: str, how: str) -> None:
    found = kept(text)
    assert found is not None
    assert found[1] == how
    assert found[0].startswith("We ")


def test_other_shapes_of_marks_are_the_same_words() -> None:
    text = "He said it’s a “test” - nothing more than that."
    anchor = make_anchor(text, Span(8, len(text)))
    other = "Before. " + text.replace("’", "'").replace("“", '"').replace("”", '"').replace(
        "-", "–"
    )
    found = place(anchor, other)
    assert found is not None
    assert (found.how, other[slice(*found.span)]) == ("changed", other[16:])


@pytest.mark.parametrize(
    "text",
    ["", "Nothing of the kind.", "We went there, as everybody knows, and we will do so again."],
)
def test_what_is_gone_is_not_found(text: str) -> None:
    assert kept(text) is None


def test_of_several_the_one_in_its_own_context() -> None:
    text = "One: yes, we agree. Two: yes, we agree. Three: yes, we agree."
    second = text.index("yes", 20)
    anchor = make_anchor(text, Span(second, second + 13))
    changed = "Zero: yes, we agree. " + text
    found = place(anchor, changed)
    assert found is not None
    assert changed[: found.span.start].endswith("Two: ")


@given(
    st.text(min_size=1, max_size=120),
    st.integers(0, 119),
    st.integers(1, 60),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_words_that_still_stand_are_found_to_the_letter(
    text: str, start: int, length: int, before: str, after: str
) -> None:
    start %= len(text)
    span = Span(start, min(len(text), start + length))
    found = place(make_anchor(text, span), before + text + after)
    assert found is not None
    assert (before + text + after)[slice(*found.span)] == text[slice(*span)]
    assert found.how in {"stands", "moved"}


@given(st.text(max_size=200), st.text(max_size=80))
def test_a_place_is_always_in_the_text(text: str, exact: str) -> None:
    anchor = make_anchor(exact + " ", Span(0, len(exact)))
    found = place(anchor, text)
    if found is not None:
        assert 0 <= found.span.start <= found.span.end <= len(text)
