"""Start to first usable screen, key to paint, and the bytes of both, in a pseudo-terminal.

The start is compared with an empty Textual app. Exits with 1 if more bytes are written than the
budget allows at 120x40: 50 KB for the first screen, 8 KB a page, 2 KB a step. A step in the
quotes moves the article along; where both panes scroll, all that both show is new: 2 KB a pane.

    python bench/first_screen.py [FOLDER]

FOLDER (default: the articles that come with Pressmark) should be indexed already.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

ROOT = Path(__file__).parent.parent
COMMAND = str(Path(sys.executable).parent / "pressmark")
EMPTY = (
    "from textual.app import App\nfrom textual.widgets import Static\nclass A(App):\n    def "
    "compose(self): yield Static('READY')\nA().run()"
)
# What the status line of the first screen says, by then with a result list and an article above it.
SHOWN = r"article \d+ of|This is an example library"
RUNS = 7
FIRST_SCREEN, PAGE, STEP = 50_000, 8_000, 2_000
TWO_PANES = 2 * STEP


def start(command: str, words: list[str], ready: str) -> tuple[float, pexpect.spawn]:
    """Seconds until the output matches `ready`, and the running program."""
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
        "COLORTERM": "truecolor",
    }
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
    child.expect(ready)
    return time.perf_counter() - begun, child


def key(child: pexpect.spawn, press: str) -> tuple[float, int]:
    """Seconds from a key to the first thing written after it, and bytes until it is quiet."""
    drained(child)
    begun = time.perf_counter()
    child.send(press)
    child.expect(r"[\s\S]")
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


def main() -> None:
    """Print the table."""
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "seeds")
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_STATE_HOME"] = state
        ours, theirs = [], []
        for _ in range(RUNS):
            seconds, child = start(COMMAND, [folder], SHOWN)
            ours.append(seconds)
            child.close(force=True)
            seconds, child = start(sys.executable, ["-c", EMPTY], "READY")
            theirs.append(seconds)
            child.close(force=True)
        us, them = statistics.median(ours), statistics.median(theirs)
        print(
            f"first usable screen {us * 1000:6.0f} ms, empty Textual app "
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
    _, child = start(COMMAND, [folder], SHOWN)
    size = len((child.before + child.after).encode()) + drained(child)
    child.close(force=True)
    print(
        f"{'first screen over SSH' if remote else 'first screen':22}{size:38,} bytes of "
        f"{FIRST_SCREEN:,}"
    )
    return size


def steps(folder: str) -> list[int]:
    """Print what each key costs over SSH; returns the sizes over their budget."""
    os.environ["SSH_CONNECTION"] = "1"
    _, child = start(COMMAND, [folder], SHOWN)
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
