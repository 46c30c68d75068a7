"""Line breaking, cutting and the last filter before the screen: laws, and the odd characters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from index.model.article import Span
from tui.draw import fit, from_right, shown, use_ascii
from tui.highlight_pieces import pieces
from tui.panes.highlight_styles import highlighted
from tui.wrap import wrap

mixed = st.text(
    st.sampled_from([*list("abcdefgh     \n—“é漢字한🙂é\u200d"), "ا", "\t"]), max_size=300
)


@given(mixed, st.integers(2, 40))
@example("\u0301 aaa字", 4)
def test_lines_fit_and_together_are_the_text(text: str, width: int) -> None:
    lines = wrap(text, width)
    at = 0
    for line in lines:
        assert line.start >= at
        assert text[at : line.start].strip(" \n") == "", (
            "nothing but a space or a line's end lies between lines"
        )
        assert cell_len(text[line.start : line.end]) <= width or line.end - line.start == 1
        at = line.end
    assert text[at:].strip(" \n") == ""


@given(st.text("abc ", max_size=200), st.integers(2, 30))
@example(" aa", 2)
@example("д aa", 2)
def test_words_are_broken_only_where_they_are_too_long(text: str, width: int) -> None:
    broken = [text[line.start : line.end] for line in wrap(text, width)]
    if all(len(word) <= width for word in text.split(" ")):
        assert " ".join(broken).split() == text.split()


def test_a_megabyte_in_one_line_is_quick() -> None:
    assert len(wrap("word " * 200_000, 60)) > 15_000


spans = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)), max_size=5).map(
    lambda rows: [Span(s, s + n) for s, n in sorted(rows)]
)


def apart(rows: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in rows:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@given(spans.map(apart), spans.map(apart), st.integers(0, 30), st.integers(1, 30))
def test_pieces_are_the_line_and_know_what_lies_over_them(
    one: list[Span], other: list[Span], start: int, length: int
) -> None:
    line = Span(start, start + length)
    found = pieces(line, {"one": one, "other": other})
    assert [p.start for p in found] == [line.start, *(p.end for p in found[:-1])]
    assert found[-1].end == line.end
    for piece in found:
        for at in range(piece.start, piece.end):
            for name, layer in (("one", one), ("other", other)):
                assert (name in piece.names) == any(s.start <= at < s.end for s in layer)


@given(st.text(max_size=60), st.integers(0, 30))
def test_fit_is_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(from_right(text, width)) == width


@given(st.text(max_size=60))
def test_what_is_shown_steers_nothing(text: str) -> None:
    assert not any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202e\u2066\u2069\u200e\u200f"
        for c in shown(text)
    )


@given(st.text(max_size=60))
def test_ascii_keeps_the_columns(text: str) -> None:
    wide = cell_len(shown(text))
    use_ascii(True)
    try:
        plain = shown(text)
    finally:
        use_ascii(False)
    assert plain.isascii()
    assert len(plain) == wide


@pytest.mark.parametrize("width", [8, 20, 40, 80])
def test_a_cut_snippet_still_shows_the_match(width: int) -> None:
    text = "a long lead that says nothing " * 3 + "needle" + " and more behind it" * 3
    at = text.index("needle")
    segments = highlighted(text, [Span(at, at + 6)], width, Style(), Style(bold=True))
    assert sum(cell_len(s.text) for s in segments) <= width
    assert any(
        "needle".startswith(s.text.rstrip("…")[:4]) and s.style and s.style.bold for s in segments
    )
