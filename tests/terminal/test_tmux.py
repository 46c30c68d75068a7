"""The reader in tmux: detached, attached again, killed; copying to its buffer."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.articles import Write
from tests.support.paths import SEED
from tests.support.terminal import COMMAND, indexed
from tests.support.waiting import eventually

pytestmark = pytest.mark.long


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
        self.wait(tmux, "▸4 Quotes 40")
        tmux("send-keys", "3")
        self.wait(tmux, "▸3 Actors", "Anna Bell")

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
        self.wait(tmux, "review 1 of 40: ")
        tmux("send-keys", "]", "]", "m")
        self.wait(tmux, "Marked this statement.")
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
        self.wait(tmux, "/ title:river sort:date", "1 note is unfinished", "*")
        tmux("send-keys", "2")
        self.wait(tmux, "review 1 of 40: ", "article 2 of 40")
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
