"""`read --plain`: numbered lines and one prompt, without a single escape sequence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from index.kept import Review
from tests.support.articles import Open, Write
from tests.support.terminal import Terminal
from tui.cli.plain_reader import PlainReader

TEXT = (
    "Talks in the capital\n14 May 2004\n\nThe river is wide.\n\n"
    "\u201cThe river is high this year,\u201d Minister Anna Bell said.\n\nNothing "
    "\x1b[31m[red]more[/].\n"
)


@pytest.fixture
def ask(articles: Path, opened: Callable[[Path], Library]) -> Callable[..., list[str]]:
    """Give lines to a plain reader over twelve articles; what it printed for the last one."""
    for number in range(11):
        (articles / f"{number}.txt").write_text(f"Piece {number}\n\nA pebble lies in the road.\n")
    (articles / "talks.txt").write_text(TEXT, encoding="utf-8")
    library = opened(articles)
    printed: list[str] = []
    reader = PlainReader(library, printed.append)

    def ask(*lines: str) -> list[str]:
        for line in lines:
            printed.clear()
            assert reader.answer(line)
        return list(printed)

    return ask


Ask = Callable[..., list[str]]


def test_search_lists_articles_by_number(ask: Ask) -> None:
    count, first, *_ = ask("search river")
    assert count == "1 article."
    assert first.startswith("1. Talks in the capital. 2004-05-14. The river is wide.")


def test_a_long_list_goes_on_with_next(ask: Ask) -> None:
    first = ask("search pebble")
    assert first[0] == "11 articles."
    assert first[-1] == "1 more: next."
    assert [line.partition(".")[0] for line in ask("n")] == ["11"]
    assert ask("n") == ["That was the end of the list."]
    assert ask("results") == first[1:]


def test_an_article_is_read_by_paragraph_and_says_where_the_matches_are(ask: Ask) -> None:
    head, matches, *paragraphs = ask("search river", "open 1")
    assert head == "Talks in the capital. 2004-05-14."
    assert matches == "Matches in paragraphs 1, 2."
    assert paragraphs[0] == "1. The river is wide."
    assert "[red]more[/]" in paragraphs[2]
    assert "\x1b" not in "".join(paragraphs)


def test_quotations_are_kept_and_cited_by_number(ask: Ask) -> None:
    (line,) = ask("s river", "1", "quotes")
    assert line.startswith("1. Anna Bell: ")
    assert ask("mark 1 for the report")[0].startswith("Kept: ")
    (mark,) = Review().marks()
    assert (mark.note, mark.passage.speaker) == ("for the report", "Anna Bell")
    assert mark.passage.locator in ask("cite 1")[-1]
    assert ask("search is:marked")[0] == "1 article."


def test_reported_words_are_listed_as_such(write: Write, articles: Path, opened: Open) -> None:
    write("dam.txt", "Dam", "Carl Dorn read the report. Carl Dorn said that the dam is old.")
    said: list[str] = []
    reader = PlainReader(opened(articles), said.append)
    for line in ("search dam", "open 1", "quotes", "cite 1"):
        reader.answer(line)
    assert "Match in paragraph 1." in said
    assert "1. Carl Dorn, reported: that the dam is old" in said
    assert said[-1].startswith("Carl Dorn, as reported in: ")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["dance"], "no command dance"),
        (["open 99"], "a number from 1 to 12"),
        (["quotes"], "No article is open"),
        (["results"], "Nothing was searched yet"),
        (["search colour:red"], "no field colour"),
        (["search zzyzx"], "Nothing found for zzyzx."),
        (["search river", "mark 1"], "No article is open"),
        (["search river", "open 1", "cite x"], "a number from 1 to 3"),
        (["search pebble", "open 1", "quotes"], "Nobody is quoted or reported in this article."),
        (["search " + "(" * 5000], "nested"),
    ],
)
def test_what_cannot_be_done_says_why_in_one_line(ask: Ask, lines: list[str], says: str) -> None:
    printed = ask(*lines)
    assert says in printed[-1]
    assert "\x1b" not in printed[-1]


def test_on_a_dumb_terminal_no_escape_sequence_is_written(articles: Path) -> None:
    (articles / "talks.txt").write_text(TEXT, encoding="utf-8")
    with Terminal(str(articles), env={"TERM": "dumb"}) as terminal:
        terminal.wait_for("TERM is dumb, so these are numbered lines (--plain)", "pressmark>")
        for line, answer in (
            ("search river", "1. Talks"), ("open 1", "1. The river is wide."),
            ("quotes", "1. Anna Bell"), ("mark 1", "Kept:"), ("cite 1", "para. 2"),
        ):  # fmt: skip
            terminal.press(*line, "\r")
            terminal.wait_for(answer)
        terminal.press(*"quit", "\r")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw
