"""Helpers of the benchmarks: memory of a process and its children, medians, tables."""

import contextlib
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path


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


def memory(pid: int, children: bool = True, own: bool = False) -> float:
    """MiB of a process, or with its children: PSS, or with `own` without mapped files."""
    total = 0
    for one in family(pid) if children else [pid]:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            match = re.search(rf"^{'Pss_Anon' if own else 'Pss'}:\s+(\d+)", text, re.M)
            total += int(match[1]) if match else 0
    return total / 1024


@contextlib.contextmanager
def peak_memory(pid: int) -> Iterator[list[float]]:
    """Measure peak MiB of a process and its children; at exit the list has this one item."""
    peak = [0.0]
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(1):  # a look takes long enough to show in what is measured
            peak[0] = max(peak[0], memory(pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        stop.set()
        thread.join()


def times(what: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile of `what` in milliseconds over the questions, after a warm-up."""
    taken = []
    for question in questions:
        what(question)
        begun = time.perf_counter()
        what(question)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
