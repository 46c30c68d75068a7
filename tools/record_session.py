"""Records a session of the reading room on an archive: as asciinema v2, and as a log of waits.

    python tools/record_session.py ADDRESS OUT.cast [--command pressmark] [--size 80x24]

Each step types keys, then waits until the screen has changed and is quiet. The log names for each
step the milliseconds to the first change and to the last one before the quiet; it is printed.
"""

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pyte

# A screen without a change for QUIET seconds is complete; LONGEST is the most for one step.
QUIET, LONGEST = 1.5, 60.0
# Seconds until a step must change the screen.
UNCHANGED = 30.0
# Pauses of the recording are shortened to this.
LONGEST_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """What an analyst does, and the keys for it."""

    says: str
    keys: str


STEPS = (
    Step("the first screen", ""),
    Step("search as you type", "/sanctions"),
    Step("leave the search field", "\r"),
    Step("one more condition", "/ speaker:trump\r"),
    Step("take it back", "H"),
    Step("open the first article", "\r"),
    Step("its next match", "n"),
    Step("its statements", "4"),
    Step("the passages of the result", "5"),
    Step("the actors of the result", "3"),
    Step("the dossier of the first", "i"),
    Step("wait for it", ""),
    Step("leave the dossier", "\x1b"),
    Step("the time strip", "T"),
    Step("leave the time strip", "\x1b"),
    Step("the article", "2"),
    Step("mark the passage", "m"),
    Step("leave the mark unchanged", "\x1b"),
    Step("quit", "q"),
)


class Recorder:
    """A room in a pseudo-terminal, and everything that it writes."""

    def __init__(self, command: str, address: str, size: tuple[int, int]) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._child = pexpect.spawn(
            command, [address], dimensions=(rows, columns), env=environment, timeout=None
        )
        self._began = time.monotonic()
        self.events: list[tuple[float, str]] = []

    def type(self, keys: str) -> None:
        """Type keys, as fast as a person does."""
        for key in keys:
            self._child.send(key)
            self._read(0.12)

    def _read(self, seconds: float) -> bool:
        """Read the output for `seconds`; whether the screen changed."""
        before = self.screen.display
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                data = self._child.read_nonblocking(1 << 16, left)
            except (pexpect.TIMEOUT, pexpect.EOF):
                break
            self.events.append((time.monotonic() - self._began, data.decode("utf-8", "replace")))
            # pyte does not know private modes with a question mark and `u`
            self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[up]", b"", data))
        return self.screen.display != before

    def settle(self) -> tuple[float, float]:
        """Wait until the screen is quiet: seconds to the first and to the last change."""
        begun = changed = time.monotonic()
        first = 0.0
        while self._child.isalive() and time.monotonic() - begun < LONGEST:
            if self._read(0.05):
                changed = time.monotonic()
                first = first or changed - begun
            elif time.monotonic() - changed > (QUIET if first else UNCHANGED):
                break
        return first, changed - begun

    def close(self) -> None:
        """End the room where it has not ended."""
        self._child.close(force=True)

    def cast(self, title: str) -> Iterator[str]:
        """The lines of an asciinema file."""
        head = {
            "version": 2,
            "width": self.screen.columns,
            "height": self.screen.lines,
            "title": title,
            "env": {"TERM": "xterm-256color"},
        }
        yield json.dumps(head)
        shown = before = 0.0
        for moment, text in self.events:
            shown += min(moment - before, LONGEST_PAUSE)
            before = moment
            yield json.dumps([round(shown, 3), "o", text], ensure_ascii=False)


def main() -> int:
    """Record the session, and print its log."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address")
    parser.add_argument("out", type=Path)
    parser.add_argument("--command", default="pressmark")
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--screens", action="store_true", help="print the screen after each step")
    args = parser.parse_args()
    columns, _, rows = args.size.partition("x")
    recorder = Recorder(args.command, args.address, (int(columns), int(rows)))
    for step in STEPS:
        recorder.type(step.keys)
        first, last = recorder.settle()
        print(f"{step.says:26} {1000 * first:6.0f} ms {1000 * last:6.0f} ms", flush=True)
        if args.screens:
            print("\n".join(line.rstrip() for line in recorder.screen.display), flush=True)
    recorder.close()
    lines = recorder.cast("Pressmark on an archive")
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
