"""Sizes, colours, locales and hostile text: what reaches the terminal."""

import re
from pathlib import Path

import pytest

from tests.support.articles import Write
from tests.support.paths import SEED
from tests.support.terminal import Terminal, indexed

pytestmark = pytest.mark.long


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_every_size(size: tuple[int, int]) -> None:
    with Terminal(str(SEED.parent), "-q", "ivanov", size=size) as terminal:
        terminal.wait_for("/ ivanov", "match 1 of")
        for key, heading in (
            ("2", "▸2 Article"),
            ("3", "▸3 Actors"),
            ("4", "▸4 Quotes"),
            ("5", "▸5 Passages"),
            ("1", "▸1 Results"),
        ):
            terminal.press(key)
            terminal.wait_for(heading)


def test_no_colour_at_all_under_no_color() -> None:
    with Terminal(str(SEED.parent), "-q", "ivanov", env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("match 1 of")
        terminal.press("3", "j", "j", "2", "]")
        terminal.settle()
    codes = {
        code
        for match in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw)
        for code in match.split(b";")
        if code
    }
    assert codes <= {b"0", b"1", b"2", b"3", b"4", b"7", b"9", b"22", b"23", b"24", b"27"}, codes


@pytest.mark.parametrize(("locale", "glyph"), [("C", ">1 Results"), ("C.UTF-8", "▸1 Results")])
def test_an_ascii_locale_gets_ascii(locale: str, glyph: str) -> None:
    with Terminal(str(SEED.parent), env={"LANG": locale, "LC_ALL": locale}) as terminal:
        terminal.wait_for(glyph, "Chief")
        terminal.settle()
    assert b"38;2;" in terminal.raw, "all colours where they are wanted"
    if locale == "C":
        assert terminal.raw.isascii()


def test_hostile_text_reaches_no_terminal(write: Write, articles: Path) -> None:
    write(
        "a.txt",
        "Ti\x1b]2;PWNED\x07tle",
        "Red \x1b[31malert\x1b[0m \x9b2J \x1bP$q\x1b\\ \u202etxt\u202c [bold]x[/] [/nothing] said.",
    )
    (articles / "na\x1b[5mme.txt").write_text("Other\n\nBody with a name.\n", encoding="utf-8")
    with Terminal(str(articles), "-q", "alert") as terminal:
        terminal.wait_for("[bold]x[/] [/nothing]", "control characters were taken out")
        terminal.press("/", " name", "enter", "?", "q")
        terminal.settle()
    assert b"PWNED" not in terminal.raw
    assert b"\x9b" not in re.sub(rb"[\xc2-\xf4][\x80-\xbf]+", b"", terminal.raw)
    assert "\u202e".encode() not in terminal.raw
    assert b"\x1b[5m" not in terminal.raw


def test_bytes_that_keys_write(long: Path) -> None:
    """At 120x40: 50 KB for the first screen, 8 KB for a page, 2 KB for a line or a list step."""
    with Terminal(str(indexed(long)), "-q", "river", env={"SSH_CONNECTION": "1"}) as terminal:
        terminal.wait_for("match 1 of", "40 of 40 · ")
        terminal.settle()
        assert len(terminal.raw) <= 50_000
        for pane, steps in (("1", 12), ("2", 30), ("4", 6), ("5", 10)):
            assert terminal.cost(pane) <= 2_000, f"focus on {pane}"
            assert terminal.cost(*"j" * steps, pause=0.1) <= 2_000 * steps, pane
        terminal.cost("2")
        for key in (" ", " ", "b", "ctrl+d"):
            assert terminal.cost(key) <= 8_000, key
        assert terminal.cost("3") <= 2_000


def test_another_size_and_a_cleared_screen_are_painted_whole(long: Path) -> None:
    with Terminal(str(indexed(long)), "-q", "river") as terminal:
        terminal.wait_for("match 1 of", "40 of 40 · ", "Actors 1", "2005-01: 40", "▸Anna Bell")
        whole = terminal.text
        for columns, rows in ((90, 30), (60, 20), (120, 40)):
            terminal.child.setwinsize(rows, columns)
            terminal.screen.resize(rows, columns)
            terminal.screen.erase_in_display(2)
            terminal.wait_for("/ river", "2 Article", "q quit")
        terminal.wait_until(lambda: terminal.text.split("\n")[:3] == whole.split("\n")[:3])

        def repaints() -> bool:
            before = terminal.text
            terminal.screen.erase_in_display(2)
            terminal.press("\x0c")
            terminal.settle()
            return terminal.text == before and "q quit" in before

        terminal.wait_until(repaints)


def test_a_terminal_of_16_colours_gets_those() -> None:
    more = {"TERM": "xterm-16color", "COLORTERM": "", "SSH_CONNECTION": "1"}
    with Terminal(str(SEED.parent), "-q", "ivanov", env=more) as terminal:
        terminal.wait_for("match 1 of")
    assert b"38;2;" not in terminal.raw and b"38;5;" not in terminal.raw
    assert re.search(rb"\x1b\[(\d;)*9[0-7]", terminal.raw)
