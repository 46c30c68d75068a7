"""Queries that follow the grammar, with pieces put in, doubled or taken out."""

from hypothesis import strategies as st

SEEDS = (
    'minister "long-term"', "speaker:ivanov -war", '("a b"~5 OR c*)', "title:war date:2004..2005",
    "said:over AND t-80", "w?r word~ NOT (x)", 'actor:"Islam Karimov" sort:-date',
    "is:unread tag:x",
    '"river @person"~8', '"dam @\\"Anna Bell\\""~8', "*r publication:monitor",
    "path:*.txt source:izvestia",
)  # fmt: skip
PIECES = st.sampled_from(
    ["(", ")", '"', "“", "»", "-", "+", "*", "?", "~", "~9", ":", "date:", "..", "title:", "said:",
     "AND ", "OR ", "NOT ", " ",
     "\n", "\t", "\x00", "\x1b[2J", "\u202e", "\u200b", "\udc80", "\U0001f600", "é", "ß", "战", "ا",
     "9" * 30, "2004-13", "'s", "’", "&",
     "@", "@person", "*" * 9, "?*" * 9, "(" * 120, "river " * 30, "a" * 300]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A query of the list with up to eight pieces put in, doubled or taken out."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 8))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 5))
        piece = draw(st.one_of(PIECES, st.just(text[at : at + length]), st.text(max_size=4)))
        text = text[:at] + piece + text[at + length * draw(st.booleans()) :]
    return text
