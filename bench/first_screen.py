"""Start to first usable screen, key to paint, and the bytes of both, in a pseudo-terminal.

The start is compared with an empty Textual app, as wall time and as processor time of all threads
until then. The screen is read through a terminal emulator, because a paint writes changed cells
alone. Exits with 1 if more bytes are written than the
budget allows at 120x40: 50 KB for the first screen, 8 KB a page, 2 KB a step. A step in the
quotes moves the article along; where both panes scroll, all that both show is new: 2 KB a pane.

    python bench/first_screen.py [FOLDER]
    python bench/first_screen.py --new FOLDER

FOLDER (default: the articles that come with Pressmark) should be indexed already, with
`pressmark index FOLDER`. `--new` measures the start over a folder without a library instead: the
time until its first article is readable, while the others are still read.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pexpect
import pyte

ROOT = Path(__file__).parent.parent
COMMAND = str(Path(sys.executable).parent / "pressmark")
EMPTY = (
    "from textual.app import App\nfrom textual.widgets import Static\nclass A(App):\n    def "
    "compose(self): yield Static('READY')\nA().run()"
)
# What the status line of the first screen says, by then with a result list and an article above it.
SHOWN = r"article [\d,]+ of|This is an example library"
# Textual asks for modes and keyboard protocols that pyte prints as text.
QUESTIONS = re.compile(r"\x1b\[(?:[<>=?][0-9;]*[a-zA-Z$]?[pu]|>[0-9;]*[a-zA-Z])")
RUNS = 7
# Seconds after which a key has written nothing.
LONGEST = 5.0
FIRST_SCREEN, PAGE, STEP = 50_000, 8_000, 2_000
TWO_PANES = 2 * STEP


class Start(NamedTuple):
    """A started program: wall and processor seconds until a text was shown, and its bytes."""

    seconds: float
    processor: float
    size: int
    child: pexpect.spawn


def start(command: str, words: list[str], ready: str) -> Start:
    """Start a program and wait until its screen matches `ready`."""
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
        "COLORTERM": "truecolor",
    }
    screen = pyte.Screen(120, 40)
    stream = pyte.Stream(screen)
    begun = time.perf_counter()
    child = pexpect.spawn(
        command,
        words,
        dimensions=(40, 120),
        env=environment,
        encoding="utf-8",
        codec_errors="replace",
        timeout=20,
    )
    child.delaybeforesend = None
    size = 0
    while True:
        written = child.read_nonblocking(1 << 20, timeout=20)
        seconds, processor = time.perf_counter() - begun, processor_time(child.pid)
        size += len(written.encode())
        stream.feed(QUESTIONS.sub("", written))
        if re.search(ready, "\n".join(screen.display)):
            return Start(seconds, processor, size, child)


def processor_time(pid: int) -> float:
    """The processor time of all threads of a process, in seconds."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text().split()[0]) for one in threads) / 1e9


def key(child: pexpect.spawn, press: str) -> tuple[float, int]:
    """Seconds from a key to the first thing written after it, and bytes until it is quiet.

    A key that changes nothing on the screen, as a step in a list of one article, writes nothing.
    """
    drained(child)
    begun = time.perf_counter()
    child.send(press)
    try:
        child.expect(r"[\s\S]", timeout=LONGEST)
    except pexpect.TIMEOUT:
        return 0.0, 0
    taken = time.perf_counter() - begun
    return taken, 1 + drained(child)


def drained(child: pexpect.spawn) -> int:
    """The bytes that are written until it is quiet."""
    size = 0
    while True:
        try:
            size += len(child.read_nonblocking(65536, timeout=0.3).encode())
        except pexpect.TIMEOUT:
            return size


def new_library(folder: str) -> None:
    """Print how long a folder without a library takes until its first article is readable."""
    taken: list[float] = []
    theirs: list[float] = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["XDG_CACHE_HOME"] = cache
            begun = start(COMMAND, [folder], SHOWN)
            taken.append(begun.seconds)
            begun.child.close(force=True)
        empty = start(sys.executable, ["-c", EMPTY], "READY")
        theirs.append(empty.seconds)
        empty.child.close(force=True)
    us, them = statistics.median(taken), statistics.median(theirs)
    print(
        f"first article of a new library {us * 1000:6.0f} ms ({min(taken) * 1000:.0f} to "
        f"{max(taken) * 1000:.0f}), empty Textual app {them * 1000:6.0f} ms, ratio {us / them:.2f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=str(ROOT / "seeds"))
    parser.add_argument("--new", action="store_true", help="measure a folder without a library")
    options = parser.parse_args()
    folder = options.folder
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_STATE_HOME"] = state
        if options.new:
            new_library(folder)
            return
        ours: list[Start] = []
        theirs: list[Start] = []
        for _ in range(RUNS):
            for found, command, words, ready in (
                (ours, COMMAND, [folder], SHOWN),
                (theirs, sys.executable, ["-c", EMPTY], "READY"),
            ):
                begun = start(command, words, ready)
                begun.child.close(force=True)
                found.append(begun)
        for name in ("seconds", "processor"):
            us, them = (
                statistics.median(getattr(one, name) for one in found) for found in (ours, theirs)
            )
            print(
                f"first usable screen, {name:9} {us * 1000:6.0f} ms, empty Textual app "
                f"{them * 1000:6.0f} ms, ratio {us / them:.2f}"
            )
        over = [
            size
            for remote in (False, True)
            if (size := first_screen(folder, remote)) > FIRST_SCREEN
        ]
        over += steps(folder)
        sys.exit(1 if over else 0)


def first_screen(folder: str, remote: bool) -> int:
    """Print and return the bytes until the first screen is complete; `remote`: over SSH."""
    if remote:
        os.environ["SSH_CONNECTION"] = "1"
    else:
        os.environ.pop("SSH_CONNECTION", None)
    begun = start(COMMAND, [folder], SHOWN)
    size = begun.size + drained(begun.child)
    begun.child.close(force=True)
    print(
        f"{'first screen over SSH' if remote else 'first screen':22}{size:38,} bytes of "
        f"{FIRST_SCREEN:,}"
    )
    return size


def steps(folder: str) -> list[int]:
    """Print what each key costs over SSH; returns the sizes over their budget."""
    os.environ["SSH_CONNECTION"] = "1"
    child = start(COMMAND, [folder], SHOWN).child
    drained(child)
    over: list[int] = []
    for name, press, most in (
        ("list step", "j", STEP),
        ("open", "\r", PAGE),
        ("line step", "j", STEP),
        ("next quotation", "]", PAGE),
        ("page", " ", PAGE),
        ("quotes", "4", STEP),
        *((f"quotes step {number}", "j", TWO_PANES) for number in range(1, 7)),
        ("a letter of a search", "/a", FIRST_SCREEN),
    ):
        seconds, size = key(child, press)
        over += [size] if size > most else []
        print(f"{name:22}{seconds * 1000:6.1f} ms to the first byte, {size:7,} bytes of {most:,}")
    child.close(force=True)
    return over


if __name__ == "__main__":
    main()
