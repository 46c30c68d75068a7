"""End to end: the installed command in a terminal, as a person starts and ends it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.articles import Write
from tests.support.paths import SEED
from tests.support.small_disk import limit_databases
from tests.support.terminal import COMMAND, Terminal
from tests.support.waiting import eventually, saved_places


@pytest.fixture
def long(write: Write, articles: Path) -> Path:
    """Forty articles of some length."""
    for number in range(40):
        paragraphs = "\n\n".join(
            f"Paragraph {n} tells of river{number} a river, of its{number} banks, and of those{number} who live there{number}. “It is high,” said Anna Bell in evening{number}, "
            f"and everybody{number} who stood there agreed{number} that it had never{number} been seen so high{number} before." for n in range(40)
        )  # fmt: skip
        write(
            f"{number:02}.txt",
            f"River news {number}",
            f"Minister Anna Bell spoke.\n\n{paragraphs}",
            date=f"2005-01-{number % 28 + 1:02}",
        )
    return articles


def indexed(folder: Path) -> Path:
    subprocess.run([COMMAND, "index", str(folder)], check=True, capture_output=True)
    return folder


def test_the_whole_way_from_a_file_to_a_highlighted_passage() -> None:
    with Terminal() as terminal:
        terminal.wait_for("Russian-Uzbek Rapprochement", "1 of 1", "Sergei Ivanov")
        terminal.press("/", "interests", "enter")
        terminal.wait_for("match 1 of 2, article 1 of 1")
        terminal.press("4", "j", "j", "j", "enter")
        terminal.wait_for("▸Article", "┃made the following", "▸Vyacheslav Trubnikov")
        terminal.press("q")
        assert terminal.end() == 0
    assert b"Traceback" not in terminal.raw


def test_walking_on_by_time_and_words_and_back_after_a_dropped_line(long: Path) -> None:
    with Terminal(str(indexed(long)), "-q", "river", size=(80, 24)) as terminal:
        terminal.wait_for("40 of 40 · ", "2005-01-28")
        terminal.press("T", "g", "v", "l")
        terminal.wait_for("2005-01-01 to 2005-01-02: 4 articles")
        terminal.press("enter")
        terminal.wait_for("river date:2005-01-01..2005-01-02", "4 of 40")
        terminal.press("5", "S", "S", "z")
        terminal.wait_for("164, all, by the words to the right")
        terminal.press("z", "1", "~")
        terminal.wait_for("Related to this article")
        terminal.press("q", "j", "enter")
        terminal.wait_for("▸Article")
        terminal.press("H", "H")
        terminal.wait_for("/ river  ", "40 of 40")
        terminal.wait_until(lambda: [place["query"] for place in saved_places()] == ["river"])
        terminal.kill(signal.SIGHUP)
    with Terminal(str(long), size=(80, 24)) as terminal:
        terminal.wait_for("/ river  ", "40 of 40")
        terminal.press("L")
        terminal.wait_for("date:2005-01-01..2005-01-02", "4 of 40")
        terminal.press("q")
        assert terminal.end() == 0
    assert b"Traceback" not in terminal.raw


def test_keys_sent_in_one_go_all_arrive(long: Path) -> None:
    with Terminal(str(indexed(long))) as terminal:
        terminal.wait_for("40 of 40 · ")
        terminal.press("/river\rj\rnn")
        terminal.wait_for("/ river", "match 3 of", "article 2 of 40")


def test_a_note_and_the_key_that_keeps_it_in_one_write(long: Path) -> None:
    """Text and Ctrl-D that arrive in one read keep the whole note, each of twenty times."""
    with Terminal(str(long)) as terminal:
        terminal.wait_for("article 1 of")
        for turn in range(20):
            words = f"note {turn} of a reader, whole to its end"
            terminal.press("2", "a")
            terminal.wait_for("Ctrl-D")
            terminal.child.send("\x15" + "\x7f" * 60 + words + "\x04")
            terminal.wait_for("Note kept.")
            terminal.settle(0.1)
            (mark,) = Review().marks()
            assert mark.note == words


def test_it_can_be_used_while_it_builds(long: Path) -> None:
    for number in range(400):
        shutil.copy(long / "00.txt", long / f"copy{number}.txt")
    with Terminal(str(long)) as terminal:
        terminal.wait_for("reading", "River news")
        terminal.press("/", "banks", "enter")
        terminal.wait_for("match 1 of", "article 1 of")
        terminal.wait_for("40 of 440 · ")  # the copies are one row


def test_changes_in_the_folder_show_by_themselves_without_moving_the_place(long: Path) -> None:
    with Terminal(str(indexed(long)), "-q", "river sort:date") as terminal:
        terminal.wait_for("40 of 40 · ", "article 1 of 40")
        terminal.press("j", "j", "\r", "n", "n")
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


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_every_size(size: tuple[int, int]) -> None:
    with Terminal(str(SEED.parent), "-q", "ivanov", size=size) as terminal:
        terminal.wait_for("/ ivanov", "match 1 of")
        for key, heading in (
            ("2", "▸Article"),
            ("3", "▸Actors"),
            ("4", "▸Quotes"),
            ("5", "▸Passages"),
            ("1", "▸Results"),
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


def test_colours_where_they_are_wanted() -> None:
    with Terminal(str(SEED.parent)) as terminal:
        terminal.wait_for("Ivanov")
    assert b"38;2;" in terminal.raw


@pytest.mark.parametrize(("locale", "glyph"), [("C", ">Results"), ("C.UTF-8", "▸Results")])
def test_an_ascii_locale_gets_ascii(locale: str, glyph: str) -> None:
    with Terminal(str(SEED.parent), env={"LANG": locale, "LC_ALL": locale}) as terminal:
        terminal.wait_for(glyph, "Chief")
        terminal.settle()
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
    """DESIGN.md: 50 KB for the first screen, 8 KB for a page, 2 KB for a line or a list step, at 120x40."""
    with Terminal(str(indexed(long)), "-q", "river", env={"SSH_CONNECTION": "1"}) as terminal:
        terminal.wait_for("match 1 of", "40 of 40 · ")
        terminal.settle()
        assert len(terminal.raw) <= 50_000
        for pane, steps in (("1", 12), ("2", 30), ("4", 6), ("5", 10)):
            assert terminal.cost(pane) <= 2_000, f"focus on {pane}"
            costs = [terminal.cost("j") for _ in range(steps)]
            assert sum(costs) / len(costs) <= 2_000, (pane, costs)
        terminal.press("2")
        for key in (" ", " ", "b", "ctrl+d"):
            assert terminal.cost(key) <= 8_000, key
        assert terminal.cost("3") <= 2_000


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_the_place_is_kept_when_the_line_drops(long: Path, number: signal.Signals) -> None:
    with Terminal(str(indexed(long))) as terminal:
        terminal.wait_for("40 of 40 · ")
        terminal.press("/", "river sort:date", "enter")
        terminal.wait_for("match 1 of")
        terminal.press(
            "j", "j", "enter", "]", "]", "]", "]", "]", "]", "]", "]", "]", "]", "]", "]"
        )
        terminal.wait_for("article 3 of")
        terminal.settle()
        terminal.wait_until(
            lambda: any(
                place["query"] == "river sort:date"
                and place["pane"] == "article"
                and place["offset"] > 1000
                for place in saved_places()
            )
        )
        before = terminal.screen.display[12:38]
        terminal.kill(number)
        terminal.end()
    with Terminal(str(long)) as terminal:
        terminal.wait_for("/ river sort:date", "article 3 of", "▸Article")
        terminal.settle()
        cursor_line = next(line for line in before if "›" in line).split("›")[1][2:40]
        assert cursor_line.strip("┃│ ")[:20] in terminal.text


def processes_with(word: str) -> list[int]:
    """The running processes with a word in their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word in path.read_text(encoding="utf-8", errors="replace"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_builder_does_not_outlive_the_reader(long: Path) -> None:
    for number in range(600):
        shutil.copy(long / "00.txt", long / f"copy{number}.txt")
    with Terminal(str(long)) as terminal:
        terminal.wait_for("reading")
        terminal.kill(signal.SIGKILL)
        terminal.end()
    eventually(lambda: not processes_with(str(long)))


def test_a_wrong_config_file_is_said_in_one_line_and_nothing_opens(own_folders: Path) -> None:
    config = own_folders / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\n"article.next_macth" = "n"\n', encoding="utf-8")
    with Terminal() as terminal:
        assert terminal.end() == 2
    assert terminal.raw.decode().strip().splitlines() == [
        f"pressmark: {config}: There is no action article.next_macth to give a key to; `?` in the reader shows the names."
    ]


def test_a_key_map_of_ones_own(own_folders: Path) -> None:
    config = own_folders / "config" / "pressmark" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "light"\n[keys]\n"everywhere.quotes" = "w"\n', encoding="utf-8")
    with Terminal() as terminal:
        terminal.wait_for("Ivanov")
        terminal.press("w")
        terminal.wait_for("▸Quotes")


def test_no_such_path_and_no_terminal_are_one_line(tmp_path: Path) -> None:
    with Terminal(str(tmp_path / "nowhere")) as terminal:
        assert terminal.end() == 2
    assert len(terminal.raw.decode().strip().splitlines()) == 1
    done = subprocess.run(
        [COMMAND, str(SEED.parent)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pressmark: The reader needs a terminal.")


def test_a_cache_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with Terminal(str(SEED.parent), env={"XDG_CACHE_HOME": str(blocked)}) as terminal:
        assert terminal.end() == 2
    assert len(terminal.raw.decode().strip().splitlines()) == 1
    assert b"--library DIR" in terminal.raw


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a catalogue cannot grow past 36 pages."""
    folder = tmp_path / "disk"
    folder.mkdir()
    for name, value in limit_databases(tmp_path / "site", folder).items():
        monkeypatch.setenv(name, value)
    return folder


def test_a_full_disk_is_one_line_and_loses_nothing(
    small_disk: Path, long: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [COMMAND, "index", str(long), "--library", str(small_disk / "lib")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.fullmatch(
        r"pressmark: No space left to write the library in .* --library DIR\.\n", done.stderr
    )
    done = subprocess.run(
        [COMMAND, "index", str(long), "--library", str(tmp_path / "lib"), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["articles"] == 40


def test_a_full_disk_while_reading_leaves_the_reader_open(small_disk: Path, long: Path) -> None:
    with Terminal(str(long), "--library", str(small_disk / "lib")) as terminal:
        terminal.wait_for("No space left to write the library")
        terminal.press("?")
        terminal.wait_for("Everywhere")


# Runs `pressmark`, but its build stops after the first chunk until the test sends a signal.
HELD_BUILD = """
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import index.ingest.build
from tui.cli import main

read_all = index.ingest.build.read_all


def first_chunk_only(*words: object) -> Iterator[object]:
    chunks = read_all(*words)
    yield next(chunks)
    Path(sys.argv[1]).touch()
    Event().wait()


index.ingest.build.read_all = first_chunk_only
sys.exit(main(sys.argv[2:]))
"""


def test_ctrl_c_during_a_build_keeps_what_is_done(long: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    with Terminal(
        "-c", HELD_BUILD, str(held), "index", str(long), command=sys.executable
    ) as terminal:
        terminal.wait_until(held.exists)
        terminal.press("ctrl+c")
        assert terminal.end() == 130
    assert b"Traceback" not in terminal.raw
    assert "interrupted" in terminal.text
    done = subprocess.run(
        [COMMAND, "index", str(long), "--json"], capture_output=True, text=True, check=True
    )
    summary = json.loads(done.stdout)
    assert summary["articles"] == 40
    assert 0 < summary["added"] < 40


def test_progress_is_drawn_for_a_person(long: Path) -> None:
    with Terminal("index", str(long)) as terminal:
        assert terminal.end() == 0
    assert "40 articles" in terminal.raw.decode()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
class TestInTmux:
    @pytest.fixture
    def tmux(self, tmp_path: Path) -> Iterator[Callable[..., str]]:
        socket = tmp_path / "tmux.sock"
        env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

        def run(*words: str) -> str:
            done = subprocess.run(
                ["tmux", "-u", "-S", str(socket), "-f", "/dev/null", *words],
                capture_output=True,
                text=True,
                env=env,
                check=False,
            )
            return done.stdout

        yield run
        run("kill-server")

    @staticmethod
    def wait(tmux: Callable[..., str], *texts: str) -> str:
        screens = [""]

        def look() -> bool:
            screens.append(tmux("capture-pane", "-p"))
            return all(text in screens[-1] for text in texts)

        try:
            eventually(look)
        except AssertionError:
            raise AssertionError(f"{texts} did not come:\n{screens[-1]}") from None
        return screens[-1]

    def test_a_session_at_80x24(self, tmux: Callable[..., str], long: Path) -> None:
        tmux("new-session", "-d", "-x", "80", "-y", "24", f"{COMMAND} {long}")
        self.wait(tmux, "40 of 40 · ", "River news")
        tmux("send-keys", "/", "Anna high", "Enter")
        self.wait(tmux, "match 1 of", "article 1 of 40")
        tmux("send-keys", "Enter", "]", "]")
        self.wait(tmux, "┃")
        tmux("send-keys", "4")
        self.wait(tmux, "▸Quotes 40")
        tmux("send-keys", "3")
        self.wait(tmux, "▸Actors", "Anna Bell")

    def test_detached_and_attached_again_it_goes_on(self, tmux: Callable[..., str]) -> None:
        tmux("new-session", "-d", "-x", "80", "-y", "24", f"{COMMAND} {SEED.parent} -q ivanov")
        self.wait(tmux, "match 1 of")
        tmux("resize-window", "-x", "100", "-y", "30")
        tmux("send-keys", "Enter", "n")
        self.wait(tmux, "match 2 of")

    def test_marks_and_place_survive_detaching_and_killing(
        self, tmux: Callable[..., str], long: Path
    ) -> None:
        indexed(long)
        command = f"exec {COMMAND} {long}"
        tmux("new-session", "-d", "-x", "80", "-y", "24", command)
        tmux("set-option", "-g", "remain-on-exit", "on")  # so that the kill leaves the pane
        self.wait(tmux, "40 of 40 · ")
        tmux("send-keys", "/", "title:river sort:date", "Enter")
        self.wait(tmux, "match 1 of")
        tmux("send-keys", "R")
        self.wait(tmux, "Review of 40 articles")
        tmux("send-keys", "x")
        self.wait(tmux, "review 1 of 40")
        tmux("send-keys", "]", "]", "m")
        self.wait(tmux, "Marked this quotation.")
        tmux("detach-client")
        tmux("send-keys", "a", "half a note")
        self.wait(tmux, "half a note")
        with closing(Review()) as review:
            (mark,) = review.marks()
            eventually(lambda: review.draft(mark.id) == "half a note")
        os.kill(int(tmux("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
        eventually(lambda: tmux("display-message", "-p", "#{pane_dead}").strip() == "1")
        tmux("kill-session")
        tmux("new-session", "-d", "-x", "80", "-y", "24", command)
        self.wait(tmux, "/ title:river sort:date", "review 1 of 40", "article 2 of 40", "*")
        tmux("send-keys", "'")
        self.wait(tmux, "Marks 1", "“It is high,”")
        tmux("send-keys", "a")
        self.wait(tmux, "half a note")
        tmux("send-keys", "C-d")
        self.wait(tmux, "Marks 1", "   half a note")

    def test_copying_goes_to_the_buffer_of_tmux(self, tmux: Callable[..., str]) -> None:
        tmux("new-session", "-d", "-x", "100", "-y", "30", f"{COMMAND} {SEED.parent} -q ivanov")
        self.wait(tmux, "match 1 of")
        tmux("send-keys", "Enter", "]", "y")
        self.wait(tmux, "Copied to tmux's buffer")
        assert "Sergei Ivanov (Russian news agencies, 2004-05-12), in:" in tmux("show-buffer")

    def test_the_pane_title_is_not_the_articles_to_set(
        self, tmux: Callable[..., str], write: Write, articles: Path
    ) -> None:
        write("a.txt", "Title", "Text \x1b]2;PWNED\x07 here.")
        tmux("new-session", "-d", "-x", "80", "-y", "24", f"{COMMAND} {articles}")
        self.wait(tmux, "Text", "here.")
        assert "PWNED" not in tmux("display-message", "-p", "#{pane_title}")
