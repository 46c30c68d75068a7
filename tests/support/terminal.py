"""The installed command in a real pseudo-terminal, and what its screen then shows."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

from index.library import Library
from tests.support.waiting import PATIENCE

COMMAND = str(Path(sys.executable).parent / "pressmark")
# Runs `pressmark`; keys wait for what they are meant for, however long a busy machine takes.
PATIENT = """
import sys
from tui.cli import run_process
from tui.room import held_keys

held_keys._AT_MOST = 1e6
sys.exit(run_process())
"""
NAMES = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "ctrl+d": "\x04",
    "ctrl+u": "\x15",
    "ctrl+c": "\x03",
}


def environment(more: dict[str, str]) -> dict[str, str]:
    """The variables of a program in a terminal with all colours, and `more`."""
    terminal = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    own = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    return own | terminal | more


def _heed_signals() -> None:
    """A suite in the background ignores SIGINT, under nohup SIGHUP; children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A pseudo-terminal with `pressmark` in it."""

    def __init__(
        self,
        *words: str,
        size: tuple[int, int] = (120, 40),
        env: dict[str, str] | None = None,
        command: str = COMMAND,
        patient: bool = False,
    ) -> None:
        """Run `command` with `words`; with `patient` see PATIENT."""
        if patient:
            command, words = sys.executable, ("-c", PATIENT, *words)
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            command,
            list(words),
            dimensions=(rows, columns),
            env=environment(env or {}),
            timeout=PATIENCE,
            encoding=None,
            use_poll=True,  # select() fails on descriptors from 1024 on
            preexec_fn=_heed_signals,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.close(force=True)

    def read(self, seconds: float = 0.0) -> None:
        """Read the output, for at least `seconds`."""
        until = time.monotonic() + seconds
        while True:
            try:
                data = self.child.read_nonblocking(
                    65536, timeout=max(0.0, min(0.05, until - time.monotonic()))
                )
            except pexpect.TIMEOUT:
                data = b""
            except pexpect.EOF:
                return
            self.raw += data
            # Textual asks for modes and keyboard protocols that pyte prints as text
            self._stream.feed(_understood(data))
            if not data and time.monotonic() >= until:
                return

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing has been written for `quiet` seconds."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            before = len(self.raw)
            self.read(quiet)
            if len(self.raw) == before:
                return

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.screen.display)

    def wait_for(self, *texts: str) -> str:
        """Wait until all of `texts` are on the screen; returns the screen."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read(0.05)
            if all(text in self.text for text in texts):
                return self.text
            if not self.child.isalive():
                break
        raise AssertionError(f"{texts} did not come; the screen is:\n{self.text}")

    def wait_until(
        self, happened: Callable[[], object], meanwhile: Callable[[], object] = bool
    ) -> None:
        """Read until `happened` is true, calling `meanwhile` before each look."""
        until = time.monotonic() + PATIENCE
        meanwhile()
        while not happened():
            assert self.child.isalive() and time.monotonic() < until, self.text
            self.read(0.05)
            meanwhile()

    def press(self, *keys: str) -> None:
        """Press keys, by name or character."""
        for key in keys:
            self.child.send(NAMES.get(key, key))

    def cost(self, *keys: str, pause: float = 0.0) -> int:
        """How many bytes these keys cost, each after a pause; the screen must be still before."""
        before = len(self.raw)
        for key in keys:
            self.press(key)
            self.settle(pause)
        self.settle()
        return len(self.raw) - before

    def end(self) -> int:
        """Wait for the end; returns the exit status."""
        until = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < until:
            self.read(0.05)
        self.read()
        assert not self.child.isalive(), _state_of(self.child.pid)
        self.child.close()
        return int(
            self.child.exitstatus
            if self.child.exitstatus is not None
            else -(self.child.signalstatus or 0)
        )

    def kill(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.child.kill(number)


def _state_of(pid: int) -> str:
    """What a process that should have ended is doing."""
    try:
        files = [Path(f"/proc/{pid}/{name}").read_text() for name in ("status", "wchan")]
    except OSError as error:
        return str(error)
    return "\n".join(files)


def _understood(data: bytes) -> bytes:
    return re.sub(rb"\x1b\[(?:[<>=?][0-9;]*[a-zA-Z$]?[pu]|>[0-9;]*[a-zA-Z])", b"", data)


def indexed(folder: Path) -> Path:
    """The folder, after its library was built in this process."""
    library = Library.open([folder])
    library.refresh(jobs=1)
    library.close()
    return folder


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
