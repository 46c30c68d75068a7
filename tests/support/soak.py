"""Random keys for the reader in a terminal, for as long as wanted, and what comes of them.

`soak` starts the reader on a pseudo-terminal, sends keys, samples its memory and ends it. Errors of
background jobs, which the reader keeps to itself, go to a file.

Memory is what is private to the reader (Private_Dirty of /proc/PID/smaps_rollup): pages of mapped
files, which the system takes back when it needs them, do not count. It is sampled at the end of a
pause, when the reader has collected its garbage: between collections chance decides how much there
is.
"""

import random
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from tests.support.terminal import NAMES, environment
from tests.support.waiting import PATIENCE
from tui.key_table import KEYS

# Runs the reader, and writes the traceback of every job that fails to the file named first.
_READER = """
import sys, traceback
from pathlib import Path
from index import Cancelled, PressmarkError
from tui.room.screen import Room

log = Path(sys.argv.pop(1))
start = Room.start

def watched(self, job, work, **more):
    def run(is_cancelled):
        try:
            work(is_cancelled)
        except (PressmarkError, OSError, Cancelled):
            raise
        except BaseException:
            with log.open("a") as file:
                file.write(f"{job}: {traceback.format_exc()}\\n")
            raise
    start(self, job, run, **more)

Room.start = watched
from tui.cli.main import main
sys.exit(main())
"""
_NAMED = NAMES | {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "space": " ",
    "shift+tab": "\x1b[Z",
}
_WORDS = (
    "river", "minister said", '"said the"', "rive*", "*a", "r?ver -dam", "said:high", "actor:bell",
    "speaker:bell", "date:2004..2006", "(a OR b", "sort:date", "tag:x", "is:marked", "\U0001f600",
    "москва", "e\u0301", "nosuchword", '"two words"~5', "title:", "-", "zzzz~",
)  # fmt: skip
# A long run pauses as a person does who reads, after so many seconds of keys: until the screen has
# not changed for so many seconds. The reader has then handled all keys and released memory.
# A cursor that blinks changes the screen for ever.
_PAUSED_EVERY, _PAUSE, _LONGEST_PAUSE = 16.0, 3.0, 15.0
# Quitting is left out: memory shows over a long session only.
_QUITS = {"q"}


def _sequence(key: str) -> str:
    """What a terminal sends for a key of the key table."""
    if key in _NAMED:
        return _NAMED[key]
    if found := re.fullmatch(r"ctrl\+([a-z])", key):
        return chr(ord(found[1]) - 96)
    return key


# What each round of `every_key` searches (None: by chance), and does with what a key opened.
_ROUNDS: tuple[tuple[str | None, tuple[str, ...]], ...] = (
    ("river", ("\x1b",)),
    ("said:high", ("\r", "\x1b", "\x1b")),
    (None, ("bell\r", "\x1b", "\x1b")),
)
# Keys that lead to where others have their meaning.
_PLACES: dict[str, str] = {
    "lists": "1", "article": "2", "actors": "3", "quotes": "4", "passages": "5", "marks": "2",
    "time": "T", "audit": "A", "mark_list": "'", "dossier": "3i", "speech": "3W",
}  # fmt: skip
# Keys that mean something after others: two actors merged, compared, named together; one ignored.
_CHAINS = ("3gjvj=", "u", "3gjvjc", "\x1b", "3gjvjw", "\x1b", "3gj!", "u")
_KEYS = sorted({key for one in KEYS for key in one.keys} - _QUITS)


def every_key(rng: random.Random) -> Iterator[str]:
    """Every key where it has a meaning, in three results of a search, and what it opens.

    In the first results the keys come as the table lists them, so that a choice comes before what
    needs it; what a key opens is left at once. Later the order is by chance, and what a key opens
    gets a word and Enter: a form is sent, a row of a list is opened. After these the modules that
    some key imports are loaded, and the caches that it fills exist. Otherwise they come whenever
    chance picks the key, and look like memory that grows.
    """
    keys = [(_PLACES.get(one.where, ""), key) for one in KEYS for key in one.keys]
    for number, (word, answers) in enumerate(_ROUNDS):
        yield f"\x1b/\x15{word or rng.choice(_WORDS)}\r"
        for place, key in rng.sample(keys, len(keys)) if number else keys:
            if key not in _QUITS:
                yield place
                yield _sequence(key)
                yield from answers
        yield from ("\x1b\x1b", *_CHAINS)


