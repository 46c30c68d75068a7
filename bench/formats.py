"""Articles a second by format, reading alone, in this process.

`python bench/formats.py FOLDER` reads each file of a folder once; a line an ending.
`python bench/formats.py --made MEGABYTES` makes a file of that size of each form and reads it.
Times are of the processor; the slowest come first.
"""

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from made_forms import FORMS

from index.errors import ReadFailure
from index.readers import can_read, read_bytes, suffix_of


@dataclass
class Total:
    """What was read of one form; `seconds` are of the processor."""

    files: int = 0
    articles: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    reason: str = ""


def files_in(folder: Path) -> Iterator[tuple[str, Path, bytes]]:
    """The ending, path and content of each file that is read."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and can_read(str(path)):
            yield suffix_of(path.name) or "(none)", path, path.read_bytes()


def made(megabytes: float) -> Iterator[tuple[str, Path, bytes]]:
    """A file of each form, of about so many megabytes."""
    for name, make in FORMS.items():
        yield name, Path("/made") / name, make(int(megabytes * 1_000_000))


def measured(files: Iterator[tuple[str, Path, bytes]]) -> dict[str, Total]:
    """What reading the files took, by form."""
    read_bytes(Path("a.html"), b"<p>The libraries are loaded before the clock starts.</p>")
    totals: defaultdict[str, Total] = defaultdict(Total)
    for name, path, raw in files:
        total = totals[name]
        begun = time.process_time()
        try:
            articles, problem = read_bytes(path, raw)
        except ReadFailure as error:
            articles, problem = [], str(error)
        total.seconds += time.process_time() - begun
        total.files += 1
        total.articles += len(articles)
        total.megabytes += len(raw) / 1_000_000
        total.reason = total.reason or problem or ""
    return totals


def main() -> None:
    """Print for each form: files, articles, megabytes, seconds, and rates a second."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--made", type=float, metavar="MEGABYTES")
    given = arguments.parse_args()
    files = made(given.made) if given.made else files_in(given.folder or Path())
    totals = measured(files)
    print("form             files  articles       MB   seconds  articles/s   MB/s")
    for name, total in sorted(totals.items(), key=lambda one: one[1].megabytes / one[1].seconds):
        rate, speed = total.articles / total.seconds, total.megabytes / total.seconds
        print(
            f"{name:15} {total.files:6} {total.articles:9} {total.megabytes:8.1f} "
            f"{total.seconds:9.2f}"
            f" {rate:11.0f} {speed:6.1f}  {total.reason[:60] if given.made else ''}"
        )
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
