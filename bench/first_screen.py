"""Start to first usable screen, and key to paint, in a pseudo-terminal, beside an empty Textual app.

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
EMPTY = "from textual.app import App\nfrom textual.widgets import Static\nclass A(App):\n    def compose(self): yield Static('READY')\nA().run()"
RUNS = 7


def start(command: str, words: list[str], ready: str) -> tuple[float, pexpect.spawn]:
    """Seconds until `ready` stands in the output, and the running program."""
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
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
    child.expect_exact(ready)
    return time.perf_counter() - begun, child


def key(child: pexpect.spawn, press: str) -> tuple[float, int]:
    """Seconds from a key to the first thing written after it, and bytes until it is quiet."""
    while True:
        try:
            child.read_nonblocking(65536, timeout=0.3)
        except pexpect.TIMEOUT:
            break
    begun = time.perf_counter()
    child.send(press)
    child.expect(r"[\s\S]")
    taken, size = time.perf_counter() - begun, 1
    while True:
        try:
            size += len(child.read_nonblocking(65536, timeout=0.3).encode())
        except pexpect.TIMEOUT:
            return taken, size


def main() -> None:
    """Print the table."""
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "seeds")
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_STATE_HOME"] = state
        ours, theirs = [], []
        for _ in range(RUNS):
            seconds, child = start(COMMAND, [folder], "article 1 of")
            ours.append(seconds)
            child.close(force=True)
            seconds, child = start(sys.executable, ["-c", EMPTY], "READY")
            theirs.append(seconds)
            child.close(force=True)
        us, them = statistics.median(ours), statistics.median(theirs)
        print(
            f"first usable screen {us * 1000:6.0f} ms, empty Textual app {them * 1000:6.0f} ms, ratio {us / them:.2f}"
        )
        _, child = start(COMMAND, [folder], "article 1 of")
        for name, press in (
            ("list step", "j"),
            ("open", "\r"),
            ("line step", "j"),
            ("next quotation", "]"),
            ("page", " "),
            ("quotes", "4"),
            ("a letter of a search", "/a"),
        ):
            seconds, size = key(child, press)
            print(f"{name:22}{seconds * 1000:6.1f} ms to the first byte, {size:7,} bytes")
        child.close(force=True)


if __name__ == "__main__":
    main()
