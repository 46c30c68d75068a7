"""Articles a second by format, reading alone: `python bench/formats.py FOLDER`.

Each file is read once in this process; a line an ending, the slowest first.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

from index.errors import ReadFailure
from index.readers import can_read, read_file, suffix_of


def main(folder: Path) -> None:
    """Print files, articles, seconds and articles a second of each ending."""
    totals: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not can_read(str(path)):
            continue
        begun = time.perf_counter()
        try:
            found = len(read_file(path)[0])
        except ReadFailure:
            found = 0
        total = totals[suffix_of(path.name) or "(none)"]
        total[0] += 1
        total[1] += found
        total[2] += time.perf_counter() - begun
    for suffix, (files, articles, seconds) in sorted(
        totals.items(), key=lambda one: one[1][1] / max(one[1][2], 1e-9)
    ):
        rate = articles / max(seconds, 1e-9)
        print(
            f"{suffix:10} {files:6.0f} files {articles:7.0f} articles {seconds:8.2f} s {rate:9.0f}/s"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