def bursts(rng: random.Random) -> Iterator[str]:
    """What a reader in a hurry sends: keys, searches, pasted texts, and keys that do nothing."""
    while True:
        match rng.choices(("keys", "search", "escape", "paste", "any"), (70, 12, 10, 3, 5))[0]:
            case "keys":
                yield "".join(_sequence(rng.choice(_KEYS)) for _ in range(rng.randint(1, 8)))
            case "search":
                yield "\x1b/" + "\x15" + rng.choice(_WORDS) + rng.choice(("\r", "\r", "\x1b", ""))
            case "escape":
                yield "\x1b"
            case "paste":
                text = " ".join(rng.choices(_WORDS, k=rng.randint(1, 40)))
                yield f"\x1b[200~{text}\n{text}\x1b[201~"
            case _:
                yield "".join(
                    c for c in (chr(rng.randint(32, 0x2FFF)) for _ in range(4))
                    if unicodedata.category(c) not in {"Cn", "Cs", "Co"} and c not in _QUITS
                )  # fmt: skip


@dataclass
class Soaked:
    """What came of a run: bursts sent, (second, KiB of private memory), exit status."""

    sent: int = 0
    memory: list[tuple[float, int]] = field(default_factory=list)
    status: int | None = None
    errors: str = ""
    left: list[int] = field(default_factory=list)

    def grew(self, settled: float, window: float) -> float:
        """The growth of memory from `window` seconds after `settled` to the last, as a share."""
        end = self.memory[-1][0]
        first = [kib for at, kib in self.memory if settled <= at < settled + window]
        last = [kib for at, kib in self.memory if at >= end - window]
        return sorted(last)[len(last) // 2] / sorted(first)[len(first) // 2] - 1


def soak(
    words: list[str],
    size: tuple[int, int],
    seconds: float,
    seed: int,
    folder: Path,
    warm: bool = False,
) -> Soaked:
    """Send random keys to the reader for some seconds, then quit; with `warm` first each key.

    The seconds begin when these are handled, however busy the machine is.
    """
    rng, done, errors = random.Random(seed), Soaked(), folder / f"errors-{seed}.txt"
    columns, rows = size
    child = pexpect.spawn(
        sys.executable,
        ["-c", _READER, str(errors), *words],
        cwd=folder,  # chance names files to write: marks, trails
        dimensions=(rows, columns),
        env=environment({"EDITOR": "true", "VISUAL": "true"}),
        encoding=None,
        use_poll=True,  # select() fails on descriptors from 1024 on
    )
    child.delaybeforesend = None
    # before Textual has the terminal, Ctrl-C is a signal
    child.expect_exact(b"\x1b[?1049h", timeout=PATIENCE)
    _drain(child, 1.0)
    for number, burst in enumerate(every_key(rng) if warm else ()):
        child.send(burst)
        _drain(child, 0.02)
        if number % 40 == 39:
            _settle(child)
    begun = sampled = time.monotonic()
    keys = bursts(rng)
    while child.isalive() and (now := time.monotonic()) < begun + seconds:
        child.send(next(keys))
        done.sent += 1
        _drain(child, rng.choice((0.02, 0.05, 0.1, 0.3)))
        if now - sampled >= min(_PAUSED_EVERY, seconds / 20):
            if seconds > 10 * _PAUSED_EVERY:
                _settle(child)
            sampled = time.monotonic()
            if (kib := _private(child.pid)) is not None:
                done.memory.append((now - begun, kib))
    until = time.monotonic() + PATIENCE
    while child.isalive() and time.monotonic() < until:
        child.send("\x1b")
        _drain(child, 0.3)
        child.send("q")
        _drain(child, 0.7)
    done.left = _session_of(child.pid)
    child.close(force=True)
    done.status = child.exitstatus
    if errors.exists():
        done.errors = errors.read_text()
    return done


def _settle(child: "pexpect.spawn[bytes]") -> None:
    """Read until the screen stops changing."""
    until = time.monotonic() + _LONGEST_PAUSE
    while time.monotonic() < until:
        try:
            child.read_nonblocking(65536, timeout=_PAUSE)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            return


def _drain(child: "pexpect.spawn[bytes]", seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        try:
            child.read_nonblocking(65536, timeout=left)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            return


def _private(pid: int) -> int | None:
    """KiB that the process does not share with another one or with a file."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_Dirty:"))


def _session_of(leader: int) -> list[int]:
    """The other processes of the session that a process leads, without those that have ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, _, rest = stat.read_text(errors="replace").partition(" (")
        except OSError:
            continue
        state, _, _, session = rest.rpartition(")")[2].split()[:4]
        if int(session) == leader and int(pid) != leader and state != "Z":
            found.append(int(pid))
    return found
