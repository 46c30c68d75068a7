"""A frame in fewer bytes shows the same on the screen."""

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style

from tui.frame_output import ScreenMemory, compact

_COLOURS = st.sampled_from([None, "color(1)", "color(12)", "color(188)", "#a9dc9b"])
_STYLES = st.builds(
    Style,
    color=_COLOURS,
    bgcolor=_COLOURS,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
    strike=st.booleans(),
)
_PIECES = st.tuples(st.sampled_from(["  ", "a", "b c", " 漢é", "é"]), _STYLES)
_CHOPS = st.tuples(st.integers(0, 4), st.integers(0, 12), st.lists(_PIECES, max_size=4))


def frame_of(chops: list[tuple[int, int, list[tuple[str, Style]]]]) -> str:
    """The chops as Textual writes them: a cursor position and styled pieces each."""
    return "\n".join(
        f"\x1b[{y + 1};{x + 1}H" + "".join(style.render(text) for text, style in pieces)
        for y, x, pieces in chops
    )


def screen_after(*frames: str) -> list[list[pyte.screens.Char]]:
    """The cells of a terminal after frames; what a space does not show is left out."""
    screen = pyte.Screen(30, 6)
    pyte.Stream(screen).feed("".join(frames))
    return [
        [
            cell._replace(fg="", bold=False, italics=False)
            if not cell.data.strip() and not (cell.reverse or cell.underscore or cell.strikethrough)
            else cell
            for cell in (screen.buffer[y][x] for x in range(30))
        ]
        for y in range(6)
    ]


@settings(deadline=None)
@given(st.lists(_CHOPS, max_size=5), st.lists(_CHOPS, max_size=5))
def test_the_screen_is_the_same(one: list[object], other: list[object]) -> None:
    frames = [frame_of(one), frame_of(other)]  # type: ignore[arg-type]
    short = [compact(frame) for frame in frames]
    assert screen_after(*short) == screen_after(*frames)
    assert all(len(after) <= len(before) for after, before in zip(short, frames, strict=True))


@settings(deadline=None)
@given(st.lists(st.lists(_CHOPS, max_size=5), max_size=5), st.sets(st.integers(0, 4)))
def test_the_screen_is_the_same_where_only_changes_are_written(
    updates: list[list[object]], cleared: set[int]
) -> None:
    memory, frames, short = ScreenMemory(), [], []
    for number, chops in enumerate(updates):
        if number in cleared:
            frames.append("\x1b[2J")
            short.append(compact("\x1b[2J", memory))
        frames.append(frame_of(chops))  # type: ignore[arg-type]
        short.append(compact(frames[-1], memory))
    assert screen_after(*short) == screen_after(*frames)


def test_cells_that_stay_are_not_written_again() -> None:
    memory = ScreenMemory()
    line = "\x1b[3;5H\x1b[38;5;188m{}\x1b[0m"
    compact(line.format("one line of some words"), memory)
    assert compact(line.format("one line of some words"), memory) == ""
    assert compact(line.format("one line of same words"), memory) == (
        "\x1b[3;18H\x1b[38;5;188ma\x1b[m"
    )
    assert compact(line.format("One line of same Words"), memory) == (
        "\x1b[3;5H\x1b[38;5;188mO\x1b[16CW\x1b[m"
    )
    memory.forget()
    assert "one line" in compact(line.format("one line of some words"), memory)


def test_what_else_is_written_makes_the_screen_unknown() -> None:
    line = "\x1b[1;1H\x1b[1mwords\x1b[0m"
    for between, known in (("\x1b[?2026h", True), ("\x1b]2;title\x07", True), ("\x1b[2J", False)):
        memory = ScreenMemory()
        compact(line, memory)
        compact(between, memory)
        assert (compact(line, memory) == "") is known, between


def test_a_style_is_written_where_it_changes() -> None:
    plain = "\x1b[38;5;188;48;5;233m{}\x1b[0m"
    strong = "\x1b[1;38;5;188;48;5;233m{}\x1b[0m"
    frame = f"\x1b[1;1H{plain.format('one')}\n\x1b[2;1H{plain.format('two ')}{strong.format('x')}"
    assert compact(frame) == ("\x1b[1;1H\x1b[48;5;233;38;5;188mone\x1b[2;1Htwo \x1b[1mx\x1b[m")


@pytest.mark.parametrize(
    "frame",
    [
        "\x1b[?1049h\x1b[1;31mred\x1b[0m",
        "\x1b]52;c;dGV4dA==\x07",
        "\x1b[58;5;3mx\x1b[0m",
        "\x1b[1mnot ended",
        "\x1b[38;5mx\x1b[0m",
        "a\tb",
    ],
)
def test_what_is_no_plain_frame_is_not_changed(frame: str) -> None:
    assert compact(frame) == frame
