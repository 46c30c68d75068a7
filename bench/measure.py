"""Helpers of the benchmarks: memory of a process and its children, medians, tables."""

import contextlib
import os
import re
import resource
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# Seconds between two looks at the memory of a process: a look takes long enough to show.
_BETWEEN_LOOKS = 1.0


def family(pid: int) -> list[int]:
    """A process and all it started."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parents.setdefault(int(status.read_text().rsplit(")", 1)[1].split()[1]), []).append(
                int(status.parent.name)
            )
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        todo += parents.get(found[-1], [])
    return found


def memory(pid: int, children: bool = True, own: bool = False, without: int = 0) -> float:
    """MiB of a process, or with its children: PSS, or with `own` without mapped files.

    The process `without` is not counted.
    """
    total = 0
    for one in set(family(pid) if children else [pid]) - {without}:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            match = re.search(rf"^{'Pss_Anon' if own else 'Pss'}:\s+(\d+)", text, re.M)
            total += int(match[1]) if match else 0
    return total / 1024


@contextlib.contextmanager
def peak_memory(pid: int) -> Iterator[list[float]]:
    """Measure peak MiB of a process and its children; at exit the list has this one item.

    A separate process samples: a second thread here would keep a build from forking its readers.
    """
    peak = [0.0]
    watcher = subprocess.Popen(
        [sys.executable, __file__, str(pid)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield peak
    finally:
        out, _ = watcher.communicate()  # its input ends, and it answers
        peak[0] = float(out or 0)


def watch(pid: int) -> float:
    """The most MiB that a process and its children hold until standard input ends."""
    most = 0.0
    while not select.select([sys.stdin], [], [], _BETWEEN_LOOKS)[0]:
        most = max(most, memory(pid, without=os.getpid()))
    return most


def processor_seconds() -> float:
    """Seconds of processor time that this process and its ended children have taken."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def times(what: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile of `what` in milliseconds over the questions, after a warm-up.

    Measures processor time of this process, which depends less on the load of the machine.
    """
    taken = []
    for question in questions:
        what(question)
        begun = time.process_time()
        what(question)
        taken.append((time.process_time() - begun) * 1000)
    taken.sort()
    return statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    print(watch(int(sys.argv[1])))
