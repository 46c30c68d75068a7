"""End to end: the installed command in a terminal, as a person uses it."""

import shutil
import signal
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.terminal import Terminal, indexed
from tests.support.waiting import saved_places

pytestmark = pytest.mark.long


def test_the_whole_way_from_a_file_to_a_highlighted_passage() -> None:
    with Terminal() as terminal:
        terminal.wait_for("Russian-Uzbek Rapprochement", "1 of 1", "Sergei Ivanov")
        terminal.press("/", "interests", "enter")
        terminal.wait_for("match 1 of 2, article 1 of 1")
        terminal.press("4")
        terminal.wait_for("▸4 Quotes")
        terminal.press("j", "j", "j", "enter")
        terminal.wait_for("▸2 Article", "┃Trubnikov added that a lot", "▸Vyacheslav Trubnikov")
        terminal.press("q")
        assert terminal.end() == 0
    assert b"Traceback" not in terminal.raw


def test_walking_on_by_time_and_words_and_back_after_a_dropped_line(long: Path) -> None:
    with Terminal(str(indexed(long)), "-q", "river", size=(80, 24)) as terminal:
        terminal.wait_for("40 of 40 · ", "2005-01-28: 1")
        terminal.press("T")
        terminal.wait_for("by article date")
        terminal.press("g", "v", "l")
        terminal.wait_for("2005-01-01 to 2005-01-02: 4 articles")
        terminal.press("enter")
        terminal.wait_for("river date:2005-01-01..2005-01-02", "4 of 40", "article 1 of 4 ")
        terminal.press("5")
        terminal.wait_for("▸5 Passages")
        terminal.press("S")
        terminal.wait_for("164, all articles")
        terminal.press("S")
        terminal.wait_for("164, all, → right first")
        terminal.press("1")
        terminal.wait_for("▸1 Results")
        terminal.press("~")
        terminal.wait_for("Related to this article")
        terminal.press("q")
        terminal.wait_for("▸1 Results")
        terminal.press("j", "enter")
        terminal.wait_for("▸2 Article", "article 2 of 4 ")
        terminal.press("H")
        terminal.wait_for("article 1 of 4 ")
        terminal.press("H")
        terminal.wait_for("/ river  ", "40 of 40")
        terminal.wait_until(lambda: [place["query"] for place in saved_places()] == ["river"])
        terminal.kill(signal.SIGHUP)
    with Terminal(str(long), size=(80, 24)) as terminal:
        terminal.wait_for("/ river  ", "40 of 40", "article 1 of 40")
        terminal.press("L")
        terminal.wait_for("date:2005-01-01..2005-01-02", "4 of 40")
        terminal.press("q")
        assert terminal.end() == 0
    assert b"Traceback" not in terminal.raw


def test_keys_sent_in_one_go_all_arrive(long: Path) -> None:
    with Terminal(str(indexed(long)), patient=True) as terminal:
        terminal.wait_for("40 of 40 · ")
        terminal.press("/river\rj\rnn")
        terminal.wait_for("/ river", "match 3 of", "article 2 of 40")


def is_only_note(words: str) -> bool:
    with closing(Review()) as review:
        return [mark.note for mark in review.marks()] == [words]


def test_a_note_and_the_key_that_keeps_it_in_one_write(long: Path) -> None:
    """Text and Ctrl-D that arrive in one read keep the whole note, each of twenty times."""
    with Terminal(str(indexed(long))) as terminal:
        terminal.wait_for("article 1 of 40")
        for turn in range(20):
            words = f"note {turn} of a reader, whole to its end"
            terminal.press("2", "a")
            terminal.wait_for("Ctrl-D")
            terminal.child.send("\x15" + "\x7f" * 60 + words + "\x04")
            terminal.wait_for("Note kept.")
            terminal.wait_until(partial(is_only_note, words))


def test_it_can_be_used_while_it_builds(long: Path) -> None:
    for number in range(400):
        shutil.copy(long / "00.txt", long / f"copy{number}.txt")
    with Terminal(str(long)) as terminal:
        terminal.wait_for("reading", "River news")
        terminal.press("/", "banks", "enter")
        terminal.wait_for("match 1 of")
        terminal.wait_for("40 of 440 · ")  # the copies are one row


def test_changes_in_the_folder_show_by_themselves_without_moving_the_place(long: Path) -> None:
    with Terminal(str(indexed(long)), "-q", "river sort:date") as terminal:
        terminal.wait_for("40 of 40 · ", "article 1 of 40")
        terminal.press("j", "j", "\r")
        terminal.wait_for("match 1 of", "article 3 of 40")
        terminal.press("n", "n")
        terminal.wait_for("match 3 of", "article 3 of 40")
        late = "A late piece\n\nPublication: Monitor\nDate: 2001-01-01\n\nOf the river again.\n"
        # the watch may start after the first screen: repeat the change until it is noticed
        terminal.wait_until(
            lambda: "41 of 41 · " in terminal.text,
            meanwhile=lambda: (long / "new.txt").write_text(late, encoding="utf-8"),
        )
        terminal.wait_for("match 3 of", "article 4 of 41")
        (long / "new.txt").unlink()
        terminal.wait_for("40 of 40 · ", "match 3 of", "article 3 of 40")
