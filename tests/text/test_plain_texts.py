"""Texts cut for a table, and text in which no sign has a meaning in Markdown."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from index.text import escape_markdown, shortened


@given(st.text(max_size=60), st.integers(4, 40))
@example("one two three four", 12)
def test_a_shortened_text_fits_and_begins_as_the_whole_does(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    if len(text) <= most:
        assert short == text
    else:
        assert short.endswith(" …")
        assert text.startswith(short.removesuffix(" …"))


def test_a_text_is_cut_between_words() -> None:
    assert shortened("one two three four", 12) == "one two …"
    assert shortened("one two three four", 9) == "one two …"
    assert shortened("onetwothreefour", 9) == "onetwot …"


@given(st.text(alphabet="ab \\`*_{}[]<>#|$~^@&-+=:1.)\n", max_size=40))
def test_escaped_markdown_reads_as_the_text(text: str) -> None:
    assert re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", escape_markdown(text)) == text
